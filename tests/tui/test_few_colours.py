"""With sixteen colours, or none, the line under the cursor is seen by more than its colour."""

from __future__ import annotations

import pytest
from rich.color import Color as RichColor
from rich.color import ColorSystem
from textual.color import Color
from textual.theme import Theme
from textual.widgets import OptionList

from assistant.tui.app import SccifApp
from assistant.tui.themes import FEW_COLOURS, THEMES
from tests.tui.colours import ratio
from tests.tui.conftest import Open

WRITTEN = ["ink", "quiet", "accent", "good", "even", "bad", "warn"]


def palette(dark: str, light: str) -> list[tuple[int, int, int]]:
    """Sixteen colours: eight, and the same eight bright."""
    return [(int(one[:2], 16), int(one[2:4], 16), int(one[4:], 16)) for one in f"{dark} {light}".split(" ")]


XTERM = palette(
    "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5",
    "7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff",
)
CONSOLE = palette(
    "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa",
    "555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff",
)


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


@pytest.mark.parametrize("theme", FEW_COLOURS, ids=lambda theme: str(theme.name))
def test_what_a_theme_comes_to_in_sixteen_colours_is_read_on_its_paper(theme: Theme) -> None:
    """By the colours of xterm and by those of a console, which show some of the sixteen very differently."""

    def seen(name: str) -> list[Color]:
        number = RichColor.parse(theme.variables[name]).downgrade(ColorSystem.STANDARD).number or 0
        return [Color(*colours[number]) for colours in (XTERM, CONSOLE)]

    papers = {"paper": WRITTEN, "bar": WRITTEN, "cursor-blurred": WRITTEN, "alarm": ["alarm-ink"]}
    papers |= {"cursor": [*WRITTEN, "cursor-ink"], "warn": ["paper"]}
    poor = [
        f"{ink} on {paper}"
        for paper, inks in papers.items()
        for ink in inks
        if any(ratio(one, other) < 3 for one, other in zip(seen(ink), seen(paper), strict=True))
    ]

    assert poor == []
