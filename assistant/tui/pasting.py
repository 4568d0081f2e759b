"""Has what is pasted come as one text, as it may be kept, also where it holds what a terminal obeys.

Textual's reader of a terminal takes an escape code inside a pasted text apart into keys: the words after it come before
those in front of it, and on a screen without a field its figures answer questions. A byte that is no text, as a
terminal of another encoding sends one, ends it.
"""

from __future__ import annotations

import codecs
import sys
import time
from collections.abc import Callable, Iterable
from functools import partial

from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.driver import Driver
from textual.events import Paste
from textual.message import Message

from assistant.document import printable

_LONGEST = 10.0
"""Seconds without a word after which a pasted text has ended, though its terminal did not say so."""


class WholePastes(XTermParser):
    """Reads a terminal, and hands a pasted text on once it is there to its end."""

    _pasted: str | None = None
    """What came so far of a text that is being pasted; None where none is."""
    _came = 0.0
    """When the last of it did."""
    _tail = ""
    """The last that was typed, in which a text may begin to be pasted."""

    def feed(self, data: str) -> Iterable[Message]:
        """What was typed and pasted; with no data, that nothing more comes."""
        if not data:
            yield from super().feed(data)
        while data:
            if self._pasted is None:
                typed, begins, _ = (self._tail + data).partition(BRACKETED_PASTE_START)
                place = len(typed) - len(self._tail)
                if not begins:
                    self._tail = typed[1 - len(BRACKETED_PASTE_START) :]
                    yield from super().feed(data)
                    return
                # Of a beginning that came in two parts the reader has the first, and waits for the other.
                if typed := data[: place if place >= 0 else place + len(begins)]:
                    yield from super().feed(typed)
                data, self._tail, self._pasted = data[place + len(begins) :], "", ""
                self._came = time.monotonic()
                continue
            # The end may come in two parts, so it is looked for in all there is.
            text, ends, data = (self._pasted + data).partition(BRACKETED_PASTE_END)
            self._pasted, self._came = text, time.monotonic()
            if ends:
                yield from self._hand_on()

    def tick(self) -> Iterable[Message]:
        """What has come to its end by the time alone."""
        if self._pasted is not None and time.monotonic() - self._came > _LONGEST:
            yield from self._hand_on()
        yield from super().tick()

    def _hand_on(self) -> Iterable[Message]:
        text, self._pasted = printable(self._pasted or ""), None
        for message in super().feed(f"{BRACKETED_PASTE_START}{text}{BRACKETED_PASTE_END}"):
            if isinstance(message, Paste):  # where its beginning came in two parts, there is more of it
                message.text = text
            yield message


def pasting(driver: type[Driver]) -> type[Driver]:
    """The same driver, whose terminal is read so. A driver makes its reader by the name that its module has for it."""
    for base in driver.__mro__:
        module = sys.modules[base.__module__]
        if getattr(module, "XTermParser", None) is XTermParser:
            setattr(module, "XTermParser", WholePastes)  # noqa: B010  # the name is not ours
        if getattr(module, "getincrementaldecoder", None) is codecs.getincrementaldecoder:
            setattr(module, "getincrementaldecoder", _forgiving)  # noqa: B010
    return driver


def _forgiving(encoding: str) -> Callable[[], codecs.IncrementalDecoder]:
    """A decoder that gives U+FFFD for what is no text."""
    return partial(codecs.getincrementaldecoder(encoding), "replace")
