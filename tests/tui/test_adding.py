"""A child is added by a label, with dates that are that child's own."""

from __future__ import annotations

from textual.widgets import Input

from assistant.tui.screens.adding import Adding
from tests.tui.conftest import Open, interview, on_disk, screen_text


async def test_one_childs_dates_never_go_to_another_and_a_name_is_refused_in_words(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        screen = Adding("resident")
        interview(app).app.push_screen(screen)
        await pilot.pause()
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
        screen = Adding("resident")
        interview(app).app.push_screen(screen)
        await pilot.pause()

        assert [field.border_title for field in screen.query(Input)] == ["Label", "Arrived"]
