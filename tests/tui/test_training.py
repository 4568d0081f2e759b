"""Training in the app: a scenario is read, judged alone and debriefed, all by keyboard."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen
from textual.widgets import Input, OptionList, TextArea

from assistant.case import write_file
from assistant.pack import Pack
from assistant.problems import Problem, Refused
from assistant.store import Ledger
from assistant.tui.app import SccifApp
from assistant.tui.screens import training
from assistant.tui.screens.consensus import Consensus
from assistant.tui.screens.drills import NUMBER, Drills
from assistant.tui.screens.interview import Interview
from assistant.tui.screens.training import Debriefed, Training
from assistant.work.training.begin import is_begun
from assistant.work.training.meeting import learned_in, meetings_kept
from assistant.work.training.model import Scenario
from assistant.work.training.reading import scenario_named
from tests.tui.conftest import SIZES, TABLE, Open, place, read_by, screen_text, seal_scenario
from tests.tui.screens import settled

CHANGE = "experiences.progress_change"


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
        await pilot.press("m")
        await settled(listed, pilot)
        assert "your own view comes first" in screen_text(listed)


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


async def test_tab_goes_to_the_text_and_back_and_no_reading_stands_among_the_cases(listed: SccifApp) -> None:
    async with listed.run_test(size=(80, 24)) as pilot:
        await settled(listed, pilot)
        seal_scenario(listed, TABLE)
        await pilot.press("t", "tab")
        await settled(listed, pilot)
        text = listed.focused

        await pilot.press("tab")
        await settled(listed, pilot)
        assert (text and text.id, listed.focused and listed.focused.id) == ("to_read", "scenarios")

        await pilot.press("escape")
        await settled(listed, pilot)
        assert "scenario." not in screen_text(listed)


async def test_a_scenario_is_judged_and_debriefed_ten_drills_done_and_progress_told_by_keyboard(
    listed: SccifApp,
) -> None:
    read_by(listed, "jb", (CHANGE, ""), is_sealed=False)
    async with listed.run_test(size=(80, 24)) as pilot:
        await settled(listed, pilot)
        await pilot.press("t", "enter")
        await settled(listed, pilot)
        assert isinstance(listed.screen, Interview)
        assert listed.screen.place == place(CHANGE), "the one covered question that is open comes first"
        assert "of 42 questions that the scenario covers" in screen_text(listed)

        await pilot.press("4", "space")
        await settled(listed, pilot)
        assert "42 of 42 questions that the scenario covers are answered" in screen_text(listed)
        assert "without an answer" not in screen_text(listed)
        await pilot.press("s", *"222223", *"worse", "ctrl+s", "y")
        await settled(listed, pilot)
        assert listed.session
        assert listed.session.case.sealed

        await pilot.press("escape", "f10", "d")
        await settled(listed, pilot)
        assert isinstance(listed.screen, Training)
        assert "you: Somewhat worse" in reading(listed)
        assert "the authors: About the same" in reading(listed)

        await pilot.press("n", "s", *"5", "enter")
        await settled(listed, pilot)
        drills: Screen[Any] = listed.screen
        assert isinstance(drills, Drills)
        assert "not inspection · seed 5" in screen_text(listed)
        for number in range(NUMBER):
            assert drills.place == number
            await pilot.press("1")
            await settled(listed, pilot)
            assert "instead of" in " ".join(screen_text(listed).split())
            await pilot.press("enter")
        await settled(listed, pilot)
        same = sum(drill.judgement == "improved" for drill in drills.made)
        assert f"{same} of 10 as the rules have it." in screen_text(listed)

        await pilot.press("escape", "o")
        await settled(listed, pilot)
        assert screen_text(listed).startswith(" Progress")
        assert "Judgements" in screen_text(listed)
        await pilot.press("4")
        await settled(listed, pilot)
        assert f"{same} of 10" in screen_text(listed)


async def test_a_meeting_settles_what_readers_saw_differently_and_is_the_panels_reading_from_then_on(
    listed: SccifApp, tmp_path: Path
) -> None:
    read_by(listed, "jb", (CHANGE, "somewhat_worse"))
    read_by(listed, "mk")
    async with listed.run_test(size=(120, 40)) as pilot:
        await settled(listed, pilot)
        await pilot.press("t", "m")
        await settled(listed, pilot)
        assert isinstance(listed.screen, Consensus)
        assert "2 readings" in screen_text(listed)
        authors = scenario_named(listed.pack, TABLE).reading
        folder = tmp_path / "readings"
        folder.mkdir()
        for name in ("authors.yaml", "the-same-again.yaml"):
            write_file(folder / name, authors, listed.pack)
        await pilot.press("f")
        await settled(listed, pilot)
        listed.screen.query_one("#name", Input).value = str(folder)
        await pilot.press("enter")
        await settled(listed, pilot)
        assert "3 readings" in screen_text(listed)
        assert f"3 {authors.id}: ■ sustained effectiveness" in reading(listed)
        await pilot.press("down", "2")
        await settled(listed, pilot)
        assert "2 mk: About the same" in reading(listed)
        assert "as mk has it" in screen_text(listed)

        await pilot.press("a", *"sustained", "enter", *"nothing", "escape", "escape")
        await settled(listed, pilot)
        await pilot.press("m")
        await settled(listed, pilot)
        assert "as mk has it" in screen_text(listed), "what was agreed on waits for the record"
        await pilot.press("a")
        await settled(listed, pilot)
        assert listed.screen.query_one("#judgement", Input).value == "sustained"
        await pilot.press("enter", "space", *"moved", "enter", "enter")
        await settled(listed, pilot)
        assert "write what those who met learned" in " ".join(screen_text(listed).split())
        await pilot.press(*"look", "space", *"again", "enter")
        await settled(listed, pilot)
        assert "learned: look again" in reading(listed)
        (held,) = meetings_kept(listed.ledger, scenario_named(listed.pack, TABLE))
        agreed = held.answer(place(CHANGE))
        assert agreed
        assert (agreed.value, learned_in(held)) == ("same", "look again")

        await pilot.press("escape", "p", *"meeting", "enter")
        await settled(listed, pilot)
        assert "the panel: About the same" in reading(listed)
        file = tmp_path / "panel.yaml"
        write_file(file, replace(held, id="a-panel"), listed.pack)
        await pilot.press("p")
        await settled(listed, pilot)
        assert "the authors: About the same" in reading(listed)
        await pilot.press("p")
        await settled(listed, pilot)
        listed.screen.query_one("#name", Input).value = str(file)
        await pilot.press("enter")
        await settled(listed, pilot)
        assert "the panel: About the same" in reading(listed)

        await pilot.press("o")
        await settled(listed, pilot)
        assert "one that it was made of is not" in screen_text(listed)
        await pilot.press("escape", "p", "o")
        await settled(listed, pilot)
        assert "By person" not in screen_text(listed), "one's own comes first"
        await pilot.press("o", "2")
        await settled(listed, pilot)
        assert "By person" in screen_text(listed)
        await pilot.press("x")
        await settled(listed, pilot)
        listed.screen.query_one("#name", Input).value = str(tmp_path / "table.csv")
        await pilot.press("enter")
        await settled(listed, pilot)
        head, *rows = (tmp_path / "table.csv").read_text().splitlines()
        assert (head.split(",")[1], [row.split(",")[1] for row in rows]) == ("who", ["jb", "mk"])
        await pilot.press("o")
        await settled(listed, pilot)
        assert "By person" not in screen_text(listed)


async def test_scenarios_that_cannot_be_read_do_not_look_like_none(
    opened: Open, pack: Pack, tmp_path: Path
) -> None:
    (tmp_path / "knowledge" / "scenarios").mkdir(parents=True)
    (tmp_path / "knowledge" / "scenarios" / "one.yaml").write_text("scenario: [", encoding="utf-8")
    app = opened()
    app.pack = replace(pack, directory=tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.push_screen(Training())
        await pilot.pause()

        assert "✗ The scenarios cannot be read" in screen_text(app)
        assert "no scenarios" not in screen_text(app)


async def test_a_panels_reading_is_put_away_when_something_else_is_opened(
    listed: SccifApp, tmp_path: Path
) -> None:
    seal_scenario(listed, TABLE)
    panel = replace(scenario_named(listed.pack, TABLE).reading, id="a-panel")
    write_file(tmp_path / "panel.yaml", panel, listed.pack)
    async with listed.run_test(size=(120, 40)) as pilot:
        await settled(listed, pilot)
        for left_by in (["down", "up"], ["n", "escape"], ["enter", "f10"]):
            await pilot.press(*(["t"] if not isinstance(listed.screen, Training) else []), "p")
            await settled(listed, pilot)
            listed.screen.query_one("#name", Input).value = str(tmp_path / "panel.yaml")
            await pilot.press("enter")
            await settled(listed, pilot)
            assert "the panel: " in reading(listed)

            for key in left_by:
                await pilot.press(key)
                await settled(listed, pilot)
            if "the authors: " not in reading(listed):
                await pilot.press("d")
                await settled(listed, pilot)

            assert "the authors: " in reading(listed)
            assert "the panel: " not in reading(listed)


async def test_a_debrief_that_comes_late_does_not_stand_in_the_place_of_the_one_asked_for_last(
    listed: SccifApp,
) -> None:
    async with listed.run_test(size=(120, 40)) as pilot:
        await settled(listed, pilot)
        seal_scenario(listed, TABLE)
        await pilot.press("t")
        await settled(listed, pilot)
        screen = listed.screen
        assert isinstance(screen, Training)
        number = next(number for number, one in enumerate(screen.scenarios) if one.id == TABLE)
        screen.query_one("#scenarios", OptionList).highlighted = number
        await pilot.pause()
        screen.do_debrief()
        await settled(listed, pilot)
        told = reading(listed)
        screen.post_message(Debriefed(screen.asked - 1, "of the authors"))
        await pilot.pause()

        assert reading(listed) == told


async def test_a_reading_that_cannot_be_read_leaves_those_of_other_scenarios(
    listed: SccifApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal_scenario(listed, TABLE)

    def begun(ledger: Ledger, one: Scenario) -> bool:
        if one.id != TABLE:
            raise Refused([Problem("store-unreachable", "a page is broken", "restore a backup")])
        return is_begun(ledger, one)

    monkeypatch.setattr(training, "is_begun", begun)
    async with listed.run_test(size=(120, 40)) as pilot:
        await settled(listed, pilot)
        await pilot.press("t")
        await settled(listed, pilot)

        screen = listed.screen
        assert isinstance(screen, Training)
        assert list(screen.readings) == [TABLE]
        assert "a page is broken" in screen_text(listed)


async def test_a_number_of_thousands_of_digits_is_no_seed(listed: SccifApp) -> None:
    async with listed.run_test(size=(120, 40)) as pilot:
        await settled(listed, pilot)
        listed.push_screen(Drills())
        await settled(listed, pilot)
        drills = listed.screen
        assert isinstance(drills, Drills)
        drills.do_seed()
        await pilot.pause()
        listed.screen.query_one(Input).value = "7" * 5_000
        await pilot.press("enter")

        assert "is no seed" in screen_text(listed)


@pytest.mark.parametrize("size", SIZES)
async def test_what_can_be_said_of_a_drill_is_in_view_however_much_is_told_of_it(
    listed: SccifApp, size: tuple[int, int]
) -> None:
    async with listed.run_test(size=size) as pilot:
        await settled(listed, pilot)
        await pilot.press("t", "n", "s", *"5", "enter")
        await settled(listed, pilot)

        for _ in range(NUMBER):
            assert "3 ○ ▼ declined in effectiveness" in screen_text(listed)
            await pilot.press("1", "enter")
            await settled(listed, pilot)


async def test_page_down_reads_on_in_a_drill(listed: SccifApp) -> None:
    async with listed.run_test(size=(80, 24)) as pilot:
        await settled(listed, pilot)
        await pilot.press("t", "n", "s", *"5", "enter")
        await settled(listed, pilot)
        assert "What is not told is as" not in screen_text(listed).rpartition("Drill 1")[2]

        await pilot.press(*["pagedown"] * 3)
        await settled(listed, pilot)

        assert "What is not told is as" in screen_text(listed)


@pytest.mark.parametrize("size", SIZES)
async def test_the_documents_of_a_scenario_have_their_own_key_and_are_whole_with_nothing_asked_of_them(
    listed: SccifApp, size: tuple[int, int]
) -> None:
    async with listed.run_test(size=size) as pilot:
        await settled(listed, pilot)
        await pilot.press("t", "enter")
        await settled(listed, pilot)
        assert " f2 documents " in screen_text(listed)

        await pilot.press("f2")
        await settled(listed, pilot)
        text = screen_text(listed)
        assert "The documents, and your own notes: 22" in text
        assert text.index("Children make steady progress") < text.index("Requirement: the registered person")
        assert "not linked" not in text
