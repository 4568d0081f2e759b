"""Every pair of colours that is drawn on any screen passes WCAG AA, in each theme."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.color import Color as RichColor
from textual.color import Color
from textual.pilot import Pilot

from assistant.pack import Pack
from assistant.tui.app import SccifApp
from assistant.tui.themes import CONTRAST, IDS, LIGHT, THEMES
from assistant.work.configuration import remember_theme
from tests.tui.conftest import Open
from tests.tui.screens import walk
from tests.tui.shots import DECISIONS, LISTS, SHOTS, come_to, prepare

# They go where other tests have been: measured again, they would take twice as long.
pytestmark = pytest.mark.no_cover

AA = 4.5
LINES = set("─│┌┐└┘├┤┬┴┼━┃╭╮╰╯╱╲▁▂▃▄▅▆▇█▉▊▋▌▍▎▏▐░▒▓▔▕┄┈▖▗▘▝⎸⎹▀┏┓┗┛┍┑╸╺╶╴╵╷")
"""Frames, bars and guides: they say nothing that is not said in words."""


def luminance(color: Color) -> float:
    def channel(value: int) -> float:
        share = value / 255
        return share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4

    return 0.2126 * channel(color.r) + 0.7152 * channel(color.g) + 0.0722 * channel(color.b)


def ratio(one: Color, other: Color) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def pairs(app: SccifApp) -> dict[tuple[str, str], str]:
    """Each pair of ink and paper on the screen, with a text that is drawn in it.

    What lies dimmed behind a dialogue is inactive, and not looked at.
    """
    found: dict[tuple[str, str], str] = {}
    dialogue = app.screen.query("#dialogue, #--input, CommandList")
    regions = [widget.region for widget in dialogue] if app.screen.is_modal else [app.screen.region]
    for y, strip in enumerate(app.screen._compositor.render_strips()):
        x = 0
        for segment in strip:
            inside = any(region.contains(x, y) for region in regions)
            x += segment.cell_length
            text, style = segment.text.strip(), segment.style
            if not inside or not text or set(text) <= LINES:
                continue
            assert style is not None, text
            assert style.color is not None, text
            assert style.bgcolor is not None, text
            ink, paper = _hex(style.color), _hex(style.bgcolor)
            found[(paper, ink) if style.reverse else (ink, paper)] = text
    return found


async def poor_pairs(app: SccifApp, pilot: Pilot[int], shown: str) -> list[str]:
    """The pairs that do not pass on the screen as it is now, in each theme."""
    poor = []
    for theme in THEMES:
        app.theme = theme.name
        await pilot.pause()
        seen = pairs(app)
        assert seen, shown
        for (ink, paper), text in seen.items():
            measured = ratio(Color.parse(ink), Color.parse(paper))
            if measured < AA:
                poor.append(f"{theme.name}, {shown}: {ink} on {paper} is {measured:.1f}: {text}")
    return poor


def _hex(color: RichColor) -> str:
    return color.get_truecolor().hex


@pytest.mark.parametrize("demo,size", [(False, (80, 24)), (True, (120, 40))], ids=["open", "demo"])
async def test_every_pair_that_is_drawn_on_the_way_through_a_case_passes(
    opened: Open, demo: bool, size: tuple[int, int]
) -> None:
    app, poor = opened("oak", demo=demo), []
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        if demo:
            await pilot.press("3")
            await pilot.pause()
        async for name in walk(app, pilot):
            poor += await poor_pairs(app, pilot, name)
    assert not poor


PICTURES = {
    **dict.fromkeys(SHOTS, "opened"),
    **dict.fromkeys(LISTS, "listed"),
    **dict.fromkeys(DECISIONS, "sealed"),
}


@pytest.mark.parametrize("shot", PICTURES)
async def test_every_pair_in_each_picture_passes(
    request: pytest.FixtureRequest, pack: Pack, monkeypatch: pytest.MonkeyPatch, shot: str
) -> None:
    prepare(shot, pack, monkeypatch)
    made = request.getfixturevalue(PICTURES[shot])
    if shot in SHOTS:
        demo, keys = SHOTS[shot]
        app = made(demo=demo)
    else:
        app, keys = made, (LISTS | DECISIONS)[shot]

    async with app.run_test(size=(80, 24)) as pilot:
        await come_to(app, pilot, shot, keys)
        poor = await poor_pairs(app, pilot, shot)

    assert not poor


def test_every_theme_has_a_name_for_people() -> None:
    assert set(IDS.values()) == {theme.name for theme in THEMES}


async def test_the_theme_chosen_last_is_there_at_the_next_start(opened: Open) -> None:
    app = opened("oak")
    async with app.run_test() as pilot:
        await pilot.press("f8")

    assert opened("oak").theme == LIGHT.name


def test_the_theme_of_the_configuration_wins_over_the_one_chosen_last(
    opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "config.toml"
    config.write_text('theme = "high-contrast"\n')
    monkeypatch.setenv("SCCIF_CONFIG", str(config))
    remember_theme("light")

    assert opened("oak").theme == CONTRAST.name
