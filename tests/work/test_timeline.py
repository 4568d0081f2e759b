"""The days and limits of an inspection's steps, against the worked example and what was announced late."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar as Ics

from assistant.pack import Pack, load_pack
from assistant.work.ics import calendar_text
from assistant.work.timeline import Planned, Timeline, timeline, timeline_problems
from assistant.work.working_days import AS_PUBLISHED, Calendar, bank_holidays

START, END = date(2018, 3, 27), date(2018, 3, 28)
TODAY = date(2026, 1, 1)


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack()


def day(found: Timeline, number: int) -> Planned:
    return next(one for one in found.steps if one.step.day == number)


def test_the_worked_example_comes_out_as_it_was_checked_by_hand(pack: Pack) -> None:
    found = timeline(pack, START, END)

    assert [(one.step.day, one.usual, one.limit) for one in found.steps] == [
        (1, date(2018, 3, 27), None),
        (2, date(2018, 3, 28), None),
        (3, date(2018, 3, 29), None),
        (15, date(2018, 4, 18), date(2018, 4, 18)),
        (20, date(2018, 4, 25), date(2018, 4, 25)),
        (30, date(2018, 5, 10), date(2018, 5, 10)),
    ]
    assert day(found, 3).usual_to == date(2018, 4, 6)


def test_an_inspection_of_one_day_has_its_limits_a_day_earlier_than_usual(pack: Pack) -> None:
    found = timeline(pack, START, START)

    assert day(found, 15).limit == AS_PUBLISHED.nth(START, 14)
    assert day(found, 30).limit == AS_PUBLISHED.nth(START, 29)


def test_a_draft_sent_late_moves_the_providers_days_and_not_the_publication(pack: Pack) -> None:
    on_time, late = timeline(pack, START, END), timeline(pack, START, END, date(2018, 4, 20))

    assert day(late, 20).limit == date(2018, 4, 27)
    assert day(late, 30).limit == day(on_time, 30).limit


def test_without_the_last_day_no_limit_is_made_up(pack: Pack) -> None:
    assert not [one for one in timeline(pack, START).steps if one.limit]


@pytest.mark.parametrize("off", ["2020-05-08", "2022-06-02", "2022-06-03", "2022-09-19", "2023-05-08"])
def test_a_bank_holiday_for_one_occasion_is_no_working_day(off: str) -> None:
    assert not AS_PUBLISHED.is_worked(date.fromisoformat(off))


def test_days_set_by_hand_go_before_what_is_published() -> None:
    calendar = Calendar(frozenset({date(2018, 4, 18)}), frozenset({date(2018, 4, 2)}))

    assert not calendar.is_worked(date(2018, 4, 18))
    assert calendar.is_worked(date(2018, 4, 2))


@given(st.dates(date(2017, 1, 1), date(2025, 12, 31)), st.integers(1, 40))
def test_so_many_working_days_after_a_day_are_so_many_between(first: date, number: int) -> None:
    last = AS_PUBLISHED.after(first, number)

    assert AS_PUBLISHED.is_worked(last)
    assert AS_PUBLISHED.between(first, last) == number
    assert AS_PUBLISHED.between(last, first) == -number


@given(st.dates(date(2017, 1, 1), date(2025, 12, 31)))
def test_a_day_is_worked_unless_it_is_of_the_weekend_or_a_bank_holiday(one: date) -> None:
    assert AS_PUBLISHED.is_worked(one) == (one.weekday() < 5 and one not in bank_holidays(one.year))


@pytest.mark.parametrize(
    "start, end, sent, said",
    [
        (date(2018, 4, 1), None, None, "no working day"),
        (START, START - timedelta(days=1), None, "before the start"),
        (START, END, START, "before the inspection ended"),
        (date(2031, 5, 6), None, None, "not known"),
    ],
)
def test_days_that_cannot_well_be_so_are_told(
    pack: Pack, start: date, end: date | None, sent: date | None, said: str
) -> None:
    told = [problem.what for problem in timeline_problems(timeline(pack, start, end, sent), TODAY)]

    assert any(said in what for what in told)


def test_a_calendar_program_reads_the_same_days(pack: Pack) -> None:
    found = timeline(pack, START, END, date(2018, 4, 20))

    events = Ics.from_ical(calendar_text(found, "SC000001")).walk("VEVENT")

    read = {(event.decoded("dtstart"), event.decoded("dtend") - timedelta(days=1)) for event in events}
    usual = {(one.usual, one.usual_to or one.usual) for one in found.steps}
    limits = {(one.limit, one.limit) for one in found.steps if one.limit and one.limit != one.usual}
    assert read == usual | limits
    assert len({str(event["uid"]) for event in events}) == len(events)


def test_the_same_timeline_is_written_the_same(pack: Pack) -> None:
    found = timeline(pack, START, END)

    assert calendar_text(found, "SC000001") == calendar_text(found, "SC000001")
    assert calendar_text(found, "SC000001") != calendar_text(found, "SC000002")


@given(
    st.dates(date(2015, 1, 1), date(2030, 1, 1)),
    st.integers(0, 900),
    st.lists(st.integers(-5, 905), max_size=8),
    st.lists(st.integers(-5, 905), max_size=8),
)
def test_working_days_are_counted_as_one_by_one(
    first: date, span: int, closed: list[int], worked: list[int]
) -> None:
    calendar = Calendar(
        frozenset(first + timedelta(days=number) for number in closed),
        frozenset(first + timedelta(days=number) for number in worked),
    )

    counted = calendar.between(first, first + timedelta(days=span))

    assert counted == sum(calendar.is_worked(first + timedelta(days=number + 1)) for number in range(span))


@pytest.mark.parametrize("start", [date.min, date.max - timedelta(days=1), date.max])
def test_a_timeline_at_the_end_of_all_days_ends_with_the_last(pack: Pack, start: date) -> None:
    found = timeline(pack, start, start, start)

    assert all(start <= one.usual <= date.max for one in found.steps)
    assert calendar_text(found, "SC000001").count("BEGIN:VEVENT") >= len(found.steps)
