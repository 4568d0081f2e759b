"""What can be done about the timeline of a case: a part of the registry (`assistant.tui.actions`)."""

from __future__ import annotations

from assistant.tui.action import Action

TIMING: tuple[Action, ...] = (
    Action(
        "timeline",
        "f6",
        "f6",
        "timeline",
        "The steps of the inspection: what is done, due and overdue.",
        ("interview", "explanation"),
    ),
    Action(
        "taken",
        "enter",
        "enter",
        "done",
        "Say when the step under the cursor was done, and which draft it was.",
        ("timeline",),
        lambda now: now.has_place,
        foot=1,
    ),
    Action(
        "not_taken",
        "delete,backspace",
        "del",
        "not done",
        "The step under the cursor was not done after all.",
        ("timeline",),
        lambda now: now.is_answered,
        foot=2,
    ),
    Action(
        "set_day",
        "w",
        "w",
        "working days",
        "Say of a day that it was worked, or was not, whatever is published.",
        ("timeline",),
        lambda now: now.has_place,
        foot=3,
    ),
    Action(
        "calendar",
        "x",
        "x",
        "calendar file",
        "Write the steps as a file that calendar programs read.",
        ("timeline",),
        lambda now: now.has_place,
        foot=4,
    ),
)
