"""Links one note to any number of answers, from the note's side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList

from assistant.case import At, Note, NoteLinked, NoteUnlinked
from assistant.case.changes import How
from assistant.reasoning.phrases import said
from assistant.tui.keys import bindings
from assistant.tui.screens.type_ahead import MOST, TypeAhead
from assistant.tui.text import Rows, plain_line, row
from assistant.work.seeking import Index

_HINT = "Type part of a question. Enter turns it: + supports, − contradicts, or neither. esc: done."
SIGNS: dict[How | None, str] = {None: "·", "supports": "+", "contradicts": "−"}
NEXT: dict[How | None, How | None] = {None: "supports", "supports": "contradicts", "contradicts": None}


class Linking(TypeAhead[None]):
    """The answers it is linked to come first; an answer that is still to come is linked when it is given."""

    CONTEXT = "linking"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("linking")]

    def __init__(self, note: Note, index: Index, make: Callable[..., bool]) -> None:
        super().__init__(f"Link {note.id}", note.text, _HINT)
        self.note, self.index, self.make = note, index, make
        self.found: list[At] = []

    def find(self, words: str) -> Sequence[Rows]:
        """The questions that have all these words; what was linked stays above."""
        found = [place for place in self.index.with_words(words) if isinstance(place, At)]
        self.found = sorted(found, key=lambda at: self.how(at) is None)
        return [self._row(at) for at in self.found]

    def how(self, at: At) -> How | None:
        """What the note does for an answer, given or still to come."""
        session = self.session
        answer = session.case.answer(at)
        if answer is None:
            return next((how for name, how in session.waiting(at) if name == self.note.id), None)
        if self.note.id in answer.supports:
            return "supports"
        return "contradicts" if self.note.id in answer.contradicts else None

    def do_turn_link(self) -> None:
        """Supports, contradicts, or neither."""
        self.on_input_submitted()

    def take(self, number: int) -> None:
        """Turn the link, and show it where the question now stands."""
        at = self.found[number]
        how = NEXT[self.how(at)]
        if self.session.case.answer(at) is None:
            self.session.wait(at, self.note.id, how)
        elif how is None:
            self.make(NoteUnlinked(at, self.note.id))
        else:
            self.make(NoteLinked(at, self.note.id, how))
        self.draw_at(at)

    def _row(self, at: At) -> Rows:
        question = self.session.pack.questions[at.key.record][at.question]
        answer = self.session.case.answer(at)
        told = said(question, answer) if answer else "not answered yet: linked once it is"
        lead = Content.styled(f" {SIGNS[self.how(at)]}  ", "bold $accent")
        return Rows(
            [
                row(plain_line(self.index.names[at]), lead=lead, indent=4),
                row(plain_line(told, "$quiet"), indent=4),
            ]
        )

    def draw_at(self, at: At) -> None:
        """Draw anew with the cursor on a question; on none where it is no longer among those listed."""
        self.draw()
        listed = self.found[:MOST]
        self.query_one("#finds", OptionList).highlighted = listed.index(at) if at in listed else None
