"""Links the notes of a case to an answer: supports, contradicts, or neither."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from assistant.case import At, Note, NoteLinked, NoteUnlinked
from assistant.tui.keys import bindings
from assistant.tui.screens.base import Dialogue
from assistant.tui.text import Rows, plain, plain_line, row
from assistant.tui.widgets.bars import KeyBar


class Picking(Dialogue[None]):
    """Enter turns the note under the cursor: not linked, supports, contradicts."""

    CONTEXT = "picking"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("picking")]

    def __init__(self, at: At, make: Callable[..., bool]) -> None:
        super().__init__()
        self.at, self.make = at, make

    def compose(self) -> ComposeResult:
        """The notes."""
        question = self.session.pack.questions[self.at.key.record][self.at.question]
        with Vertical(id="dialogue", classes="-tall"):
            yield Static(plain_line("Notes", "bold $accent"), id="title")
            yield Static(plain(question.ask), id="about")
            hint = "Enter: + supports, − contradicts, or neither. esc: done."
            yield Static(plain(hint, "$quiet"), id="hint")
            yield OptionList(
                *(Option(self._prompt(note)) for note in self.session.case.notes), id="notes", markup=False
            )
            yield KeyBar()

    def on_mount(self) -> None:
        """The list takes the keys."""
        self.query_one("#notes").focus()
        self.show_keys()

    def _sign(self, note: Note) -> str:
        answer = self.session.case.answer(self.at)
        if answer and note.id in answer.supports:
            return "+"
        return "−" if answer and note.id in answer.contradicts else "·"

    def _prompt(self, note: Note) -> Rows:
        labels = {source.id: source.label for source in self.session.pack.evidence.sources}
        told = " · ".join(str(part) for part in (note.id, labels.get(note.source or ""), note.date) if part)
        lead = Content.styled(f" {self._sign(note)}  ", "bold $accent")
        return Rows([row(plain(note.text), lead=lead, indent=4), row(plain_line(told, "$quiet"), indent=4)])

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Turn the note."""
        note = self.session.case.notes[message.option_index]
        match self._sign(note):
            case "·":
                self.make(NoteLinked(self.at, note.id, "supports"))
            case "+":
                self.make(NoteLinked(self.at, note.id, "contradicts"))
            case _:
                self.make(NoteUnlinked(self.at, note.id))
        message.option_list.replace_option_prompt_at_index(message.option_index, self._prompt(note))
