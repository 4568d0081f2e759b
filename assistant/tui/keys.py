"""Turns the registry of actions into the keys of a screen and the line at its foot."""

from __future__ import annotations

from textual.binding import Binding

from assistant.tui.actions import Action, of_context
from assistant.tui.situation import Situation

NUMBERS = "1–9"
"""How number keys are shown of which each takes the answer with its number."""
MOVING = (
    Binding("up", "move(-1)", show=False),
    Binding("down", "move(1)", show=False),
    Binding("pageup", "page(-1)", show=False),
    Binding("pagedown", "page(1)", show=False),
    Binding("home", "edge(0)", show=False),
    Binding("end", "edge(-1)", show=False),
)
"""How one goes through what draws its own lines."""


def bindings(context: str) -> list[Binding]:
    """The keys of one kind of screen. An action with number keys gets the number."""
    found = []
    for action in of_context(context):
        for key in action.keys.split(","):
            call = f"act('{action.id}', {key})" if key.isdigit() else f"act('{action.id}')"
            found.append(
                Binding(key, call, action.label, show=False, priority=key in ("ctrl+q", "ctrl+c", "f1"))
            )
    return found


def footer(now: Situation) -> list[Action]:
    """What the footer shows: valid now, in the order of their places."""
    shown = (as_now(action, now) for action in of_context(now.context) if action.foot and action.valid(now))
    return sorted(shown, key=lambda action: action.foot)


def as_now(action: Action, now: Situation) -> Action:
    """An action with the numbers that give an answer now, not all that some screen takes; and Enter where it takes."""
    if now.is_by_enter:
        action = action._replace(shown=action.shown.removeprefix("enter, ").removesuffix(" enter"))
    if not now.choices or action.shown != NUMBERS:
        return action
    return action._replace(shown=f"1–{now.choices}" if now.choices > 1 else "1")
