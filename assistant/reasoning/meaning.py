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
from typing import NamedTuple, TypeVar

from assistant.case import Key
from assistant.reasoning.compile import Among, AreaCount, Code, Count, Group, RuleBase, StageCode, Test
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


class _Fired(NamedTuple):
    """A finding code that is not ruled out for a record: whether it fires on what is known, and for certain."""

    number: int
    known: bool
    certain: bool


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
            self.areas[area] = self.concluded(area, rules)
        self.judgement = self.concluded("judgement", self.base.judgements)
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
        codes, tallies, place = self.base.findings, self.tallies, 0
        for group in self.base.groups:
            for key, fired in self.fired(group):
                place += 1
                for one in fired:
                    tallies.add(one, key)
                    if one.known:
                        code = codes[one.number]
                        found.append((one.number, place, Finding(code.rule.id, key, code.area)))
        found.sort()
        return tuple(finding for _, _, finding in found)

    def fired(self, group: Group) -> Iterable[tuple[Key, tuple[_Fired, ...]]]:
        """The records of a group, each with the codes that are not ruled out for it."""
        shared = self.evidence.shared
        if group.key is not None:
            yield group.key, tuple(_fired(group, {}, shared))
            return
        given = tuple(shared[name] for name in group.shared)
        if group.record not in self.evidence.closed:
            self.tallies.endless.update(self.remember(("more", group.record, given), lambda: _could_count(self.base, group, shared)))
        for record in self.evidence.records[group.record]:
            values = record.values
            signature = (group.record, given, *[values[name] for name in group.own])
            yield record.key, self.remember(signature, lambda values=values: tuple(_fired(group, values, shared)))  # type: ignore[misc]

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
        # (rule-otherwise, in the checks of the pack).
        known = Conclusion(outcome or "", _ids(rests_on), _ids(outweighed))
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
        self.base = base
        self.numbers: dict[int, list[int]] = {}
        self.records: dict[int, tuple[set[Key], set[Key], set[Key]]] = {}
        self.endless: set[int] = set()
        """The tallies without a limit: a record that may still be added could count in them."""

    def add(self, fired: _Fired, key: Key) -> None:
        for place in self.base.feeds[fired.number]:
            if self.base.tallies[place].distinct:
                sets = self.records.setdefault(place, (set(), set(), set()))
                for members, counts in zip(sets, (fired.known, fired.certain, True), strict=True):
                    if counts:
                        members.add(key)
            else:
                numbers = self.numbers.setdefault(place, [0, 0, 0])
                numbers[0] += fired.known
                numbers[1] += fired.certain
                numbers[2] += 1

    def count(self, place: int) -> tuple[int, int, int]:
        if self.base.tallies[place].distinct:
            sets = self.records.get(place)
            known, lowest, highest = (len(sets[0]), len(sets[1]), len(sets[2])) if sets else (0, 0, 0)
        else:
            known, lowest, highest = self.numbers.get(place, _NONE)
        return known, lowest, _NO_LIMIT if place in self.endless else highest


_NONE = [0, 0, 0]


def _fired(group: Group, own: Mapping[str, str], shared: Mapping[str, str]) -> Iterable[_Fired]:
    """The codes of a group that are not ruled out for a record."""
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
                yield _Fired(code.number, when == HOLDS, certain == HOLDS)


def _could_count(base: RuleBase, group: Group, shared: Mapping[str, str]) -> frozenset[int]:
    """The tallies in which a record that is still to come could count: no single record rules it out."""
    to_come = dict.fromkeys(group.own, OPEN)
    return frozenset(place for fired in _fired(group, to_come, shared) for place in base.feeds[fired.number])


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
    urgency = next((urgency for code in fired if (urgency := getattr(code.rule, "urgency", None)) is not None), None)
    return ReviewReading(reading, bool(fired), _ids(fired), urgency)


def _ids(codes: Iterable[StageCode]) -> tuple[str, ...]:
    return tuple(code.rule.id for code in codes)


def _within(known: int, lowest: int, highest: int, at_least: int, at_most: int | None) -> Truth:
    least = HOLDS if lowest >= at_least else FAILS if highest < at_least else OPEN_YET
    if at_most is None:
        return known >= at_least, least
    most = HOLDS if highest <= at_most else FAILS if lowest > at_most else OPEN_YET
    return at_least <= known <= at_most, min(least, most)
