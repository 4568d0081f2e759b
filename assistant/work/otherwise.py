"""Puts into sentences what would change a judgement, how the search for it ended, and what each answer moves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.case import At
from assistant.pack import Pack
from assistant.reasoning import Judged
from assistant.reasoning.phrases import listed, question_name
from assistant.reasoning.sensitivity import Sensitive, Sensitivity

_NAMED = 3
"""So many of the choices that are held are named."""

if TYPE_CHECKING:
    from assistant.reasoning.what_if import Searched, WhatIf


@dataclass(frozen=True, slots=True)
class Way:
    """What was found so far of one judgement: the sets of answers that lead to it, and how the search ended."""

    judgement: str
    sets: tuple[WhatIf, ...]
    ended: Searched | None


def nearest_first(found: Iterable[WhatIf | Searched]) -> tuple[Way, ...]:
    """The judgements with what leads to each, the one that takes fewest answers in front, and so are the sets of each.

    Of sets with as many answers that one is nearer which takes back less of what is answered already.
    A judgement that nothing was found for comes last.
    """
    from assistant.reasoning.what_if import Searched

    sets: dict[str, list[WhatIf]] = {}
    ended: dict[str, Searched] = {}
    for one in found:
        below = sets.setdefault(one.judgement, [])
        if isinstance(one, Searched):
            ended[one.judgement] = one
        else:
            below.append(one)
    ways = [Way(name, tuple(sorted(each, key=_far)), ended.get(name)) for name, each in sets.items()]
    return tuple(sorted(ways, key=lambda way: (not way.sets, _far(way.sets[0]) if way.sets else (0, 0))))


def _far(found: WhatIf) -> tuple[int, int]:
    from assistant.reasoning.evidence import OPEN

    return len(found.changes), sum(change.now != OPEN for change in found.changes)


def comes_to(judged: Judged) -> str:
    """What a changed case comes to: `declined (settled, on the evidence)`."""
    pack, proposal = judged.pack, judged.proposal
    outcome = pack.judgements[judged.known.judgement.outcome].label
    if proposal.judgement is None:
        return f"{outcome} (on what is known; not proposed yet)"
    grounds = {one.id: one.label for one in pack.words.grounds}
    told = [part for part in (proposal.standing, grounds.get(proposal.ground or "")) if part]
    return f"{outcome} ({', '.join(told)})" if told else outcome


def ending(pack: Pack, searched: Searched) -> str:
    """How the search for one judgement ended."""
    answers = f"{searched.size} answer{'' if searched.size == 1 else 's'}"
    if not searched.is_reachable:
        return (
            "No change of answers leads there: facts are held as they are, "
            f"and choices that these rules do not let vary.{_held(pack, searched)}"
        )
    if not searched.found:
        return f"No change of up to {answers} leads there; one of more answers does."
    if searched.is_whole:
        return f"These are all sets of up to {answers}, each with the nearest that do."
    return f"There may be more than these {searched.found}; the smallest come first."


def _held(pack: Pack, searched: Searched) -> str:
    """What the choices that are held have to do with it."""
    if not searched.held.matters:
        return " They would not lead there either."
    if not searched.held.alone:
        return " Of these, several together could lead there."
    places: dict[tuple[str, str], list[At]] = {}
    for at in searched.held.alone:
        places.setdefault((at.key.record, at.question), []).append(at)
    told = [
        f"“{question_name(pack, ats[0])}”"
        if len(ats) == 1
        else f"“{pack.questions[record][question].ask}” (any of {len(ats)})"
        for (record, question), ats in places.items()
    ]
    more = len(told) - _NAMED
    named = [*told[:_NAMED], f"{more} more"] if more > 0 else told
    return f" Of these, another answer to {listed(named)} could lead there."


def moves(pack: Pack, one: Sensitive) -> tuple[str, tuple[tuple[str, str], ...]]:
    """An answer that moves the judgement in words, and by judgement the answers that would lead to it."""
    question = pack.questions[one.at.key.record][one.at.question]
    named = tuple((judgement, _quoted(question.labels, answers)) for judgement, answers in one.moves)
    return f"{question_name(pack, one.at)} “{question.labels.get(one.answer, one.answer)}”", named


def _quoted(labels: dict[str, str], answers: Iterable[str]) -> str:
    return listed(f"“{labels.get(answer, answer)}”" for answer in answers)


TRIED = "Tried is every answer given that could have been another; facts, such as dates and counts, stay as they are."
"""What is counted as tried where it is told how many answers move the judgement."""


def moved(found: Sensitivity) -> str:
    """How many of the answers given move the judgement."""
    count = len(found.moving)
    if not found.tried:
        return "No answer is given yet that could have been another."
    if not count:
        return f"None of the {found.tried} answers tried moves the judgement if it alone is changed."
    move = "moves" if count == 1 else "move"
    return f"{count} of the {found.tried} answers tried {move} the judgement if changed alone."
