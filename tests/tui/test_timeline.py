"""The timeline in the app: what is done is told, set anew and taken back, and written as a calendar."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar
from textual.widgets import Input

from assistant.store.kinds import HolidaysKept, StepDone
from assistant.tui.app import SccifApp
from assistant.tui.screens.form import Form
from assistant.tui.screens.interview import Interview
from assistant.tui.screens.timeline import TimelineScreen
from tests.tui.conftest import Open, screen_text
from tests.tui.screens import settled


@pytest.fixture(autouse=True)
def in_march(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.tui.screens.timeline.today", lambda: date(2019, 3, 21))


def happened(app: SccifApp) -> list[object]:
    assert app.session is not None
    return [event.happened for event in app.session.kept.standing.events]


async def test_a_step_is_done_taken_back_and_told_anew_by_keys_alone(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(80, 24)) as pilot:
        await settled(sealed, pilot)
        await pilot.press("f6")
        assert "day 13 of 30" in screen_text(sealed)
        await pilot.press("enter", *["backspace"] * 10, *"2019-03-20", "enter", *"draft 2", "enter")
        await settled(sealed, pilot)

        assert "done 20 Mar 2019" in screen_text(sealed)
        assert "draft 2" in screen_text(sealed)
        assert happened(sealed)[-1] == StepDone("day-15", "2019-03-20", "draft 2")
        assert [type(one) for one in happened(sealed)].count(HolidaysKept) == 1

        await pilot.press("delete")
        await settled(sealed, pilot)
        assert happened(sealed)[-1] == StepDone("day-15")
        assert "done 20 Mar" not in screen_text(sealed).replace("not done", "")
        assert [type(one) for one in happened(sealed)].count(HolidaysKept) == 1

        await pilot.press("escape")
        assert isinstance(sealed.screen, Interview)


async def test_a_day_that_is_none_is_said_and_what_was_typed_stays(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(80, 24)) as pilot:
        await settled(sealed, pilot)
        before = len(happened(sealed))
        await pilot.press("f6", "enter", *["backspace"] * 10, *"20 March", "tab", *"d", "ctrl+s")
        await settled(sealed, pilot)

        assert isinstance(sealed.screen, Form)
        assert "write it as 2019-03-05" in screen_text(sealed)
        assert sealed.screen.query_one("#day", Input).value == "20 March"
        assert happened(sealed)[before:] == [one for one in happened(sealed) if isinstance(one, HolidaysKept)]


async def test_the_bank_holidays_are_kept_when_it_is_opened_and_once(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(80, 24)) as pilot:
        await settled(sealed, pilot)
        await pilot.press("f6")
        assert ", kept with the case" in screen_text(sealed)
        await pilot.press("escape", "f6")
        await settled(sealed, pilot)

    assert [type(one) for one in happened(sealed)].count(HolidaysKept) == 1


async def test_a_store_that_cannot_be_written_shows_the_days_as_published_and_says_so(
    sealed: SccifApp,
) -> None:
    async with sealed.run_test(size=(80, 24)) as pilot:
        await settled(sealed, pilot)
        sealed.ledger.database.rows("PRAGMA query_only = ON")
        await pilot.press("f6")
        await settled(sealed, pilot)

        assert ", as published now" in screen_text(sealed)
        assert "Send the draft" in screen_text(sealed)


@pytest.mark.parametrize(
    "day, when", [("2018-03-20", "before the inspection began"), ("2091-03-21", "still to come")]
)
async def test_a_day_on_which_no_step_can_have_been_taken_is_refused(
    sealed: SccifApp, day: str, when: str
) -> None:
    async with sealed.run_test(size=(120, 40)) as pilot:
        await settled(sealed, pilot)
        await pilot.press("f6", "enter", *["backspace"] * 10, *day, "ctrl+s")
        await settled(sealed, pilot)

        assert isinstance(sealed.screen, Form)
        assert when in screen_text(sealed)
        assert not any(isinstance(one, StepDone) for one in happened(sealed))


async def test_the_draft_that_was_sent_before_is_seen(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(120, 40)) as pilot:
        await settled(sealed, pilot)
        for day, draft in (("2019-03-20", "draft 1"), ("2019-03-21", "draft 2")):
            key = "f6" if draft == "draft 1" else "shift+tab"
            await pilot.press(
                key, "enter", *["backspace"] * 10, *day, "tab", *["backspace"] * 8, *draft, "enter"
            )
            await settled(sealed, pilot)

        assert "draft 2; before: 20 Mar 2019, draft 1" in screen_text(sealed)


async def test_a_working_day_is_set_by_hand_with_its_reason(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(120, 40)) as pilot:
        await settled(sealed, pilot)
        await pilot.press("f6", "w", *"2019-03-18", "tab", "tab", "enter")
        assert isinstance(sealed.screen, Form)  # there is no reason yet
        await pilot.press(*"a local closure", "ctrl+s")
        await settled(sealed, pilot)

        assert isinstance(sealed.screen, TimelineScreen)
        assert "2019-03-18 counts as no working day: a local closure" in screen_text(sealed)
        assert "at the latest 26 Mar 2019" in screen_text(sealed)


async def test_the_calendar_is_a_new_file_for_its_owner_that_calendar_programs_read(
    sealed: SccifApp, tmp_path: Path
) -> None:
    path = tmp_path / "oak.ics"
    async with sealed.run_test(size=(80, 24)) as pilot:
        await settled(sealed, pilot)
        await pilot.press("f6", "x")
        sealed.screen.query_one("#path", Input).value = str(path)
        await pilot.press("enter")
        await settled(sealed, pilot)
        assert "written to" in screen_text(sealed)
        await pilot.press("x")
        sealed.screen.query_one("#path", Input).value = str(path)
        await pilot.press("enter")
        await settled(sealed, pilot)

        assert isinstance(sealed.screen, Form)  # nothing is written over
        assert "there is a file of this name" in screen_text(sealed)
    assert path.stat().st_mode & 0o777 == 0o600
    events = Calendar.from_ical(path.read_text()).walk("VEVENT")
    assert any("Publish the report" in str(event["summary"]) for event in events)


async def test_the_steps_are_copied_as_text(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(80, 24)) as pilot:
        await settled(sealed, pilot)
        await pilot.press("f6", "ctrl+c")
        await settled(sealed, pilot)

        assert "`sccif cases timeline sc000001-2019-03`" in screen_text(sealed)
        assert "Day 15    Send the draft to the provider to check its facts" in sealed.clipboard
        assert "usually and at the latest 25 Mar 2019" in sealed.clipboard


async def test_without_a_first_day_the_screen_says_where_to_give_it(opened: Open) -> None:
    app = opened("fresh")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        await pilot.press("f3")
        app.screen.query_one("#start", Input).value = ""
        await pilot.press("ctrl+s", "f6")
        await settled(app, pilot)
        assert "f3 gives it" in screen_text(app)

        await pilot.press("enter", "delete", "f3")
        app.screen.query_one("#start", Input).value = "2019-03-05"
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        assert "Send the draft" in screen_text(app)
