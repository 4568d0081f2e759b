"""The meaning of a rule base: a pure evaluator that gives both readings of a case in one pass.

*On what is known*, a condition on an open answer does not hold. *For certain*, it is open, and what
is open could still go either way. Truth for certain has three values; `min` is their conjunction
and `HOLDS - value` their negation (Kleene's strong logic: S. C. Kleene, Introduction to
Metamathematics, 1952, section 64).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from assistant.case import Key
from assistant.reasoning.compile import Among, AreaCount, Code, Count, FindingCode, RuleBase, StageCode, Test
from assistant.reasoning.evidence import OPEN, Evidence
from assistant.reasoning.results import Certain, Conclusion, Finding, Known, Meaning, ReviewReading

FAILS, OPEN_YET, HOLDS = 0, 1, 2
_MEMORY_LIMIT = 20_000
_NO_LIMIT = 1_000_000_000

Truth = tuple[bool, int]
"""Whether it holds on what is known, and what it is for certain."""


def meaning(base: RuleBase, evidence: Evidence) -> Meaning:
    """Both readings of the evidence. Pure: the same evidence gives the same meaning."""
    return _Evaluation(base, evidence).meaning()


def tests(conditions: tuple[Test, ...], values: Mapping[str, str]) -> int:
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


class _Fired(NamedTuple):
    """What one finding code came to: the records it fired for, and those for which it is not ruled out."""

    known: list[Key]
    certain: list[Key]
    possible: list[Key]
    endless: bool
    """Whether a record that may still be added could fire it."""

    def parts(self) -> tuple[list[Key], list[Key], list[Key]]:
        """The lists that a count takes its known, lowest and highest number from."""
        return self.known, self.certain, self.possible


class _Evaluation:
    def __init__(self, base: RuleBase, evidence: Evidence) -> None:
        self.base, self.evidence = base, evidence
        self.fired: list[_Fired] = []
        self.findings: list[Finding] = []
        self.possible_evaluations: dict[str, tuple[str, ...]] = {}
        self.known_evaluations: dict[str, Conclusion] = {}
        self.possible: tuple[str, ...] = ()
        self.judgement = ""

    def meaning(self) -> Meaning:
        self.find()
        for area, by_outcome in self.base.evaluations.items():
            self.known_evaluations[area], self.possible_evaluations[area], _ = self.conclude(by_outcome)
        concluded, self.possible, ground = self.conclude(self.base.judgements)
        self.judgement = concluded.outcome
        reviews = [self.review(reading, codes) for reading, codes in self.base.reviews]
        known = Known(tuple(self.findings), self.known_evaluations, concluded, ground, tuple(review for review, _ in reviews))
        return Meaning(known, Certain(self.possible_evaluations, self.possible, {review.reading: certain for review, certain in reviews}))

    def find(self) -> None:
        """The first stage: every finding code against its records."""
        per_section = {section: self.own_tests(section, codes) for section, codes in self.base.by_section.items() if codes}
        shared = self.evidence.shared
        for code in self.base.findings:
            when = tests(code.when, shared)
            unless = tests(code.unless, shared) if code.unless else (HOLDS if code.own_unless else FAILS)
            if code.key is not None:
                fired = self.single(code, when, unless)
            elif when == FAILS:
                fired = _NEVER
            else:
                fired = self.section(code, when, unless, per_section[code.rule.record])
            self.fired.append(fired)
            self.findings.extend(Finding(code.rule.id, key, code.area) for key in fired.known)

    def single(self, code: FindingCode, when: int, unless: int) -> _Fired:
        certain = min(when, HOLDS - unless)
        if certain == FAILS or code.key is None:
            return _NEVER
        one = [code.key]
        return _Fired(one if when == HOLDS else [], one if certain == HOLDS else [], one, endless=False)

    def section(self, code: FindingCode, when: int, unless: int, own: dict[int, list[tuple[Key, int, int]]]) -> _Fired:
        fired = _Fired([], [], [], self.could_be_added(code, unless))
        for key, own_when, own_unless in own.get(code.number, ()):
            whole_when = min(when, own_when)
            whole_unless = min(unless, own_unless)
            certain = min(whole_when, HOLDS - whole_unless)
            if certain == FAILS:
                continue
            fired.possible.append(key)
            if whole_when == HOLDS:
                fired.known.append(key)
            if certain == HOLDS:
                fired.certain.append(key)
        return fired

    def could_be_added(self, code: FindingCode, unless: int) -> bool:
        """Whether a record not there yet could fire this code: its section is open and nothing else rules it out."""
        if code.rule.record in self.evidence.closed:
            return False
        # A new record's own answers could defeat the rule or not; shared ones alone do so for certain.
        return code.own_unless != () or unless != HOLDS

    def own_tests(self, section: str, codes: tuple[FindingCode, ...]) -> dict[int, list[tuple[Key, int, int]]]:
        """For each code the records whose own tests do not fail, with what the tests come to.

        Many records answer alike, so the outcome for a combination of answers is remembered.
        """
        found: dict[int, list[tuple[Key, int, int]]] = {}
        reads, memory = self.base.reads[section], self.base.memory
        for record in self.evidence.records[section]:
            values = record.values
            signature = (section, *[values[name] for name in reads])
            remembered = memory.get(signature)
            if remembered is None:
                remembered = tuple(_own(codes, values))
                if len(memory) >= _MEMORY_LIMIT:
                    memory.clear()
                memory[signature] = remembered
            for number, when, unless in remembered:
                found.setdefault(number, []).append((record.key, when, unless))
        return found

    def conclude(self, by_outcome: Iterable[tuple[str, tuple[StageCode, ...]]]) -> tuple[Conclusion, tuple[str, ...], str | None]:
        """The conclusion on what is known, the outcomes still possible, and the firmest ground."""
        outcome: str | None = None
        rests_on: list[StageCode] = []
        outweighed: list[StageCode] = []
        possible: list[str] = []
        decided = False
        for name, codes in by_outcome:
            best = FAILS
            fired: list[StageCode] = []
            for code in codes:
                known, certain = self.rule(code)
                best = max(best, certain)
                if known:
                    fired.append(code)
            if fired and outcome is None:
                outcome, rests_on = name, fired
            else:
                outweighed.extend(fired)
            if best != FAILS and not decided:
                possible.append(name)
                decided = best == HOLDS
        # INVARIANT: the last outcome has one rule marked `otherwise`, so one is always concluded
        # (rule-otherwise, in the checks of the pack).
        conclusion = Conclusion(outcome or "", tuple(code.rule.id for code in rests_on), tuple(code.rule.id for code in outweighed))
        return conclusion, tuple(possible), firmest(self.base, rests_on)

    def review(self, reading: str, codes: tuple[StageCode, ...]) -> tuple[ReviewReading, bool | None]:
        truths = [(code, *self.rule(code)) for code in codes]
        fired = [code for code, known, _ in truths if known]
        certain = max((truth for _, _, truth in truths), default=FAILS)
        return review_reading(reading, fired), {FAILS: False, OPEN_YET: None, HOLDS: True}[certain]

    def rule(self, code: StageCode) -> Truth:
        known, certain = self.conjunction(code.when)
        if certain == FAILS or not code.unless:
            return known, certain
        defeated, defeat = self.conjunction(code.unless)
        return known and not defeated, min(certain, HOLDS - defeat)

    def conjunction(self, codes: tuple[Code, ...]) -> Truth:
        known, certain = True, HOLDS
        for code in codes:
            holds, truth = _EVALUATE[type(code)](self, code)
            known = known and holds
            if truth < certain:
                certain = truth
                if truth == FAILS:
                    break
        return known and certain != FAILS, certain

    def test(self, code: Test) -> Truth:
        truth = tests((code,), self.evidence.shared)
        return truth == HOLDS, truth

    def count(self, code: Count) -> Truth:
        fired = [self.fired[number] for number in code.codes]
        if not fired:
            return _within(0, 0, 0, code.at_least, code.at_most)
        known, lowest, highest = (_how_many(keys, code.distinct) for keys in zip(*(one.parts() for one in fired), strict=True))
        if any(one.endless for one in fired):
            highest = _NO_LIMIT
        return _within(known, lowest, highest, code.at_least, code.at_most)

    def area_count(self, code: AreaCount) -> Truth:
        known = lowest = highest = 0
        for area in code.areas:
            known += self.known_evaluations[area].outcome in code.evaluations
            possible = self.possible_evaluations[area]
            wanted = sum(outcome in code.evaluations for outcome in possible)
            lowest += wanted == len(possible)
            highest += wanted > 0
        return _within(known, lowest, highest, code.at_least, code.at_most)

    def among(self, code: Among) -> Truth:
        wanted = sum(outcome in code.judgements for outcome in self.possible)
        certain = HOLDS if wanted == len(self.possible) else OPEN_YET if wanted else FAILS
        return self.judgement in code.judgements, certain


def _how_many(keys: Iterable[list[Key]], distinct: bool) -> int:
    return len({key for some in keys for key in some}) if distinct else sum(map(len, keys))


_NEVER = _Fired([], [], [], endless=False)
_EVALUATE: dict[type, Callable[..., Truth]] = {
    Test: _Evaluation.test,
    Count: _Evaluation.count,
    AreaCount: _Evaluation.area_count,
    Among: _Evaluation.among,
}


def firmest(base: RuleBase, codes: Iterable[StageCode]) -> str | None:
    """The firmest ground among the judgement rules that fired for the outcome."""
    grounds = [ground for code in codes if (ground := getattr(code.rule, "ground", None)) is not None]
    return min(grounds, key=lambda ground: base.grounds[ground], default=None)


def review_reading(reading: str, fired: list[StageCode]) -> ReviewReading:
    """What a published reading says, from the case-review rules that fired for it."""
    urgency = next((urgency for code in fired if (urgency := getattr(code.rule, "urgency", None)) is not None), None)
    return ReviewReading(reading, bool(fired), tuple(code.rule.id for code in fired), urgency)


def _own(codes: tuple[FindingCode, ...], values: Mapping[str, str]) -> Iterable[tuple[int, int, int]]:
    for code in codes:
        when = tests(code.own_when, values)
        if when != FAILS:
            # Without tests of its own, what defeats the rule is decided by the single records alone.
            yield code.number, when, tests(code.own_unless, values) if code.own_unless else HOLDS


def _within(known: int, lowest: int, highest: int, at_least: int, at_most: int | None) -> Truth:
    least = HOLDS if lowest >= at_least else FAILS if highest < at_least else OPEN_YET
    if at_most is None:
        return known >= at_least, least
    most = HOLDS if highest <= at_most else FAILS if lowest > at_most else OPEN_YET
    return at_least <= known <= at_most, min(least, most)
