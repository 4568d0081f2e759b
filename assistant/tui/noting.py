"""What can be done about notes, and on the page that ends the interview: a part of the registry (`assistant.tui.actions`)."""

from __future__ import annotations

from assistant.tui.action import Action
from assistant.tui.situation import Situation


def _free(now: Situation) -> bool:
    return not now.is_filtering


def _on_note(now: Situation) -> bool:
    return now.has_notes and not now.is_filtering


NOTING: tuple[Action, ...] = (
    Action(
        "notes",
        "f2",
        "f2",
        "notes",
        "All notes, newest first: write or paste one, and link it to any number of answers.",
        ("interview", "ending"),
        lambda now: not now.is_scenario,
        foot=9,
    ),
    Action(
        "documents",
        "f2",
        "f2",
        "documents",
        "The documents of the scenario, whole, with the notes that you write yourself.",
        ("interview", "ending"),
        lambda now: now.is_scenario,
        foot=2,
    ),
    Action("new_note", "n", "n", "new", "Write or paste a note.", ("notes",), _free, foot=1),
    Action(
        "rewrite",
        "enter",
        "enter",
        "write",
        "Write this note anew; how it was stays in the history.",
        ("notes",),
        _on_note,
        foot=1,
    ),
    Action(
        "link_note",
        "k",
        "k",
        "link",
        "Say which answers this note supports or contradicts.",
        ("notes",),
        _on_note,
        foot=1,
    ),
    Action(
        "remove_note",
        "d",
        "d",
        "remove",
        "Take out this note if no answer is linked to it; undo brings it back.",
        ("notes",),
        _on_note,
    ),
    Action(
        "turn_link",
        "enter",
        "enter",
        "turn",
        "Supports, contradicts, or neither.",
        ("linking", "picking"),
        foot=1,
    ),
    Action(
        "find",
        "slash",
        "/",
        "find",
        "Find an answer of this question, or any question, by part of its words.",
        ("interview", "trying"),
        foot=9,
    ),
    Action("take_found", "enter", "enter", "take", "Give this answer, or go there.", ("finding",), foot=1),
    Action(
        "paragraph",
        "t",
        "t",
        "paragraph",
        "What the paragraphs say that ask for this, and where to look.",
        ("interview", "trying"),
        lambda now: now.is_question,
        foot=12,
    ),
    Action(
        "end",
        "w",
        "w",
        "what is left",
        "All that is open, thin or contradictory on one page, and the key that seals.",
        ("interview",),
        foot=3,
    ),
    Action(
        "go",
        "enter",
        "enter",
        "go there",
        "Go to what is under the cursor.",
        ("ending",),
        lambda now: now.has_place,
        foot=1,
    ),
)
