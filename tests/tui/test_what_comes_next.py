"""What comes next is on the screen: after a seal, after an answer that opens others, after a note, and behind each esc."""

from __future__ import annotations

import pytest
from textual.widgets import Input, Static

from assistant.case import Answer
from assistant.tui.screens.confirming import Confirming
from assistant.tui.screens.naming import Naming
from assistant.tui.screens.notes import Notes
from assistant.tui.screens.rules import RulesScreen
from assistant.tui.text import Rows
from assistant.work.keeping import import_file
from tests.tui.conftest import SIZES, Open, interview, on_disk, place, screen_text
from tests.tui.screens import settled

POST, STEPS = place("manager.vacancy"), place("manager.steps")
SAFE = place("protection.safe_now")


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("size", SIZES)
async def test_after_the_seal_what_comes_next_stands_in_the_panel_and_in_the_footer(
    opened: Open, size: tuple[int, int]
) -> None:
    app = opened()
    async with app.run_test(size=size) as pilot:
        await settled(app, pilot)
        await pilot.press("s", "1", "2", "1", "1", "1", "1", *"seen on both days", "ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, Confirming)
        app.screen.dismiss_with(True)
        await settled(app, pilot)

        assert interview(app).query_one("#panel").has_focus
        panel = interview(app).query_one("#told", Static).visual
        assert isinstance(panel, Rows)
        assert "go on: e why · j judge · v case review · y report" in panel.text
        foot = screen_text(app).splitlines()[-2:]
        assert all(
            key in "".join(foot) for key in ("e explanation", "j judgement", "v case review", "y report")
        )


async def test_a_question_that_an_answer_opened_names_the_answer_and_the_answer_says_how_many_it_opens(
    opened: Open,
) -> None:
    app = opened("fresh")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        interview(app).go(POST)
        await pilot.press("3")
        await settled(app, pilot)
        assert "more questions here" in screen_text(app)

        interview(app).go(STEPS)
        await settled(app, pilot)
        assert "asked because “Has the post been without a permanent manager at work in" in words(
            screen_text(app)
        )
        assert "was answered “Yes, and still is”" in words(screen_text(app))


async def test_detail_of_a_poor_core_answer_says_that_it_is_asked_because_of_it(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        interview(app).go(place("protection.missing_by_month"))
        await settled(app, pilot)
        before = screen_text(app)
        interview(app).answer(place("protection.safety_change"), Answer("answered", "clearly_worse"))
        await settled(app, pilot)

        assert "asked because" not in before
        assert "was answered “Clearly worse”" in words(screen_text(app))


async def test_a_note_that_names_no_source_is_kept_and_it_is_said_how_it_gets_one(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        await pilot.press("n", *"seen at tea", "ctrl+s")
        await settled(app, pilot)
        assert on_disk(app).notes[-1].text == "seen at tea"
        assert (
            "it names no source, so it cannot bear another note out; to give it a source: f2, then enter on the note"
            in words(screen_text(app))
        )

        await pilot.press("f2", "n", *"heard at night", "ctrl+s")
        await settled(app, pilot)
        assert (
            "it names no source, so it cannot bear another note out; to give it a source: enter on the note"
            in words(screen_text(app))
        )


@pytest.mark.parametrize("keys,screen", [(["f2"], Notes), (["f9"], RulesScreen)], ids=["notes", "rules"])
async def test_escape_says_whether_it_clears_the_filter_or_goes_back(
    opened: Open, keys: list[str], screen: type[Notes | RulesScreen]
) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        await pilot.press(*keys, "slash", *"the", "enter")
        await settled(app, pilot)
        filtered = screen_text(app).splitlines()[-1]
        await pilot.press("escape")
        await settled(app, pilot)
        assert isinstance(app.screen, screen)
        whole = screen_text(app).splitlines()[-1]
        await pilot.press("escape")
        await settled(app, pilot)

        assert "esc clear filter" in filtered
        assert "esc back" not in filtered
        assert "esc back" in whole
        assert not isinstance(app.screen, screen)


async def test_a_case_that_cannot_be_called_so_is_told_by_the_label_and_without_a_code(opened: Open) -> None:
    app = opened(demo=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        from assistant.tui.screens.beginning import ask_for_a_case

        ask_for_a_case(app)
        await pilot.pause()
        assert isinstance(app.screen, Naming)
        app.screen.query_one("#name", Input).value = "Oak House!"
        await pilot.press("enter")
        await pilot.pause()

        told = words(screen_text(app))
        assert "Name of the case: a case cannot be called “Oak House!”: write letters" in told
        assert "shape-bad" not in told


@pytest.mark.parametrize(
    "key,asked",
    [
        ("1", "Say why nobody has to act now"),
        ("2", "All three are needed."),
        ("3", "It stands on every screen until it is done."),
    ],
)
async def test_where_a_child_is_in_danger_each_answer_says_what_is_to_be_told_and_the_keys_stay_in_sight(
    opened: Open, key: str, asked: str
) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        interview(app).answer(SAFE, Answer("answered", "at_risk"))
        await pilot.pause()
        await pilot.press(key, "ctrl+s")
        await settled(app, pilot)

        text = words(screen_text(app).replace("┃", " "))
        assert asked in text
        assert "✗" in text
        assert "^s keep esc back" in text


async def test_the_outline_tells_an_area_from_a_section_and_detail_from_core(opened: Open) -> None:
    app = opened(demo=True)
    async with app.run_test(size=(80, 60)) as pilot:
        await settled(app, pilot)
        sampled = app.pack.directory / "knowledge/cases/12-declined-on-balance.yaml"
        app.open_case(import_file(app.ledger, sampled, app.pack).case.id)
        await settled(app, pilot)
        await pilot.press("o")
        await settled(app, pilot)
        text = words(screen_text(app))
        assert "Area: Experiences 22/22" in text
        assert "✓ Experiences and progress 8/8" in text
        assert "· D 6/7 detail" in text
