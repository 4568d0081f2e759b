"""What comes into the case with a new record: its label, the record, and a child's dates in the register, which are looked at."""

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
from assistant.reasoning.child_days import days_against_staying, first_day, is_before, last_day

DATES = (("arrived", "Arrived"), ("left", "Left"))


def dates_asked(kind: RecordType) -> tuple[tuple[str, str], ...]:
    """The dates that are asked for with a child's record: none of leaving of one who stands apart, and has not left."""
    return tuple((name, title) for name, title in DATES if not (kind.apart and name == "left"))


def registered(case: Case, label: str) -> Child | None:
    """The child of this label in the register."""
    return next((child for child in case.children if child.label == label), None)


def proposed_label(case: Case, kind: RecordType) -> str:
    """A label for the next record of a type: the next number, or a child who may stand here and does not."""
    taken = {record.key.label for record in case.of_type(kind.id)}
    if kind.labels == "numbered":
        number = 1
        while f"{kind.letter}{number}" in taken:
            number += 1
        return f"{kind.letter}{number}"
    dated = [
        child.label for child in case.children if kind.register_date and getattr(child, kind.register_date)
    ]
    others = [child.label for child in case.children if not kind.register_date]
    free = [label for label in (*dated, *others) if label not in taken]
    return free[0] if free else next_child(case)


def next_child(case: Case) -> str:
    """The first letter that no child in the register has."""
    known = {child.label for child in case.children}
    letters = [chr(code) for code in range(ord("A"), ord("Z") + 1)]
    doubled = [first + second for first in letters for second in letters]
    return next(label for label in (*letters, *doubled) if label not in known)


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


def asked_of_days(case: Case, pack: Pack, kind: RecordType, of_child: Child) -> str:
    """What is odd about the days of a child who is added to a type of record; empty where nothing is, and it asks only."""
    start, end, otherwise = first_day(case), last_day(case), days_against_staying(case, of_child)
    for name, title in DATES:
        day = getattr(of_child, name)
        told = f"{title} {day}"
        if is_before(end, day):
            return f"{told} is after this inspection, {end}. Is this right?"
        if kind.apart and name in otherwise:
            other = next((one.label for one in pack.sections if one.register_date == name), "")
            asks = f"is this a {other[:1].lower()}{other[1:]}?" if other else "is this right?"
            return f"{told}{f' is after the baseline, {start}' if is_before(start, day) else ''}: {asks}"
        if kind.register_date == name and is_before(day, start):
            return f"{told} is before the baseline, {start}. Is this right?"
    return ""


def record_changes(case: Case, key: Key, of_child: Child | None) -> list[Change]:
    """The record, and the child as the register is to have it, where it has it otherwise."""
    added: list[Change] = [RecordAdded(key)]
    if of_child is None:
        return added
    known = registered(case, of_child.label)
    if known is None:
        return [ChildRegistered(of_child), *added]
    return [ChildChanged(of_child), *added] if known != of_child else added
