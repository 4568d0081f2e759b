"""`sccif cases timeline`: what was done of a case's timeline is told, taken back and printed, also as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from icalendar import Calendar

from tests.cli.conftest import Sccif
from tests.cli.test_cases import CASE


def steps(sccif: Sccif, *args: str) -> dict[str, dict[str, object]]:
    told = json.loads(sccif("cases", "timeline", CASE, *args, "--json").out)
    return {step["step"]: step for step in told["steps"]}


def test_each_step_is_printed_with_its_days_and_how_it_stands(declined: Sccif) -> None:
    out = declined("cases", "timeline", CASE).out

    assert "Day 15: Send the draft to the provider to check its facts" in out
    assert "usually and at the latest 25 Mar 2019 [day-15]" in out
    assert "long over, no day told" in out
    assert "the bank holidays of England and Wales, by the library “holidays”, version" in " ".join(
        out.split()
    )


def test_a_step_is_done_on_a_day_late_and_what_slips_is_said(declined: Sccif) -> None:
    done = declined("cases", "timeline", CASE, "--done", "day-15", "--on", "2019-03-27", "--about", "draft 2")

    assert "done 27 Mar 2019, 2 working days late (draft 2)" in done.out
    assert "The draft went late" in done.out
    assert ", kept with the case" in done.out
    assert "2019-03-27 (draft 2)" in declined("cases", "history", CASE).out


def test_it_is_not_done_after_all(declined: Sccif) -> None:
    before = steps(declined, "--done", "day-15", "--on", "2019-03-20")["day-15"]
    after = steps(declined, "--not-done", "day-15")["day-15"]

    assert (before["done"], before["state"]) == ("2019-03-20", "done")
    assert (after["done"], after["state"]) == (None, "overdue")


def test_every_draft_that_was_sent_is_told(declined: Sccif) -> None:
    steps(declined, "--done", "day-15", "--on", "2019-03-20", "--about", "draft 1")
    sent = steps(declined, "--done", "day-15", "--on", "2019-03-27", "--about", "draft 2")["day-15"]

    assert (sent["done"], sent["about"]) == ("2019-03-27", "draft 2")
    assert sent["earlier"] == [{"day": "2019-03-20", "about": "draft 1"}]


def test_a_day_that_was_closed_moves_the_limits_and_is_told_with_its_reason(declined: Sccif) -> None:
    limit = steps(declined, "--closed", "2019-03-18", "--reason", "a local closure")["day-15"]["limit"]
    out = declined("cases", "timeline", CASE).out

    assert limit == "2019-03-26"
    assert "2019-03-18 counts as no working day: a local closure" in out


def test_names_are_asked_about_in_the_reason_of_a_day(declined: Sccif) -> None:
    done = declined("cases", "timeline", CASE, "--closed", "2019-03-18", "--reason", "Jane Smith was away")

    assert (done.status, done.codes) == (0, ["text-name-like"])
    assert "“Jane Smith” looks like a name" in done.err


@pytest.mark.parametrize(
    "args, code",
    [
        (["--done", "day-99"], "timeline-unknown-step"),
        (["--done", "day-15", "--on", "2018-03-20"], "timeline-day"),
        (["--done", "day-15", "--on", "2091-03-20"], "timeline-day"),
        (["--closed", "2019-03-18"], "decide-reasons"),
    ],
)
def test_what_cannot_be_told_is_refused_and_nothing_is_written(
    declined: Sccif, args: list[str], code: str
) -> None:
    done = declined("cases", "timeline", CASE, *args)

    assert (done.status, done.codes) == (2, [code])
    assert "bank holidays" not in declined("cases", "history", CASE).out


def test_a_day_to_come_that_a_file_tells_of_is_told_to_be_odd(here: Sccif, tmp_path: Path) -> None:
    path = tmp_path / "came.yaml"
    done = "timeline: {done: [{step: day-15, day: 2091-03-20}]}"
    path.write_text(f"sccif_case: 1\ncase: came\ninspection: {{start: 2019-03-05}}\n{done}\n")
    here("cases", "import", str(path))

    shown = here("cases", "timeline", "came")

    assert (shown.status, set(shown.codes)) == (0, {"timeline-odd"})
    assert "still to come" in shown.err


def test_a_case_without_its_first_day_says_how_to_give_it(declined: Sccif) -> None:
    declined("cases", "new", "another")

    done = declined("cases", "timeline", "another")

    assert (done.status, done.codes) == (2, ["timeline-no-start"])


def test_the_calendar_is_a_new_file_for_its_owner(declined: Sccif, tmp_path: Path) -> None:
    path = tmp_path / "oak.ics"

    declined("cases", "timeline", CASE, "--ics", str(path))
    again = declined("cases", "timeline", CASE, "--ics", str(path))

    assert path.stat().st_mode & 0o777 == 0o600
    events = Calendar.from_ical(path.read_text()).walk("VEVENT")
    assert {str(event["summary"]).partition(":")[0] for event in events} == {"SC000001"}
    assert again.status == 2


@pytest.mark.parametrize(
    "args",
    [("--on", "2019-03-27"), ("--about", "draft 2"), ("--done", "day-15", "--reason", "closed")],
    ids=" ".join,
)
def test_what_says_nothing_alone_is_not_dropped_unseen(declined: Sccif, args: tuple[str, ...]) -> None:
    done = declined("cases", "timeline", CASE, *args)

    assert done.status == 2
    assert f"{args[-2]} goes with --" in done.err


@pytest.mark.parametrize(
    "told, back",
    [
        (("--done", "day-15", "--on", "2019-03-25"), "--not-done day-15"),
        (("--closed", "2019-03-11", "--reason", "snow"), "--as-published 2019-03-11 --reason TEXT"),
    ],
    ids=["a step", "a day"],
)
def test_undo_says_how_what_was_told_of_the_timeline_is_taken_back(
    declined: Sccif, told: tuple[str, ...], back: str
) -> None:
    assert declined("cases", "timeline", CASE, *told).status == 0

    undone = declined("cases", "undo", CASE)

    assert (undone.status, undone.codes) == (2, ["change-nothing"])
    assert f"`sccif cases timeline {CASE} {back}`" in undone.err
