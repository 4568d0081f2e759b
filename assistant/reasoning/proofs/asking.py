"""Puts questions about every case there can be to z3, and gives back a case where the answer is one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import z3

from assistant.case import Case
from assistant.pack.properties import Considered, GroundIs, Property
from assistant.reasoning.codes import Code, RuleBase
from assistant.reasoning.compile import compile_conditions
from assistant.reasoning.proofs.cases import Found, as_case, found, plainest
from assistant.reasoning.solving import Answers, Limits, Stages
from assistant.reasoning.solving.answers import Literal
from assistant.reasoning.solving.deciding import can_be


class Asking:
    """Every complete case of a rule base, as one property looks at them."""

    def __init__(self, base: RuleBase, one: Property, *, slots: int = 0) -> None:
        """Write the rule base down with the property's conditions; `slots` records of each section one by one."""
        parts = (one.when, one.unless, one.then)
        plain = [
            tuple(part for part in parts_of if not isinstance(part, Considered | GroundIs))
            for parts_of in parts
        ]
        self.base, self.codes = compile_conditions(base, plain)
        self.property, self.pack = one, base.pack
        limits = Limits(base.pack, one.given) if one.given else None
        room = {kind.id: slots for kind in base.pack.sections}
        self.answers = Answers([self.base], room, limits, solver=z3.SolverFor("QF_FD"))
        self.stages = Stages(self.answers, self.base)
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
                    spoken.append(f"{record}.{parts[1]}: {told.sections[record][place][parts[1]]}")
                continue
            spoken.append(f"{name}: {_single(told, name)}")
        return tuple(spoken)

    def conditions(self, field: int) -> Literal:
        """Whether all conditions of `when` (0), `unless` (1) or `then` (2) hold."""
        wanted = (self.property.when, self.property.unless, self.property.then)[field]
        reviews = [considered(self.stages.reviews, one) for one in wanted if isinstance(one, Considered)]
        grounds = [
            z3.Or([self.stages.grounds[ground] for ground in one.ground])
            for one in wanted
            if isinstance(one, GroundIs)
        ]
        return z3.And([self.condition(code) for code in self.codes[field]] + reviews + grounds)

    def condition(self, code: Code) -> Literal:
        """Whether one condition holds."""
        return self.stages.condition(code)

    def spoken_of(self) -> list[Literal]:
        """What is true of the cases that the property speaks of."""
        return [self.conditions(0), *([z3.Not(self.conditions(1))] if self.property.unless else [])]


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


def _single(told: Found, name: str) -> str:
    parts = name.split(".")
    return next(
        values[parts[-1]]
        for key, values in told.singles.items()
        if [key.record, *([key.label] if key.label else [])] == parts[:-1]
    )
