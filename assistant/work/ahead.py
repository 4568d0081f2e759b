"""What lies ahead of a case: what is still possible, confirmed, and which of its open questions can change that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.case import At, Case, Key
from assistant.pack import Pack
from assistant.reasoning import Judged, Judging, Node
from assistant.reasoning.onward import Onward, closings
from assistant.reasoning.sensitivity import Sensitivity, sensitivity
from assistant.reasoning.why_not import why_not
from assistant.work.interview import Closing, Place, gate


@dataclass(frozen=True, slots=True)
class Ahead:
    """A case judged for certain, and what could still change what is possible."""

    judged: Judged
    """The case, with what is still possible confirmed by the solver."""
    first: tuple[Onward, ...]
    """The open questions that matter, the one to ask first in front."""
    open: int
    """How many questions are open at all."""
    sections: tuple[str, ...]
    """The sections that matter: with nothing more to come of one, less would be possible."""
    sensitivity: Sensitivity
    """Which of the answers given carry the judgement."""
    why_not: tuple[Node, ...]
    """For each judgement that is not concluded, why."""

    @property
    def places(self) -> frozenset[Place]:
        """Every place of the interview at which what is possible can change."""
        return frozenset((*(one.at for one in self.first), *map(Closing, self.sections)))


def look_ahead(judging: Judging, judged: Judged, is_overtaken: Callable[[], bool] = lambda: False) -> Ahead:
    """Confirm what is possible and look at each open question. Waits for z3, so it is no work for a screen.

    Raises `Overtaken` once `is_overtaken` says so.
    """
    from assistant.reasoning.solve import Overtaken

    if is_overtaken():
        raise Overtaken
    confirmed = judging.confirm(judged, is_overtaken)
    if is_overtaken():
        raise Overtaken
    supposing, possible = judging.supposing(confirmed), confirmed.certain.possible
    sections = tuple(one.section for one in closings(supposing, possible) if one.matters)
    return Ahead(
        confirmed,
        judging.ask(confirmed, is_overtaken),
        len(confirmed.evidence.open),
        sections,
        sensitivity(supposing),
        why_not(confirmed, supposing),
    )


def way_to(case: Case, pack: Pack, at: At) -> At:
    """The question to answer first so that another can be asked: itself, or the gate that it waits for.

    Where that gate waits for a gate of its own, the one in front of both.
    """
    for ref, _ in pack.gates.get((at.key.record, at.question), ()):
        place = At(at.key if ref.own else Key(ref.record, ref.area), ref.question)
        answer = case.answer(place)
        if gate(case, pack, place) == "waiting" or answer is None or answer.state == "uncertain":
            return way_to(case, pack, place)
    return at


def by_what_is_left(one: Onward) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """The answers to a question, those that leave the same judgements together: their ids, and what is left."""
    found: dict[tuple[str, ...], list[str]] = {}
    for answer, left in one.leaves:
        found.setdefault(left, []).append(answer)
    return tuple((tuple(answers), left) for left, answers in found.items())
