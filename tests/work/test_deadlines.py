"""Where each case of the list stands: the same working day and limit as its timeline tells."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.case import Answer, Answered, At, Case, Inspection, Key
from assistant.pack import Pack
from assistant.store import Ledger, parse_address, read, summary_of, verify
from assistant.store.kinds import Happening
from assistant.work.case_days import working_day_set
from assistant.work.deadlines import Deadline, days_of, deadline
from assistant.work.keeping import begin
from assistant.work.lines import listed
from assistant.work.open_case import OpenCase
from assistant.work.schedule import schedule, step_done
from tests.packs import real_pack
from tests.store.told import stands

START, END = date(2018, 3, 27), date(2018, 3, 28)
DAYS = st.dates(date(2018, 1, 1), date(2019, 12, 31))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """A store with a case of an inspection on 27 and 28 March 2018."""
    with Ledger.open(parse_address(str(tmp_path / "ledger.sqlite"))) as made:
        begin(made, Case("oak", "oak", inspection=Inspection(start=START, end=END)), real_pack())
        yield made


def stood(today: date, *happened: Happening, start: date | None = START, end: date | None = END) -> Deadline:
    standing = stands(Case("oak", "oak", inspection=Inspection(start=start, end=end)), [("anna", happened)])
    found = deadline(summary_of(standing, None, days_of(standing, real_pack())), today)
    assert found is not None
    return found


def only(ledger: Ledger, today: date) -> Deadline | None:
    (line,) = listed(ledger, real_pack).lines
    return deadline(line, today)


def test_the_working_day_and_the_next_limit_are_told() -> None:
    found = stood(date(2018, 4, 13))

    assert found == Deadline(12, 30, "day-15", date(2018, 4, 18), is_overdue=False)
    assert (found.told_day(), found.told_next()) == ("12 of 30", "2018-04-18")
    assert found.told() == "day-15 by 2018-04-18"


def test_a_limit_that_is_over_is_marked() -> None:
    found = stood(date(2018, 6, 1))

    assert (found.told_day(), found.told_next()) == ("past 30", "! 2018-04-18")
    assert found.told() == "day-15 by 2018-04-18, overdue"


def test_once_the_draft_is_sent_the_remarks_are_next() -> None:
    assert stood(date(2018, 4, 23), step_done(real_pack(), "day-15", date(2018, 4, 20))).told() == (
        "day-20 by 2018-04-27"
    )


def test_where_every_limit_was_met_it_is_done() -> None:
    done = [step_done(real_pack(), step, END) for step in ("day-15", "day-20", "day-30")]
    found = stood(date(2018, 6, 1), *done)

    assert (found.told_day(), found.told_next(), found.told()) == ("done", "–", "-")


def test_without_the_last_day_the_step_is_told_and_no_limit() -> None:
    assert stood(START, end=None) == Deadline(1, 30, "day-15", None, is_overdue=False)


def test_a_case_without_its_first_day_says_nothing() -> None:
    standing = stands(Case("oak", "oak"))

    assert deadline(summary_of(standing, None, days_of(standing, real_pack())), START) is None


@given(start=DAYS, later=st.integers(-5, 60), closed=st.none() | DAYS, drafted=st.none() | DAYS)
def test_the_list_counts_as_the_timeline_does(
    start: date, later: int, closed: date | None, drafted: date | None
) -> None:
    happened: list[Happening] = []
    if closed:
        happened.append(working_day_set(closed, is_worked=False, reason="a closure"))
    if drafted:
        happened.append(step_done(real_pack(), "day-15", drafted))
    case = Case("oak", "oak", inspection=Inspection(start=start, end=start + timedelta(days=1)))
    standing, today = stands(case, [("anna", happened)]), start + timedelta(days=later)
    told = schedule(real_pack(), standing, today)
    found = deadline(summary_of(standing, None, days_of(standing, real_pack())), today)

    assert told is not None
    assert told.next is not None
    assert found is not None
    assert min(told.day, 31) == found.day
    assert (told.next.planned.step.id, told.next.last) == (found.step, found.by)
    assert (told.next.state == "overdue") == found.is_overdue


def test_the_line_follows_what_is_done_in_the_app(ledger: Ledger) -> None:
    before = only(ledger, END)
    kept = OpenCase(ledger, read(ledger, "oak"), real_pack())
    kept.do([Answered(At(Key("manager"), "post"), Answer("answered", "vacant"))])
    answered = only(ledger, END)
    kept.record(step_done(real_pack(), "day-15", END))

    assert before == answered == Deadline(2, 30, "day-15", date(2018, 4, 18), is_overdue=False)
    assert only(ledger, END) == Deadline(2, 30, "day-20", date(2018, 4, 6), is_overdue=False)
    assert verify(ledger).problems == ()


def test_a_list_that_was_read_is_not_worked_out_again(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(standing: object, pack: Pack | None) -> None:
        raise AssertionError(standing)

    listed(ledger, real_pack)
    monkeypatch.setattr("assistant.work.lines.days_of", never)

    assert only(ledger, START) == Deadline(1, 30, "day-15", date(2018, 4, 18), is_overdue=False)
