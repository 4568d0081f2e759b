"""Writes to the terminal what people typed, without ever letting it act there."""

from __future__ import annotations

import codecs
import io
import sys
from typing import TextIO

from rich.console import Console
from rich.text import Text

from assistant.visible import visible as visible  # noqa: PLC0414  # by which every command writes

WIDEST = 110
"""Columns after which lines become hard to read, however wide the terminal."""

_PLAINER = str.maketrans(
    {
        "▲": "^", "▼": "v", "■": "=", "○": "o", "·": "-", "–": "-", "—": "-", "…": "...", "→": "->",
        "“": '"', "”": '"', "‘": "'", "’": "'", "×": "x", "§": "s. ", "\u00a0": " ",
    }
)  # fmt: skip
_HANDLER = "sccif-plainer"


def plain(text: str, style: str = "") -> Text:
    """Text for the terminal, none of it read as markup."""
    return Text(visible(text), style=style)


def prepare_streams() -> None:
    """Make output in any encoding possible: what it cannot hold is written in plainer characters."""
    codecs.register_error(_HANDLER, _plainer)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_HANDLER)


def _plainer(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    found = error.object[error.start : error.end].translate(_PLAINER)
    return found.encode("ascii", "backslashreplace").decode("ascii"), error.end


class PlainConsole(Console):
    """A console that reads no markup, and reports a closed pipe as the error it is."""

    def __init__(self, file: TextIO, *, is_bare: bool = False) -> None:
        """A console that writes to `file`; a bare one writes text and line breaks alone, on a terminal too."""
        super().__init__(
            file=file,
            markup=False,
            highlight=False,
            emoji=False,
            soft_wrap=True,
            force_terminal=False if is_bare else None,
        )

    def on_broken_pipe(self) -> None:
        """Leave the end of the program to `assistant.cli.main`."""
        raise BrokenPipeError


def console_for(file: TextIO) -> Console:
    """A console that writes to `file`; colours on a terminal only, and never with NO_COLOR."""
    return PlainConsole(file)


class Page:
    """Writes paragraphs, each wrapped to the width and hanging from its indentation."""

    def __init__(self, file: TextIO, *, is_bare: bool = False) -> None:
        """Paragraphs in `file`; bare ones have neither colours nor weight, on a terminal too."""
        self.console = PlainConsole(file, is_bare=True) if is_bare else console_for(file)
        self.width = max(40, min(self.console.width, WIDEST))

    def gap(self) -> None:
        """An empty line."""
        self.console.print()

    def heading(self, text: str) -> None:
        """The head of a part, with an empty line before it."""
        self.gap()
        self.line(plain(text, "bold"))

    def line(self, text: Text, indent: int = 0, marker: str | Text = "", tail: Text | None = None) -> None:
        """A paragraph; `marker` stands before its first line, the others hang under its text.

        `tail` is not broken where it fits on a line: it follows the text, or stands on the next line.
        """
        hang = indent + len(marker)
        room = max(20, self.width - hang)
        pieces = list(text.wrap(self.console, room)) or [Text()]
        if tail is not None:
            last = pieces[-1]
            last.rstrip()
            if last.cell_len + 1 + tail.cell_len <= room:
                pieces[-1] = Text.assemble(last, " ", tail)
            else:
                pieces.extend(tail.wrap(self.console, room))
        lead: str | Text = Text.assemble(" " * indent, marker)
        for piece in pieces:
            piece.rstrip()
            self.console.print(Text.assemble(lead, piece))
            lead = " " * hang

    def caution(self, text: str | None) -> None:
        """What must not be overlooked, if there is something."""
        if text:
            self.line(plain(text, "yellow"), 0, "! ")

    def field(self, name: str, text: Text, column: int = 12) -> None:
        """A name with what it is, hanging at `column`."""
        self.line(text, 0, f"{name:<{column}}")
