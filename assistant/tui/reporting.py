"""What can be done about the report of a case: a part of the registry (`assistant.tui.actions`)."""

from __future__ import annotations

from assistant.tui.action import Action

REPORTING: tuple[Action, ...] = (
    Action(
        "report",
        "y",
        "y",
        "report",
        "The report, drafted from what was found, once your own view is sealed.",
        ("interview", "explanation", "ending"),
        lambda now: not now.is_covered,
        foot=4,
    ),
    Action(
        "pick",
        "enter",
        "enter",
        "write",
        "Write the paragraph under the cursor by hand, give what is missing, or settle a comment.",
        ("report",),
        lambda now: now.has_place,
        foot=1,
    ),
    Action(
        "as_drafted",
        "delete,backspace",
        "del",
        "as drafted",
        "Leave the paragraph under the cursor as it is drafted again.",
        ("report",),
        lambda now: now.is_answered,
        foot=2,
    ),
    Action(
        "stands",
        "b",
        "b",
        "because",
        "Say why a requirement stands although its evidence is from one kind of source.",
        ("report",),
        lambda now: now.is_thin,
        foot=2,
    ),
    Action(
        "export",
        "x",
        "x",
        "write a file",
        "Write the report as Word, Markdown or a page of HTML.",
        ("report",),
        foot=3,
    ),
    Action(
        "sent",
        "d",
        "d",
        "draft sent",
        "Say which draft went to the provider, and when.",
        ("report",),
        foot=4,
    ),
    Action(
        "comment",
        "m",
        "m",
        "comment",
        "Keep what the provider says of the paragraph under the cursor.",
        ("report",),
        lambda now: now.has_draft,
        foot=5,
    ),
)
