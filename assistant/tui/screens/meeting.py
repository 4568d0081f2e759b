"""Two people changed the same thing: both are shown, and one is kept with a reason."""

from __future__ import annotations

from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from assistant.case import describe
from assistant.document import printable
from assistant.problems import Refused
from assistant.store import Meeting
from assistant.store.kinds import CHANGES
from assistant.tui.keys import bindings
from assistant.tui.screens.base import Dialogue
from assistant.tui.text import Rows, plain, plain_line, row
from assistant.tui.widgets.bars import KeyBar

Which = Literal["theirs", "mine"]


class Met(Dialogue[None]):
    """Asks which of two changes stands. Nothing is lost: the other stays in the history, whole."""

    CONTEXT = "meeting"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("meeting")]

    def __init__(self, meeting: Meeting, *, can_keep_mine: bool) -> None:
        super().__init__()
        self.meeting, self.can_keep_mine = meeting, can_keep_mine

    def compose(self) -> ComposeResult:
        """Both changes, and why one is kept."""
        row_ = self.meeting.theirs.row
        with Vertical(id="dialogue", classes="-tall"):
            yield Static(plain_line("Somebody else changed this too", "bold $accent"), id="title")
            about = f"{row_.actor} wrote at {row_.at[:16].replace('T', ' ')}, while you had it open."
            yield Static(plain(about), id="about")
            yield OptionList(
                Option(self._prompt("theirs"), id="theirs"),
                Option(self._prompt("mine"), id="mine", disabled=not self.can_keep_mine),
                markup=False,
            )
            reason = Input(placeholder="why this one", id="reason")
            reason.border_title = "Reason"
            yield reason
            yield Static("", id="problem", markup=False)
            yield KeyBar()

    def _prompt(self, which: Which) -> Rows:
        pack = self.session.pack
        theirs = self.meeting.theirs.happened
        if which == "mine":
            told, who = describe(self.meeting.mine, pack), "yours"
            if not self.can_keep_mine:
                who = "yours, which no longer fits; it stays in the history"
        else:
            told = describe(theirs, pack) if isinstance(theirs, CHANGES) else "took something back"
            who = f"{self.meeting.theirs.row.actor}'s, which stands now"
        lead = Content.styled(f" {'1' if which == 'theirs' else '2'}  ", "bold $accent")
        return Rows([row(plain(told), lead=lead, indent=4), row(plain_line(who, "$quiet"), indent=4)])

    def on_mount(self) -> None:
        """The list takes the keys."""
        self.query_one(OptionList).focus()
        self.show_keys()

    def on_option_list_option_selected(self, _: OptionList.OptionSelected) -> None:
        """Enter goes on to the reason."""
        self.query_one("#reason").focus()

    def on_input_submitted(self, _: Input.Submitted) -> None:
        """Enter keeps it."""
        self.do_keep()

    def do_which(self, number: int) -> None:
        """The change with a number."""
        if number == 1 or self.can_keep_mine:
            self.query_one(OptionList).highlighted = number - 1
            self.query_one("#reason").focus()

    def do_keep(self) -> None:
        """Keep the one under the cursor."""
        reason = printable(self.query_one("#reason", Input).value).strip()
        if not reason:
            self._tell("write why first: whoever reads the history asks that")
            self.query_one("#reason").focus()
            return
        keep_mine = self.query_one(OptionList).highlighted == 1
        try:
            self.session.kept.settle(self.meeting, keep_mine=keep_mine, reason=reason)
        except Refused as refused:
            self._tell(str(refused.problems[0]))
            return
        self.session.said = "settled; both changes stay in the history"
        self.dismiss(None)

    def do_back(self) -> None:
        """Not now: it waits, and is asked again."""
        self.dismiss(None)

    def _tell(self, problem: str) -> None:
        self.query_one("#problem", Static).update(
            Content.assemble(("✗ ", "bold $bad"), plain(problem, "$bad"))
        )
