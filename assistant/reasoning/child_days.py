"""A child's days in the register, beside the baseline and the inspection: read by the flags, and where a child is added."""

from __future__ import annotations

from datetime import date

from assistant.case import Case, Child


def is_before(day: date | str | None, start: date | str | None) -> bool:
    """Whether a day (or month) lies before the start, a month reaching to its end."""
    if day is None or start is None:
        return False
    length = min(len(str(day)), len(str(start)))
    return str(day)[:length] < str(start)[:length]


def first_day(case: Case) -> date | str | None:
    """The baseline that change is looked for against, if one is used and known."""
    return case.baseline.date_used() if case.baseline else None


def last_day(case: Case) -> date | None:
    """The last day of the inspection that is known."""
    return case.inspection.end or case.inspection.start if case.inspection else None


def days_against_staying(case: Case, child: Child) -> tuple[str, ...]:
    """Which days of a child, `arrived` or `left`, say that the child was not here from the baseline to the inspection.

    A day after the inspection says nothing of that.
    """
    came, end = is_before(first_day(case), child.arrived), last_day(case)
    known = {"arrived": child.arrived if came else None, "left": child.left}
    return tuple(name for name, day in known.items() if day is not None and not is_before(end, day))
