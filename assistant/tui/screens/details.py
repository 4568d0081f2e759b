"""The head of a case: the home's number, what is compared with, and when the inspection was and by whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input, Select, Static

from assistant.case import Baseline, BaselineSet, Change, HomeUrnSet, Inspection, InspectionSet
from assistant.document import printable
from assistant.document.fields import right_of
from assistant.tui.keys import bindings
from assistant.tui.screens.base import Dialogue
from assistant.tui.text import plain, plain_line
from assistant.tui.widgets.bars import KeyBar
from assistant.tui.widgets.titled import Titled

Model = TypeVar("Model", bound=BaseModel)
_DAY = "2019-03-05"
_DAY_OR_MONTH = "2018-05-14, or 2018-05"
USED = (
    ("against the last full one", "last_full_inspection"),
    ("against the last of any kind", "last_inspection"),
    ("against neither", "none"),
)


class Field(NamedTuple):
    """A line of the form."""

    name: str
    label: str
    example: str


FIELDS: tuple[tuple[Field, ...], ...] = (
    (
        Field("urn", "Home's URN", "SC000001"),
        Field("inspector", "Inspector: initials or number", "jb"),
    ),
    (Field("start", "First day of the inspection", _DAY), Field("end", "Last day", _DAY)),
    (
        Field("last_full_inspection", "Last full inspection", _DAY_OR_MONTH),
        Field("grade", "Judged then as", "good"),
    ),
    (Field("last_inspection", "Last inspection of any kind", _DAY_OR_MONTH),),
)


class Details(Dialogue[bool]):
    """A form of a few lines; what is changed is kept in one step."""

    CONTEXT = "details"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("details")]

    def compose(self) -> ComposeResult:
        """The lines, two beside each other."""
        said = self._said()
        with Vertical(id="dialogue"):
            yield Static(plain_line("This inspection", "bold $accent"), id="title")
            hint = "A home is its URN, never a name. The grade is context: no rule reads it."
            yield Static(plain(hint, "$quiet"), id="hint")
            with VerticalScroll(id="form", can_focus=False):
                for fields in FIELDS:
                    with Horizontal(classes="pair"):
                        for field in fields:
                            line = Input(said[field.name], placeholder=f"e.g. {field.example}", id=field.name)
                            line.border_title = field.label
                            yield line
                        if len(fields) == 1:
                            yield Titled("Change is looked for", USED, value=said["used"], id="used")
            yield Static("", id="problem", markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        """The first line takes the keys."""
        self.query_one("#urn").focus()
        self.show_keys()

    def _said(self) -> dict[str, str]:
        """What the case says now, by the names of the lines."""
        case = self.session.case
        base, inspection = case.baseline or Baseline(), case.inspection or Inspection()
        found = {"urn": case.urn or ""}
        for model in (base, inspection):
            found |= {name: str(getattr(model, name) or "") for name in type(model).model_fields}
        return found

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Enter goes to the next line, and keeps after the last."""
        lines = list(self.query(Input))
        number = lines.index(message.input) + 1
        if number < len(lines):
            lines[number].focus()
        else:
            self.do_keep()

    def do_keep(self) -> None:
        """Keep what was changed."""
        said = {line.id or "": printable(line.value).strip() for line in self.query(Input)}
        wrong: dict[str, str] = {}
        base = _made(Baseline, said | {"used": str(self.query_one(Select).value)}, wrong)
        inspection = _made(Inspection, said, wrong)
        if base is None or inspection is None:
            self._say_each(wrong)
            return
        changes = list(self._changes(said["urn"] or None, base, inspection))
        problems = self.session.do(*changes) if changes else ()
        if problems:
            self.say_wrong(f"{problems[0].what}: {problems[0].right}")
            return
        self.dismiss(True)

    def _say_each(self, wrong: Mapping[str, str]) -> None:
        """Everything that is wrong, in the order of the lines, with the cursor in the first of them."""
        there = [field for fields in FIELDS for field in fields if field.name in wrong]
        self.say_wrong("; ".join(f"{field.label}: {wrong[field.name]}" for field in there))
        self.query_one(f"#{there[0].name}").focus()

    def _changes(self, urn: str | None, base: Baseline, inspection: Inspection) -> Iterator[Change]:
        """What is other than the case says now."""
        case = self.session.case
        if urn != case.urn:
            yield HomeUrnSet(urn)
        if base != (case.baseline or Baseline()) and (base != Baseline() or case.baseline):
            yield BaselineSet(base)
        if inspection != (case.inspection or Inspection()):
            yield InspectionSet(inspection)


def _made(model: type[Model], said: Mapping[str, str], wrong: dict[str, str]) -> Model | None:
    """What the lines come to; where they do not fit, what would be right goes into `wrong` by its line."""
    try:
        return model.model_validate({name: said[name] for name in model.model_fields if said.get(name)})
    except ValidationError as error:
        wrong.update({str(one["loc"][0]): right_of(one) for one in error.errors()})
        return None
