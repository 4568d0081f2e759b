"""What can be done where other answers are tried: a part of the registry (`assistant.tui.actions`)."""

from __future__ import annotations

from assistant.tui.action import Action

_TRYING = ("trying",)

TRYING: tuple[Action, ...] = (
    Action(
        "try",
        "f5",
        "f5",
        "try it",
        "Answer otherwise and see what would be proposed then; nothing of it is saved.",
        ("explanation", "judgement"),
        foot=8,
    ),
    Action(
        "try_here",
        "f5",
        "f5",
        "try it",
        "Answer otherwise, from this question on, and see what would be proposed then; "
        "nothing is saved. Once your own view is sealed.",
        ("interview",),
    ),
    Action(
        "take_back",
        "delete,backspace",
        "del",
        "take back",
        "The answer tried here, or under the cursor, as it is recorded again.",
        _TRYING,
        lambda now: now.is_tried,
        foot=2,
    ),
    Action(
        "take_all_back",
        "a",
        "a",
        "all back",
        "Every answer as it is recorded again.",
        _TRYING,
        lambda now: now.has_tried,
        foot=5,
    ),
    Action(
        "try_uncertain",
        "u",
        "u",
        "uncertain",
        "Try it as looked at and not settled.",
        _TRYING,
        lambda now: not now.is_fact,
    ),
    Action(
        "try_absent",
        "x",
        "x",
        "does not apply",
        "Try it as not applicable.",
        _TRYING,
        lambda now: now.may_not_apply,
    ),
    Action(
        "other_side",
        "tab",
        "tab",
        "beside",
        "From the question to what was tried, to what is recorded and tried side by side, and round.",
        _TRYING,
        foot=3,
    ),
    Action(
        "end_trying",
        "escape",
        "esc",
        "leave",
        "Leave; nothing was saved, and the case is as it was.",
        _TRYING,
        foot=4,
    ),
)
