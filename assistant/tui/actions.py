"""The one registry of what can be done: keys, footer, help and palette all read it (`assistant.tui.keys`).

Keys are safe ones only: letters, F-keys, arrows, and ctrl with letters that no terminal takes for
something else. Nothing needs shift with ctrl, and everything stands in the palette too.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.tui.action import Action
from assistant.tui.asking import ASKING
from assistant.tui.browsing import BROWSING
from assistant.tui.comparing import CONSISTENCY
from assistant.tui.deciding import DECIDING
from assistant.tui.learning import LEARNING
from assistant.tui.listing import LISTING
from assistant.tui.noting import NOTING
from assistant.tui.reporting import REPORTING
from assistant.tui.reviewing import REVIEWING
from assistant.tui.timing import TIMING
from assistant.tui.trying import TRYING

__all__ = ["ACTIONS", "Action", "of_context"]

_CHANGING = ("interview", "explanation", "notes", "report")
_DECIDING = ("judgement", "case_review")
_CASE = (
    "interview",
    "explanation",
    "sealing",
    "ending",
    "notes",
    *_DECIDING,
    "timeline",
    "report",
    "review",
    "proofs",
    "rules",
)
_FULL = (
    "samples",
    "cases",
    "diary",
    "consistency",
    "impact",
    "training",
    "drills",
    "progress",
    "consensus",
    "trying",
    *_CASE,
)
_OVER = ("linking", "finding", "paragraph")
_DIALOGUES = (*_OVER, "writing", "danger", "adding", "details", "picking", "confirming", "meeting")
_EVERY = (*_FULL, *_DIALOGUES, "help")

ACTIONS: tuple[Action, ...] = (
    *ASKING,
    *BROWSING,
    *DECIDING,
    *LEARNING,
    *LISTING,
    *NOTING,
    *REPORTING,
    *REVIEWING,
    *TIMING,
    *TRYING,
    Action(
        "act",
        "f4",
        "f4",
        "what was done",
        "Where an answer says that a child may be in danger: say what was done, who was told and when.",
        _CASE,
        lambda now: now.is_danger,
        foot=1,
        not_now="nothing needs action now",
    ),
    Action(
        "page",
        "1,2,3,4",
        "1–4",
        "pages",
        "Why; why not; what would change it; what each answer moves.",
        ("explanation",),
        foot=1,
    ),
    Action("turn", "tab", "tab", "next page", "Turn to the next page.", ("explanation",), foot=3),
    *CONSISTENCY,
    Action(
        "question",
        "g",
        "g",
        "go to the question",
        "Go to the question that the line under the cursor stands on.",
        ("explanation", "notes"),
        lambda now: now.has_place,
        foot=2,
    ),
    Action(
        "open_number",
        "1,2,3,4,5,6,7,8,9",
        "1–9",
        "open by number",
        "Open the sample with this number.",
        ("samples",),
        foot=2,
    ),
    Action(
        "set",
        "1,2,3,4,5,6,7,8,9",
        "1–9",
        "set",
        "Set the evaluation or judgement under the cursor.",
        ("sealing",),
        lambda now: now.in_card,
        foot=1,
    ),
    Action(
        "take",
        "1,2,3,4,5,6,7,8,9",
        "1–9",
        "answer",
        "Take this answer.",
        ("danger",),
        lambda now: now.in_card,
        foot=2,
    ),
    Action("yes", "y", "y", "yes", "Do what is asked.", ("confirming",), lambda now: now.in_card, foot=1),
    Action("no", "n", "n", "no", "Leave all as it is.", ("confirming",), lambda now: now.in_card, foot=2),
    Action("not_now", "escape", "esc", "back", "Leave all as it is.", ("confirming",)),
    Action("keep_seal", "ctrl+s", "^s", "seal", "Seal this view; it is stated once.", ("sealing",), foot=2),
    Action(
        "keep",
        "ctrl+s",
        "^s",
        "keep",
        "Keep what is written.",
        ("writing", "danger", "adding", "details", "meeting", *_DECIDING),
        foot=1,
    ),
    Action(
        "undo", "ctrl+z", "^z", "undo", "Undo the last step.", _CHANGING, lambda now: now.can_undo, foot=12
    ),
    Action("redo", "ctrl+y", "^y", "redo", "Make the step again.", _CHANGING, lambda now: now.can_redo),
    Action(
        "save",
        "ctrl+s",
        "^s",
        "save",
        "Try to save again.",
        ("interview", "explanation", "report", "review"),
        lambda now: not now.is_saved,
        foot=1,
        not_now="nothing waits to be saved: what you did is in the store",
    ),
    Action(
        "back",
        "escape",
        "esc",
        "back",
        "Go back; what is half written is kept as a draft.",
        (
            "explanation",
            "sealing",
            "ending",
            "notes",
            *_DECIDING,
            *_OVER,
            "writing",
            "danger",
            "adding",
            "details",
            "picking",
            "meeting",
            "diary",
            "consistency",
            "impact",
            "training",
            "drills",
            "progress",
            "consensus",
            "timeline",
            "report",
            "review",
            "help",
            "proofs",
            "rules",
        ),
        lambda now: not now.is_filtered and (now.context != "rules" or not now.is_filtering),
        foot=20,
    ),
    Action(
        "prove",
        "v",
        "v",
        "prove again",
        "Prove now that it always holds, whatever was known of it.",
        ("proofs",),
        lambda now: not now.is_proving,
        foot=1,
    ),
    Action(
        "stop_proving",
        "x",
        "x",
        "stop proving",
        "Stop proving; what is proved so far stays, and nothing else is said of the others.",
        ("proofs",),
        lambda now: now.is_proving,
        foot=1,
    ),
    Action(
        "case",
        "tab",
        "tab",
        "list / case",
        "Go from what always holds to the case in which it does not, and back.",
        ("proofs",),
        foot=2,
    ),
    Action(
        "copy",
        "ctrl+c",
        "^c",
        "copy",
        "Copy what is marked, or has the focus, to the terminal's clipboard; it is told what, and what to "
        "do if nothing arrives.",
        _EVERY,
    ),
    Action(
        "proofs",
        "f7",
        "f7",
        "what always holds",
        "What these rules always conclude, whatever the answers (their properties), and whether it is proved.",
        ("samples", "cases", "interview", "explanation", "sealing", "rules"),
        foot=21,
    ),
    Action("theme", "f8", "f8", "theme", "Dark, light, high contrast.", _FULL),
    Action(
        "keys",
        "f1",
        "f1",
        "help",
        "What can be done here, and with which key.",
        (*_FULL, *_DIALOGUES),
        foot=21,
    ),
    Action("palette", "ctrl+p", "^p", "all", "Everything that can be done now, by name.", _FULL, foot=22),
    Action(
        "leave",
        "ctrl+q",
        "^q",
        "quit",
        "Leave; what you did is in the store, and the store of `sccif demo` is thrown away.",
        _EVERY,
        foot=23,
    ),
)


def of_context(context: str) -> Iterator[Action]:
    """The actions of one kind of screen, in the order of the registry."""
    return (action for action in ACTIONS if context in action.contexts)
