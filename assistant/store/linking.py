"""Two people link notes to one answer: which of their links stay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from msgspec import structs

from assistant.case import Answer, Answered, Case, Change


def with_links(case: Case, mine: Change) -> Change:
    """An answer with the notes that are linked to what stands there now: whichever answer is kept, no link is lost."""
    standing = case.answer(mine.at) if isinstance(mine, Answered) else None
    if standing is None or not isinstance(mine, Answered):
        return mine
    return structs.replace(mine, answer=_linked(mine.answer, _ways(standing) | _ways(mine.answer)))


def with_both_links(was: Answer | None, theirs: Answer | None, mine: Answer | None) -> Answer | None:
    """Their answer with the notes that both linked to it, less those that one took away.

    None where the two answered in another way, or contradict each other on a note: it speaks for the
    answer with one and against it with the other, or one relies on it and the other took it away.
    """
    if theirs is None or mine is None or _linked(theirs, {}) != _linked(mine, {}):
        return None
    before, there, here = _ways(was), _ways(theirs), _ways(mine)
    ways: dict[str, str | None] = {}
    for note in {**there, **here, **before}:
        changed = {there.get(note), here.get(note)} - {before.get(note)}
        if len(changed) > 1:
            return None
        ways[note] = changed.pop() if changed else before.get(note)
    return _linked(theirs, ways)


def _linked(answer: Answer, ways: Mapping[str, str | None]) -> Answer:
    """The answer with these notes linked to it and no others, each in its way; those without one are left out."""
    supports, contradicts = (
        tuple(note for note, way in ways.items() if way == how) for how in ("supports", "contradicts")
    )
    return replace(answer, supports=supports, contradicts=contradicts)


def _ways(answer: Answer | None) -> dict[str, str]:
    """How each note that is linked to an answer speaks: `supports` or `contradicts` it."""
    if answer is None:
        return {}
    return {note: how for how in ("supports", "contradicts") for note in getattr(answer, how)}
