"""What can be done about the judgement and the case review: a part of the registry (`assistant.tui.actions`)."""

from __future__ import annotations

from assistant.tui.action import Action
from assistant.tui.situation import Situation


def _in_list(now: Situation) -> bool:
    return now.in_card


DECIDING: tuple[Action, ...] = (
    Action(
        "judgement",
        "j",
        "j",
        "judgement",
        "Record your judgement, with reasons, once your own view is sealed.",
        ("interview", "explanation", "ending"),
        lambda now: not now.is_covered,
        foot=4,
    ),
    Action(
        "case_review",
        "v",
        "v",
        "case review",
        "What inspector and regulatory inspection manager (RIM) state of holding one, once your own view is sealed.",
        ("interview", "explanation", "judgement", "ending"),
        # In the reasons of a judgement it is a letter of them.
        lambda now: not now.is_covered and (now.context != "judgement" or now.in_card),
        foot=4,
    ),
    Action(
        "judge",
        "1,2,3,4,5,6,7,8,9",
        "1–9",
        "judge",
        "Choose this judgement.",
        ("judgement",),
        _in_list,
        foot=1,
    ),
    Action(
        "state",
        "1,2,3,4",
        "1–4",
        "state",
        "Choose who states it, and whether it is held.",
        ("case_review",),
        _in_list,
        foot=1,
    ),
)
