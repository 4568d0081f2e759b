"""A calendar file is the same whenever it is written: whoever imports it again changes the days in place."""

from __future__ import annotations

from datetime import UTC, date, datetime

from icalendar import Calendar

from assistant.pack import Pack
from assistant.work.ics import calendar_text
from assistant.work.timeline import timeline


def test_nothing_of_the_moment_of_writing_is_in_the_file(pack: Pack) -> None:
    found = timeline(pack, date(2019, 3, 5), date(2019, 3, 6))

    events = Calendar.from_ical(calendar_text(found, "SC000001")).walk("VEVENT")

    assert {event.decoded("dtstamp") for event in events} == {datetime(2019, 3, 5, tzinfo=UTC)}
    uids = [str(event["uid"]) for event in events]
    assert len(set(uids)) == len(uids)
    assert calendar_text(found, "SC000001") == calendar_text(found, "SC000001")
