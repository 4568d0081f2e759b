"""Days between two dates of a case, and counts by month."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant.case import At, Case, Key, parse_case
from assistant.pack import Pack, load_pack
from assistant.work.elapsed import elapsed, elapsed_at, monthly_counts


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack()


def case_with(pack: Pack, text: str) -> Case:
    return parse_case("sccif_case: 1\ncase: a\n" + text, pack).case


def days(pack: Pack, text: str) -> dict[str, tuple[int, int]]:
    return {one.what.id: (one.least, one.most) for one in elapsed(case_with(pack, text), pack)}


def test_days_are_counted_between_two_days(pack: Pack) -> None:
    found = days(pack, "baseline: {last_full_inspection: 2018-05-14}\ninspection: {start: 2019-03-05}")

    assert found == {"since_baseline": (295, 295)}


def test_a_month_gives_the_least_and_the_most(pack: Pack) -> None:
    found = days(pack, "baseline: {last_full_inspection: 2018-12}\ninspection: {start: 2019-03-05}")

    assert found == {"since_baseline": (64, 94)}


def test_the_first_known_date_ends_the_time(pack: Pack) -> None:
    filled = "inspection: {start: 2019-03-05}\nrecords: {manager: {vacant_since: 2019-01-01, started_work: 2019-01-31}}"
    empty = "inspection: {start: 2019-03-05}\nrecords: {manager: {vacant_since: 2019-01-01}}"

    assert days(pack, filled)["vacancy"] == (30, 30)
    assert days(pack, empty)["vacancy"] == (63, 63)


def test_days_stand_beside_the_question_of_one_record_and_beside_no_other(pack: Pack) -> None:
    what = pack.dates.elapsed[0].model_copy(update={"beside": "area.experiences.baseline_found"})
    dates = pack.dates.model_copy(update={"elapsed": (what,)})
    beside = replace(pack, dates=dates)
    case = case_with(pack, "baseline: {last_full_inspection: 2018-05-14}\ninspection: {start: 2019-03-05}")

    (found,) = elapsed_at(case, beside, At(Key("area", "experiences"), "baseline_found"))

    assert found.told().endswith(": 295 days, 2018-05-14 to 2019-03-05")
    assert not elapsed_at(case, beside, At(Key("area", "leadership"), "baseline_found"))


def test_without_both_dates_nothing_is_counted(pack: Pack) -> None:
    assert days(pack, "inspection: {start: 2019-03-05}") == {}


def test_counts_by_month_come_with_both_halves_and_leave_out_the_middle(pack: Pack) -> None:
    text = "records: {protection: {incidents_by_month: {2019-03: 7, 2019-01: 1, 2019-02: 4}}}"

    (found,) = monthly_counts(case_with(pack, text), pack)

    assert found.counts == (("2019-01", 1), ("2019-02", 4), ("2019-03", 7))
    assert (found.total, found.first_half, found.second_half) == (12, 1, 7)


def test_a_day_is_kept_as_a_date_and_a_month_as_it_was_written(pack: Pack) -> None:
    text = "baseline: {last_full_inspection: 2018-05}\ninspection: {start: 2019-03-05}"

    (found,) = elapsed(case_with(pack, text), pack)

    assert (found.start, found.end) == ("2018-05", date(2019, 3, 5))


@pytest.mark.parametrize(
    "manager, told",
    [
        ("vacant_since: 2030-01-01", "not counted, 2030-01-01 lies after the inspection, 2019-03-05"),
        (
            "vacant_since: 2019-02-01, started_work: 2019-01-01",
            "not counted, 2019-02-01 lies after 2019-01-01",
        ),
        ("vacant_since: 2019-03-04", "1 day, 2019-03-04 to 2019-03-05"),
    ],
    ids=["after-the-inspection", "after-the-end", "before"],
)
def test_what_begins_after_it_ends_is_not_counted_and_said_to(pack: Pack, manager: str, told: str) -> None:
    case = case_with(pack, f"inspection: {{start: 2019-03-05}}\nrecords: {{manager: {{{manager}}}}}")

    found = next(one for one in elapsed(case, pack) if one.what.id == "vacancy")

    assert f"{found.told_days()}, {found.told_dates()}" == told


def test_a_month_that_goes_on_after_the_first_day_counts_from_none(pack: Pack) -> None:
    text = "baseline: {last_full_inspection: 2019-03}\ninspection: {start: 2019-03-05}"

    (found,) = elapsed(case_with(pack, text), pack)

    assert found.told_days() == "0 to 4 days"
