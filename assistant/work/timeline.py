"""When each step of an inspection falls: its usual day, and its limit from the days that really were.

The framework prints the usual days for an inspection that ends on Day 2; its limits run from the real
end, and the provider's time from the day the draft was really sent (19.1).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.pack import Pack
from assistant.pack.beside import Step
from assistant.problems import Problem
from assistant.work.working_days import AS_PUBLISHED, FIRST_YEAR, Calendar


@dataclass(frozen=True, slots=True)
class Planned:
    """A step with its days."""

    step: Step
    usual: date
    usual_to: date | None
    limit: date | None
    """The last day it may be done; None where there is none, or where it is counted from is not known yet."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The steps of one inspection."""

    start: date
    end: date | None
    sent: date | None
    """When the draft was really sent to the provider."""
    steps: tuple[Planned, ...]
    calendar: Calendar = AS_PUBLISHED


def timeline(
    pack: Pack,
    start: date,
    end: date | None = None,
    sent: date | None = None,
    calendar: Calendar = AS_PUBLISHED,
) -> Timeline:
    """The steps of an inspection that began on `start`.

    Without `end` no limit that runs from it is known. Where the draft was not sent yet, the provider's
    limit runs from the limit for sending it.
    """
    steps = []
    sending, latest = sending_step(pack.timeline.steps), None
    for step in pack.timeline.steps:
        limit = _limit(step, end, sent or latest, calendar)
        if step.id == sending:
            latest = limit
        steps.append(
            Planned(
                step,
                calendar.nth(start, step.day),
                calendar.nth(start, step.to_day) if step.to_day else None,
                limit,
            )
        )
    return Timeline(start, end, sent, tuple(steps), calendar)


def sending_step(steps: Sequence[Step]) -> str | None:
    """The step by which the draft is sent: the first whose limit runs from the end of the inspection."""
    return next((step.id for step in steps if step.limit_from == "end"), None)


def _limit(step: Step, end: date | None, sent: date | None, calendar: Calendar) -> date | None:
    begin = {"end": end, "sent": sent, None: None}[step.limit_from]
    return calendar.after(begin, step.limit_days) if begin and step.limit_days else None


def timeline_problems(found: Timeline, today: date) -> Iterator[Problem]:
    """What is odd about the days that were given; nothing of it stops the count."""
    days = {"start": found.start, "end": found.end, "sent": found.sent}
    if not found.calendar.is_worked(found.start):
        right = "see whether the date is right; Day 1 is counted from the next working day"
        yield Problem("timeline-odd", f"{found.start} is no working day", right)
    for name, day in days.items():
        if day and not FIRST_YEAR <= day.year <= today.year + 1:
            what = f"the bank holidays of {day.year} are not known, so those days are counted as worked"
            yield Problem("timeline-odd", what, f"see whether `{name}` is right")
    if found.end and found.end < found.start:
        yield Problem(
            "timeline-odd", f"the end, {found.end}, is before the start", "see whether both are right"
        )
    if found.sent and found.end and found.sent < found.end:
        yield Problem(
            "timeline-odd", "the draft was sent before the inspection ended", "see whether both are right"
        )
