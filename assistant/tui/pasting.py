"""Has what is pasted come as one text, as it may be kept, also where it holds what a terminal obeys.

Textual's reader of a terminal takes an escape code inside a pasted text apart into keys: the words after it come before
those in front of it, and on a screen without a field its figures answer questions.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.driver import Driver
from textual.message import Message

from assistant.document import printable


class WholePastes(XTermParser):
    """Reads a terminal, and hands a pasted text on once it is there to its end."""

    _pasted: str | None = None
    """What came so far of a text that is being pasted; None where none is."""

    def feed(self, data: str) -> Iterable[Message]:
        """What was typed and pasted; with no data, that nothing more comes."""
        if not data:
            yield from super().feed(data)
        while data:
            if self._pasted is None:
                typed, begins, data = data.partition(BRACKETED_PASTE_START)
                if typed:
                    yield from super().feed(typed)
                self._pasted = "" if begins else None
                continue
            # The end may come in two parts, so it is looked for in all there is.
            text, ends, data = (self._pasted + data).partition(BRACKETED_PASTE_END)
            self._pasted = None if ends else text
            if ends:
                yield from super().feed(f"{BRACKETED_PASTE_START}{printable(text)}{BRACKETED_PASTE_END}")


def pasting(driver: type[Driver]) -> type[Driver]:
    """The same driver, whose terminal is read so. A driver makes its reader by the name that its module has for it."""
    for base in driver.__mro__:
        module = sys.modules[base.__module__]
        if getattr(module, "XTermParser", None) is XTermParser:
            setattr(module, "XTermParser", WholePastes)  # noqa: B010  # the name is not ours
    return driver
