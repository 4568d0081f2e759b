"""One key copies what has the focus on any screen, and it is said where it went."""

from __future__ import annotations

from typing import Any

import pytest
from textual.widgets import TextArea

from assistant.tui.actions import of_context
from assistant.tui.app import SccifApp
from assistant.tui.screens.base import Acting
from assistant.tui.screens.cases import Cases
from assistant.tui.widgets.case_table import CaseTable
from tests.tui.conftest import SIZES, Open, interview, place, screen_text
from tests.tui.screens import press, settled, walk
from tests.tui.test_actions import SCREENS
from tests.tui.test_own_view import flat

LEAVER = place("leaver:A.planning")


@pytest.mark.parametrize("screen", SCREENS, ids=lambda one: one.__name__)
def test_every_screen_has_the_one_key(screen: type[Acting[Any]]) -> None:
    keys = [action.keys for action in of_context(screen.CONTEXT) if "copy" in action.id]

    assert keys == ["ctrl+c"]


async def test_on_every_screen_it_copies_something_or_says_that_there_is_nothing(opened: Open) -> None:
    app = opened(demo=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(app, pilot, "3")
        async for name in walk(app, pilot):
            if not isinstance(app.screen, Acting):
                continue  # the palette, of which nothing is copied
            await press(app, pilot, "ctrl+c")
            text = flat(screen_text(app))
            assert ("went to the terminal's clipboard" in text) or ("nothing here to copy" in text), name


@pytest.mark.parametrize("size", SIZES)
async def test_it_is_said_what_went_where_and_what_to_do_if_nothing_arrives(
    sealed: SccifApp, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TMUX", raising=False)
    async with sealed.run_test(size=size) as pilot:
        await settled(sealed, pilot)
        interview(sealed).go(LEAVER)
        await press(sealed, pilot, "ctrl+c")

        text = flat(screen_text(sealed))
        assert f"the question ({len(sealed.clipboard)} characters) went to the terminal's clipboard" in text
        assert "If nothing arrives: mark it with the mouse, shift held down" in text
        assert "`sccif cases show sc000001-2019-03`" in text


async def test_within_tmux_it_is_said_what_tmux_asks_for(
    sealed: SccifApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMUX", "/tmp/tmux-0/default,1,0")
    async with sealed.run_test(size=(120, 40)) as pilot:
        await settled(sealed, pilot)
        await press(sealed, pilot, "ctrl+c")

        assert "set -g set-clipboard on" in screen_text(sealed)


async def test_a_question_is_copied_with_what_was_said(opened: Open) -> None:
    app = opened(demo=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(app, pilot, "3")
        interview(app).go(place("manager.post"))
        await press(app, pilot, "ctrl+c")

        asked, said, cites = app.clipboard.splitlines()
        assert asked.endswith("Who holds the manager's post today?  (manager.post)")
        assert said == "→ No permanent manager at work"
        assert cites.startswith("§")


async def test_a_note_is_copied_whole_though_the_list_cuts_it(opened: Open) -> None:
    app = opened()
    text = "the door was shut and " * 40
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        await press(app, pilot, "f2", "n")
        app.screen.query_one(TextArea).insert(text)
        await press(app, pilot, "ctrl+s", "ctrl+c")

        assert app.clipboard.startswith(text.strip())


async def test_a_line_of_the_explanation_and_a_paragraph_are_copied(opened: Open) -> None:
    app = opened(demo=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(app, pilot, "3")
        interview(app).go(LEAVER)
        await press(app, pilot, "t", "ctrl+c")
        assert f"§{app.pack.questions['leaver']['planning'].cites[0]}" in app.clipboard

        await press(app, pilot, "escape", "e", "down", "down", "ctrl+c")
        assert app.clipboard
        assert "\n" not in app.clipboard
        assert app.clipboard[:40] in flat(screen_text(app))


async def test_a_line_of_the_table_is_copied_with_the_name_of_the_case_first(listed: SccifApp) -> None:
    async with listed.run_test(size=(80, 24)) as pilot:
        await settled(listed, pilot)
        screen = listed.screen
        assert isinstance(screen, Cases)
        under = screen.query_one(CaseTable).under_cursor
        assert under is not None
        await press(listed, pilot, "ctrl+c")

        assert listed.clipboard.split("\t")[0] == under.case_id


async def test_in_a_field_the_text_is_copied_or_what_of_it_is_marked(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(80, 24)) as pilot:
        await settled(sealed, pilot)
        await press(sealed, pilot, "j", "2", *"the post", "ctrl+c")
        assert sealed.clipboard == "the post"

        await press(sealed, pilot, "shift+left", "shift+left", "ctrl+c")
        assert sealed.clipboard == "st"
        assert sealed.screen.query_one(TextArea).text == "the post"


async def test_the_timeline_is_copied_whole(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(80, 24)) as pilot:
        await settled(sealed, pilot)
        await press(sealed, pilot, "f6", "ctrl+c")

        assert sealed.clipboard.startswith("sc000001-2019-03\n")
        assert "sccif cases timeline sc000001-2019-03" in flat(screen_text(sealed))


async def test_the_palette_copies_what_had_the_focus(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        interview(app).go(LEAVER)
        await press(app, pilot, "ctrl+p", *"copy")
        await press(app, pilot, "enter")

        assert "(leaver:A.planning)" in app.clipboard


async def test_what_is_only_tried_says_so_where_it_is_pasted(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(120, 40)) as pilot:
        await settled(sealed, pilot)
        interview(sealed).go(place("manager.post"))
        await press(sealed, pilot, "f5", "1", "ctrl+c")
        assert sealed.clipboard.endswith("(tried only, not recorded)")

        await press(sealed, pilot, "right", "ctrl+c")
        assert "tried" not in sealed.clipboard


async def test_no_control_character_reaches_the_clipboard(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        await press(app, pilot, "f2", "n")
        app.screen.query_one(TextArea).text = "a\x1b]52;c;eA==\x07b\ud800"
        await press(app, pilot, "ctrl+c")

        assert app.clipboard == "ab\ufffd"
