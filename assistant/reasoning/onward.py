"""Which question to ask next: what each answer to an open question would leave possible, at most.

What an answer leaves is the meaning's reading: the solver may leave less, and never leaves more.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from assistant.case import At
from assistant.reasoning.supposing import Supposing


class Onward(NamedTuple):
    """An open question, and what each of its answers would leave possible."""

    at: At
    leaves: tuple[tuple[str, tuple[str, ...]], ...]
    """By the answer's id the judgements it would leave, in the pack's order."""
    matters: bool
    """Whether one of its answers alone would change what is possible."""

    @property
    def worst(self) -> int:
        """The largest number of judgements that an answer leaves."""
        return max((len(left) for _, left in self.leaves), default=0)

    @property
    def settles(self) -> int:
        """How many of its answers leave exactly one judgement."""
        return sum(len(left) == 1 for _, left in self.leaves)


class Closing(NamedTuple):
    """A section to which more may be added, and what would be possible if nothing more came of it."""

    section: str
    leaves: tuple[str, ...]
    matters: bool


def onward(supposing: Supposing, possible: tuple[str, ...] | None = None) -> tuple[Onward, ...]:
    """Every open question of a case with what its answers would leave, in the pack's order.

    `possible` are the judgements still possible, where the caller knows more than the meaning does;
    no answer leaves any other.
    """
    now = supposing.judgement.possible if possible is None else possible
    known: dict[object, tuple[tuple[tuple[str, tuple[str, ...]], ...], bool]] = {}
    found = []
    for at in _in_order(supposing):
        # Records that come out alike matter alike, and a case may hold hundreds of them.
        alike = (supposing.alike(at.key), at.question)
        if alike not in known:
            leaves = _leaves(supposing, at, now)
            # Answering never adds to what is possible, so fewer are left or the same.
            known[alike] = leaves, any(left != now for _, left in leaves)
        found.append(Onward(at, *known[alike]))
    return tuple(found)


def ask_first(questions: Iterable[Onward]) -> tuple[Onward, ...]:
    """The questions that matter, the one to ask first in front.

    First the one whose worst answer leaves fewest outcomes, then the one most of whose answers settle
    it, then as they come, which is the pack's order.
    """
    return tuple(sorted((one for one in questions if one.matters), key=lambda one: (one.worst, -one.settles)))


def closings(supposing: Supposing, possible: tuple[str, ...] | None = None) -> tuple[Closing, ...]:
    """The sections that are not closed, and whether closing one would change what is possible."""
    now = supposing.judgement.possible if possible is None else possible
    found = []
    for kind in supposing.pack.sections:
        if kind.id not in supposing.evidence.closed:
            left = now if len(now) == 1 else _among(supposing.closed(kind.id).possible, now)
            found.append(Closing(kind.id, left, left != now))
    return tuple(found)


def _leaves(supposing: Supposing, at: At, now: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    choices = supposing.pack.questions[at.key.record][at.question].answers
    if len(now) == 1:
        # Nothing is left to change.
        return tuple((choice.id, now) for choice in choices)
    left = {
        answer: _among(concluded.possible, now)
        for answers, concluded in supposing.answers(at)
        for answer in answers
    }
    return tuple((choice.id, left[choice.id]) for choice in choices)


def _among(left: tuple[str, ...], now: tuple[str, ...]) -> tuple[str, ...]:
    return left if left == now else tuple(judgement for judgement in now if judgement in left)


def _in_order(supposing: Supposing) -> list[At]:
    """The open questions in the order of the pack's record types; within a record they stand in it already."""
    kinds = {kind: place for place, kind in enumerate(supposing.pack.record_types)}
    return sorted((one.at for one in supposing.evidence.open), key=lambda at: kinds[at.key.record])
