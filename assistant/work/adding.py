"""What comes into the case with a new record: the record, and a child's dates in the register."""

from __future__ import annotations

from pydantic import ValidationError

from assistant.case import (
    Case,
    Change,
    Child,
    ChildChanged,
    ChildRegistered,
    Key,
    RecordAdded,
    change_problems,
)
from assistant.case.header import LABEL_RIGHT
from assistant.document.fields import right_of
from assistant.pack import Pack, RecordType
from assistant.problems import Problem

DATES = (("arrived", "Arrived"), ("left", "Left"))


def registered(case: Case, label: str) -> Child | None:
    """The child of this label in the register."""
    return next((child for child in case.children if child.label == label), None)


def label_errors(case: Case, pack: Pack, kind: RecordType, label: str) -> tuple[Problem, ...]:
    """What keeps a record of this label from being added."""
    found = change_problems(pack, case, RecordAdded(Key(kind.id, label)))
    return tuple(problem for problem in found if problem.severity == "error")


def child(label: str, arrived: str | None, left: str | None) -> Child | Problem:
    """A child with these dates, or what is wrong with them."""
    try:
        made = Child.model_validate({"label": label, "arrived": arrived, "left": left})
    except ValidationError as error:
        wrong = error.errors()[0]
        field = str(wrong["loc"][0])
        said = {"label": label, "arrived": arrived, "left": left}.get(field) or ""
        right = LABEL_RIGHT if field == "label" else right_of(wrong)
        code = "case-label" if field == "label" else "shape-bad-date"
        return Problem(code, f"`{said[:80]}` cannot stand for `{field}`", right)
    # A month with a day in it is neither before nor after that month.
    if arrived and left and left < arrived[: len(left)]:
        what = f"`{label}` cannot have left on {left} and arrived on {arrived}"
        right = "look at the two dates; of a child who came back give the later arrival alone"
        return Problem("shape-bad-date", what, right)
    return made


def record_changes(case: Case, key: Key, of_child: Child | None) -> list[Change]:
    """The record, and the child as the register is to have it, where it has it otherwise."""
    added: list[Change] = [RecordAdded(key)]
    if of_child is None:
        return added
    known = registered(case, of_child.label)
    if known is None:
        return [ChildRegistered(of_child), *added]
    return [ChildChanged(of_child), *added] if known != of_child else added
