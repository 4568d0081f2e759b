"""Puts questions about every case there can be to z3, and gives back a case where the answer is one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import z3

from assistant.case import Case
from assistant.pack.properties import Considered, GroundIs, Property, PropertyCondition
from assistant.reasoning.codes import Code, RuleBase
from assistant.reasoning.compile import compile_conditions
from assistant.reasoning.evidence import ABSENT
from assistant.reasoning.proofs.cases import as_case, found, key_of, plainest
from assistant.reasoning.solving import Answers, Limits, Stages
from assistant.reasoning.solving.answers import Literal
from assistant.reasoning.solving.deciding import can_be


class Asking:
    """Every complete case of a rule base, as one property looks at them."""

    def __init__(self, base: RuleBase, one: Property, *, slots: int = 0) -> None:
        """Write the rule base down with the property's conditions; `slots` records of each section one by one."""
        parts = (one.when, one.unless, one.then)
        of_rules = [
            tuple(condition for condition in some if not isinstance(condition, Considered | GroundIs))
            for some in parts
        ]
        self.base, codes = compile_conditions(base, of_rules)
        self.property, self.pack = one, base.pack
        limits = Limits(base.pack, one.given) if one.given else None
        room = {kind.id: slots for kind in base.pack.sections}
        self.answers = Answers([self.base], room, limits, solver=z3.SolverFor("QF_FD"))
        self.stages = Stages(self.answers, self.base)
        self.when, self.unless, self.then = map(self._all, parts, codes)
        self.answers.add(z3.Not(self.answers.is_open))
        if one.of == "judged":
            self.answers.add(judged(self.stages))
        self.asked = 0

    def ask(self, *so: Literal) -> bool:
        """Whether there is a case of which all of this is true."""
        self.asked += 1
        return can_be(self.answers.solver, *so)

    def case(self, *so: Literal, name: str | None = None) -> tuple[Case, tuple[str, ...]]:
        """The plainest case of which all of this is true, and which of its answers are out of the ordinary.

        There must be one.
        """
        model, unusual = plainest(self.answers, so)
        told = found(self.answers, model)
        return as_case(self.pack, name or self.property.id, told), self.spoken(model, unusual)

    def spoken(self, model: Any, unusual: Sequence[str]) -> tuple[str, ...]:
        """Unusual answers as `place: answer`."""
        told = found(self.answers, model)
        spoken = []
        for name in unusual:
            parts = name.split(".")
            if "#" in parts[0]:
                record, number = parts[0].split("#")
                place = told.slots.get((record, int(number)))
                if place is not None:
                    spoken.append(f"{record}.{parts[1]}: {_said(told.sections[record][place][parts[1]])}")
                continue
            spoken.append(f"{name}: {_said(told.singles[key_of(name)][parts[-1]])}")
        return tuple(spoken)

    def _all(self, wanted: Sequence[PropertyCondition], codes: Iterable[Code]) -> Literal:
        """Whether all of these conditions hold, of which those that rules may have are given as codes."""
        reviews = [considered(self.stages.reviews, one) for one in wanted if isinstance(one, Considered)]
        grounds = [
            z3.Or([self.stages.grounds[ground] for ground in one.ground])
            for one in wanted
            if isinstance(one, GroundIs)
        ]
        return z3.And(self.stages.all(codes), *reviews, *grounds)

    def spoken_of(self) -> list[Literal]:
        """What is true of the cases that the property speaks of."""
        return [self.when, *([z3.Not(self.unless)] if self.property.unless else [])]


def _said(value: str) -> str:
    """An answer as it is told: a question that is asked may also be set aside."""
    return "not applicable" if value == ABSENT else value


def judged(stages: Stages) -> Literal:
    """Whether a case comes to a judgement of the scale."""
    outcomes = stages.base.pack.judgements
    return z3.Or([one for name, one in stages.judgement.items() if outcomes[name].scale is not None])


def considered(reviews: Mapping[str, Literal], one: Considered) -> Literal:
    """Whether a case review is considered under a reading, or under any."""
    so = reviews[one.reading] if one.reading else z3.Or(list(reviews.values()))
    return so if one.case_review == "considered" else z3.Not(so)


def exactly_one(literals: Iterable[Literal]) -> Literal:
    """Whether exactly one of these is true."""
    return z3.PbEq([(one, 1) for one in literals], 1)
