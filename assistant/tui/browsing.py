"""What can be done where rules are read: a part of the registry (`assistant.tui.actions`)."""

from __future__ import annotations

from assistant.tui.action import Action
from assistant.tui.situation import Situation


def _free(now: Situation) -> bool:
    return not now.is_filtering


BROWSING: tuple[Action, ...] = (
    Action(
        "rules",
        "f9",
        "f9",
        "rules",
        "Read the rules, the paragraphs they cite and the questions they read.",
        ("samples", "cases", "interview", "explanation", "sealing", "proofs"),
        lambda now: not now.is_filtering,
        foot=5,
    ),
    Action(
        "follow", "enter", "enter", "read", "Read it, or go where the line leads.", ("rules",), _free, foot=1
    ),
    Action(
        "shelf",
        "1,2,3",
        "1–3",
        "pages",
        "Rules; paragraphs; questions. What is looked for stays.",
        ("rules",),
        _free,
        foot=21,
    ),
    Action(
        "across",
        "tab",
        "tab",
        "text",
        "Go from the list to the text, and back.",
        ("rules",),
        _free,
        foot=3,
    ),
    Action(
        "next_shelf",
        "tab",
        "tab",
        "next page",
        "Look for the same words on the next page.",
        ("rules",),
        lambda now: now.is_filtering,
        foot=2,
    ),
    Action(
        "impact",
        "m",
        "m",
        "compare",
        "Compare these rules with those of another folder: what differs, and which cases it moves.",
        ("rules",),
        _free,
        foot=6,
    ),
)
