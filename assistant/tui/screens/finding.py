"""Finds an answer of the question that is asked, or any question of the case, by part of its words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.binding import BindingType
from textual.content import Content

from assistant.tui.keys import bindings
from assistant.tui.screens.type_ahead import TypeAhead
from assistant.tui.text import Rows, plain_line, row
from assistant.tui.widgets.choices import Choice
from assistant.work.interview import Place
from assistant.work.seeking import Index

_HINT = "Words of an answer here, or of any question or its record."


class Found(NamedTuple):
    """What was chosen: an answer here by its id, or a place."""

    answer: str = ""
    place: Place | None = None


class Finding(TypeAhead[Found]):
    """The answers of the question that is asked come first, then the places of the interview."""

    CONTEXT = "finding"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("finding")]

    def __init__(self, choices: Sequence[Choice], index: Index) -> None:
        super().__init__("Find an answer or a question", "", _HINT)
        self.choices, self.index = tuple(choices), index
        self.found: list[Found] = []

    def find(self, words: str) -> Sequence[Rows]:
        """Answers and places that have all these words."""
        wanted = words.casefold().split()
        answers = [one for one in self.choices if all(word in _text(one) for word in wanted)]
        places = self.index.with_words(words)
        self.found = [Found(answer=one.id) for one in answers] + [Found(place=one) for one in places]
        return [*map(_answer, answers), *(self._place(one, wanted) for one in places)]

    def do_take_found(self) -> None:
        """Give this answer, or go there."""
        self.on_input_submitted()

    def take(self, number: int) -> None:
        """Go there, or give that answer."""
        self.dismiss(self.found[number])

    def _place(self, place: Place, wanted: Sequence[str]) -> Rows:
        """A place in words; its name beside them only where that is what was looked for."""
        told = self.index.names[place]
        is_by_name = not all(word in told.casefold() for word in wanted)
        name = (f"  {place}", "$quiet") if is_by_name else ""
        return Rows([row(plain_line(told), name, lead=Content.styled(" →  ", "$quiet"), indent=4)])


def _text(choice: Choice) -> str:
    return f"{choice.label} {choice.id}".casefold()


def _answer(choice: Choice) -> Rows:
    lead = Content.styled(f" {choice.key}  ", "bold $accent")
    return Rows([row(plain_line(choice.label), ("  an answer here", "$quiet"), lead=lead, indent=4)])
