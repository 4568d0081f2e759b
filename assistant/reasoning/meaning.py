"""The meaning of a rule base: a pure evaluator that gives both readings of a case in one pass.

*On what is known*, a condition on an open answer does not hold. *For certain*, it is open, and what
is open could still go either way.

Records that answer alike, and areas with the same tallies, come out alike, so what was worked out
once is remembered with the rule base, up to a limit.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from functools import partial

from assistant.case import Key
from assistant.reasoning.codes import Group, RuleBase
from assistant.reasoning.evidence import OPEN, Evidence
from assistant.reasoning.firing import Outcome, outcome_of
from assistant.reasoning.later import Concluded, Later, Tallies
from assistant.reasoning.results import Certain, Conclusion, Finding, Known, Meaning, ReviewReading


def meaning(base: RuleBase, evidence: Evidence) -> Meaning:
    """Both readings of the evidence. Pure: the same evidence gives the same meaning."""
    evaluation = Evaluation(base, evidence)
    return Meaning(evaluation.known(), evaluation.certain())


class Evaluation:
    """The evidence of one case on its way through the stages."""

    def __init__(self, base: RuleBase, evidence: Evidence) -> None:
        """Work out every stage up to the judgement."""
        self.base, self.evidence = base, evidence
        self.records: list[tuple[Key, Outcome]] = []
        """The records that rules read, each with what its finding codes come to."""
        self.coming: dict[str, Outcome] = {}
        """For each section that is not closed, what a record that is still to come may come to."""
        self.tallies = Tallies(base)
        for group in base.groups:
            self._take_in(group)
        self.tallies.endless = endless(self.coming.values())
        self.tallies.settle()
        self.later = Later(base, evidence.shared, self.tallies)
        self.later.conclude()

    def _take_in(self, group: Group) -> None:
        shared, base = self.evidence.shared, self.base
        given = tuple([shared[name] for name in group.shared])
        if group.key is not None:
            found = base.remember((group.key, given), partial(outcome_of, base, group, {}, shared))
            self.records.append((group.key, found))
            self.tallies.add(found)
            return
        if group.record not in self.evidence.closed:
            to_come = dict.fromkeys(group.own, OPEN)
            self.coming[group.record] = base.remember(
                (group.record, given), partial(outcome_of, base, group, to_come, shared)
            )
        for key, values in self.evidence.records[group.record]:
            signature = (group.record, given, *[values[name] for name in group.own])
            found = base.remember(signature, partial(outcome_of, base, group, values, shared))
            self.records.append((key, found))
            self.tallies.add(found)

    def known(self) -> Known:
        """The reading on what is known."""
        later = self.later
        return Known(
            self.findings(),
            {area: concluded.known for area, concluded in later.areas.items()},
            later.judgement.known,
            later.judgement.ground,
            tuple([review for review, _ in self.reviews]),
        )

    def certain(self) -> Certain:
        """The reading for certain."""
        later = self.later
        return Certain(
            {area: concluded.possible for area, concluded in later.areas.items()},
            later.judgement.possible,
            {review.reading: truth for review, truth in self.reviews},
        )

    @functools.cached_property
    def reviews(self) -> list[tuple[ReviewReading, bool | None]]:
        """What each published reading says of a case review, on what is known and for certain."""
        return [self.later.review(reading, codes) for reading, codes in self.base.reviews]

    def findings(self) -> tuple[Finding, ...]:
        """What is found on what is known, in the order of the rules and of the records within a rule."""
        codes = self.base.findings
        found: list[tuple[int, int, Finding]] = []
        for place, (key, outcome) in enumerate(self.records):
            for number in outcome.known:
                code = codes[number]
                found.append((number, place, Finding(code.rule.id, key, code.area)))
        found.sort()
        return tuple([finding for _, _, finding in found])


def readings_after(
    base: RuleBase, evidence: Evidence, judgement: str
) -> list[tuple[ReviewReading, bool | None]]:
    """What each published reading says of a case review once this is the judgement, whatever is proposed."""
    evaluation = Evaluation(base, evidence)
    evaluation.later.judgement = Concluded(Conclusion(judgement, ()), (judgement,), None)
    return evaluation.reviews


def endless(coming: Iterable[Outcome]) -> set[int]:
    """The tallies in which records that are still to come may count."""
    return {place for outcome in coming for place, *_ in outcome.counts}
