"""A question to which yes or no is the answer."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from assistant.tui.keys import bindings
from assistant.tui.screens.base import Dialogue
from assistant.tui.session import Session
from assistant.tui.situation import Situation
from assistant.tui.text import plain
from assistant.tui.widgets.bars import KeyBar

_ANSWERS = ("y", "n")


class Confirming(Dialogue[bool]):
    """Asks before something that is not done by one key."""

    CONTEXT = "confirming"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("confirming")]

    def __init__(self, asked: str, yes: str, no: str) -> None:
        super().__init__()
        self.asked, self.yes, self.no = asked, yes, no
        self.is_typed_over = False
        """Whether a text was typed here, as by somebody who did not see that the box came."""

    def compose(self) -> ComposeResult:
        """The question and its two answers."""
        with Vertical(id="dialogue"):
            yield Static(plain(self.asked, "bold"), id="about")
            yield OptionList(
                Option(Content.assemble((" n  ", "bold $accent"), plain(self.no)), id="no"),
                Option(Content.assemble((" y  ", "bold $accent"), plain(self.yes)), id="yes"),
                markup=False,
            )
            yield KeyBar()

    def situation(self) -> Situation:
        """Letters answer until a text was typed."""
        return Situation(self.CONTEXT, in_card=not self.is_typed_over)

    def on_mount(self) -> None:
        """The list takes the keys."""
        self.show_keys()

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Enter or the mouse."""
        self.dismiss(message.option_id == "yes")

    # INVARIANT: what somebody goes on typing into a field that this box came over answers nothing
    # (tests/tui/test_typing_quickly.py).
    def on_key(self, event: events.Key) -> None:
        """A letter that is no answer is of a text: what follows it answers nothing either."""
        if event.is_printable and event.key not in _ANSWERS:
            self._is_text()

    def _is_text(self) -> None:
        if not self.is_typed_over:
            self.is_typed_over = True
            answers = self.query_one(OptionList)
            for name, told in (("no", self.no), ("yes", self.yes)):
                answers.replace_option_prompt(name, Content.assemble("    ", plain(told)))
            self.show_keys()
            self.mount(
                Static(
                    plain(
                        "that may be of a text, so letters answer nothing here: choose with ↑ ↓ and enter",
                        "$warn",
                    )
                ),
                after=self.query_one(OptionList),
            )

    def _answer(self, *, is_yes: bool) -> None:
        if self.house.types_on:
            self._is_text()
        if not self.is_typed_over:
            self.dismiss_with(is_yes)

    def do_yes(self) -> None:
        """Yes, by its letter."""
        self._answer(is_yes=True)

    def do_no(self) -> None:
        """No, by its letter."""
        self._answer(is_yes=False)

    def do_not_now(self) -> None:
        """No, whatever was typed."""
        self.dismiss_with(False)


class Leaving(Confirming):
    """Asks before somebody leaves a case that is not saved, and says what becomes of what is not."""

    def __init__(self, session: Session) -> None:
        trouble, path = session.trouble, session.kept.set_aside
        why = trouble.what if trouble else "somebody else changed the same thing, and neither is kept yet"
        lost = f"What is not saved stays in `{path}`." if path else "What is not saved is lost if you leave."
        yes = "leave; the file stays" if path else "leave and lose what is not saved"
        super().__init__(f"The case is NOT SAVED: {why}. {lost} Leave all the same?", yes, "stay")
