"""What can be done in training: a part of the registry (`assistant.tui.actions`)."""

from __future__ import annotations

from assistant.tui.action import Action

LEARNING: tuple[Action, ...] = (
    Action(
        "training",
        "t",
        "t",
        "training",
        "Constructed scenarios to judge alone, each with its debrief.",
        ("cases",),
        lambda now: not now.is_filtering,
    ),
    Action(
        "take_up",
        "enter",
        "enter",
        "judge",
        "Answer this scenario's questions and seal your own judgement of it.",
        ("training",),
        foot=1,
    ),
    Action(
        "debrief",
        "d",
        "d",
        "debrief",
        "Lay your own reading beside the authors', or show the documents again.",
        ("training",),
        lambda now: now.is_sealed,
        foot=2,
    ),
    Action(
        "text",
        "tab",
        "tab",
        "list / text",
        "Go from the scenarios to what is to be read, and back.",
        ("training",),
        foot=3,
    ),
)
