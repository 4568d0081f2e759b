"""Where no change of answers leads to a judgement: which of the choices that may not be changed are in the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import z3

from assistant.case import At, Key
from assistant.pack import Pack
from assistant.reasoning.solving.answers import Literal
from assistant.reasoning.solving.deciding import can_be


class Held(NamedTuple):
    """The choices that the pack does not let vary, as far as they matter to one judgement."""

    matters: bool = False
    """Whether the judgement could come out if they were answered otherwise."""
    alone: tuple[At, ...] = ()
    """Each of these, answered otherwise with the questions that are asked only because of it, could lead there."""


NOTHING = Held()
"""That no choice has anything to do with it."""


def held(
    solver: Any, pack: Pack, otherwise: Mapping[At, Literal], is_overtaken: Callable[[], bool]
) -> Held | None:
    """What holding these choices keeps from coming out; None once `is_overtaken` says so.

    The solver was told everything but that they stay as they are; `otherwise` says of each whether it does not.
    """
    if not can_be(solver):
        return NOTHING
    alone = []
    for at in otherwise:
        if is_overtaken():
            return None
        free = set(_opened_by(at, pack, otherwise))
        if can_be(solver, *(z3.Not(one) for place, one in otherwise.items() if place not in free)):
            alone.append(at)
    return Held(matters=True, alone=tuple(alone))


def _opened_by(at: At, pack: Pack, among: Mapping[At, Literal]) -> Iterator[At]:
    """The choice itself, and those that are asked only because of how it is answered."""
    yield at
    for other in among:
        for ref, _ in pack.gates.get((other.key.record, other.question), ()):
            read = At(other.key if ref.own else Key(ref.record, ref.area), ref.question)
            if read == at:
                yield from _opened_by(other, pack, among)
