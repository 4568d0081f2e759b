"""Every pair of colours that is drawn on any screen passes WCAG AA, in each theme."""

from __future__ import annotations

import pytest
from rich.color import Color as RichColor
from textual.color import Color

from assistant.tui.app import SccifApp
from assistant.tui.themes import NAMES, THEMES
from tests.tui.conftest import Open
from tests.tui.screens import walk

AA = 4.5
LINES = set("─│┌┐└┘├┤┬┴┼━┃╭╮╰╯╱╲▁▂▃▄▅▆▇█▉▊▋▌▍▎▏▐░▒▓▔▕┄┈▖▗▘▝⎸⎹▀┏┓┗┛┍┑╸╺╶╴╵╷")
"""Frames, bars and guides: they say nothing that is not said in words."""

BEHIND = "Dialogue"


def luminance(color: Color) -> float:
    def channel(value: int) -> float:
        share = value / 255
        return share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4

    return 0.2126 * channel(color.r) + 0.7152 * channel(color.g) + 0.0722 * channel(color.b)


def ratio(one: Color, other: Color) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def pairs(app: SccifApp) -> dict[tuple[str, str], str]:
    """Each pair of ink and paper on the screen, with a text that is drawn in it."""
    found: dict[tuple[str, str], str] = {}
    dialogue = app.screen.query("#dialogue, #--container")
    regions = [widget.region for widget in dialogue] if app.screen.is_modal else [app.screen.region]
    for y, strip in enumerate(app.screen._compositor.render_strips()):
        x = 0
        for segment in strip:
            width = segment.cell_length
            inside = any(region.contains(x, y) for region in regions)
            x += width
            style = segment.style
            if not inside or style is None or not segment.text.strip() or set(segment.text.strip()) <= LINES:
                continue
            if style.color and style.bgcolor:
                ink, paper = (
                    (_hex(style.bgcolor), _hex(style.color))
                    if style.reverse
                    else (_hex(style.color), _hex(style.bgcolor))
                )
                found[ink, paper] = segment.text.strip()
    return found


def _hex(color: RichColor) -> str:
    return color.get_truecolor().hex


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
@pytest.mark.parametrize("demo", [False, True], ids=["open", "demo"])
async def test_every_pair_that_is_drawn_passes(opened: Open, theme: str, demo: bool) -> None:
    app = opened("oak", demo=demo)
    app.theme = theme
    poor: dict[str, str] = {}
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        seen = pairs(app)
        if demo:
            await pilot.press("3")
            await pilot.pause()
        async for name in walk(app, pilot):
            seen |= pairs(app)
            for (ink, paper), text in seen.items():
                measured = ratio(Color.parse(ink), Color.parse(paper))
                if measured < AA:
                    poor[f"{ink} on {paper}"] = f"{measured:.1f} {name}: {text}"
    assert not poor
    assert len(seen) > 5


def test_every_theme_has_a_name_for_people() -> None:
    assert set(NAMES) == {theme.name for theme in THEMES}
