"""The history of a case as a diary."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from assistant.tui.copying import Copy
from assistant.tui.keys import bindings
from assistant.tui.screens.base import Acting
from assistant.tui.text import Row, Rows, plain, plain_line, row
from assistant.tui.widgets.bars import KeyBar, StatusLine
from assistant.work.chronicle import Entry

_LEAD = 14
_MOST = 2_000
"""So many of the last events are laid out; the command line prints them all."""


class Diary(Acting[None]):
    """Everything that happened to a case, the last on top."""

    CONTEXT = "diary"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("diary")]

    def __init__(self, entries: Sequence[Entry]) -> None:
        """Everything that happened to one case, the first in front."""
        super().__init__()
        self.entries = entries

    def compose(self) -> ComposeResult:
        """The days and their entries."""
        count = len(self.entries)
        yield Static(
            Content.assemble(
                (" History ", "bold $accent"),
                plain_line(self.entries[0].event.row.case_id, "bold"),
                (f"  {count} event{'s' if count != 1 else ''}, the last first", "$quiet"),
            ),
            id="top",
        )
        with VerticalScroll(id="diary"):
            yield Static(Rows(self._rows()), id="entries")
        yield StatusLine()
        yield KeyBar()

    def _rows(self) -> list[Row]:
        rows: list[Row] = []
        day = ""
        for entry in reversed(self.entries[-_MOST:]):
            at = entry.event.at.astimezone()
            if f"{at:%Y-%m-%d}" != day:
                day = f"{at:%Y-%m-%d}"
                if rows:
                    rows.append(row(""))
                rows.append(row((f" {day}", "bold $accent")))
            lead = Content.styled(f" {entry.event.sequence:>4}  {at:%H:%M}  ", "$quiet")
            taken_back = " (taken back)" if entry.is_undone else ""
            told = plain(entry.says + taken_back, "" if entry.is_change else "$quiet")
            rows.append(row(told, "  ", plain_line(entry.event.row.actor, "$quiet"), lead=lead, indent=_LEAD))
        if len(self.entries) > _MOST:
            earlier = f" {len(self.entries) - _MOST} earlier events: sccif cases history"
            rows.append(row(plain(earlier, "$quiet")))
        return rows

    def on_mount(self) -> None:
        """The diary takes the keys."""
        self.query_one("#diary").focus()
        self.show_keys()

    def to_copy(self) -> Copy | None:
        """The history."""
        found = super().to_copy()
        return found and found._replace(command=f"sccif cases history {self.entries[0].event.row.case_id}")

    def do_back(self) -> None:
        """Back to where it was opened."""
        self.dismiss(None)
