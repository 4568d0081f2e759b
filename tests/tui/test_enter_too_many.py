"""One Enter too many, after the one that closed a form, takes nothing of the question behind it."""

from __future__ import annotations

import pytest
from textual.widgets import Select

from assistant.tui.screens.details import Details
from assistant.tui.screens.interview import Interview
from assistant.work.interview import Closing
from tests.tui.conftest import Open, interview, on_disk, screen_text
from tests.tui.test_typing_quickly import burst


@pytest.mark.parametrize("section, lines", [("resident", 2), ("leaver", 3)])
async def test_one_enter_too_many_in_the_form_that_adds_a_child_answers_nothing(
    opened: Open, section: str, lines: int
) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        interview(app).go(Closing(section))
        await pilot.press("r", "a", *["enter"] * lines)
        await pilot.pause()
        added = interview(app).at
        assert added is not None
        assert added.key.record == section
        assert "enter twice take" in screen_text(app)

        await pilot.press("enter")
        await pilot.pause()
        assert interview(app).at == added
        assert on_disk(app).answer(added) is None
        assert "this enter answered nothing, as you were elsewhere: press it again" in screen_text(app)

        await pilot.press("enter")
        await pilot.pause()
        assert on_disk(app).answer(added) is not None


async def test_enters_typed_at_once_with_those_that_fill_in_a_form_answer_nothing(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        interview(app).go(Closing("leaver"))
        await burst(app, pilot, "ra", *["enter"] * 6)

        added = interview(app).at
        assert added is not None
        assert on_disk(app).answer(added) is None


async def test_a_key_that_looks_at_the_question_lets_the_next_enter_count(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        interview(app).go(Closing("leaver"))
        await pilot.press("r", "a", "enter", "enter", "enter", "down", "enter")
        await pilot.pause()

        added = interview(app).at
        assert added is not None
        assert on_disk(app).answer(added) is not None


async def test_enter_after_a_form_that_was_kept_by_its_own_key_counts_at_once(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        at = interview(app).at
        assert at is not None
        assert on_disk(app).answer(at) is None
        await pilot.press("f3", "ctrl+s")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()

        assert on_disk(app).answer(at) is not None


async def test_enter_visits_the_drop_down_of_this_inspection_and_closes_nothing(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        before = on_disk(app)
        await pilot.press("f3", *["enter"] * 7)
        await pilot.pause()

        assert isinstance(app.screen, Details)
        assert app.screen.query_one(Select).has_focus

        await pilot.press("enter", "enter")
        await pilot.pause()
        assert isinstance(app.screen, Details)

        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, Interview)
        assert on_disk(app) == before
