"""A child is added by a label, with dates that are that child's own."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from assistant.case import Key
from assistant.tui.app import SccifApp
from assistant.tui.screens.adding import Adding
from assistant.tui.screens.interview import Interview
from assistant.work.interview import Closing
from tests.tui.conftest import Open, interview, on_disk, screen_text
from tests.tui.test_own_view import flat


async def form_of_a_resident(app: SccifApp, pilot: Pilot[int]) -> Adding:
    """The form that adds a child who has lived here throughout, in front."""
    screen = Adding("resident")
    interview(app).app.push_screen(screen)
    await pilot.pause()
    return screen


async def test_one_childs_dates_never_go_to_another_and_a_name_is_refused_in_words(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        screen = await form_of_a_resident(app, pilot)
        label, arrived = screen.query_one("#label", Input), screen.query_one("#arrived", Input)
        registered = next(child for child in on_disk(app).children if child.arrived)
        label.value = registered.label
        await pilot.pause()
        assert arrived.value == str(registered.arrived)

        label.value = "Q"
        await pilot.pause()
        assert arrived.value == ""

        label.value = "Tommy"
        screen.do_keep()
        await pilot.pause()
        assert "never a name" in screen_text(app)


async def test_of_a_child_who_neither_came_nor_left_no_day_of_leaving_is_asked(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        screen = await form_of_a_resident(app, pilot)

        assert [field.border_title for field in screen.query(Input)] == ["Label", "Arrived"]


@pytest.mark.parametrize(
    "section, day, told",
    [
        (
            "resident",
            "2018-09-01",
            "Arrived 2018-09-01 is after the baseline, 2018-05-14: is this a child who came?",
        ),
        ("newcomer", "2018-03", "Arrived 2018-03 is before the baseline, 2018-05-14. Is this right?"),
        ("leaver", "2018-05-13", "Left 2018-05-13 is before the baseline, 2018-05-14. Is this right?"),
        ("leaver", "2030-01-01", "Left 2030-01-01 is after this inspection"),
    ],
)
async def test_a_day_that_does_not_fit_is_asked_about_at_once_and_refused_never(
    opened: Open, section: str, day: str, told: str
) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        interview(app).go(Closing(section))
        await pilot.press("r", "a")
        await pilot.pause()
        form = app.screen
        form.query_one("#label", Input).value = "Q"
        field = "left" if section == "leaver" else "arrived"
        form.query_one(f"#{field}", Input).value = day
        await pilot.pause()
        assert told in flat(screen_text(app))

        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, Interview)
        assert f"child Q: {told}" in flat(screen_text(app))
        assert Key(section, "Q") in on_disk(app).records


async def test_of_days_that_fit_nothing_is_asked(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        interview(app).app.push_screen(screen := Adding("resident"))
        await pilot.pause()
        screen.query_one("#label", Input).value = "Q"
        screen.query_one("#arrived", Input).value = "2018-05-14"
        await pilot.pause()

        assert screen.asks == ""
