"""Adds a record to a section that repeats; a child comes into the register with dates."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from assistant.case import At, Child, Key
from assistant.problems import Problem
from assistant.tui.keys import bindings
from assistant.tui.screens.base import Dialogue
from assistant.tui.text import plain, plain_line
from assistant.tui.widgets.bars import KeyBar
from assistant.work.adding import (
    DATES,
    asked_of_days,
    child,
    dates_asked,
    proposed_label,
    record_changes,
    registered,
)
from assistant.work.interview import steps


class Adding(Dialogue[At | None]):
    """Asks for the label of a new record; gives the first question of it."""

    CONTEXT = "adding"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("adding")]

    def __init__(self, section: str) -> None:
        super().__init__()
        self.section = section
        self.filled: dict[str, str] = {}
        """The dates that came from the register, not from a person."""
        self.asks = ""
        """What is odd about the dates that were given."""

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
                known = ", ".join(one.label for one in case.children) or "nobody yet"
                hint = f"A letter, never a name. In the register: {known}. A new label is registered with its dates."
                yield Static(plain(hint, "$quiet"), id="hint")
                yield label
                for name, title in dates_asked(self.kind):
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
        """Another label may have dates in the register; ask about those that are odd as they are typed."""
        if message.input.id == "label":
            self._fill()
        if self.kind.labels == "child":
            of_child = self._child()
            case, pack = self.session.case, self.session.pack
            self.asks = (
                "" if isinstance(of_child, Problem) else asked_of_days(case, pack, self.kind, of_child)
            )
            lead = ("? ", "bold $warn") if self.asks else ""
            self.query_one("#problem", Static).update(Content.assemble(lead, plain(self.asks, "$warn")))

    def _fill(self) -> None:
        if self.kind.labels != "child":
            return
        known = self._registered()
        for name, _ in dates_asked(self.kind):
            field = self.query_one(f"#{name}", Input)
            # One child's dates are never another's; what a person typed stays.
            if known or field.value == self.filled.get(name):
                field.value = self.filled[name] = str(getattr(known, name, None) or "")

    def _registered(self) -> Child | None:
        label = self.query_one("#label", Input).value.strip()
        return registered(self.session.case, label)

    def _child(self) -> Child | Problem:
        """The child as the lines and the register have it now."""
        known = self._registered()
        dates = {name: str(getattr(known, name, None) or "") or None for name, _ in DATES}
        for name, _ in dates_asked(self.kind):
            dates[name] = self.query_one(f"#{name}", Input).value.strip() or None
        return child(self.query_one("#label", Input).value.strip(), **dates)

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
        key, of_child = Key(self.section, label), None
        if self.kind.labels == "child":
            made = self._child()
            if isinstance(made, Problem):
                self.say_wrong(made.in_a_line)
                return
            of_child = made
        problems = self.session.do(*record_changes(self.session.case, key, of_child))
        if problems:
            self.say_wrong(problems[0].in_a_line)
            return
        asked = steps(self.session.case, self.session.pack, key)
        self.dismiss(asked[0].at if asked else None)
