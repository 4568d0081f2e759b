"""Reads what somebody writes, a line at a time, from a terminal or a pipe."""

from __future__ import annotations

import io
import sys

from assistant.cli.problems import tell
from assistant.cli.terminal import Page, plain, visible
from assistant.document import printable
from assistant.problems import Problem

_LONGEST = 100_000
"""Characters of a line: more than anybody writes, and little enough to be kept in memory."""
_CANNOT_BE_KEPT = "\ufffd"


class Ended(Exception):
    """Raised where nothing more can be read."""


class Lines:
    """The lines of standard input. On a terminal they are edited as that does it, so that nothing is redrawn."""

    def __init__(self, page: Page) -> None:
        self.page, self.stream = page, sys.stdin
        # A stream that was closed before the start gives None, whatever its type says.
        self.is_terminal = bool(self.stream) and self.stream.isatty()
        if isinstance(self.stream, io.TextIOWrapper):
            self.stream.reconfigure(errors="replace")

    def answer(self, prompt: str) -> str:
        """The next line for what was just told. Only somebody at a terminal is asked for it. Raises `Ended`."""
        return self._read(f"{prompt}: " if self.is_terminal else "")

    def ask(self, what: str) -> str:
        """The next line, for what is asked here. Raises `Ended`."""
        if self.is_terminal:
            return self._read(f"{what}: ")
        self.page.line(plain(f"{what}:"))
        return self._read("")

    def _read(self, prompt: str) -> str:
        while True:
            sys.stdout.write(visible(prompt))
            sys.stdout.flush()
            line = self.stream.readline(_LONGEST) if self.stream else ""
            if not line:
                if self.is_terminal:
                    self.page.gap()
                raise Ended
            if len(line) < _LONGEST or line.endswith("\n"):
                break
            while line and not line.endswith("\n"):
                line = self.stream.readline(_LONGEST)
            what = f"the line is longer than {_LONGEST} characters, so none of it was kept"
            tell([Problem("case-answer-form", what, "write it in shorter pieces, as notes")])
        text = printable(line.rstrip("\r\n")).strip()
        if _CANNOT_BE_KEPT in text:
            self.page.line(plain("Some characters were no text; each stands as \ufffd now."))
        return text
