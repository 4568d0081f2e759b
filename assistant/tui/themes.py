"""The program's own themes: dark, light and high contrast. Every pair of colours used passes WCAG AA.

The tone of an outcome (good, even, bad, quiet) is a colour here; its sign is the pack's, so that no
colour stands alone.
"""

from __future__ import annotations

from textual.theme import Theme


def _theme(name: str, colours: dict[str, str], *, dark: bool) -> Theme:
    ink, paper, bar, quiet = colours["ink"], colours["paper"], colours["bar"], colours["quiet"]
    accent, cursor, cursor_ink = colours["accent"], colours["cursor"], colours["cursor-ink"]
    return Theme(
        name=name,
        dark=dark,
        primary=accent,
        secondary=colours["even"],
        accent=accent,
        warning=colours["warn"],
        error=colours["bad"],
        success=colours["good"],
        foreground=ink,
        background=paper,
        surface=paper,
        panel=bar,
        boost=bar,
        variables={
            **colours,
            "tone-good": colours["good"],
            "tone-even": colours["even"],
            "tone-bad": colours["bad"],
            "tone-quiet": quiet,
            "text": ink,
            "text-muted": quiet,
            "text-disabled": quiet,
            "foreground-muted": quiet,
            "border": accent,
            "border-blurred": colours["line"],
            "block-cursor-background": cursor,
            "block-cursor-foreground": cursor_ink,
            "block-cursor-text-style": "bold",
            "block-cursor-blurred-background": colours["cursor-blurred"],
            "block-cursor-blurred-foreground": ink,
            "block-cursor-blurred-text-style": "none",
            "block-hover-background": bar,
            "input-cursor-background": ink,
            "input-cursor-foreground": paper,
            "input-cursor-text-style": "none",
            "input-selection-background": cursor,
            "screen-selection-background": cursor,
            "screen-selection-foreground": cursor_ink,
            "scrollbar": colours["line"],
            "scrollbar-hover": quiet,
            "scrollbar-active": accent,
            "scrollbar-background": paper,
            "scrollbar-background-hover": paper,
            "scrollbar-background-active": paper,
            "scrollbar-corner-color": paper,
        },
    )


DARK = _theme(
    "sccif-dark",
    {
        "paper": "#12161b",
        "ink": "#e8e6e0",
        "bar": "#1e252d",
        "quiet": "#a4aeb9",
        "line": "#3c4853",
        "accent": "#7cc4e8",
        "cursor": "#1f4059",
        "cursor-ink": "#ffffff",
        "cursor-blurred": "#25303a",
        "good": "#86d694",
        "even": "#9dbdf5",
        "bad": "#ffa394",
        "warn": "#f2c76e",
        "alarm": "#8c1c13",
        "alarm-ink": "#ffffff",
    },
    dark=True,
)

_LIGHT = {
    "paper": "#fbfaf6",
    "ink": "#1c2228",
    "bar": "#ebe7dc",
    "quiet": "#4d565f",
    "line": "#b9b4a6",
    "accent": "#0a557f",
    "cursor": "#cbe0f0",
    "cursor-ink": "#0c1a26",
    "cursor-blurred": "#e3e2dc",
    "good": "#1b5c28",
    "even": "#234789",
    "bad": "#97190f",
    "warn": "#6b4300",
    "alarm": "#97190f",
    "alarm-ink": "#ffffff",
}
LIGHT = _theme("sccif-light", _LIGHT, dark=False)

CONTRAST = _theme(
    "sccif-contrast",
    {
        "paper": "#000000",
        "ink": "#ffffff",
        "bar": "#000000",
        "quiet": "#ffffff",
        "line": "#ffffff",
        "accent": "#ffff00",
        "cursor": "#00287a",
        "cursor-ink": "#ffffff",
        "cursor-blurred": "#262600",
        "good": "#7dff7d",
        "even": "#9fd0ff",
        "bad": "#ffb3a7",
        "warn": "#ffff00",
        "alarm": "#ffffff",
        "alarm-ink": "#000000",
    },
    dark=True,
)

THEMES = (DARK, LIGHT, CONTRAST)
FEW_COLOURS = (DARK, _theme("sccif-light", {**_LIGHT, "warn": _LIGHT["bad"]}, dark=False), CONTRAST)
"""The same on a terminal with sixteen colours. What is brown would be its yellow there, which nobody reads on white."""
IDS = {"dark": DARK.name, "light": LIGHT.name, "high-contrast": CONTRAST.name}
"""Each theme by the word that the configuration has for it."""
