"""What stands over a text: prose that is typed on it goes into the text."""

from __future__ import annotations

from textual import events
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import OptionList, TextArea

HERE, NOT_HERE = "▸ ", "  "
"""What stands in front of the line that takes the keys, as in front of a text that does, and of the others."""


def write_below(over: Widget, event: events.Key) -> None:
    """Hand a letter that is no key of the screen over to the reasons, and the keys with it.

    What was pressed before they had the keys still comes here, and is written there too.
    """
    reasons = over.screen.query_one("#reasons", TextArea)
    if over.screen.focused is reasons:
        typed = "\n" if event.key == "enter" else event.character if event.is_printable else None
    elif event.character and event.character.isalpha() and event.key not in over.screen.active_bindings:
        typed = event.character
        reasons.move_cursor(reasons.document.end)
        # At once, and not with the next message, so that the key after it is known to follow.
        over.screen.set_focus(reasons)
    else:
        return
    if typed:
        event.stop()
        reasons.insert(typed)


class OverText(OptionList):
    """Takes numbers; a letter is the beginning of a sentence and is written where sentences are written.

    Without that the letters of a sentence would be lost, and the first number in it would choose. Its few lines
    need no pages: page up and page down turn those of what is read beside it.
    """

    def action_page_down(self) -> None:
        """On in what is read."""
        self.screen.query_one(ReadOverText).scroll_page_down(animate=False)

    def action_page_up(self) -> None:
        """Back in what is read."""
        self.screen.query_one(ReadOverText).scroll_page_up(animate=False)

    def on_key(self, event: events.Key) -> None:
        """A letter is written below."""
        write_below(self, event)


class ReadOverText(VerticalScroll):
    """Text to scroll in, on which a sentence may be begun."""

    def on_key(self, event: events.Key) -> None:
        """A letter is written below."""
        write_below(self, event)
