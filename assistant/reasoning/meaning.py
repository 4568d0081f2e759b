"""The meaning of a rule base: a pure evaluator that gives both readings of a case in one pass.

*On what is known*, a condition on an open answer does not hold. *For certain*, it is open, and what
is open could still go either way. Truth for certain has three values; `min` is their conjunction
and `HOLDS - value` their negation (Kleene's strong logic: S. C. Kleene, Introduction to
Metamathematics, 1952, section 64).

Records that answer alike, and areas with the same tallies, come out alike, so what was worked out
once is remembered with the rule base, up to a limit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import NamedTuple, TypeVar

from assistant.case import Key
from assistant.reasoning.codes import (
    JUDGEMENT,
    Among,
    AreaCount,
    Code,
    Count,
    Group,
    RuleBase,
    StageCode,
    Test,
    of_area,
)
from assistant.reasoning.evidence import OPEN, Evidence
from assistant.reasoning.results import Certain, Conclusion, Finding, Known, Meaning, ReviewReading

FAILS, OPEN_YET, HOLDS = 0, 1, 2
_MEMORY_LIMIT = 20_000
_NO_LIMIT = 1_000_000_000

Truth = tuple[bool, int]
"""Whether it holds on what is known, and what it is for certain."""
ByOutcome = tuple[tuple[str, tuple[StageCode, ...]], ...]
Remembered = TypeVar("Remembered")


def meaning(base: RuleBase, evidence: Evidence) -> Meaning:
    """Both readings of the evidence. Pure: the same evidence gives the same meaning."""
    return _Evaluation(base, evidence).meaning()


class _Outcome(NamedTuple):
    """What the finding codes of a group come to for one record."""

    known: tuple[int, ...]
    """The codes that fire on what is known."""
    counts: tuple[tuple[int, int, int, int], ...]
    """For each tally that is not left as it is: what is added to its known, lowest and highest number."""


class _Concluded(NamedTuple):
    """The conclusion of a stage on what is known, the outcomes still possible and the firmest ground."""

    known: Conclusion
    possible: tuple[str, ...]
    ground: str | None


class _Evaluation:
    def __init__(self, base: RuleBase, evidence: Evidence) -> None:
        self.base, self.evidence = base, evidence
        self.tallies = _Tallies(base)
        self.areas: dict[str, _Concluded] = {}
        self.judgement = _Concluded(Conclusion("", ()), (), None)

    def meaning(self) -> Meaning:
        findings = self.find()
        for area, rules in self.base.evaluations.items():
            self.areas[area] = self.concluded(of_area(area), rules)
        self.judgement = self.concluded(JUDGEMENT, self.base.judgements)
        reviews = [self.review(reading, codes) for reading, codes in self.base.reviews]
        known = Known(
            findings,
            {area: concluded.known for area, concluded in self.areas.items()},
            self.judgement.known,
            self.judgement.ground,
            tuple(review for review, _ in reviews),
        )
        certain = Certain(
            {area: concluded.possible for area, concluded in self.areas.items()},
            self.judgement.possible,
            {review.reading: truth for review, truth in reviews},
        )
        return Meaning(known, certain)

    def find(self) -> tuple[Finding, ...]:
        """The first stage: every group of finding codes against its records."""
        found: list[tuple[int, int, Finding]] = []
        codes, place = self.base.findings, 0
        for group in self.base.groups:
            for key, outcome in self.outcomes(group):
                place += 1
                self.tallies.add(outcome)
                for number in outcome.known:
                    code = codes[number]
                    found.append((number, place, Finding(code.rule.id, key, code.area)))
        found.sort()
        return tuple([finding for _, _, finding in found])

    def outcomes(self, group: Group) -> Iterable[tuple[Key, _Outcome]]:
        """The records of a group, each with what its codes come to."""
        shared, base = self.evidence.shared, self.base
        given = tuple([shared[name] for name in group.shared])
        if group.key is not None:
            yield group.key, self.remember((group.key, given), partial(_outcome, base, group, {}, shared))
            return
        if group.record not in self.evidence.closed:
            to_come = dict.fromkeys(group.own, OPEN)
            coming = self.remember((group.record, given), partial(_outcome, base, group, to_come, shared))
            self.tallies.endless.update(place for place, *_ in coming.counts)
        for record in self.evidence.records[group.record]:
            values = record.values
            signature = (group.record, given, *[values[name] for name in group.own])
            yield record.key, self.remember(signature, partial(_outcome, base, group, values, shared))

    def concluded(self, stage: str, rules: ByOutcome) -> _Concluded:
        """What a stage comes to; alike for like tallies, answers and evaluations."""
        reads = self.base.stage_reads[stage]
        signature = (
            stage,
            tuple([self.evidence.shared[name] for name in reads.answers]),
            tuple([self.tallies.count(place) for place in reads.tallies]),
            tuple([(self.areas[area].known.outcome, self.areas[area].possible) for area in reads.areas]),
        )
        return self.remember(signature, lambda: self.conclude(rules))

    def remember(self, signature: tuple[object, ...], work_out: Callable[[], Remembered]) -> Remembered:
        memory = self.base.memory
        remembered: Remembered | None = memory.get(signature)
        if remembered is None:
            remembered = work_out()
            if len(memory) >= _MEMORY_LIMIT:
                memory.clear()
            memory[signature] = remembered
        return remembered

    def conclude(self, rules: ByOutcome) -> _Concluded:
        outcome: str | None = None
        rests_on: list[StageCode] = []
        outweighed: list[StageCode] = []
        possible: list[str] = []
        decided = False
        for name, codes in rules:
            truths = [(code, *self.rule(code)) for code in codes]
            fired = [code for code, known, _ in truths if known]
            best = max((certain for _, _, certain in truths), default=FAILS)
            if fired and outcome is None:
                outcome, rests_on = name, fired
            else:
                outweighed.extend(fired)
            if best != FAILS and not decided:
                possible.append(name)
                decided = best == HOLDS
        # INVARIANT: the last outcome has one rule marked `otherwise`, so one is always concluded
        # (`rule-otherwise`, assistant/pack/checks/otherwise.py).
        known = Conclusion(outcome or "", ids(rests_on), ids(outweighed))
        return _Concluded(known, tuple(possible), firmest(self.base, rests_on))

    def review(self, reading: str, codes: tuple[StageCode, ...]) -> tuple[ReviewReading, bool | None]:
        truths = [(code, *self.rule(code)) for code in codes]
        certain = max((truth for _, _, truth in truths), default=FAILS)
        return review_reading(reading, [code for code, known, _ in truths if known]), _THREE[certain]

    def rule(self, code: StageCode) -> Truth:
        known, certain = self.conjunction(code.when)
        if certain == FAILS or not code.unless:
            return known, certain
        defeated, defeat = self.conjunction(code.unless)
        return known and not defeated, min(certain, HOLDS - defeat)

    def conjunction(self, codes: tuple[Code, ...]) -> Truth:
        known, certain = True, HOLDS
        for code in codes:
            holds, truth = self.condition(code)
            known = known and holds
            certain = min(certain, truth)
        return known, certain

    def condition(self, code: Code) -> Truth:
        match code:
            case Count(tally, at_least, at_most):
                return _within(*self.tallies.count(tally), at_least, at_most)
            case Test():
                truth = _tests((code,), self.evidence.shared)
                return truth == HOLDS, truth
            case AreaCount(areas, evaluations, at_least, at_most):
                known = lowest = highest = 0
                for area in areas:
                    concluded = self.areas[area]
                    known += concluded.known.outcome in evaluations
                    wanted = sum(outcome in evaluations for outcome in concluded.possible)
                    lowest += wanted == len(concluded.possible)
                    highest += wanted > 0
                return _within(known, lowest, highest, at_least, at_most)
            case Among(judgements):
                possible = self.judgement.possible
                wanted = sum(outcome in judgements for outcome in possible)
                certain = HOLDS if wanted == len(possible) else OPEN_YET if wanted else FAILS
                return self.judgement.known.outcome in judgements, certain


_THREE = {FAILS: False, OPEN_YET: None, HOLDS: True}


class _Tallies:
    """For each tally the number on what is known, the lowest and the highest."""

    def __init__(self, base: RuleBase) -> None:
        size = len(base.tallies)
        self.known, self.lowest, self.highest = [0] * size, [0] * size, [0] * size
        self.endless: set[int] = set()
        """The tallies without a limit: a record that may still be added could count in them."""

    def add(self, outcome: _Outcome) -> None:
        for place, known, lowest, highest in outcome.counts:
            self.known[place] += known
            self.lowest[place] += lowest
            self.highest[place] += highest

    def count(self, place: int) -> tuple[int, int, int]:
        highest = _NO_LIMIT if place in self.endless else self.highest[place]
        return self.known[place], self.lowest[place], highest


def _outcome(base: RuleBase, group: Group, own: Mapping[str, str], shared: Mapping[str, str]) -> _Outcome:
    """What the codes of a group come to for a record with these answers."""
    fired = sorted(_fired(group, own, shared))
    counts: dict[int, list[int]] = {}
    for number, known, certain in fired:
        for place in base.feeds[number]:
            count = counts.setdefault(place, [0, 0, 0])
            for part, adds in enumerate((known, certain, True)):
                # A record counts once in a tally of records, however many findings come from it.
                count[part] = max(count[part], adds) if base.tallies[place].distinct else count[part] + adds
    return _Outcome(
        tuple(number for number, known, _ in fired if known),
        tuple((place, known, lowest, highest) for place, (known, lowest, highest) in counts.items()),
    )


def _fired(
    group: Group, own: Mapping[str, str], shared: Mapping[str, str]
) -> Iterable[tuple[int, bool, bool]]:
    """The codes that are not ruled out: whether each fires on what is known, and for certain."""
    for name, is_own, by_value in group.watched:
        for code in by_value.get(own[name] if is_own else shared[name], ()):
            when = min(_tests(code.own_when, own), _tests(code.when, shared))
            if when == FAILS:
                continue
            unless = FAILS
            if code.unless or code.own_unless:
                unless = min(_tests(code.own_unless, own), _tests(code.unless, shared))
            certain = min(when, HOLDS - unless)
            if certain != FAILS:
                yield code.number, when == HOLDS, certain == HOLDS


def _tests(conditions: tuple[Test, ...], values: Mapping[str, str]) -> int:
    """The conjunction of tests for certain; on what is known it holds only if it is `HOLDS`."""
    result = HOLDS
    for name, wanted in conditions:
        value = values[name]
        if value in wanted:
            continue
        if value != OPEN:
            return FAILS
        result = OPEN_YET
    return result


def firmest(base: RuleBase, codes: Iterable[StageCode]) -> str | None:
    """The firmest ground among the judgement rules that fired for the outcome."""
    grounds = [ground for code in codes if (ground := getattr(code.rule, "ground", None)) is not None]
    return min(grounds, key=lambda ground: base.grounds[ground], default=None)


def review_reading(reading: str, fired: list[StageCode]) -> ReviewReading:
    """What a published reading says, from the case-review rules that fired for it."""
    urgency = next(
        (urgency for code in fired if (urgency := getattr(code.rule, "urgency", None)) is not None), None
    )
    return ReviewReading(reading, bool(fired), ids(fired), urgency)


def ids(codes: Iterable[StageCode]) -> tuple[str, ...]:
    """The ids of rules, in their order."""
    return tuple(code.rule.id for code in codes)


def _within(known: int, lowest: int, highest: int, at_least: int, at_most: int | None) -> Truth:
    least = HOLDS if lowest >= at_least else FAILS if highest < at_least else OPEN_YET
    if at_most is None:
        return known >= at_least, least
    most = HOLDS if highest <= at_most else FAILS if lowest > at_most else OPEN_YET
    return at_least <= known <= at_most, min(least, most)
