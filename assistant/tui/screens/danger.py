"""Stops the interview where somebody may be in danger: what was done, who was told, and when."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from assistant.case import Answered
from assistant.document import printable
from assistant.tui.keys import bindings
from assistant.tui.screens.base import Dialogue
from assistant.tui.situation import Situation
from assistant.tui.text import Rows, plain, quoted, row
from assistant.tui.widgets.bars import KeyBar
from assistant.work.acting import FIELDS, action, missing, needs_words, told_before, wanted
from assistant.work.interview import action_place


class Danger(Dialogue[bool]):
    """Leads to the question of what was done at once, and answers it with its reason."""

    CONTEXT = "danger"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("danger")]
    chosen: int | None = None

    def compose(self) -> ComposeResult:
        """The question's answers over the three fields."""
        at = action_place(self.session.pack)
        if at is None:
            raise LookupError("the pack has no question on immediate action")
        self.place = at
        self.question = self.session.pack.questions[at.key.record][at.question]
        before = self.session.case.answer(at)
        with Vertical(id="dialogue", classes="-alarm"):
            yield Static(plain("⚠ Before anything else", "bold"), id="title")
            yield Static(plain(self.question.ask, "bold"), id="about")
            said = f"So far: {before.reason}" if before and before.reason else self.question.why
            yield Static(plain(f"Choose first, then tell. {said}", "$quiet"), id="hint")
            options = (Option(self._prompt(number)) for number in range(len(self.question.answers)))
            yield OptionList(*options, id="action", markup=False)
            self.before = told_before(before.reason if before else None)
            done, *others = (self._field(name, label) for name, label in FIELDS)
            yield done
            with Horizontal(id="whom"):
                yield from others
            yield Static("", id="problem", markup=False)
            yield KeyBar()

    def _field(self, name: str, label: str) -> Input:
        kept = self.session.drafts.get(f"{self.place} {name}") or self.before[name]
        field = Input(kept.replace("\n", " "), select_on_focus=False, id=name)
        field.border_title = label
        return field

    def on_mount(self) -> None:
        """Begin with what was done; nothing is chosen for the inspector."""
        self.query_one("#action", OptionList).focus()
        self.show_keys()

    def situation(self) -> Situation:
        """A number is an answer in the list, and text in a line."""
        return Situation(
            self.CONTEXT, in_card=not self.is_mounted or self.query_one("#action", OptionList).has_focus
        )

    def on_descendant_focus(self) -> None:
        """The list and the lines take other keys."""
        self.show_keys()

    def _prompt(self, number: int) -> Rows:
        is_chosen = number == self.chosen
        lead = Content.styled(f" {number + 1} {'●' if is_chosen else '○'} ", "bold $accent")
        label = plain(self.question.answers[number].label, "bold" if is_chosen else "")
        return Rows([row(label, lead=lead, indent=5)])

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Enter or the mouse."""
        self._choose(message.option_index)

    def _choose(self, number: int) -> None:
        """An answer was chosen: on to the fields, or done where it needs none."""
        self.chosen = number
        actions = self.query_one("#action", OptionList)
        for one in range(len(self.question.answers)):
            actions.replace_option_prompt_at_index(one, self._prompt(one))
        choice = self.question.answers[number]
        self._tell("")
        case, pack = self.session.case, self.session.pack
        if needs_words(case, pack, self.place, choice):
            asked = f"{wanted(pack, self.place, choice)} Enter goes on to the next line, and after the last it keeps; ^s keeps at once."
            self.query_one("#hint", Static).update(plain(asked))
            self.query_one("#done", Input).focus()
        else:
            self.do_keep()

    def do_take(self, number: int) -> None:
        """The answer with a number."""
        actions = self.query_one("#action", OptionList)
        if actions.has_focus and number <= actions.option_count:
            actions.highlighted = number - 1
            self._choose(number - 1)

    def on_input_changed(self, message: Input.Changed) -> None:
        """Keep the draft; what was in the way may be mended by it."""
        self._tell("")
        name = str(message.input.id)
        is_as_before = message.value == self.before[name].replace("\n", " ")
        self.session.drafts.keep(f"{self.place} {name}", "" if is_as_before else message.value)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Enter goes to the next field, and keeps all after the last."""
        names = [name for name, _ in FIELDS]
        number = names.index(str(message.input.id)) + 1
        if number < len(names):
            self.query_one(f"#{names[number]}", Input).focus()
        else:
            self.do_keep()

    def do_keep(self) -> None:
        """Answer the question of what was done, with what was written as its reason."""
        if self.chosen is None:
            self._tell("choose one of the answers first")
            return
        choice = self.question.answers[self.chosen]
        said = {name: printable(self.query_one(f"#{name}", Input).value).strip() for name, _ in FIELDS}
        case, pack = self.session.case, self.session.pack
        if told := missing(case, pack, self.place, choice, said):
            self._tell(told)
            return
        answer = action(case, self.place, choice, said)
        # The drafts are forgotten only when the answer stands in the case.
        if problems := self.session.do(Answered(self.place, answer)):
            self._tell(problems[0].in_a_line)
            return
        for name in said:
            self.session.drafts.forget(f"{self.place} {name}")
        self.dismiss(True)

    def _tell(self, problem: str) -> None:
        told = plain(f"✗ {quoted(problem)}", "bold $bad") if problem else plain("")
        self.query_one("#problem", Static).update(told)
