"""The notes of a case as an inbox: newest first, with the answers that each supports or contradicts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from assistant.case import At, Case, Note
from assistant.case.changes import How
from assistant.pack import Pack


class Linked(NamedTuple):
    """One answer that a note is linked to, or will be once it is given."""

    at: At
    how: How
    is_waiting: bool = False


class Noted(NamedTuple):
    """A note with all that it is linked to; with nothing it still waits to be used."""

    note: Note
    links: tuple[Linked, ...]


def inbox(case: Case, waiting: Mapping[At, list[tuple[str, How]]], words: str = "") -> tuple[Noted, ...]:
    """The notes in which all these words stand, the newest first and those without a day before them.

    `waiting` are the notes that wait for an answer, by its question. A word is looked for in a note's
    text, id, source, child and day, and in the names of what it is linked to.
    """
    wanted = words.casefold().split()
    found = [Noted(note, _links(case, note, waiting)) for note in case.notes]
    found.sort(key=_day)
    # Of one day the last written stands first.
    found.reverse()
    return tuple(one for one in found if all(word in _text(one) for word in wanted))


def is_loose(case: Case, note: Note) -> bool:
    """Whether no answer of the case points to a note, and it names no area it belongs to."""
    return not note.areas and not any(
        note.id in (*answer.supports, *answer.contradicts)
        for record in case.records.values()
        for answer in record.answers.values()
    )


def source_label(pack: Pack, note: Note) -> str:
    """The source of a note as the pack calls it, or that none is named."""
    labels = {one.id: one.label for one in pack.evidence.sources}
    return labels.get(note.source or "", note.source or "no source")


def _links(case: Case, note: Note, waiting: Mapping[At, list[tuple[str, How]]]) -> tuple[Linked, ...]:
    found = []
    for key, record in case.records.items():
        for name, answer in record.answers.items():
            if note.id in answer.supports:
                found.append(Linked(At(key, name), "supports"))
            elif note.id in answer.contradicts:
                found.append(Linked(At(key, name), "contradicts"))
    found += [
        Linked(at, how, is_waiting=True)
        for at, pairs in waiting.items()
        for name, how in pairs
        if name == note.id
    ]
    return tuple(found)


def _day(one: Noted) -> str:
    return str(one.note.date or "9999")


def _text(one: Noted) -> str:
    note = one.note
    places = " ".join(str(link.at) for link in one.links) or "not linked"
    return (
        f"{note.text} {note.id} {note.source or ''} {note.child or ''} {note.date or ''} {places}".casefold()
    )
