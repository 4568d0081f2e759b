"""The history of a case as a diary."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from assistant.store import Standing
from assistant.tui.keys import bindings
from assistant.tui.screens.base import Acting
from assistant.tui.text import Row, Rows, plain, plain_line, row
from assistant.tui.widgets.bars import KeyBar, StatusLine
from assistant.work.diary import diary

_LEAD = 14
_MOST = 2_000
"""So many of the last events are laid out; the command line prints them all."""


class Diary(Acting[None]):
    """Everything that happened to a case, the last on top."""

    CONTEXT = "diary"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("diary")]

    def __init__(self, standing: Standing) -> None:
        super().__init__()
        self.standing = standing

    def compose(self) -> ComposeResult:
        """The days and their entries."""
        case = self.standing.case
        count = len(self.standing.events)
        yield Static(
            Content.assemble(
                (" History ", "bold $accent"),
                plain_line(case.id, "bold"),
                (f"  {count} event{'s' if count != 1 else ''}, the last first", "$quiet"),
            ),
            id="top",
        )
        with VerticalScroll(id="diary"):
            yield Static(Rows(self._rows()), id="entries")
        yield StatusLine()
        yield KeyBar()

    def _rows(self) -> list[Row]:
        entries = list(diary(self.standing, self.house.pack))
        rows: list[Row] = []
        day = ""
        for entry in reversed(entries[-_MOST:]):
            if entry.day != day:
                day = entry.day
                if rows:
                    rows.append(row(""))
                rows.append(row((f" {day}", "bold $accent")))
            lead = Content.styled(f" {entry.event:>4}  {entry.time}  ", "$quiet")
            told = plain(entry.what) if entry.is_change else plain(entry.what, "$quiet")
            rows.append(row(told, "  ", plain_line(entry.who, "$quiet"), lead=lead, indent=_LEAD))
        if len(entries) > _MOST:
            rows.append(row(plain(f" {len(entries) - _MOST} earlier events: sccif cases history", "$quiet")))
        return rows

    def on_mount(self) -> None:
        """The diary takes the keys."""
        self.query_one("#diary").focus()
        self.show_keys()

    def do_back(self) -> None:
        """Back to the list."""
        self.dismiss(None)
