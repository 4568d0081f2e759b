"""A dialogue in which words are typed over a list that they narrow down: to find something, or to link a note."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from assistant.tui.screens.base import Dialogue, Result
from assistant.tui.text import Rows, plain
from assistant.tui.widgets.bars import KeyBar

MOST = 60
"""So many are listed; more words leave fewer."""


class TypeAhead(Dialogue[Result]):
    """Type part of it; arrows move in the list, and Enter takes what is under the cursor."""

    def __init__(self, title: str, about: str, hint: str) -> None:
        super().__init__()
        self.told = (title, about, hint)

    def compose(self) -> ComposeResult:
        """The words over what they find."""
        title, about, hint = self.told
        with Vertical(id="dialogue", classes="-tall"):
            yield Static(plain(title, "bold $accent"), id="title")
            if about:
                yield Static(plain(about), id="about")
            yield Static(plain(hint, "$quiet"), id="hint")
            yield Input(id="words")
            yield OptionList(id="finds", markup=False)
            yield Static("", id="problem", markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        """What is typed goes into the field."""
        self.draw()
        self.query_one("#words").focus()
        self.show_keys()

    def find(self, words: str) -> Sequence[Rows]:
        """What these words find, each as it is shown."""
        raise NotImplementedError

    def take(self, number: int) -> None:
        """One of what was found last was chosen."""
        raise NotImplementedError

    def draw(self) -> None:
        """Find what is typed now; the cursor stays in its line if there is one."""
        found = self.find(self.query_one("#words", Input).value)
        shown = self.query_one("#finds", OptionList)
        cursor = shown.highlighted or 0
        shown.clear_options()
        shown.add_options(Option(one) for one in found[:MOST])
        shown.highlighted = min(cursor, shown.option_count - 1) if found else None
        problem = self.query_one("#problem", Static)
        if not found:
            problem.update(Content.styled("Nothing has these words: write others, or fewer.", "$warn"))
        elif len(found) > MOST:
            problem.update(Content.styled(f"and {len(found) - MOST} more: write more words", "$quiet"))
        else:
            problem.update(Content(""))

    def on_input_changed(self) -> None:
        """Find as it is typed, from the first on."""
        self.query_one("#finds", OptionList).highlighted = None
        self.draw()

    def on_key(self, event: events.Key) -> None:
        """Up and down move in the list while words are typed."""
        shown = self.query_one("#finds", OptionList)
        if event.key in ("up", "down") and not shown.has_focus:
            event.stop()
            shown.action_cursor_up() if event.key == "up" else shown.action_cursor_down()

    def on_input_submitted(self) -> None:
        """Enter takes what is under the cursor."""
        number = self.query_one("#finds", OptionList).highlighted
        if number is not None:
            self.take(number)

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """The mouse."""
        self.take(message.option_index)
