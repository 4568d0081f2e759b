"""A list to choose from by number that stands over a text: prose that is typed on it goes into the text."""

from __future__ import annotations

from textual import events
from textual.widgets import OptionList, TextArea


class OverText(OptionList):
    """Takes numbers; a letter is the beginning of a sentence and is written where sentences are written.

    Without that the letters of a sentence would be lost, and the first number in it would choose.
    """

    def on_key(self, event: events.Key) -> None:
        """Hand a letter that is no key of the screen over to the reasons, and the keys with it."""
        screen = self.screen
        if event.character and event.character.isalpha() and event.key not in screen.active_bindings:
            event.stop()
            reasons = screen.query_one("#reasons", TextArea)
            reasons.move_cursor(reasons.document.end)
            reasons.insert(event.character)
            reasons.focus()
