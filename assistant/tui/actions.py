"""The one registry of what can be done: keys, footer, help and palette all read it (`assistant.tui.keys`).

Keys are safe ones only: letters, F-keys, arrows, and ctrl with letters that no terminal takes for
something else. Nothing needs shift with ctrl, and everything stands in the palette too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assistant.tui.situation import Situation


def _always(_: Situation) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Action:
    """Something a person can do on the screens named by `contexts`."""

    id: str
    keys: str
    """As Textual names them, the first shown."""
    shown: str
    label: str
    help: str
    contexts: tuple[str, ...]
    valid: Callable[[Situation], bool] = _always
    foot: int = 0
    """Its place in the footer, from 1; 0 keeps it out."""


_ASKING = ("interview",)
_CHANGING = ("interview", "explanation")
_CASE = ("interview", "explanation", "sealing")
_FULL = ("samples", "interview", "explanation", "sealing")
_EVERY = (*_FULL, "writing", "danger", "adding", "picking", "confirming", "help")

ACTIONS: tuple[Action, ...] = (
    Action(
        "choose",
        "enter",
        "enter",
        "choose",
        "Take the answer under the cursor; once it is taken, go on.",
        _ASKING,
        lambda now: now.is_question and not now.is_fact,
    ),
    Action(
        "write",
        "enter",
        "enter",
        "write",
        "Write the date, number, text or counts.",
        _ASKING,
        lambda now: now.is_fact,
        foot=1,
    ),
    Action(
        "answer",
        "1,2,3,4,5,6,7,8,9",
        "1–9",
        "answer",
        "Take the answer with this number.",
        _ASKING,
        lambda now: now.is_question and not now.is_fact,
        foot=1,
    ),
    Action(
        "uncertain",
        "u",
        "u",
        "uncertain",
        "Looked at and not settled; a note says why.",
        _ASKING,
        lambda now: now.is_question,
    ),
    Action(
        "not_applicable",
        "x",
        "x",
        "does not apply",
        "Only in the case that is named; a reason says why.",
        _ASKING,
        lambda now: now.may_not_apply,
    ),
    Action(
        "note",
        "n",
        "n",
        "note",
        "Write a note on this question, with its source.",
        _ASKING,
        lambda now: now.is_question,
        foot=4,
    ),
    Action(
        "link",
        "k",
        "k",
        "link notes",
        "Link notes that are there already: supports, contradicts, or neither.",
        _ASKING,
        lambda now: now.is_answered and now.has_notes,
    ),
    Action(
        "reason",
        "b",
        "b",
        "because",
        "Write or change the reason of this answer.",
        _ASKING,
        lambda now: now.is_answered and not now.is_fact,
        foot=10,
    ),
    Action(
        "clear",
        "delete,backspace",
        "del",
        "take back",
        "Take the answer back; its notes stay.",
        _ASKING,
        lambda now: now.is_answered,
    ),
    Action(
        "next_open",
        "space",
        "space",
        "next open",
        "Go to the next place that asks for something.",
        _ASKING,
        foot=3,
    ),
    Action("next", "right", "→", "next", "Go to the next question.", _ASKING, foot=11),
    Action("previous", "left", "←", "previous", "Go to the question before.", _ASKING),
    Action(
        "add",
        "a",
        "a",
        "add",
        "Add a record to this section.",
        _ASKING,
        lambda now: now.may_add,
        foot=1,
    ),
    Action(
        "remove",
        "d",
        "d",
        "remove record",
        "Remove this record with its answers; undo brings it back.",
        _ASKING,
        lambda now: now.in_added_record,
    ),
    Action(
        "complete",
        "c",
        "c",
        "complete",
        "All were looked at; nothing more will be added.",
        _ASKING,
        lambda now: now.is_closing and not now.is_closed,
        foot=2,
    ),
    Action(
        "sampled",
        "m",
        "m",
        "sampled",
        "A sample was looked at; nothing more will be added.",
        _ASKING,
        lambda now: now.is_closing and not now.is_closed,
        foot=2,
    ),
    Action(
        "reopen",
        "r",
        "r",
        "open again",
        "Open this section to more records again.",
        _ASKING,
        lambda now: now.is_closing and now.is_closed,
        foot=2,
    ),
    Action("lines", "l", "l", "lines", "The line under every answer, or under the cursor.", _ASKING, foot=13),
    Action("outline", "o", "o", "outline", "Go to the outline of areas and records.", _ASKING, foot=5),
    Action("panel", "p", "p", "panel", "Go to the panel beside the question.", _ASKING, foot=6),
    Action(
        "card",
        "escape,i",
        "esc",
        "question",
        "Go back to the question.",
        _ASKING,
        lambda now: not now.in_card,
        foot=8,
    ),
    Action(
        "explain",
        "e",
        "e",
        "explanation",
        "What the proposal rests on, down to the paragraph.",
        ("interview",),
        lambda now: not now.is_covered,
        foot=7,
    ),
    Action(
        "seal",
        "s",
        "s",
        "seal your view",
        "State your own view with reasons; then the proposal is shown.",
        ("interview",),
        lambda now: now.is_sealable,
        foot=7,
    ),
    Action(
        "act",
        "f4",
        "f4",
        "what was done",
        "Say what was done, who was told and when.",
        _CASE,
        lambda now: now.is_danger,
        foot=1,
    ),
    Action("open", "enter", "enter", "open", "Open the sample under the cursor.", ("samples",), foot=1),
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
        foot=1,
    ),
    Action("take", "1,2,3,4,5,6,7,8,9", "1–9", "answer", "Take this answer.", ("danger",), foot=2),
    Action("yes", "y", "y", "yes", "Do what is asked.", ("confirming",), foot=1),
    Action("no", "n,escape", "n", "no", "Leave all as it is.", ("confirming",), foot=2),
    Action("keep_seal", "ctrl+s", "^s", "seal", "Seal this view; it is stated once.", ("sealing",), foot=2),
    Action("keep", "ctrl+s", "^s", "keep", "Keep what is written.", ("writing", "danger", "adding"), foot=1),
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
        ("interview", "explanation"),
        lambda now: not now.is_saved,
        foot=1,
    ),
    Action(
        "back",
        "escape",
        "esc",
        "back",
        "Go back; what is half written is kept as a draft.",
        ("explanation", "sealing", "writing", "danger", "adding", "picking", "help"),
        foot=20,
    ),
    Action(
        "samples",
        "f10",
        "f10",
        "samples",
        "Go back to the list of samples.",
        _ASKING,
        lambda now: now.can_go_back,
    ),
    Action("theme", "f8", "f8", "theme", "Dark, light, high contrast.", _FULL),
    Action("keys", "f1", "f1", "help", "What can be done here, and with which key.", _FULL, foot=21),
    Action("palette", "ctrl+p", "^p", "all", "Everything that can be done now, by name.", _FULL, foot=22),
    Action("leave", "ctrl+q", "^q", "quit", "Leave; everything is on disk.", _EVERY, foot=23),
)


def of_context(context: str) -> Iterator[Action]:
    """The actions of one kind of screen, in the order of the registry."""
    return (action for action in ACTIONS if context in action.contexts)
