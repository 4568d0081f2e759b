"""The later stages: what tallies, answers and evaluations come to, for an area, the judgement and the review."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from assistant.reasoning.codes import (
    JUDGEMENT,
    Among,
    AreaCount,
    ByOutcome,
    Code,
    Count,
    RuleBase,
    StageCode,
    Test,
    of_area,
)
from assistant.reasoning.firing import FAILS, HOLDS, OPEN_YET, Outcome, Truth, tests
from assistant.reasoning.results import Conclusion, ReviewReading

NO_LIMIT = 1_000_000_000
_THREE = {FAILS: False, OPEN_YET: None, HOLDS: True}


class Concluded(NamedTuple):
    """The conclusion of a stage on what is known, the outcomes still possible and the firmest ground."""

    known: Conclusion
    possible: tuple[str, ...]
    ground: str | None


class Tallies:
    """For each tally the number on what is known, the lowest and the highest."""

    def __init__(self, base: RuleBase) -> None:
        """Tallies that count nothing yet."""
        size = len(base.tallies)
        self.limits = base.reach.limits
        self.known, self.lowest, self.highest = [0] * size, [0] * size, [0] * size
        self.endless: set[int] = set()
        """The tallies without a limit: a record that may still be added could count in them."""
        self.counts: list[tuple[int, int, int]] = []
        """The same numbers as rules compare them, as far as `settle` was called: one above the most that
        any rule asks for is as good as any other."""

    def copy(self) -> Tallies:
        """The same numbers, to be changed apart from these."""
        other = object.__new__(Tallies)
        other.limits, other.endless = self.limits, self.endless
        other.known, other.lowest, other.highest = self.known[:], self.lowest[:], self.highest[:]
        other.counts = self.counts[:]
        return other

    def all(self) -> tuple[list[int], list[int], list[int]]:
        """The numbers of every tally: known, lowest and highest."""
        return self.known, self.lowest, self.highest

    def add(self, outcome: Outcome) -> None:
        """Count what a record came to."""
        for place, known, lowest, highest in outcome.counts:
            self.known[place] += known
            self.lowest[place] += lowest
            self.highest[place] += highest

    def number(self, place: int) -> tuple[int, int, int]:
        """What is known, the lowest and the highest number."""
        highest = NO_LIMIT if place in self.endless else self.highest[place]
        return self.known[place], self.lowest[place], highest

    def settle(self) -> None:
        """Ready to be compared, when everything was counted."""
        self.counts = list(zip(*self.all(), strict=True))
        above = [place for place, most in enumerate(self.limits) if self.highest[place] > most]
        for place in (*above, *self.endless):
            self.settle_one(place)

    def settle_one(self, place: int) -> None:
        """Ready to be compared again, where this one was counted anew."""
        limit = self.limits[place]
        known, lowest, highest = self.number(place)
        self.counts[place] = min(known, limit), min(lowest, limit), min(highest, limit)


class Later:
    """The later stages of one case. Each area is concluded before the judgement, and that before the review."""

    def __init__(self, base: RuleBase, shared: Mapping[str, str], tallies: Tallies) -> None:
        """Nothing is concluded yet."""
        self.base, self.shared, self.tallies = base, shared, tallies
        self.areas: dict[str, Concluded] = {}
        self.judgement = Concluded(Conclusion("", ()), (), None)

    def conclude(self) -> None:
        """Conclude every area and the judgement."""
        for area in self.base.evaluations:
            self.conclude_area(area)
        self.conclude_judgement()

    def conclude_area(self, area: str) -> None:
        """Conclude one area."""
        self.areas[area] = self._concluded(of_area(area), self.base.evaluations[area])

    def conclude_judgement(self) -> None:
        """Conclude the judgement, from the areas as they are concluded."""
        self.judgement = self._concluded(JUDGEMENT, self.base.judgements)

    def review(self, reading: str, codes: tuple[StageCode, ...]) -> tuple[ReviewReading, bool | None]:
        """What one published reading says of a case review, on what is known and for certain."""
        truths = [(code, *self.rule(code)) for code in codes]
        certain = max((truth for _, _, truth in truths), default=FAILS)
        return review_reading(reading, [code for code, known, _ in truths if known]), _THREE[certain]

    def _concluded(self, stage: str, rules: ByOutcome) -> Concluded:
        """What a stage comes to; alike for like tallies, answers and evaluations."""
        reads, counts, areas = self.base.stage_reads[stage], self.tallies.counts, self.areas
        signature = (
            stage,
            tuple([self.shared[name] for name in reads.answers]),
            tuple([counts[place] for place in reads.tallies]),
            tuple([(areas[area].known.outcome, areas[area].possible) for area in reads.areas]),
        )
        return self.base.remember(signature, lambda: self._work_out(rules))

    def _work_out(self, rules: ByOutcome) -> Concluded:
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
        return Concluded(known, tuple(possible), firmest(self.base, rests_on))

    def rule(self, code: StageCode) -> Truth:
        """Whether a rule of a later stage holds."""
        known, certain = self.conjunction(code.when)
        if certain == FAILS or not code.unless:
            return known, certain
        defeated, defeat = self.conjunction(code.unless)
        return known and not defeated, min(certain, HOLDS - defeat)

    def conjunction(self, codes: tuple[Code, ...]) -> Truth:
        """Whether all of these conditions hold."""
        known, certain = True, HOLDS
        for code in codes:
            holds, truth = self.condition(code)
            if truth == FAILS:
                # INVARIANT: what fails for certain does not hold on what is known (tests/property/test_laws.py).
                return False, FAILS
            known = known and holds
            certain = min(certain, truth)
        return known, certain

    def condition(self, code: Code) -> Truth:
        """Whether one condition holds."""
        match code:
            case Test():
                truth = tests((code,), self.shared)
                return truth == HOLDS, truth
            case Count(at_least=at_least, at_most=at_most) | AreaCount(at_least=at_least, at_most=at_most):
                return _within(*self.numbers(code), at_least, at_most)
            case Among(judgements):
                possible = self.judgement.possible
                wanted = sum(outcome in judgements for outcome in possible)
                certain = HOLDS if wanted == len(possible) else OPEN_YET if wanted else FAILS
                return self.judgement.known.outcome in judgements, certain

    def numbers(self, code: Count | AreaCount) -> tuple[int, int, int]:
        """How many there are of what a count counts: known, at the lowest and at the highest."""
        if isinstance(code, Count):
            return self.tallies.number(code.tally)
        known = lowest = highest = 0
        for area in code.areas:
            concluded = self.areas[area]
            known += concluded.known.outcome in code.evaluations
            wanted = sum(outcome in code.evaluations for outcome in concluded.possible)
            lowest += wanted == len(concluded.possible)
            highest += wanted > 0
        return known, lowest, highest


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
