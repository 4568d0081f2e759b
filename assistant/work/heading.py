"""The head of a case as lines that somebody fills in: the home's number, what is compared with, and when and by whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from assistant.case import Baseline, BaselineSet, Case, Change, HomeUrnSet, Inspection, InspectionSet
from assistant.case.checks import Checks
from assistant.document import Path
from assistant.document.fields import right_of
from assistant.pack import Pack
from assistant.problems import Problem

Model = TypeVar("Model", bound=BaseModel)
_DAY = "2019-03-05"
_DAY_OR_MONTH = "2018-05-14, or 2018-05"
HINT = (
    "A home is its URN, never a name. The grade is context: no rule reads it, and the report gives it word for word, "
    "so write it in full."
)
USED = (
    ("against the last full one", "last_full_inspection"),
    ("against the last of any kind", "last_inspection"),
    ("against neither: no baseline", "none"),
)
"""What change is looked for against; it is told under the name `used`."""


class Field(NamedTuple):
    """A line of the head."""

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
        Field("grade", "Judged then as", "requires improvement"),
    ),
    (Field("last_inspection", "Last inspection of any kind", _DAY_OR_MONTH),),
)
"""The lines; those of a group stand beside each other where there is room."""
LABELS = {field.name: field.label for fields in FIELDS for field in fields} | {"used": "Change is judged"}
"""What each line is called where it is shown, in their order."""


def said_now(case: Case) -> dict[str, str]:
    """What the case says now, by the names of the lines."""
    base, inspection = case.baseline or Baseline(), case.inspection or Inspection()
    found = {"urn": case.urn or ""}
    for model in (base, inspection):
        found |= {name: str(getattr(model, name) or "") for name in type(model).model_fields}
    return found


def line_of(problem: Problem) -> str:
    """The line of the head that a problem with a change is at; the first, where it is at none."""
    name = (problem.where.field or "").rpartition(".")[2]
    return name if name in LABELS else FIELDS[0][0].name


def head_changes(
    pack: Pack, case: Case, said: Mapping[str, str]
) -> tuple[list[Change], tuple[tuple[str, str], ...]]:
    """What is to be changed so that a case says this, and what would be right by each line that does not fit.

    Everything that does not fit is told at once, in the order of the lines; then nothing is to be changed.
    """
    wrong: dict[str, str] = {}
    base, inspection = _made(Baseline, said, wrong), _made(Inspection, said, wrong)
    _check(pack, said, base, inspection, wrong)
    if wrong:
        return [], tuple((name, wrong[name]) for name in LABELS if name in wrong)
    return list(_changes(case, said["urn"] or None, base, inspection)), ()


def _check(
    pack: Pack, said: Mapping[str, str], base: Baseline, inspection: Inspection, wrong: dict[str, str]
) -> None:
    """Look at what could be read as a case file is looked at; what is wrong goes into `wrong` by its line."""

    def add(code: str, what: str, right: str, path: Path, *, key: bool = False) -> None:
        del code, key
        wrong.setdefault(str(path[-1]), f"{what}: {right}")

    checks = Checks(pack, add)
    checks.urn(said["urn"] or None, ("urn",))
    checks.inspection(inspection, ())
    checks.order(base, inspection, ())
    if base.used != "none" and base.date_used() is None and base.used not in wrong:
        # In the labels that are shown; a case file would be told the names of its fields.
        wrong["used"] = f"“{LABELS[base.used]}” has no date: give it, or choose “{USED[-1][0]}”"


def _changes(case: Case, urn: str | None, base: Baseline, inspection: Inspection) -> Iterator[Change]:
    if urn != case.urn:
        yield HomeUrnSet(urn)
    before, dates = case.baseline or Baseline(), case.inspection or Inspection()
    based: list[Change] = (
        [BaselineSet(base)] if base != before and (base != Baseline() or case.baseline) else []
    )
    dated: list[Change] = [InspectionSet(inspection)] if inspection != dates else []
    # Each has to fit what is there when it is made, so of two that move to later days the inspection goes first.
    is_later = inspection.start and dates.start and inspection.start > dates.start
    yield from (*dated, *based) if is_later else (*based, *dated)


def _made(model: type[Model], said: Mapping[str, str], wrong: dict[str, str]) -> Model:
    """What the lines that fit come to; for the others what would be right goes into `wrong` by its line."""
    told = {name: said[name] for name in model.model_fields if said.get(name)}
    try:
        return model.model_validate(told)
    except ValidationError as error:
        bad = {str(one["loc"][0]): right_of(one) for one in error.errors()}
        wrong.update(bad)
        return model.model_validate({name: text for name, text in told.items() if name not in bad})
