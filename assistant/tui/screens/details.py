"""The head of a case: the home's number, what is compared with, and when the inspection was and by whom."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input, Select, Static

from assistant.case import describe
from assistant.document import printable
from assistant.tui.keys import bindings
from assistant.tui.screens.base import Dialogue
from assistant.tui.text import plain, plain_line
from assistant.tui.widgets.bars import KeyBar
from assistant.tui.widgets.titled import Titled
from assistant.work.heading import FIELDS, HINT, LABELS, USED, head_changes, line_of, said_now


class Details(Dialogue[bool]):
    """A form of a few lines; what is changed is kept in one step."""

    CONTEXT = "details"
    VERTICAL_BREAKPOINTS = [(0, "-short"), (32, "-tall")]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("details")]

    def compose(self) -> ComposeResult:
        """The lines, two beside each other."""
        said = said_now(self.session.case)
        with Vertical(id="dialogue"):
            yield Static(plain_line("This inspection", "bold $accent"), id="title")
            yield Static(plain(HINT, "$quiet"), id="hint")
            with VerticalScroll(id="form", can_focus=False):
                for fields in FIELDS:
                    with Horizontal(classes="pair"):
                        for field in fields:
                            line = Input(said[field.name], placeholder=f"e.g. {field.example}", id=field.name)
                            line.border_title = field.label
                            yield line
                        if len(fields) == 1:
                            yield Titled(LABELS["used"], USED, value=said["used"], id="used")
            yield Static("", id="problem", markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        """The first line takes the keys."""
        self.query_one("#urn").focus()
        self.show_keys()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Enter goes to the next line; the last is the drop-down, which takes Enter itself, so that ^s keeps."""
        lines = list(self.query("Input, Titled"))
        lines[lines.index(message.input) + 1].focus()

    def do_keep(self) -> None:
        """Keep what was changed."""
        said = {line.id or "": printable(line.value).strip() for line in self.query(Input)}
        said["used"] = str(self.query_one(Select).value)
        changes, wrong = head_changes(self.session.pack, self.session.case, said)
        if wrong:
            self.query_one("#dialogue").add_class("-wrong")
            self.say_wrong("\n".join(f"{LABELS[name]}: {right}" for name, right in wrong))
            self.query_one(f"#{wrong[0][0]}").focus()
            return
        problems = self.session.do(*changes) if changes else ()
        if problems:
            self.say_wrong(problems[0].in_a_line)
            self.query_one(f"#{line_of(problems[0])}").focus()
            return
        if len(changes) > 1 and not (self.session.asks or self.session.sign_off):
            self.session.said = "; ".join(describe(one, self.session.pack) for one in changes)
        self.dismiss(True)
