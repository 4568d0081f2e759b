"""Stops the interview where somebody may be in danger: what was done and is outstanding, who was told, and when."""

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
from assistant.work import acting
from assistant.work.interview import action_place

_BESIDE = ("told", "when")
"""The boxes that stand beside each other, as a narrow screen has no room for all under one another."""


class Danger(Dialogue[bool]):
    """Leads to the question of what was done at once, and answers it with its reason."""

    CONTEXT = "danger"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("danger")]

    def __init__(self, chosen: str = "") -> None:
        """With an answer that was chosen before, by its id."""
        super().__init__()
        self.chosen: int | None = None
        self._chosen_before = chosen

    def compose(self) -> ComposeResult:
        """The question's answers over the boxes that go with the one that is chosen."""
        at = action_place(self.session.pack)
        if at is None:
            raise LookupError("the pack has no question on immediate action")
        self.place = at
        self.question = self.session.pack.questions[at.key.record][at.question]
        before = self.session.case.answer(at)
        self.before = acting.told_before(self.question, before)
        with Vertical(id="dialogue", classes="-alarm"):
            yield Static(plain("⚠ Before anything else", "bold"), id="title")
            yield Static(plain(self.question.ask, "bold"), id="about")
            whom = "; ".join(acting.concerned(self.session.case, self.session.pack))
            yield Static(plain(whom, "$bad"), id="concerned")
            so_far = acting.so_far(self.question, before)
            said = f"So far: {so_far}" if so_far else self.question.why
            yield Static(plain(f"Choose first, then tell. {said}", "$quiet"), id="hint")
            options = (Option(self._prompt(number)) for number in range(len(self.question.answers)))
            yield OptionList(*options, id="action", markup=False)
            fields = {part.name: self._field(part) for part in acting.PARTS}
            beside = [fields.pop(name) for name in _BESIDE]
            yield from fields.values()
            with Horizontal(id="whom") as whom_and_when:
                whom_and_when.display = False
                yield from beside
            yield Static("", id="problem", markup=False)
            yield KeyBar()

    def _field(self, part: acting.Part) -> Input:
        kept = self.session.drafts.get(f"{self.place} {part.name}") or self.before[part.name]
        field = Input(kept.replace("\n", " "), part.hint, select_on_focus=False, id=part.name)
        field.border_title = part.label
        field.display = False
        return field

    def on_mount(self) -> None:
        """Begin with the answers; nothing is chosen for the inspector."""
        self.query_one("#action", OptionList).focus()
        self.show_keys()
        for number, choice in enumerate(self.question.answers):
            if choice.id == self._chosen_before:
                self._choose(number)

    def situation(self) -> Situation:
        """A number is an answer in the list, and text in a box."""
        in_list = not self.is_mounted or self.query_one("#action", OptionList).has_focus
        return Situation(self.CONTEXT, in_card=in_list)

    def on_descendant_focus(self) -> None:
        """The list and the boxes take other keys."""
        self.show_keys()

    def _prompt(self, number: int) -> Rows:
        is_chosen = number == self.chosen
        lead = Content.styled(f" {number + 1} {'●' if is_chosen else '○'} ", "bold $accent")
        label = plain(self.question.answers[number].label, "bold" if is_chosen else "")
        return Rows([row(label, lead=lead, indent=5)])

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Enter or the mouse."""
        self._choose(message.option_index)

    @property
    def names(self) -> tuple[str, ...]:
        """The boxes that go with the answer that is chosen."""
        if self.chosen is None:
            return ()
        return tuple(part.name for part in acting.parts(self.question, self.question.answers[self.chosen]))

    def _choose(self, number: int) -> None:
        """An answer was chosen: on to the boxes that go with it, or done where it needs none."""
        self.chosen = number
        actions = self.query_one("#action", OptionList)
        for one in range(len(self.question.answers)):
            actions.replace_option_prompt_at_index(one, self._prompt(one))
        actions.highlighted = number
        choice = self.question.answers[number]
        case, pack = self.session.case, self.session.pack
        is_asked = acting.needs_words(case, pack, self.place, choice)
        if is_asked:
            wanted = acting.wanted(self.question, choice)
            self.query_one("#hint", Static).update(plain(f"{choice.line} {wanted}".strip(), "$quiet"))
        for part in acting.PARTS:
            self.query_one(f"#{part.name}").display = is_asked and part.name in self.names
        self.query_one("#whom").display = is_asked and _BESIDE[0] in self.names
        self._tell(acting.contradiction(case, pack, self.place, choice))
        if is_asked:
            self.query_one(f"#{self.names[0]}", Input).focus()
        else:
            self.do_keep()

    def do_take(self, number: int) -> None:
        """The answer with a number."""
        actions = self.query_one("#action", OptionList)
        if actions.has_focus and number <= actions.option_count:
            self._choose(number - 1)

    def on_input_changed(self, message: Input.Changed) -> None:
        """Keep the draft; what was in the way may be mended by it."""
        name = str(message.input.id)
        if message.value != (self.session.drafts.get(f"{self.place} {name}") or self._as_before(name)):
            self._tell("")
        draft = "" if message.value == self._as_before(name) else message.value
        self.session.drafts.keep(f"{self.place} {name}", draft)

    def _as_before(self, name: str) -> str:
        return self.before[name].replace("\n", " ")

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Enter goes to the next box, and keeps all after the last."""
        number = self.names.index(str(message.input.id)) + 1
        if number < len(self.names):
            self.query_one(f"#{self.names[number]}", Input).focus()
        else:
            self.do_keep()

    def do_keep(self) -> None:
        """Answer the question of what was done, with what was written as its reason."""
        if self.chosen is None:
            self._tell("choose one of the answers first")
            return
        choice = self.question.answers[self.chosen]
        said = {
            part.name: printable(self.query_one(f"#{part.name}", Input).value).strip()
            for part in acting.PARTS
        }
        case, pack = self.session.case, self.session.pack
        if missing := acting.missing(case, pack, self.place, choice, said):
            self._tell(missing.says)
            self.query_one(f"#{missing.part}", Input).focus()
            return
        # The drafts are forgotten only when the answer stands in the case.
        if problems := self.session.do(
            Answered(self.place, acting.action(case, pack, self.place, choice, said))
        ):
            self._tell(problems[0].in_a_line)
            return
        acting.finished(self.session.drafts, self.question, self.place, choice, said)
        self.dismiss(True)

    def _tell(self, problem: str) -> None:
        told = plain(f"✗ {quoted(problem)}", "bold $bad") if problem else plain("")
        self.query_one("#problem", Static).update(told)
