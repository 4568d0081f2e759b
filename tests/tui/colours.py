"""Whether each pair of ink and paper that is drawn on a screen passes WCAG AA, in every theme."""

from __future__ import annotations

from rich.color import Color as RichColor
from textual.color import Color
from textual.pilot import Pilot

from assistant.tui.app import SccifApp
from assistant.tui.themes import THEMES

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
