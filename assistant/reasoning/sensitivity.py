"""Which given answers carry the judgement: changed alone, they would move it on what is known."""

from __future__ import annotations

from typing import NamedTuple

from assistant.case import At
from assistant.reasoning.evidence import ABSENT, OPEN
from assistant.reasoning.supposing import Supposing

Moves = tuple[tuple[str, tuple[str, ...]], ...]
"""For each judgement that other answers lead to, in the pack's order, the ids of those answers."""


class Sensitive(NamedTuple):
    """A given answer that moves the judgement if it alone is changed."""

    at: At
    answer: str
    moves: Moves


class Sensitivity(NamedTuple):
    """The given answers that move the judgement, in the order of the evidence, and how many were tried."""

    moving: tuple[Sensitive, ...]
    tried: int


def sensitivity(supposing: Supposing) -> Sensitivity:
    """Every given answer tried against the others it could have been.

    Scales are tried, and choices that could have been otherwise (`varies` in the pack's questions);
    facts never, and nothing that is not asked or is open.
    """
    known: dict[object, Moves] = {}
    moving, tried = [], 0
    for records in supposing.evidence.records.values():
        for key, values in records:
            for name, value in values.items():
                question = supposing.pack.questions[key.record][name]
                if value in (OPEN, ABSENT) or not (question.kind == "scale" or question.varies):
                    continue
                tried += 1
                at = At(key, name)
                alike = (supposing.alike(key), name)
                if alike not in known:
                    known[alike] = _moves(supposing, at, value)
                if known[alike]:
                    moving.append(Sensitive(at, value, known[alike]))
    return Sensitivity(tuple(moving), tried)


def _moves(supposing: Supposing, at: At, value: str) -> Moves:
    now = supposing.judgement.known.outcome
    led: dict[str, list[str]] = {}
    for answers, concluded in supposing.answers(at):
        led.setdefault(concluded.known.outcome, []).extend(answer for answer in answers if answer != value)
    order = {
        choice.id: place
        for place, choice in enumerate(supposing.pack.questions[at.key.record][at.question].answers)
    }
    return tuple(
        (judgement, tuple(sorted(led[judgement], key=order.__getitem__)))
        for judgement in supposing.pack.judgements
        if judgement != now and judgement in led
    )
