"""Adds a record to a section that repeats; a child comes into the register with dates."""

from __future__ import annotations

from typing import ClassVar

from pydantic import ValidationError
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from assistant.case import At, Change, Child, ChildChanged, ChildRegistered, Key, RecordAdded
from assistant.case.header import LABEL_RIGHT
from assistant.tui.keys import bindings
from assistant.tui.screens.base import Dialogue
from assistant.tui.text import plain, plain_line
from assistant.tui.widgets.bars import KeyBar
from assistant.work.interview import proposed_label, steps

_DATES = (("arrived", "Arrived"), ("left", "Left"))


class Adding(Dialogue[At | None]):
    """Asks for the label of a new record; gives the first question of it."""

    CONTEXT = "adding"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("adding")]

    def __init__(self, section: str) -> None:
        super().__init__()
        self.section = section
        self.filled: dict[str, str] = {}
        """The dates that came from the register, not from a person."""

    def compose(self) -> ComposeResult:
        """The label, and for a child the dates."""
        case, pack = self.session.case, self.session.pack
        self.kind = pack.record_types[self.section]
        with Vertical(id="dialogue"):
            yield Static(plain_line(f"Add: {self.kind.label}", "bold $accent"), id="title")
            yield Static(plain(self.kind.says), id="about")
            label = Input(proposed_label(case, self.kind), id="label")
            label.border_title = "Label"
            if self.kind.labels == "child":
                registered = ", ".join(child.label for child in case.children) or "nobody yet"
                hint = f"A letter, never a name. In the register: {registered}. A new label is registered with its dates."
                yield Static(plain(hint, "$quiet"), id="hint")
                yield label
                for name, title in _DATES:
                    field = Input(placeholder="2019-03-05, or 2019-03, or empty", id=name)
                    field.border_title = title
                    yield field
            else:
                yield Static(plain("A letter and a number.", "$quiet"), id="hint")
                yield label
            yield Static("", id="problem", markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        """The label first, with the dates that the register has of it."""
        self._fill()
        self.query_one("#label", Input).focus()
        self.show_keys()

    def on_input_changed(self, message: Input.Changed) -> None:
        """Another label may have dates in the register."""
        if message.input.id == "label":
            self._fill()

    def _fill(self) -> None:
        if self.kind.labels != "child":
            return
        known = self._registered()
        for name, _ in _DATES:
            field = self.query_one(f"#{name}", Input)
            # One child's dates are never another's; what a person typed stays.
            if known or field.value == self.filled.get(name):
                field.value = self.filled[name] = str(getattr(known, name, None) or "")

    def _registered(self) -> Child | None:
        label = self.query_one("#label", Input).value.strip()
        return next((child for child in self.session.case.children if child.label == label), None)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Enter goes to the next field, and adds after the last."""
        fields = list(self.query(Input))
        number = fields.index(message.input) + 1
        if number < len(fields):
            fields[number].focus()
        else:
            self.do_keep()

    def do_keep(self) -> None:
        """Add the record, and register the child."""
        label = self.query_one("#label", Input).value.strip()
        changes: list[Change] = [RecordAdded(Key(self.section, label))]
        if self.kind.labels == "child":
            dates = {name: self.query_one(f"#{name}", Input).value.strip() or None for name, _ in _DATES}
            try:
                child = Child.model_validate({"label": label, **dates})
            except ValidationError as error:
                wrong = error.errors()[0]
                is_label = wrong["loc"][:1] == ("label",)
                told = LABEL_RIGHT if is_label else wrong["msg"]
                self._tell(told.removeprefix("Value error, "))
                return
            known = self._registered()
            if known is None:
                changes.insert(0, ChildRegistered(child))
            elif known != child:
                changes.insert(0, ChildChanged(child))
        problems = self.session.do(*changes)
        if problems:
            self._tell(f"{problems[0].what}: {problems[0].right}")
            return
        asked = steps(self.session.case, self.session.pack, Key(self.section, label))
        self.dismiss(asked[0].at if asked else None)

    def _tell(self, problem: str) -> None:
        self.query_one("#problem", Static).update(
            Content.assemble(("✗ ", "bold $bad"), plain(problem, "$bad"))
        )
