"""A list of cases of any length: only the lines that are seen are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from assistant.store import Summary
from assistant.tui.keys import MOVING
from assistant.tui.text import both_ends, len_of, plain_line
from assistant.work.deadlines import deadline

_DAY = 10
COLUMNS: tuple[tuple[str, int], ...] = (
    ("case", 0),
    ("URN", 10),
    ("inspector", 10),
    ("began", _DAY),
    ("day", 9),
    ("next limit", 12),
    ("progress", 10),
    ("state", 12),
    ("changed", _DAY),
)
"""What stands in a line, and how wide; the first takes what is left."""
_DROPPED = ("inspector", "began", "changed", "URN")
"""What does not stand where there is too little room for it, the first to go first."""
_ROOM_FOR_A_CASE = 19
"""So much of a case's name is to be seen at least: names of one home are alike but for their ends."""


class CaseTable(ScrollView, can_focus=True):
    """One line a case, with a cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVING,
        Binding("enter", "choose", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"case-table--line", "case-table--cursor", "case-table--head"}

    class Chosen(Message):
        """A case was chosen with Enter or the mouse."""

        def __init__(self, case_id: str) -> None:
            super().__init__()
            self.case_id = case_id

    class Wanted(Message):
        """Somebody looks further than what was read."""

    def __init__(self) -> None:
        super().__init__(id="cases")
        self.lines: Sequence[Summary] = ()
        self.unread = 0
        """How many lines come after these, and are asked for when somebody looks at them."""
        self._is_asked = False
        self.today = date.min
        self.cursor = 0

    def show(self, lines: Sequence[Summary], today: date, unread: int = 0) -> None:
        """Show these as they stand on a day; the cursor stays on its case where that is still there.

        So many more that were not read yet come after them.
        """
        here = self.under_cursor
        self.lines, self.today, self.unread, self._is_asked = lines, today, unread, False
        places = {one.case_id: number for number, one in enumerate(lines)} if here else {}
        nearest = min(self.cursor, max(self.count - 1, 0))
        self.cursor = places.get(here.case_id, nearest) if here else nearest
        self.virtual_size = Size(self.size.width, self.count + 1)
        self._see_cursor()
        self.refresh()

    @property
    def count(self) -> int:
        """How many lines there are, read or not."""
        return len(self.lines) + self.unread

    @property
    def under_cursor(self) -> Summary | None:
        """The case under the cursor."""
        return self.lines[self.cursor] if self.cursor < len(self.lines) else None

    @property
    def cells_under_cursor(self) -> Sequence[str]:
        """Everything that its line says, the case first; nothing where there is none."""
        return _told(self.under_cursor, self.today) if self.under_cursor else ()

    def render_line(self, y: int) -> Strip:
        """The head, which stays, and the lines below it."""
        if y == 0:
            return self._strip(self._cells([name for name, _ in COLUMNS]), "head")
        number = y - 1 + self.scroll_offset.y
        if number >= len(self.lines):
            if number < self.count and not self._is_asked:
                self._is_asked = True
                self.post_message(self.Wanted())
            return self._strip(Content(""), "line")
        is_at_cursor = number == self.cursor and self.has_focus
        return self._strip(
            self._cells(_told(self.lines[number], self.today)), "cursor" if is_at_cursor else "line"
        )

    def _cells(self, cells: Sequence[str]) -> Content:
        """A line of cells in their columns."""
        rooms, left = columns(self.size.width)
        parts = [Content(" ")]
        for cell, room in zip(cells, rooms, strict=True):
            if room is None:
                continue
            text = plain_line(cell).truncate(room, ellipsis=True) if room else both_ends(cell, left)
            parts += [text, Content(" " * ((room or left) - len_of(text) + 2))]
        return Content.assemble(*parts)

    def _strip(self, line: Content, kind: str) -> Strip:
        style = self.get_visual_style(f"case-table--{kind}")
        return Strip(line.render_segments(style)).adjust_cell_length(self.size.width, style.rich_style)

    # Moving

    def action_move(self, by: int) -> None:
        """Up or down."""
        self._go(self.cursor + by)

    def action_page(self, by: int) -> None:
        """A screenful up or down."""
        self._go(self.cursor + by * max(self.size.height - 2, 1))

    def action_edge(self, to: int) -> None:
        """To the first or the last."""
        self._go(0 if to == 0 else self.count - 1)

    def action_choose(self) -> None:
        """The case under the cursor."""
        if self.under_cursor:
            self.post_message(self.Chosen(self.under_cursor.case_id))

    def on_click(self, event: events.Click) -> None:
        """A click goes to a line, a second one opens it."""
        number = event.y - 1 + self.scroll_offset.y
        if event.y >= 1 and number < len(self.lines):
            is_again = number == self.cursor
            self._go(number)
            if is_again:
                self.action_choose()

    def on_focus(self) -> None:
        """The cursor is seen."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor is not seen."""
        self.refresh()

    def on_resize(self) -> None:
        """The lines take the new width."""
        self.virtual_size = Size(self.size.width, self.count + 1)

    def _go(self, number: int) -> None:
        self.cursor = max(0, min(number, self.count - 1))
        self._see_cursor()
        self.refresh()

    def _see_cursor(self) -> None:
        # The head takes one line of the window, so what is scrolled to is one line higher.
        self.scroll_to_region(Region(0, self.cursor, 1, 2), animate=False, force=True)


def columns(width: int) -> tuple[list[int | None], int]:
    """How wide each column is in a line so wide (None where it does not stand there), and the room for the case."""
    rooms: dict[str, int | None] = dict(COLUMNS)
    for name in ("", *_DROPPED):
        rooms.pop(name, None)
        left = width - 3 - sum(room + 2 for room in rooms.values() if room)
        if left >= _ROOM_FOR_A_CASE:
            break
    return [rooms.get(name) for name, _ in COLUMNS], max(left, 8)


def _told(line: Summary, today: date) -> list[str]:
    """What the cells say."""
    due = deadline(line, today)
    progress = f"{line.answered} of {line.asked}" if line.asked else f"{line.answered}"
    state = "archived" if line.is_archived else line.state
    return [
        line.case_id,
        line.urn or "–",
        line.inspector or "–",
        line.started or "–",
        due.told_day() if due else "–",
        due.told_next() if due else "–",
        progress,
        f"⚠ {state}" if line.is_urgent else state,
        line.changed_at[:_DAY],
    ]
