"""The timeline of a case: what is done, due and overdue, by the holidays that are kept with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.case import Case, Inspection, InspectionSet
from assistant.pack import Pack, load_pack
from assistant.problems import Refused
from assistant.store import Ledger, Standing, parse_address, read
from assistant.store.kinds import Happening
from assistant.work import working_days
from assistant.work.case_days import holidays_to_keep, working_day_set
from assistant.work.keeping import begin, export_file, import_file
from assistant.work.schedule import Schedule, Scheduled, odd_days, schedule, step_done
from assistant.work.working_days import AS_PUBLISHED, Calendar
from tests.store.told import stands

START, END = date(2018, 3, 27), date(2018, 3, 28)
Told = Callable[..., Standing]


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack()


@pytest.fixture
def told(tmp_path: Path, pack: Pack) -> Iterator[Told]:
    """A case of an inspection on 27 and 28 March 2018, after what happened to it."""
    with Ledger.open(parse_address(str(tmp_path / "ledger.sqlite"))) as ledger:
        case = Case("oak", "oak", inspection=Inspection(start=START, end=END))
        begin(ledger, case, pack)

        def after(*happened: Happening) -> Standing:
            if happened:
                ledger.append("oak", read(ledger, "oak").sequence, *happened)
            return read(ledger, "oak")

        yield after


def as_it_stands(pack: Pack, standing: Standing, today: date) -> Schedule:
    found = schedule(pack, standing, today)
    assert found is not None
    return found


def step(found: Schedule, name: str) -> Scheduled:
    return next(one for one in found.steps if one.planned.step.id == name)


def test_before_anything_is_done_the_next_limit_is_told_with_the_working_day(pack: Pack, told: Told) -> None:
    found = as_it_stands(pack, told(), date(2018, 4, 13))

    assert found.day == 12
    assert found.told() == (
        "day 12 of 30; next: Send the draft to the provider to check its facts by 18 Apr 2018, "
        "due in 3 working days"
    )
    assert step(found, "days-3-7").told() == "usually done by now"


def test_what_is_past_its_limit_is_overdue_by_so_many_working_days(pack: Pack, told: Told) -> None:
    found = as_it_stands(pack, told(), date(2018, 4, 20))

    assert step(found, "day-15").told() == "2 working days overdue"
    assert step(found, "day-15").state == "overdue"


def test_of_a_timeline_that_is_long_over_it_is_told_when_it_was_and_no_count(pack: Pack, told: Told) -> None:
    found = as_it_stands(pack, told(), date(2026, 3, 5))

    assert found.told() == (
        "past day 30, which was 10 May 2018; no day is told of: Send the draft to the provider to check its facts, "
        "due by 18 Apr 2018"
    )
    assert step(found, "day-15").told() == "long over, no day told"
    assert found.slips() is None
    assert next(found.beside()).startswith("An old inspection: ")


def test_of_one_that_is_not_long_over_it_is_not_said_that_it_is_old(pack: Pack, told: Told) -> None:
    assert [line for line in as_it_stands(pack, told(), date(2018, 4, 20)).beside() if "old" in line] == []


def test_on_the_last_day_it_is_due_today(pack: Pack, told: Told) -> None:
    assert step(as_it_stands(pack, told(), date(2018, 4, 18)), "day-15").told() == "due today"


def test_a_draft_that_went_late_moves_the_remarks_and_not_the_publication(pack: Pack, told: Told) -> None:
    standing = told(step_done(pack, "day-15", date(2018, 4, 20), "draft 2"))

    found = as_it_stands(pack, standing, date(2018, 4, 23))

    assert step(found, "day-15").told() == "done 20 Apr 2018, 2 working days late"
    assert step(found, "day-15").about == "draft 2"
    assert step(found, "day-20").last == date(2018, 4, 27)
    assert step(found, "day-30").last == date(2018, 5, 10)
    assert found.slips() == (
        "The draft went late: “Provider's remarks on the facts come back” moves with it, to 27 Apr 2018 at the "
        "latest; “Publish the report” stays at 10 May 2018."
    )


def test_a_draft_that_is_overdue_is_said_to_move_them(pack: Pack, told: Told) -> None:
    assert "will move with it" in (as_it_stands(pack, told(), date(2018, 4, 20)).slips() or "")


def test_a_step_can_be_told_anew_and_taken_back(pack: Pack, told: Told) -> None:
    told(step_done(pack, "day-1", date(2018, 3, 26)))
    again = told(step_done(pack, "day-1", START))
    back = told(step_done(pack, "day-1", None))

    assert step(as_it_stands(pack, again, END), "day-1").done == START
    assert step(as_it_stands(pack, back, END), "day-1").done is None


def test_holidays_that_are_kept_stay_whatever_is_published_later(
    pack: Pack, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = holidays_to_keep(told())
    assert kept is not None
    standing = told(kept)
    before = as_it_stands(pack, standing, START)

    monkeypatch.setitem(working_days._KNOWN, 2018, frozenset({date(2018, 4, 4), date(2018, 4, 5)}))

    after = as_it_stands(pack, standing, START)
    assert [one.last for one in after.steps] == [one.last for one in before.steps]
    assert after.source == f"{working_days.library_told(working_days.library())}, kept with the case"
    assert holidays_to_keep(standing) is None
    assert {day[:4] for day in kept.days} == {"2018", "2019"}


def test_without_them_what_is_published_counts_and_it_is_said(pack: Pack, told: Told) -> None:
    assert as_it_stands(pack, told(), START).source.endswith("as published now")


def test_days_of_which_no_bank_holidays_are_kept_are_said_to_be_as_published(pack: Pack, told: Told) -> None:
    kept = holidays_to_keep(told())
    assert kept is not None
    moved = told(kept, InspectionSet(Inspection(start=date(2019, 12, 10), end=date(2019, 12, 11))))

    found, more = as_it_stands(pack, moved, START), holidays_to_keep(moved)

    library = working_days.library_told(working_days.library())
    assert found.source == f"{library}, kept with the case; {library}, as published now for 2020"
    assert more is not None
    assert {day[:4] for day in more.days} == {"2020"}


def test_the_draft_that_was_sent_before_is_told_with_the_last(pack: Pack, told: Told, tmp_path: Path) -> None:
    first, again = (step_done(pack, "day-15", date(2018, 4, day), f"draft {day}") for day in (17, 20))
    standing = told(first, again)
    sent = step(as_it_stands(pack, standing, date(2018, 4, 23)), "day-15")
    with Ledger.open(parse_address(str(tmp_path / "ledger.sqlite"))) as ledger:
        export_file(ledger, standing, pack, tmp_path / "out.yaml")
        back = import_file(ledger, tmp_path / "out.yaml", pack, "again")

    assert (sent.done, sent.told_about()) == (
        date(2018, 4, 20),
        "draft 20; before: 17 Apr 2018, draft 17",
    )
    assert step(as_it_stands(pack, back, date(2018, 4, 23)), "day-15") == sent


def test_what_is_told_again_of_a_day_takes_the_place_of_what_was_told_before(pack: Pack, told: Told) -> None:
    standing = told(step_done(pack, "day-15", END, "draft 1"), step_done(pack, "day-15", END, "draft 2"))

    assert step(as_it_stands(pack, standing, END), "day-15").told_about() == "draft 2"


def test_days_before_the_inspection_and_days_to_come_are_told(pack: Pack, told: Told) -> None:
    early = step_done(pack, "day-15", date(2018, 3, 1))
    standing = told(step_done(pack, "day-1", START), early, step_done(pack, "day-30", date(2030, 1, 1)))

    odd = [one.what for one in odd_days(as_it_stands(pack, standing, date(2018, 4, 20)))]

    assert odd == [
        "the draft was sent before the inspection ended",
        "`day-15` is said to be done on 2018-03-01, which is before the inspection began",
        "`day-30` is said to be done on 2030-01-01, which is still to come",
    ]


def test_an_inspection_that_began_on_a_saturday_counts_its_first_day_until_the_monday(pack: Pack) -> None:
    standing = stands(Case("oak", "oak", inspection=Inspection(start=date(2018, 3, 24))))

    days = [as_it_stands(pack, standing, date(2018, 3, day)).day for day in (23, 24, 25, 26, 27)]

    assert days == [0, 1, 1, 1, 2]


def test_a_day_set_by_hand_counts_until_it_is_as_published_again(pack: Pack, told: Told) -> None:
    closed = working_day_set(date(2018, 4, 16), is_worked=False, reason="a holiday of the region")
    standing = told(closed)
    moved = as_it_stands(pack, standing, START)
    back = told(working_day_set(date(2018, 4, 16), is_worked=None, reason="it was worked"))

    assert step(moved, "day-15").last == date(2018, 4, 19)
    assert [one.reason for one in moved.set_by_hand] == ["a holiday of the region"]
    assert step(as_it_stands(pack, back, START), "day-15").last == date(2018, 4, 18)
    assert not as_it_stands(pack, back, START).set_by_hand


def test_what_was_done_goes_out_with_the_case_and_comes_in_with_its_file(
    pack: Pack, told: Told, tmp_path: Path
) -> None:
    kept = holidays_to_keep(told())
    assert kept is not None
    closed = working_day_set(date(2018, 4, 16), is_worked=False, reason="a holiday of the region")
    standing = told(kept, closed, step_done(pack, "day-15", date(2018, 4, 20), "draft 2"))
    path = tmp_path / "out.yaml"
    with Ledger.open(parse_address(str(tmp_path / "ledger.sqlite"))) as ledger:
        export_file(ledger, standing, pack, path)
        again = import_file(ledger, path, pack, "again")

    today = date(2018, 4, 23)
    before, after = as_it_stands(pack, standing, today), as_it_stands(pack, again, today)
    assert (after.steps, after.source, after.set_by_hand) == (before.steps, before.source, before.set_by_hand)
    assert holidays_to_keep(again) is None


def test_a_case_without_its_first_day_has_no_timeline(tmp_path: Path, pack: Pack) -> None:
    with Ledger.open(parse_address(str(tmp_path / "other.sqlite"))) as ledger:
        standing = begin(ledger, Case("ash", "ash"), pack)

    assert schedule(pack, standing, START) is None
    assert holidays_to_keep(standing) is None


def test_a_step_the_pack_does_not_have_and_a_day_without_a_reason_are_refused(pack: Pack) -> None:
    with pytest.raises(Refused) as unknown:
        step_done(pack, "day-99", START)
    with pytest.raises(Refused) as silent:
        working_day_set(START, is_worked=False, reason="  ")

    assert unknown.value.problems[0].code == "timeline-unknown-step"
    assert silent.value.problems[0].code == "decide-reasons"


DAYS = st.dates(date(2017, 1, 1), date(2024, 12, 31))


@given(start=DAYS, number=st.integers(1, 40), closed=st.sets(DAYS, max_size=5))
def test_a_day_more_that_is_not_worked_never_brings_a_limit_forward(
    start: date, number: int, closed: set[date]
) -> None:
    fewer = Calendar(frozenset(closed))

    assert fewer.after(start, number) >= AS_PUBLISHED.after(start, number)
    assert fewer.nth(start, number) >= AS_PUBLISHED.nth(start, number)


@given(start=DAYS, number=st.integers(1, 40))
def test_so_many_working_days_after_a_day_are_counted_back_as_so_many(start: date, number: int) -> None:
    assert AS_PUBLISHED.between(start, AS_PUBLISHED.after(start, number)) == number
    assert AS_PUBLISHED.between(AS_PUBLISHED.after(start, number), start) == -number
    assert AS_PUBLISHED.between(start, start + timedelta(0)) == 0


@given(year=st.integers(2017, 2030))
def test_a_calendar_that_keeps_what_is_published_counts_as_the_published_one(year: int) -> None:
    kept = Calendar(kept={year: working_days.bank_holidays(year)})

    days = [date(year, 1, 1) + timedelta(days=number) for number in range(365)]
    assert [kept.is_worked(day) for day in days] == [AS_PUBLISHED.is_worked(day) for day in days]


@pytest.mark.parametrize(
    "today,offered",
    [
        pytest.param(date(2018, 4, 13), date(2018, 4, 13), id="while it lasts"),
        pytest.param(date(2018, 4, 20), date(2018, 4, 20), id="late, while it lasts"),
        pytest.param(date(2026, 1, 5), date(2018, 4, 18), id="years after it"),
    ],
)
def test_the_day_that_is_offered_for_a_step_is_today_or_its_usual_one_once_the_inspection_is_over(
    pack: Pack, told: Told, today: date, offered: date
) -> None:
    found = as_it_stands(pack, told(), today)

    assert found.offered(step(found, "day-15")) == offered


def test_the_day_that_is_offered_for_a_step_that_was_done_is_the_one_that_was_told(
    pack: Pack, told: Told
) -> None:
    standing = told(step_done(pack, "day-15", date(2018, 4, 17)))
    found = as_it_stands(pack, standing, date(2026, 1, 5))

    assert found.offered(step(found, "day-15")) == date(2018, 4, 17)
