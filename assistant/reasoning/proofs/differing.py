"""Holds two rule bases of the same knowledge against each other: whether they ever conclude differently, and where."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import z3

from assistant.pack import Pack
from assistant.reasoning.codes import RuleBase
from assistant.reasoning.compile import compile_rules
from assistant.reasoning.proofs.cases import Found, found, plainest
from assistant.reasoning.solving import Answers, Stages
from assistant.reasoning.solving.answers import Literal
from assistant.reasoning.solving.deciding import LOCK, can_be
from assistant.reasoning.solving.stages import differ, rest_differently


class Pair:
    """Two rule bases over the same complete cases."""

    def __init__(self, one: RuleBase, other: RuleBase, *, slots: int | None = None) -> None:
        """Write both down: over any number of records, or over at most `slots` of each section."""
        room = {kind.id: slots or 0 for kind in one.pack.sections}
        self.answers = Answers([one, other], room, has_coming=slots is None, solver=z3.SolverFor("QF_FD"))
        self.one = Stages(self.answers, one, lane=0, name="one ")
        self.other = Stages(self.answers, other, lane=1, name="other ")
        self.answers.add(z3.Not(self.answers.is_open))
        self.differs: Literal = differ(self.one, self.other)
        """Whether they conclude differently."""
        self.shows: Literal = z3.Or(self.differs, rest_differently(self.one, self.other))
        """Whether they conclude differently, or the same on other rules."""

    def fires(self, rule: str) -> Literal:
        """Whether a rule of the first fires."""
        return z3.Or(self.one.rules.get(rule, []))

    def fires_not(self, rule: str) -> Literal:
        """Whether it does not."""
        return z3.Not(self.fires(rule))

    def records_of(self, case: Found) -> list[Literal]:
        """That there are just the records of a case that was found."""
        return [
            slot.is_there if (section, slot.number) in case.slots else z3.Not(slot.is_there)
            for section, slots in self.answers.slots.items()
            for slot in slots
        ]

    def can_be(self, *so: Literal) -> bool:
        """Whether there is a case of which all of this is true."""
        return can_be(self.answers.solver, *so)

    def nearest(self, wanted: Mapping[str, str], *so: Literal) -> Found | None:
        """The case nearest to the answers wanted of which all of this is true, if there is one.

        `wanted` gives an answer for a question's place: `manager.post`, `leaver#0.planning`.
        """
        if not self.can_be(*so):
            return None
        model: Any
        model, _ = plainest(self.answers, so, wanted)
        return found(self.answers, model)


def equivalent(pack: Pack, other: Pack) -> bool:
    """Whether two packs of the same knowledge conclude the same of every complete case, however many its records.

    What is compared: each area's evaluation, the judgement, its ground and each reading of the case review,
    and for each of them the rules it rests on.
    """
    with LOCK:
        pair = Pair(compile_rules(pack), compile_rules(other))
        return not pair.can_be(pair.shows)
