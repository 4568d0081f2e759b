"""What the paragraphs say that ask for the question, and where to look for its answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from assistant.case import At
from assistant.tui.keys import bindings
from assistant.tui.screens.base import Dialogue
from assistant.tui.text import BLANK, Row, Rows, plain, row
from assistant.tui.widgets.bars import KeyBar


class Paragraphs(Dialogue[None]):
    """Shows each paragraph that a question cites, in the pack's words."""

    CONTEXT = "paragraph"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("paragraph")]

    def __init__(self, at: At) -> None:
        super().__init__()
        self.at = at

    def compose(self) -> ComposeResult:
        """The paragraphs, which scroll."""
        with Vertical(id="dialogue", classes="-tall"):
            yield Static(plain(self.session.pack.framework.short, "bold $accent"), id="title")
            with VerticalScroll(id="list"):
                yield Static(Rows(self._rows()))
            yield KeyBar()

    def _rows(self) -> Iterator[Row]:
        pack = self.session.pack
        question = pack.questions[self.at.key.record][self.at.question]
        yield row(plain(question.ask, "bold"))
        for number in question.cites:
            paragraph = pack.paragraphs[number]
            yield BLANK
            yield row((f"§{number}  ", "bold $accent"), plain(paragraph.title, "bold"))
            yield row(plain(paragraph.says))
        titles = {one.number: one.title for one in pack.regulations.regulations}
        for number in question.regulations:
            yield BLANK
            yield row(plain(f"Regulation {number} ", "bold"), plain(titles.get(number, "")))
        if question.look:
            yield BLANK
            yield row(("Where to look", "bold $accent"))
        for place in question.look:
            yield row(plain(place), lead=Content.styled("· ", "$quiet"), indent=2)

    def on_mount(self) -> None:
        """The text takes the keys."""
        self.query_one("#list").focus()
        self.show_keys()
