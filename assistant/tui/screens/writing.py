"""The one dialogue in which anything is written: a reason, a note, a date, counts by month."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Select, Static, TextArea

from assistant.case.changes import How
from assistant.document import printable
from assistant.tui.keys import bindings
from assistant.tui.screens.base import Dialogue
from assistant.tui.screens.written import Task, Written
from assistant.tui.text import plain, plain_line, quoted
from assistant.tui.widgets.bars import KeyBar
from assistant.tui.widgets.titled import Titled
from assistant.work.naming import ordinary, warning

_NEITHER = "neither"
_HOW: dict[str, How] = {"supports": "supports", "contradicts": "contradicts"}
"""What a note does; what is `neither` is not linked, as where notes are linked that are there already."""


class Writing(Dialogue[Written | None]):
    """Asks for a text. What is typed is kept as a draft with every key until it is kept or emptied."""

    CONTEXT = "writing"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("writing")]

    def __init__(self, task: Task) -> None:
        super().__init__()
        self.writing = task
        self.known: frozenset[str] = frozenset()
        """The large words that are no names."""

    def compose(self) -> ComposeResult:
        """The field over its problems, the source beside the date."""
        task = self.writing
        draft = self.session.drafts.get(task.draft)
        text = draft or task.initial
        with Vertical(id="dialogue", classes="-whole" if task.under else ""):
            yield Static(plain_line(task.title, "bold $accent"), id="title")
            yield Static(plain(task.about), id="about")
            hint = f"{task.hint}  (draft taken up again)" if draft else task.hint
            yield Static(plain(hint, "$quiet"), id="hint")
            if task.size == "line":
                yield Input(text, id="text")
            else:
                yield TextArea(text, id="text", tab_behavior="focus", highlight_cursor_line=False)
            if task.under is not None:
                with VerticalScroll(id="under"):
                    yield Static(task.under)
            if task.touches:
                answers = [(plain_line(says), at) for says, at in task.touches]
                yield Titled("Touches the answer", answers, prompt="none", value=None, id="touches")
            if task.sources:
                with Horizontal(id="beside"):
                    sources = [(plain_line(label), name) for label, name in task.sources]
                    yield Titled("Source", sources, prompt="choose", value=task.source, id="source")
                    if task.children is None:
                        kinds = [(how, how) for how in ("supports", "contradicts", _NEITHER)]
                        yield Titled(task.link, kinds, value="supports", id="how")
                    else:
                        labels = [(plain_line(f"Child {label}"), label) for label in task.children]
                        yield Titled("About child", labels, prompt="none", value=task.child, id="child")
                    day = Input(str(task.day or ""), placeholder="e.g. 2019-03-05", id="day")
                    day.border_title = "Date"
                    yield day
            yield Static("", id="problem", markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        """The cursor goes to the end of the text."""
        self.known = ordinary(self.session.pack)
        field = self.query_one("#text")
        if isinstance(field, TextArea):
            field.move_cursor(field.document.end)
        field.focus()
        self.show_keys()

    @property
    def text(self) -> str:
        """What is in the field now."""
        field = self.query_one("#text")
        return field.text if isinstance(field, TextArea) else field.value if isinstance(field, Input) else ""

    def on_text_area_changed(self) -> None:
        """Keep the draft."""
        self._keep_draft()

    def on_input_changed(self, message: Input.Changed) -> None:
        """Keep the draft."""
        if message.input.id == "text":
            self._keep_draft()

    def on_input_submitted(self) -> None:
        """Enter in a line keeps it."""
        self.do_keep()

    def _keep_draft(self) -> None:
        if self.text != self.writing.initial:
            self.session.drafts.keep(self.writing.draft, self.text)
        self._warn_of_names()

    def _warn_of_names(self) -> None:
        """Ask about what looks like a name, as it is typed; it is never refused."""
        if self.writing.size == "lines":
            told = warning(self.text, self.known)
            lead = ("? ", "bold $warn") if told else ""
            self.query_one("#problem", Static).update(Content.assemble(lead, plain(told, "$warn")))

    def do_keep(self) -> None:
        """Keep what is written if nothing is wrong with it."""
        written = self._written()
        problems = [problem for problem in self.writing.check(written) if problem.severity == "error"]
        if problems:
            told = Content.assemble(
                ("✗ ", "bold $bad"),
                plain(quoted(problems[0].what), "$bad"),
                ": ",
                plain(quoted(problems[0].right)),
            )
            self.query_one("#problem", Static).update(told)
            return
        self.session.drafts.forget(self.writing.draft)
        self.dismiss(written)

    def _written(self) -> Written:
        text = printable(self.text).strip()
        if self.writing.touches:
            return Written(text, touches=_chosen(self.query_one("#touches", Select)))
        if not self.writing.sources:
            return Written(text)
        day = self.query_one("#day", Input).value.strip()
        source = _chosen(self.query_one("#source", Select))
        if self.writing.children is not None:
            return Written(text, source, day=day, child=_chosen(self.query_one("#child", Select)))
        return Written(text, source, _HOW.get(_chosen(self.query_one("#how", Select)) or ""), day)

    def do_back(self) -> None:
        """Put it aside; the draft stays."""
        self.dismiss(None)


def _chosen(field: Select[str]) -> str | None:
    return field.value if isinstance(field.value, str) else None
