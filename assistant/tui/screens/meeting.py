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
from assistant.store.merging import goes_beside
from assistant.tui.keys import bindings
from assistant.tui.screens.base import Dialogue
from assistant.tui.situation import Situation
from assistant.tui.text import Rows, plain, plain_line, row
from assistant.tui.widgets.bars import KeyBar

Which = Literal["theirs", "mine"]
_WHICH: tuple[Which, ...] = ("theirs", "mine")


class Met(Dialogue[None]):
    """Asks which of two changes stands. Nothing is lost: the other stays in the history, whole."""

    CONTEXT = "meeting"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("meeting")]
    chosen: Which = "theirs"

    def __init__(self, meeting: Meeting, *, can_keep_mine: bool) -> None:
        super().__init__()
        self.meeting, self.can_keep_mine = meeting, can_keep_mine

    def compose(self) -> ComposeResult:
        """Both changes, and why one is kept."""
        with Vertical(id="dialogue", classes="-tall"):
            yield Static(plain_line("Somebody else changed this too", "bold $accent"), id="title")
            yield Static("", id="about", markup=False)
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
            if goes_beside(self.meeting):
                who = "yours; the other stays beside it"
            if not self.can_keep_mine:
                who = "yours, which no longer fits; it stays in the history"
        else:
            told = describe(theirs, pack) if isinstance(theirs, CHANGES) else "took something back"
            who = f"{self.meeting.theirs.row.actor}'s, which stands now"
        mark = "●" if which == self.chosen else "○"
        lead = Content.styled(f" {_WHICH.index(which) + 1} {mark} ", "bold $accent")
        style = "bold" if which == self.chosen else ""
        return Rows([row(plain(told, style), lead=lead, indent=5), row(plain_line(who, "$quiet"), indent=5)])

    def on_mount(self) -> None:
        """The list takes the keys."""
        self.query_one(OptionList).focus()
        self._draw()
        self.show_keys()

    def situation(self) -> Situation:
        """What is true here: in the reason digits are text, and a key goes back to the choice."""
        return Situation(self.CONTEXT, is_question=not isinstance(self.focused, Input))

    def on_descendant_focus(self) -> None:
        """Other keys in the reason than in the list."""
        self.show_keys()

    def do_choose_again(self) -> None:
        """From the reason back to the two changes."""
        self.query_one(OptionList).focus()

    def _draw(self) -> None:
        """Who wrote what when, and which of the two is chosen."""
        wrote = self.meeting.theirs.row
        about = f"{wrote.actor} wrote at {wrote.at[:16].replace('T', ' ')}, while you had it open."
        self.query_one("#about", Static).update(plain(about))
        choice = self.query_one(OptionList)
        for number, which in enumerate(_WHICH):
            choice.replace_option_prompt_at_index(number, self._prompt(which))

    def on_option_list_option_highlighted(self, message: OptionList.OptionHighlighted) -> None:
        """The one under the cursor is the one that is kept."""
        self.chosen = _WHICH[message.option_index]
        self._draw()

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
            self.say_wrong("write why first: whoever reads the history asks that")
            self.query_one("#reason").focus()
            return
        kept = self.session.kept
        try:
            again = kept.settle(self.meeting, keep_mine=self.chosen == "mine", reason=reason)
        except Refused as refused:
            self.say_wrong(str(refused.problems[0]))
            return
        if again:
            self._ask_again(again)
            return
        self.session.said = "settled; both changes stay in the history"
        self.dismiss(None)

    def _ask_again(self, meeting: Meeting) -> None:
        """What stands there was changed again meanwhile: both are shown anew, and nothing was kept."""
        self.meeting, self.can_keep_mine = meeting, self.session.kept.can_keep(meeting)
        choice = self.query_one(OptionList)
        (choice.enable_option if self.can_keep_mine else choice.disable_option)("mine")
        choice.highlighted = 0
        self._draw()
        choice.focus()
        self.say_wrong("it was changed again meanwhile: look at both, and choose anew")

    def do_back(self) -> None:
        """Not now: it waits, and is asked again."""
        self.dismiss(None)
