"""A timeline as a calendar file (RFC 5545) that calendar programs read."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

from assistant.work.timeline import Planned, Timeline


def calendar_text(found: Timeline, name: str) -> str:
    """The steps as whole days: each on its usual day, and each limit on its own.

    The same timeline of the same name always gives the same events, so that importing it again
    changes them in place. `name` is what the events are about: a URN or a case, never a person.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//sccif-assistant//timeline//EN")
    calendar.add("version", "2.0")
    for planned in found.steps:
        last = planned.usual_to or planned.usual
        calendar.add_component(_event(found, name, planned, "", planned.usual, last))
        if planned.limit and planned.limit != last:
            calendar.add_component(_event(found, name, planned, "limit", planned.limit, planned.limit))
    written: bytes = calendar.to_ical()
    return written.decode()


def _event(found: Timeline, name: str, planned: Planned, kind: str, first: date, last: date) -> Event:
    step = planned.step
    event = Event()
    uid = hashlib.sha256(f"{name} {found.start} {step.id} {kind}".encode()).hexdigest()[:32]
    event.add("uid", f"{uid}@sccif-assistant")
    # INVARIANT: nothing of the moment of writing is in the file, so it can be compared with another
    # (tests/work/test_ics.py).
    event.add("dtstamp", datetime(found.start.year, found.start.month, found.start.day, tzinfo=UTC))
    told = f"Last day: {step.activity}" if kind else step.activity
    event.add("summary", f"{name}: {told}")
    event.add("dtstart", first)
    if last < date.max:  # without its end an event is of one day
        event.add("dtend", last + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("description", f"{step.cites}, day {step.day}" + (f" to {step.to_day}" if step.to_day else ""))
    return event
