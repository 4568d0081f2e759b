"""What can be done on a screen, and with which key."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from assistant.tui.actions import of_context
from assistant.tui.keys import bindings
from assistant.tui.screens.base import Dialogue
from assistant.tui.situation import Situation
from assistant.tui.text import Rows, row
from assistant.tui.widgets.bars import KeyBar

TITLES = {
    "interview": "The interview",
    "samples": "The samples",
    "explanation": "The explanation",
    "sealing": "Your own view",
    "proofs": "What the rules owe",
}


OWN_KEYS = {
    "explanation": (
        ("↑ ↓", "line by line", "Beside a tree stands the step under the cursor in full."),
        ("enter", "open, close", "Open or close what lies under a step; in a list, go to the question."),
        ("F R I", "basis of a rule", "Framework, related paragraph, or interpretation."),
    )
}
"""What the lists and trees of a screen take themselves, and signs that have no room on it."""


class Help(Dialogue[None]):
    """Lists the actions of the screen below, those that are not valid now in grey."""

    CONTEXT = "help"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("help")]

    def __init__(self, context: str, now: Situation) -> None:
        super().__init__()
        self.context, self.now = context, now

    def compose(self) -> ComposeResult:
        """The list, which scrolls."""
        with Vertical(id="dialogue", classes="-tall"):
            yield Static(
                Content.styled(f"{TITLES.get(self.context, 'Help')}: keys", "bold $accent"), id="title"
            )
            rows = [
                row((label, "bold"), "  ", told, lead=Content.styled(shown, "bold $accent"), indent=9)
                for shown, label, told in OWN_KEYS.get(self.context, ())
            ]
            rows += [
                row(
                    (action.label, "bold" if action.valid(self.now) else "$quiet"),
                    "  ",
                    (action.help, "$ink" if action.valid(self.now) else "$quiet"),
                    ("" if action.valid(self.now) else "  (not now)", "$quiet"),
                    lead=Content.styled(action.shown, "bold $accent"),
                    indent=9,
                )
                for action in of_context(self.context)
            ]
            with VerticalScroll(id="list"):
                yield Static(Rows(rows))
            yield KeyBar()

    def on_mount(self) -> None:
        """The list takes the keys."""
        self.query_one("#list").focus()
        self.show_keys()
