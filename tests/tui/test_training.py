"""Training in the app: a scenario is read, judged alone and debriefed, all by keyboard."""

from __future__ import annotations

import pytest
from textual.widgets import TextArea

from assistant.tui.app import SccifApp
from assistant.tui.screens.interview import Interview
from assistant.tui.screens.training import Training
from tests.tui.conftest import SIZES, place, screen_text, seal_scenario
from tests.tui.screens import settled


def reading(app: SccifApp) -> str:
    return app.screen.query_one("#to_read", TextArea).text


@pytest.mark.parametrize("size", SIZES)
async def test_a_scenario_is_read_with_its_passages_and_without_its_authors_reading(
    listed: SccifApp, size: tuple[int, int]
) -> None:
    async with listed.run_test(size=size) as pilot:
        await settled(listed, pilot)
        await pilot.press("t")
        await settled(listed, pilot)

        assert isinstance(listed.screen, Training)
        assert "Constructed: no home, child or inspection" in screen_text(listed)
        assert "[report-1] Children make steady progress" in reading(listed)
        assert "Why the authors" not in reading(listed)
        assert not listed.screen.situation().is_sealed

        await pilot.press("down", "d")
        await settled(listed, pilot)
        assert "Boards off the windows" in screen_text(listed)
        assert "Debrief" not in reading(listed)


async def test_enter_begins_a_reading_whose_own_view_comes_first(listed: SccifApp) -> None:
    async with listed.run_test(size=(120, 40)) as pilot:
        await settled(listed, pilot)
        await pilot.press("t", "enter")
        await settled(listed, pilot)

        assert isinstance(listed.screen, Interview)
        assert listed.session
        assert listed.session.is_covered
        assert listed.session.case.evidence_id == "scenario.three-at-the-table"

        listed.close_case()
        await settled(listed, pilot)
        assert isinstance(listed.screen, Training)
        assert "to begin with; begun" in screen_text(listed)


@pytest.mark.parametrize("size", SIZES)
async def test_once_judged_a_scenario_is_debriefed_and_nobodys_text_acts(
    listed: SccifApp, size: tuple[int, int]
) -> None:
    async with listed.run_test(size=size) as pilot:
        await settled(listed, pilot)
        seal_scenario(listed, "three-at-the-table")
        await pilot.press("t")
        await settled(listed, pilot)
        await pilot.press("d")
        await settled(listed, pilot)

        assert "to begin with; judged" in screen_text(listed)
        assert reading(listed).startswith("Debrief: Three at the table")
        assert "you ▼ declined in effectiveness, the authors ■ sustained effectiveness" in reading(listed)
        assert "you: Not answered" in reading(listed)

        await pilot.press("d")
        await settled(listed, pilot)
        assert reading(listed).startswith("A private home for three children")


async def test_a_readings_case_stands_in_no_list_of_cases(listed: SccifApp) -> None:
    async with listed.run_test(size=(120, 40)) as pilot:
        await settled(listed, pilot)
        seal_scenario(listed, "three-at-the-table")
        await pilot.press("t", "escape")
        await settled(listed, pilot)

        assert "scenario." not in screen_text(listed)


async def test_tab_goes_to_the_text_and_back(listed: SccifApp) -> None:
    async with listed.run_test(size=(80, 24)) as pilot:
        await settled(listed, pilot)
        await pilot.press("t", "tab")
        await settled(listed, pilot)
        text = listed.focused

        await pilot.press("tab")
        await settled(listed, pilot)
        assert (text and text.id, listed.focused and listed.focused.id) == ("to_read", "scenarios")


@pytest.mark.parametrize("size", SIZES)
async def test_a_scenario_is_answered_judged_and_debriefed_by_keyboard(
    listed: SccifApp, size: tuple[int, int]
) -> None:
    async with listed.run_test(size=size) as pilot:
        await settled(listed, pilot)
        await pilot.press("t", "enter")
        await settled(listed, pilot)
        assert isinstance(listed.screen, Interview)
        listed.screen.go(place("experiences.progress_change"))
        await pilot.press("4", "s")
        await settled(listed, pilot)
        await pilot.press(*"222223", *"worse", "ctrl+s", "y")
        await settled(listed, pilot)
        assert listed.session
        assert listed.session.case.sealed

        await pilot.press("f10")
        await settled(listed, pilot)
        await pilot.press("d")
        await settled(listed, pilot)

        assert isinstance(listed.screen, Training)
        assert "you: Somewhat worse" in reading(listed)
        assert "the authors: About the same" in reading(listed)
