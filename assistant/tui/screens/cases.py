"""The list of all cases in the ledger: filter as you type, sort, open, archive, and read the history."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Input, Static

from assistant.problems import Refused
from assistant.reasoning.phrases import first_up
from assistant.store import FirstPage, Summary
from assistant.store.permitted import none_given
from assistant.tui.keys import bindings
from assistant.tui.screens.base import Acting
from assistant.tui.screens.beginning import ask_for_a_blind_reading, ask_for_a_case, ask_for_a_file
from assistant.tui.screens.case_order import SORTS, Sort, fits, in_order
from assistant.tui.situation import Situation
from assistant.tui.text import Rows, plain, plain_line, row
from assistant.tui.widgets.bars import KeyBar, StatusLine
from assistant.tui.widgets.case_table import CaseTable
from assistant.work.lines import first_listed, first_or_long, listed
from assistant.work.stewardship import archive, unarchive


class Cases(Acting[None]):
    """Lists the cases; Enter opens one."""

    CONTEXT = "cases"
    AUTO_FOCUS = "CaseTable"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("cases")]

    def __init__(self) -> None:
        super().__init__()
        self.all: list[Summary] = []
        self.page: FirstPage | None = None
        """Where nobody looked further than the first page, of which `all` then consists."""
        self.sort: Sort = "changed"
        self.with_archived = False
        self.is_old = False
        """Whether somebody was elsewhere since the list was read."""
        self.is_reading = False
        """Whether the list is still to be read, which of many cases may take seconds."""
        self.failed = ""
        """Why the list could not be read, where it could not."""
        self._none_given: tuple[str, str] | None = None
        """What is said where whoever is signed in sees no case and may begin none."""

    def compose(self) -> ComposeResult:
        """What it is for in a few lines, then the list."""
        framework = self.house.pack.framework
        yield Static("", id="top")
        yield Static(Rows([row(plain(framework.use)), row(plain(framework.caution, "$quiet"))]), id="purpose")
        yield Static("", id="headline2")
        yield Input(
            placeholder="filter: part of a case, URN, inspector, state, or a child's label", id="filter"
        )
        yield CaseTable()
        yield Static("", id="empty")
        yield StatusLine()
        yield KeyBar(lines=2)

    def on_mount(self) -> None:
        """Read the list, which then takes the keys; where that takes long, say so first."""
        self.query_one("#filter").display = False
        page = None
        with suppress(Refused):  # which is told where it is read
            page, self.is_reading = first_or_long(self.house.ledger)
        if self.is_reading:
            self.draw()
            # Until the app has begun, nothing that a screen draws reaches the terminal: it goes by the app first.
            self.app.call_later(self.call_after_refresh, self._begin)
        else:
            self._begin(page)

    def _begin(self, page: FirstPage | None = None) -> None:
        """Show a first page that was read, or read the whole list where there is none to be shown alone."""
        self.is_reading = False
        self._show(lambda: page)
        if not self.query_one("#filter").has_focus:
            self.query_one(CaseTable).focus()

    def situation(self) -> Situation:
        """What is true here."""
        under = self.query_one(CaseTable).under_cursor if self.is_mounted else None
        return Situation(
            self.CONTEXT,
            has_case=under is not None,
            is_archived=under is not None and under.is_archived,
            is_filtering=self.is_mounted and self.query_one("#filter").has_focus,
            is_filtered=self.is_mounted and bool(self._wanted()),
        )

    def read(self) -> None:
        """Read the list from the ledger anew, of a long one no more than its first page until somebody looks further."""
        looks_further = self.with_archived or self.sort != "changed" or bool(self._wanted())
        self._show(lambda: None if looks_further else first_listed(self.house.ledger))

    def _show(self, first: Callable[[], FirstPage | None]) -> None:
        """Show the first page that is given, or the whole list where none is; or say why it cannot be read."""
        self.is_old, self.failed = False, ""
        try:
            self.page = first()
            if self.page is not None:
                self.all = self.page.lines
            else:
                self._read_whole()
            self._none_given = None if self.all else none_given(self.house.ledger)
        except Refused as refused:
            self._tell_unread(refused)
        self.draw()

    def look_further(self) -> None:
        """Read what comes after the first page, if that was not read, and draw what is wanted now."""
        if self.page is not None:
            try:
                self._read_whole()
            except Refused as refused:
                # What stands there stays: drawn anew, it would ask for the rest once more.
                self._tell_unread(refused)
                return
        self.draw()

    def _read_whole(self) -> None:
        self.all, problems = listed(self.house.ledger, lambda: self.house.pack)
        self.page = None
        for problem in problems:
            self.tell(str(problem), is_trouble=True)

    def _tell_unread(self, refused: Refused) -> None:
        self.failed = str(refused.problems[0])
        self.tell(f"the cases cannot be read: {refused.problems[0]}", is_trouble=True)

    def _wanted(self) -> str:
        """What is looked for, as it is compared."""
        return self.query_one("#filter", Input).value.strip().lower()

    def draw(self) -> None:
        """Show what fits the filter, in order."""
        wanted = self._wanted()
        some = [one for one in self.all if (self.with_archived or not one.is_archived) and fits(one, wanted)]
        shown = in_order(some, self.sort)
        table = self.query_one(CaseTable)
        unread = self.page.unread if self.page else 0
        table.show(shown, self.house.ledger.now().astimezone().date(), unread)
        table.display = bool(shown)
        empty = self.query_one("#empty", Static)
        empty.display = not shown
        style = "$bad" if self._is_unknown else ""
        empty.update(Rows([row(plain(line, style)) for line in self._nothing(wanted)]))
        self._show_top(len(shown) + unread)
        self.show_keys()

    def _show_top(self, count: int) -> None:
        store = self.house.ledger.database.name
        self.query_one("#top", Static).update(
            Content.assemble((" sccif-assistant ", "bold $accent"), "  ", plain_line(store, "$quiet"))
        )
        archived = self.page.archived if self.page else sum(one.is_archived for one in self.all)
        hidden = archived if not self.with_archived else 0
        urgent = (
            self.page.urgent
            if self.page
            else sum(bool(one.is_urgent) and not one.is_archived for one in self.all)
        )
        of_all = self.page.total if self.page else len(self.all)
        told = f"{count} of {of_all}" if count != of_all else f"{count}"
        told = "reading…" if self.is_reading else "not known" if self._is_unknown else told
        about = f"   sorted by {self.sort}" + (f" · {hidden} archived, not shown" if hidden else "")
        self.query_one("#headline2", Static).update(
            Content.assemble(
                (f" Cases: {told}", "bold $accent"),
                (f"   ⚠ {urgent} with possible danger" if urgent else "", "bold $bad"),
                (about, "$quiet"),
            )
        )

    @property
    def _is_unknown(self) -> bool:
        """Whether nothing stands here because nothing could be read, and not because there is nothing."""
        return bool(self.failed) and not self.all

    def _nothing(self, wanted: str) -> tuple[str, ...]:
        """What stands where no case does."""
        if self.is_reading:
            return ("Reading the cases…",)
        if self._is_unknown:
            return (
                f"✗ The cases cannot be read: {self.failed}",
                "",
                "Whether there are any is not known. Leave with ^q; `sccif doctor` says more of the store.",
            )
        if self.all:
            return ("No case fits the filter." if wanted else "Every case is archived; v shows them.",)
        if self._none_given:
            so, right = self._none_given
            return (f"{first_up(so)}.", "", f"{first_up(right)}.")
        return (
            "There are no cases here yet.",
            "",
            "n   begin a case",
            "i   import a case file",
            "    or leave with ^q and try the sample cases: sccif demo",
        )

    # Filtering and sorting

    def do_filter(self) -> None:
        """Type what to look for."""
        field = self.query_one("#filter", Input)
        field.display = True
        field.focus()
        self.show_keys()

    def do_done(self) -> None:
        """Back to the list; an empty filter goes away."""
        field = self.query_one("#filter", Input)
        if not field.value.strip():
            field.display = False
        self.query_one(CaseTable).focus()
        self.show_keys()

    def do_show_all(self) -> None:
        """Show all again."""
        field = self.query_one("#filter", Input)
        field.value = ""
        self.do_done()

    def on_input_changed(self, _: Input.Changed) -> None:
        """Filter as it is typed."""
        self.look_further()

    def on_input_submitted(self, _: Input.Submitted) -> None:
        """Enter goes to the list."""
        self.do_done()

    def do_sort(self) -> None:
        """By the next column."""
        self.sort = SORTS[(SORTS.index(self.sort) + 1) % len(SORTS)]
        self.look_further()

    def do_archived(self) -> None:
        """Show the archived ones too, or no longer."""
        self.with_archived = not self.with_archived
        self.look_further()

    def on_case_table_wanted(self, _: CaseTable.Wanted) -> None:
        """Lines come into view that were not read yet."""
        self.look_further()

    # Cases

    def on_case_table_chosen(self, message: CaseTable.Chosen) -> None:
        """Enter or the mouse."""
        self.house.open_case(message.case_id)

    def do_open(self) -> None:
        """The case under the cursor."""
        self.query_one(CaseTable).action_choose()

    def do_archive(self) -> None:
        """Out of the way, or back."""
        under = self.query_one(CaseTable).under_cursor
        if under is None:
            return
        try:
            (unarchive if under.is_archived else archive)(self.house.ledger, under.case_id)
        except Refused as refused:
            self.tell(str(refused.problems[0]), is_trouble=True)
            return
        self.read()
        done = "among the others again" if under.is_archived else "archived; nothing of it is gone"
        self.tell(f"{under.case_id}: {done}")

    def do_bring_back(self) -> None:
        """Among the others again."""
        self.do_archive()

    def do_history(self) -> None:
        """What happened to the case under the cursor."""
        from assistant.tui.screens.diary import Diary
        from assistant.work.chronicle import chronicle

        under = self.query_one(CaseTable).under_cursor
        if under is not None:
            try:
                self.app.push_screen(Diary(chronicle(self.house.ledger, under.case_id, self.house.pack)))
            except Refused as refused:
                self.tell(str(refused.problems[0]), is_trouble=True)

    def do_consistency(self) -> None:
        """How consistently all of them were judged."""
        from assistant.tui.screens.consistency import Consistency

        self.app.push_screen(Consistency())

    def do_training(self) -> None:
        """Scenarios to learn on."""
        from assistant.tui.screens.training import Training

        self.app.push_screen(Training())

    def do_new(self) -> None:
        """Begin a case."""
        ask_for_a_case(self.house)

    def do_read_blind(self) -> None:
        """Begin a blind reading of the evidence of the case under the cursor."""
        under = self.query_one(CaseTable).under_cursor
        if under is not None:
            ask_for_a_blind_reading(self.house, under.case_id)

    def do_import(self) -> None:
        """Bring a case file into the ledger."""
        ask_for_a_file(self.house)

    def on_screen_resume(self) -> None:
        """Back from a case: it may stand otherwise."""
        if self.is_old:
            self.tell("")
            self.read()

    def on_screen_suspend(self) -> None:
        """A case is opened, or something is asked."""
        self.is_old = True
