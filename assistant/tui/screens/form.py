"""Asks for a few lines together, and keeps them only when they can be used."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from assistant.document import printable
from assistant.problems import Refused
from assistant.tui.keys import bindings
from assistant.tui.screens.base import Dialogue
from assistant.tui.text import plain, plain_line
from assistant.tui.widgets.bars import KeyBar
from assistant.tui.widgets.titled import Titled


class Line(NamedTuple):
    """One line of a form."""

    name: str
    label: str
    example: str
    """What is typed, for instance; where it is chosen, what stands there while nothing is."""
    value: str = ""
    choices: Sequence[tuple[str, str]] = ()
    """Where it is chosen and not typed: labels and what each stands for."""


class Form(Dialogue[str]):
    """Lines to be filled in; closes with what `take` says was done with them."""

    CONTEXT = "adding"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("adding")]

    def __init__(
        self,
        title: str,
        about: str,
        lines: Sequence[Line],
        take: Callable[[Mapping[str, str]], str],
        draft: Callable[[str, str], None] | None = None,
    ) -> None:
        """`take` gets what stands in each line, by its name, and may raise `Refused` or `ValueError`.

        `draft` gets the name of a line and what stands in it, as often as that changes.
        """
        super().__init__()
        self.draft = draft
        self.asked, self.about, self.form_lines, self.take = title, about, lines, take

    def compose(self) -> ComposeResult:
        """The lines below one another."""
        with Vertical(id="dialogue"):
            yield Static(plain_line(self.asked, "bold $accent"), id="title")
            yield Static(plain(self.about, "$quiet"), id="hint")
            for one in self.form_lines:
                if one.choices:
                    chosen = one.value or None
                    yield Titled(one.label, one.choices, value=chosen, id=one.name, prompt=one.example)
                    continue
                line = Input(one.value, placeholder=one.example, id=one.name)
                line.border_title = one.label
                yield line
            yield Static("", id="problem", markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        """The first line takes the keys."""
        self.fields[0].focus()
        self.show_keys()

    @property
    def fields(self) -> list[Input | Titled]:
        """The lines in their order."""
        return [one for one in self.query("Input, Titled") if isinstance(one, (Input, Titled))]

    def on_input_changed(self, message: Input.Changed) -> None:
        """Keep what is half typed, where there is a place for it."""
        if self.draft:
            self.draft(message.input.id or "", message.value)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Enter goes to the next line, and keeps after the last."""
        lines = self.fields
        after = lines.index(message.input) + 1
        if after < len(lines):
            lines[after].focus()
        else:
            self.do_keep()

    def do_keep(self) -> None:
        """Keep what is written, or say what stands in the way; the lines stay."""
        said = {one.id or "": printable(_typed(one)).strip() for one in self.fields}
        try:
            done = self.take(said)
        except Refused as refused:
            problem = refused.problems[0]
            wrong = problem.in_a_line
        except ValueError as error:
            wrong = str(error)
        else:
            self.dismiss(done)
            return
        self.say_wrong(wrong)


def _typed(field: Input | Titled) -> str:
    """What stands in a line; empty where nothing is chosen."""
    return field.value if isinstance(field.value, str) else ""
