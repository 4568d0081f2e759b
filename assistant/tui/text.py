"""The one way by which text that a person typed reaches the screen, and text laid out under a hanging lead.

No text is ever read as markup here: markup in a note would vanish from the screen, run an action when it
is clicked, or end the program.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from rich.cells import cell_len
from rich.text import Text
from textual.content import Content, Span
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

if TYPE_CHECKING:
    from textual.css.styles import RulesMap

_BACKTICKS = re.compile(r"`([^`]*)`")
_PICTURES = 0x2400
_DELETE = 0x7F
_AS_IT_IS: RulesMap = {"text_wrap": "nowrap", "text_overflow": "clip"}
_LEAST = 12
"""The narrowest a text may become under its lead."""
_KEPT = {"\n", "\u200d", "\ufe0f"}
"""Line breaks, and what holds an emoji together."""


def visible(text: str) -> str:
    """The text with every control character and every mark that turns its direction made visible."""
    if text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character in _KEPT or character.isprintable():
        return character
    if character == "\t":
        return "→   "
    code = ord(character)
    if code < 0x20:
        return chr(_PICTURES + code)
    if code == _DELETE:
        return "\u2421"
    if unicodedata.category(character) == "Zs":
        return " "
    return f"‹U+{code:04X}›"


def plain(text: object, style: str = "") -> Content:
    """Any text as it is, for a widget."""
    return Content.styled(visible(str(text)), style)


def quoted(text: str) -> str:
    """What a problem quotes, in the quotation marks of a form: backticks are of the command line."""
    return _BACKTICKS.sub(r"“\1”", text)


def plain_line(text: object, style: str = "") -> Content:
    """Any text on one line, for a list or a bar."""
    return Content.styled(" ".join(visible(str(text)).split()), style)


def both_ends(text: object, room: int) -> Content:
    """Any text on one line, cut in its middle where there is no room: for names that differ at either end."""
    line = plain_line(text)
    if len_of(line) <= room:
        return line
    end = line
    while len_of(end) > room // 2:
        end = end[1:]
    return line.truncate(room - len_of(end), ellipsis=True) + end


def plain_text(text: object, style: str = "") -> Text:
    """Any text on one line, for the widgets that draw with Rich (a tree)."""
    return Text(" ".join(visible(str(text)).split()), style=style, no_wrap=True)


class Row(NamedTuple):
    """Text under a lead that stands in front of its first line; the lines after hang under it."""

    body: Content
    lead: Content = Content("")
    indent: int = 0


class Rows(Visual):
    """Rows below one another, each wrapped to the width there is."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows = tuple(rows)
        self._laid_out: dict[int, tuple[Content, ...]] = {}

    def at_width(self, width: int) -> tuple[Content, ...]:
        """The lines that the rows take at a width."""
        found = self._laid_out.get(width)
        if found is None:
            found = tuple(line for row in self.rows for line in _lines(*_told(row), max(width, 1)))
            self._laid_out[width] = found
        return found

    @property
    def text(self) -> str:
        """The rows as text, a line each, each with its lead."""
        return "\n".join(f"{one.lead.plain.strip()} {one.body.plain.strip()}".strip() for one in self.rows)

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """The rows drawn at a width, without being wrapped a second time."""
        lines = Content("\n").join(self.at_width(width))
        return lines.render_strips(width, height, style, replace(options, rules=_AS_IT_IS))

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """The width of the longest row, or all there is."""
        longest = (row.indent + row.body.get_optimal_width(rules, container_width) for row in self.rows)
        return min(max(longest, default=0), container_width)

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002  # Textual's own signature
        """How many lines the rows take at a width."""
        return len(self.at_width(width))


_Told: TypeAlias = tuple[str, tuple[Span, ...]]
"""A content as it is told and styled: two of them are equal to Textual when their texts are."""


def _told(row: Row) -> tuple[_Told, _Told, int]:
    body, lead = row.body, row.lead
    return (body.plain, tuple(body.spans)), (lead.plain, tuple(lead.spans)), row.indent


@lru_cache(maxsize=4096)
def _lines(told: _Told, told_lead: _Told, indent: int, width: int) -> list[Content]:
    """The lines of a row at a width, remembered: an answer changes few of the rows of a screen."""
    body, lead = (Content(text, list(spans)) for text, spans in (told, told_lead))
    if not body and not lead:
        return [Content("")]
    indent = indent if width >= indent + _LEAST else 0
    wrapped = body.wrap(max(width - indent, 1)) or [Content("")]
    first = Content.assemble(lead, " " * max(indent - len_of(lead), 0))
    return [
        Content.assemble(first if number == 0 else " " * indent, line) for number, line in enumerate(wrapped)
    ]


def len_of(content: Content) -> int:
    """The cells that a line takes; measured anew, since what was cut keeps the width it was cut to."""
    return cell_len(content.plain)


def row(*parts: str | Content | tuple[str, str], lead: str | Content = "", indent: int = 0) -> Row:
    """A row put together from pieces of the program's own text, and of content made by `plain`."""
    return Row(Content.assemble(*parts), lead if isinstance(lead, Content) else Content(lead), indent)


BLANK = Row(Content(""))
