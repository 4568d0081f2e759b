"""Asks for one line: the name of a case, the path of a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from assistant.problems import Problem, Refused
from assistant.tui.keys import bindings
from assistant.tui.screens.base import Dialogue
from assistant.tui.text import plain, plain_line
from assistant.tui.widgets.bars import KeyBar

Made = TypeVar("Made")


class Naming(Dialogue[Made], Generic[Made]):
    """Closes with what is made of a line, as a case is of a name; what stands in the way is said, and the line stays."""

    CONTEXT = "adding"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("adding")]

    def __init__(
        self, title: str, about: str, example: str, take: Callable[[str], Made], label: str = "Path"
    ) -> None:
        super().__init__()
        self.asked, self.about, self.example, self.take, self.label = title, about, example, take, label

    def compose(self) -> ComposeResult:
        """The field."""
        with Vertical(id="dialogue"):
            yield Static(plain_line(self.asked, "bold $accent"), id="title")
            yield Static(plain(self.about, "$quiet"), id="hint")
            field = Input(placeholder=f"e.g. {self.example}", id="name")
            field.border_title = self.label
            yield field
            yield Static("", id="problem", markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        """The field takes the keys."""
        self.query_one("#name").focus()
        self.show_keys()

    def on_input_submitted(self, _: Input.Submitted) -> None:
        """Enter keeps it."""
        self.do_keep()

    def do_keep(self) -> None:
        """Do it."""
        name = self.query_one("#name", Input).value.strip()
        try:
            made = self.take(name) if name else None
        except Refused as refused:
            self.say_wrong("\n".join(self._told(problem) for problem in refused.problems[:3]))
            return
        if made:
            self.dismiss(made)
        else:
            self.say_wrong(f"{self.label}: write it first")

    def _told(self, problem: Problem) -> str:
        """What is wrong with what was named, by the label of the line; of a file where in it, and by its code too."""
        where = str(problem.where)
        return (
            f"{where}: {problem.in_a_line} [{problem.code}]"
            if where
            else f"{self.label}: {problem.in_a_line}"
        )
