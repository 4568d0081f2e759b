"""Where the inspection of each case in the list stands today: its working day, and what is due next."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from assistant.pack import Pack
from assistant.store import Days, Standing, Summary
from assistant.work.schedule import schedule

_NOT_KNOWN = Days("")


class Deadline(NamedTuple):
    """How far the timeline of one case has come."""

    day: int
    """The number of today's working day; 0 before the inspection began."""
    of: int
    """How many working days the timeline usually takes."""
    step: str | None
    """The step with a limit that is to be done next; None where each of them is done."""
    by: date | None
    """Its limit; None while the last day of the inspection is not given."""
    is_overdue: bool

    def told_day(self) -> str:
        """The working day: `12 of 30`."""
        if self.step is None:
            return "done"
        if self.day == 0:
            return "not begun"
        return f"{self.day} of {self.of}" if self.day <= self.of else f"past {self.of}"

    def told(self) -> str:
        """What is due next, in words: `day-15 by 2018-04-18, overdue`."""
        by = f" by {self.by}" if self.by else ""
        return f"{self.step}{by}{', overdue' if self.is_overdue else ''}" if self.step else "-"

    def told_next(self) -> str:
        """The next limit, with a sign where it is over: `! 2018-04-18`."""
        return f"{'! ' if self.is_overdue else ''}{self.by}" if self.by else "–"


def days_of(standing: Standing, pack: Pack | None) -> Days:
    """What the line of a case keeps of its days; nothing where the pack or the first day is not there to tell."""
    inspection = standing.case.inspection
    start = inspection.start if inspection else None
    found = schedule(pack, standing, start) if pack and start else None
    if found is None or start is None:
        return _NOT_KNOWN
    calendar = found.timeline.calendar
    # It is still the last of them on the days up to the next that is worked.
    end = calendar.after(found.steps[-1].planned.usual, 1)
    span = (start + timedelta(days=number) for number in range((end - start).days))
    worked = "".join("1" if calendar.is_worked(day) else "0" for day in span)
    limited = (one for one in found.steps if one.planned.step.limit_days and one.done is None)
    following = found.next or next(limited, None)
    if following is None:
        return Days(worked)
    limit = following.planned.limit
    return Days(worked, following.planned.step.id, str(limit) if limit else None)


def deadline(line: Summary, today: date) -> Deadline | None:
    """Where a case stands on a day; None where its days are not known."""
    if not line.started or not line.worked:
        return None
    of = line.worked.count("1")
    gone = (today - date.fromisoformat(line.started)).days
    if gone < 0:
        day = 0
    elif gone >= len(line.worked):
        day = of + 1
    else:
        day = max(line.worked[: gone + 1].count("1"), 1)
    by = date.fromisoformat(line.next_by) if line.next_by else None
    return Deadline(day, of, line.next_step, by, by is not None and by < today)
