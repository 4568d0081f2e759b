"""Links the notes of a case to an answer: supports, contradicts, or neither."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from assistant.case import At, Note, NoteLinked, NoteUnlinked
from assistant.case.changes import How
from assistant.tui.keys import bindings
from assistant.tui.screens.linking import NEXT, SIGNS
from assistant.tui.screens.type_ahead import TypeAhead
from assistant.tui.text import Rows, plain, plain_line, row

_HINT = "Type part of a note. Enter turns it: + supports, − contradicts, or neither. esc: done."


class Picking(TypeAhead[None]):
    """The notes in their order; what was typed leaves those that have these words."""

    CONTEXT = "picking"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("picking")]

    def __init__(self, at: At, asked: str, make: Callable[..., bool]) -> None:
        """For the answer to a question that is asked so; `make` makes a change of the case."""
        super().__init__("Notes", asked, _HINT)
        self.at, self.make = at, make
        self.found: list[Note] = []

    def find(self, words: str) -> Sequence[Rows]:
        """The notes that have all these words, in their text or in the line under it."""
        wanted = words.casefold().split()
        self.found = [
            note
            for note in self.session.case.notes
            if all(word in f"{note.text} {self._told(note)}".casefold() for word in wanted)
        ]
        return [self._row(note) for note in self.found]

    def do_turn_link(self) -> None:
        """Supports, contradicts, or neither."""
        self.on_input_submitted()

    def take(self, number: int) -> None:
        """Turn the note."""
        note = self.found[number]
        how = NEXT[self._how(note)]
        self.make(NoteLinked(self.at, note.id, how) if how else NoteUnlinked(self.at, note.id))
        self.draw()

    def _how(self, note: Note) -> How | None:
        answer = self.session.case.answer(self.at)
        if answer and note.id in answer.supports:
            return "supports"
        return "contradicts" if answer and note.id in answer.contradicts else None

    def _told(self, note: Note) -> str:
        """Its id, source and day on a line."""
        labels = {source.id: source.label for source in self.session.pack.evidence.sources}
        return " · ".join(str(part) for part in (note.id, labels.get(note.source or ""), note.date) if part)

    def _row(self, note: Note) -> Rows:
        lead = Content.styled(f" {SIGNS[self._how(note)]}  ", "bold $accent")
        return Rows(
            [
                row(plain(note.text), lead=lead, indent=4),
                row(plain_line(self._told(note), "$quiet"), indent=4),
            ]
        )
