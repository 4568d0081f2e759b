"""A page to read, in which lines lead to other pages: arrows go from one to the next, and scroll between them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, NamedTuple

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from assistant.tui.keys import MOVING
from assistant.tui.text import Row, Rows
from assistant.work.rule_book import Entry

_MARGIN = 1


class Part(NamedTuple):
    """A row of a page, and where it leads."""

    row: Row
    to: Entry | None = None


class Reading(ScrollView, can_focus=True):
    """Shows a page; Enter goes where the line under the cursor leads."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVING,
        Binding("enter", "follow", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"reading--line", "reading--cursor"}

    class Followed(Message):
        """A line that leads elsewhere was chosen with Enter or the mouse."""

        def __init__(self, to: Entry) -> None:
            super().__init__()
            self.to = to

    def __init__(self) -> None:
        super().__init__(id="reading")
        self.parts: tuple[Part, ...] = ()
        self.cursor: int | None = None
        """The part under the cursor, one that leads elsewhere; none where none is in sight."""
        self._lines: list[tuple[Content, int]] = []
        self._width = 0

    def show(self, parts: Iterable[Part], *, is_same: bool = False) -> None:
        """Show a page from its beginning; or, if it is the same with something new in it, where it was scrolled to."""
        before = self.parts[self.cursor].to if is_same and self.cursor is not None else None
        self.parts = tuple(parts)
        self._lay_out()
        if not is_same:
            self.scroll_to(y=0, animate=False, force=True)
        kept = next((number for number, one in enumerate(self.parts) if before and one.to == before), None)
        self.cursor = kept if kept is not None else self._first_seen(range(len(self.parts)))
        self.refresh()

    @property
    def place(self) -> tuple[int, int | None]:
        """Where it is scrolled to, and the part under the cursor."""
        return self.scroll_offset.y, self.cursor

    def go_to(self, place: tuple[int, int | None]) -> None:
        """Back to a place of this page."""
        top, self.cursor = place
        self.scroll_to(y=top, animate=False, force=True)
        self.refresh()

    @property
    def text(self) -> str:
        """The page as text, for a clipboard."""
        told = (f"{one.row.lead.plain.strip()} {one.row.body.plain}".strip() for one in self.parts)
        return "\n".join(told)

    @property
    def leads_to(self) -> Entry | None:
        """Where the line under the cursor leads."""
        return None if self.cursor is None else self.parts[self.cursor].to

    def _lay_out(self) -> None:
        self._width = self.scrollable_content_region.width
        room = max(self._width - 2 * _MARGIN, 1)
        self._lines = [
            (line, number) for number, one in enumerate(self.parts) for line in Rows([one.row]).at_width(room)
        ]
        self.virtual_size = Size(self._width, len(self._lines))

    def render_line(self, y: int) -> Strip:
        """One line, marked where the cursor is."""
        place = y + self.scroll_offset.y
        line, number = self._lines[place] if place < len(self._lines) else (Content(""), -1)
        is_at_cursor = self.has_focus and number == self.cursor
        style = self.get_visual_style(f"reading--{'cursor' if is_at_cursor else 'line'}")
        # What stands on the cursor takes its colour: an accent would not be read there.
        shown = Content(line.plain) if is_at_cursor else line
        strip = Strip(Content.assemble(" " * _MARGIN, shown).render_segments(style))
        return strip.adjust_cell_length(self.size.width, style.rich_style)

    # Moving

    def action_move(self, by: int) -> None:
        """To the next line that leads elsewhere, if it is in sight, or a line further."""
        here = self.cursor if self.cursor is not None else (-1 if by > 0 else len(self.parts))
        ahead = range(here + 1, len(self.parts)) if by > 0 else range(here - 1, -1, -1)
        found = self._first_seen(ahead) if self.cursor is not None else None
        if found is not None:
            self.cursor = found
            self.refresh()
        else:
            self._scroll(self.scroll_offset.y + by, by)

    def action_page(self, by: int) -> None:
        """A screenful up or down."""
        self._scroll(self.scroll_offset.y + by * max(self.size.height - 2, 1), by)

    def action_edge(self, to: int) -> None:
        """To the beginning or the end."""
        self._scroll(0 if to == 0 else len(self._lines), 1 if to == 0 else -1)

    def action_follow(self) -> None:
        """Where the line under the cursor leads."""
        if self.leads_to:
            self.post_message(self.Followed(self.leads_to))

    def on_click(self, event: events.Click) -> None:
        """A click on a line that leads elsewhere goes there."""
        place = event.y + self.scroll_offset.y
        if place < len(self._lines):
            number = self._lines[place][1]
            if self.parts[number].to is not None:
                self.cursor = number
                self.action_follow()

    def on_focus(self) -> None:
        """The cursor is seen."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor is not seen."""
        self.refresh()

    def on_resize(self) -> None:
        """The lines take the new width."""
        if self.scrollable_content_region.width != self._width:
            self._lay_out()
        if self.cursor is None:
            self.cursor = self._first_seen(range(len(self.parts)))
        self.refresh()

    def _scroll(self, to: int, by: int) -> None:
        """Scroll, and have the cursor on a line in sight: the first of them downwards, the last upwards."""
        last = max(len(self._lines) - self.size.height, 0)
        self.scroll_to(y=max(0, min(to, last)), animate=False, force=True)
        if self.cursor is None or not self._is_seen(self.cursor):
            numbers = range(len(self.parts))
            self.cursor = self._first_seen(numbers if by > 0 else reversed(numbers))
        self.refresh()

    def _first_seen(self, numbers: Iterable[int]) -> int | None:
        return next(
            (number for number in numbers if self.parts[number].to is not None and self._is_seen(number)),
            None,
        )

    def _is_seen(self, number: int) -> bool:
        """Whether all of a part is in sight, or as much as there is room for."""
        lines = [place for place, (_, one) in enumerate(self._lines) if one == number]
        top, bottom = self.scroll_offset.y, self.scroll_offset.y + self.size.height
        return bool(lines) and top <= lines[0] and lines[-1] < bottom
