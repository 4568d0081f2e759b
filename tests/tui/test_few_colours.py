"""With sixteen colours, or none, the line under the cursor is seen by more than its colour."""

from __future__ import annotations

import pytest
from textual.widgets import OptionList

from assistant.tui.app import SccifApp
from assistant.tui.themes import THEMES
from tests.tui.conftest import Open


def underlined(app: SccifApp) -> set[str]:
    """What is drawn underlined."""
    strips = app.screen._compositor.render_strips()
    return {one.text.strip() for strip in strips for one in strip if one.style and one.style.underline}


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
async def test_the_line_under_the_cursor_is_underlined_where_colours_are_few(
    opened: Open, monkeypatch: pytest.MonkeyPatch, theme: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = opened("fresh")
    app.theme = theme
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        first = underlined(app)
        await pilot.press("down")
        await pilot.pause()

        assert isinstance(app.focused, OptionList)
        assert first
        assert underlined(app) != first


async def test_with_many_colours_nothing_is_underlined(opened: Open) -> None:
    app = opened("fresh")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()

        assert not app.has_class("-few-colours")
