"""The stages of a rule base as z3 literals over the answers of a case: findings, areas, judgement, case review."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import z3

from assistant.reasoning.codes import (
    Among,
    AreaCount,
    ByOutcome,
    Code,
    Count,
    FindingCode,
    RuleBase,
    StageCode,
    Test,
)
from assistant.reasoning.solving.answers import Answers, Literal, Literals, Slot, among


class Read(NamedTuple):
    """The answers that the stages read, where they are not those of the case itself: those of a changed case."""

    single: Mapping[str, Literals]
    slots: Mapping[str, Sequence[Slot]]


class Stages:
    """What one rule base makes of a case.

    Its literals stand for *what is known*; over cases in which nothing is open that is what is certain.
    """

    def __init__(
        self,
        answers: Answers,
        base: RuleBase,
        *,
        lane: int = 0,
        read: Read | None = None,
        without: Callable[[str], Literal | None] = lambda _: None,
        name: str = "",
    ) -> None:
        """Write the stages down beside the answers.

        `lane` is the base's place among those the answers were made for; `without` gives for a rule the
        literal under which it is left out; `name` keeps two stages of the same solver apart.
        """
        self.answers, self.base, self.lane, self.name, self.without = answers, base, lane, name, without
        self.single = read.single if read else answers.single
        self.slots = read.slots if read else answers.slots
        self.fired: dict[int, list[tuple[str, Literal]]] = {}
        """For each finding code: the records it may fire for, each with whether it does."""
        self.tallies: dict[tuple[int, int], Literal] = {}
        self.areas: dict[str, dict[str, Literal]] = {}
        self.judgement: dict[str, Literal] = {}
        self.grounds: dict[str, Literal] = {}
        self.reviews: dict[str, Literal] = {}
        self.rules: dict[str, list[Literal]] = {}
        """For each rule whether it fires, once for every record and area it may fire for."""
        self.rests_on: dict[tuple[str, str], Literal] = {}
        """For a stage and a rule whether what the stage concludes rests on it."""
        for code in base.findings:
            self.fired[code.number] = list(self._findings(code))
            self.rules.setdefault(code.rule.id, []).extend(one for _, one in self.fired[code.number])
        for area, rules in base.evaluations.items():
            self.areas[area], _ = self._outcomes(f"area {area}", rules)
        self.judgement, fires = self._outcomes("judgement", base.judgements)
        self._grounds(fires)
        for reading, codes in base.reviews:
            of = [(code.rule.id, self._rule(code)) for code in codes]
            self.rests_on |= {(f"review {reading}", rule): one for rule, one in of}
            self.reviews[reading] = self._called(f"review {reading}", z3.Or([one for _, one in of]))

    def all(self, codes: Iterable[Code]) -> Literal:
        """Whether all of these conditions hold."""
        return z3.And([self.condition(code) for code in codes])

    def condition(self, code: Code) -> Literal:
        """Whether a condition of a later stage holds."""
        match code:
            case Test(name, values):
                return among(self.single[name], values)
            case Count(tally, at_least, at_most):
                most = [] if at_most is None else [z3.Not(self.tally(tally, at_most + 1))]
                return z3.And([self.tally(tally, at_least), *most])
            case AreaCount(areas, evaluations, at_least, at_most):
                of = [z3.Or([self.areas[area][one] for one in sorted(evaluations)]) for area in areas]
                most = [] if at_most is None else [z3.Not(reaches([(one, 1) for one in of], at_most + 1))]
                return z3.And([reaches([(one, 1) for one in of], at_least), *most])
            case Among(judgements):
                return z3.Or([self.judgement[one] for one in sorted(judgements)])

    def tally(self, place: int, number: int) -> Literal:
        """Whether a tally reaches a number."""
        if number <= 0:
            return z3.BoolVal(val=True)
        if (place, number) not in self.tallies:
            self.tallies[place, number] = self._called(
                f"tally {place}>={number}", reaches(self._counted(place), number)
            )
        return self.tallies[place, number]

    def _counted(self, place: int) -> list[tuple[Literal, int]]:
        """What a tally counts, each with how much it adds."""
        tally = self.base.tallies[place]
        found: list[tuple[Literal, int]]
        if tally.distinct:
            of_record: dict[str, list[Literal]] = {}
            for code in tally.codes:
                for record, fires in self.fired[code]:
                    of_record.setdefault(record, []).append(fires)
            found = [(z3.Or(some), 1) for some in of_record.values()]
        else:
            found = [(fires, 1) for code in tally.codes for _, fires in self.fired[code]]
        for coming in self.answers.coming.values():
            at = coming.section.places.get((self.lane, place))
            if at is not None:
                found += [
                    (more, contribution[at])
                    for contribution, some in coming.counts.items()
                    if contribution[at]
                    for more in some
                ]
        return found

    def _findings(self, code: FindingCode) -> Iterable[tuple[str, Literal]]:
        if code.key is not None:
            yield str(code.key), self._fires(code, None)
            return
        for slot in self.slots.get(code.rule.record, ()):
            yield f"{slot.record}#{slot.number}", self._fires(code, slot)

    def _fires(self, code: FindingCode, slot: Slot | None) -> Literal:
        when = [among(self.single[test.name], test.values) for test in code.when]
        unless = [among(self.single[test.name], test.values) for test in code.unless]
        if slot:
            when += [slot.is_there, *self.answers.holds(code.own_when, slot.questions)]
            unless += self.answers.holds(code.own_unless, slot.questions)
        return self._called(
            f"{code.number} {slot.number if slot else ''}", self._unless(code.rule.id, when, unless)
        )

    def _rule(self, code: StageCode) -> Literal:
        fires = self._unless(
            code.rule.id,
            [self.condition(one) for one in code.when],
            [self.condition(one) for one in code.unless],
        )
        self.rules.setdefault(code.rule.id, []).append(fires)
        return fires

    def _unless(self, rule: str, when: list[Literal], unless: list[Literal]) -> Literal:
        parts = [*when, *([z3.Not(z3.And(unless))] if unless else [])]
        left_out = self.without(rule)
        return z3.And(parts if left_out is None else [*parts, z3.Not(left_out)])

    def _outcomes(
        self, stage: str, by_outcome: ByOutcome
    ) -> tuple[dict[str, Literal], dict[str, list[tuple[StageCode, Literal]]]]:
        """Each outcome of a stage: the first that a rule concludes stands."""
        found: dict[str, Literal] = {}
        fires: dict[str, list[tuple[StageCode, Literal]]] = {}
        for outcome, codes in by_outcome:
            fires[outcome] = [(code, self._rule(code)) for code in codes]
            some = z3.Or([one for _, one in fires[outcome]])
            stands = z3.And([some, *(z3.Not(earlier) for earlier in found.values())])
            found[outcome] = self._called(f"{stage}={outcome}", stands)
            self.rests_on |= {
                (stage, code.rule.id): z3.And(found[outcome], one) for code, one in fires[outcome]
            }
        return found, fires

    def _grounds(self, fires: Mapping[str, list[tuple[StageCode, Literal]]]) -> None:
        """The firmest ground among the rules that fire for the judgement."""
        for ground in self.base.grounds:  # firmest first
            of = [
                z3.And(self.judgement[outcome], one)
                for outcome, rules in fires.items()
                for code, one in rules
                if getattr(code.rule, "ground", None) == ground
            ]
            firmer = [z3.Not(one) for one in self.grounds.values()]
            self.grounds[ground] = self._called(f"ground {ground}", z3.And([z3.Or(of), *firmer]))

    def _called(self, what: str, means: Literal) -> Literal:
        """A literal of its own for what something means, so that it is worked out once."""
        literal = z3.Bool(f"{self.name}{what}")
        self.answers.add(literal == means)
        return literal


def reaches(counted: Sequence[tuple[Literal, int]], number: int) -> Literal:
    """Whether what is counted comes to a number."""
    if number <= 0:
        return z3.BoolVal(val=True)
    if sum(adds for _, adds in counted) < number:
        return z3.BoolVal(val=False)
    if number == 1:
        return z3.Or([one for one, _ in counted])
    return z3.PbGe(list(counted), number)


def differ(one: Stages, other: Stages) -> Literal:
    """Whether two stages conclude differently: an evaluation, the judgement, its ground or the case review."""
    pairs = [
        *((one.areas[area][name], other.areas[area][name]) for area in one.areas for name in one.areas[area]),
        *((one.judgement[name], other.judgement[name]) for name in one.judgement),
        *((one.grounds[name], other.grounds[name]) for name in one.grounds),
        *((one.reviews[name], other.reviews[name]) for name in one.reviews),
    ]
    return z3.Or([z3.Xor(a, b) for a, b in pairs])


def rest_differently(one: Stages, other: Stages) -> Literal:
    """Whether what two stages conclude rests on different rules, be it the same or not."""
    nothing = z3.BoolVal(val=False)
    return z3.Or(
        [
            z3.Xor(one.rests_on.get(place, nothing), other.rests_on.get(place, nothing))
            for place in one.rests_on.keys() | other.rests_on.keys()
        ]
    )
