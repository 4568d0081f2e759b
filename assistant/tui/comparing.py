"""What can be done on the figures of many cases: a part of the registry (`assistant.tui.actions`)."""

from __future__ import annotations

from assistant.tui.action import Action

CONSISTENCY: tuple[Action, ...] = (
    Action(
        "consistency",
        "c",
        "c",
        "consistency",
        "How consistently the cases that you may read were judged, and what was left undone.",
        ("cases",),
        lambda now: not now.is_filtering,
        foot=9,
    ),
    Action(
        "section",
        "1,2,3,4,5,6,7,8",
        "1…",
        "sections",
        "Show the section with this number.",
        ("consistency", "impact", "progress"),
        lambda now: now.has_sections,
        foot=1,
    ),
    Action(
        "next_section",
        "tab",
        "tab",
        "next section",
        "Show the next section.",
        ("consistency", "impact", "progress"),
        lambda now: now.has_sections,
        foot=2,
    ),
    Action(
        "open_named",
        "enter",
        "enter",
        "open a case",
        "Open one of the cases that this section names; from it f10 leads back here.",
        ("consistency",),
        lambda now: now.has_case,
        foot=1,
        not_now="this section names no case",
    ),
    Action(
        "again",
        "r",
        "r",
        "again",
        "Read the cases and work the figures out anew.",
        ("consistency", "impact", "progress"),
        lambda now: not now.is_working,
        foot=3,
    ),
)
