"""What can be done in quality assurance's review of a case: a part of the registry (`assistant.tui.actions`)."""

from __future__ import annotations

from assistant.tui.action import Action
from assistant.tui.situation import Situation

_BEGIN_FIRST = "begin the review first: b"


def _may_say(now: Situation) -> bool:
    return now.is_begun and now.has_place


REVIEWING: tuple[Action, ...] = (
    Action(
        "review",
        "q",
        "q",
        "quality assurance",
        "Quality assurance: every point beside its notes, what was asked and replied, and the sign-off.",
        ("interview", "explanation"),
        lambda now: not now.is_covered,
    ),
    Action(
        "begin",
        "b",
        "b",
        "begin",
        "Begin the review, or begin it anew after the case changed.",
        ("review",),
        foot=21,
    ),
    Action(
        "agree",
        "a",
        "a",
        "agree",
        "Agree about the point under the cursor.",
        ("review",),
        _may_say,
        foot=1,
        not_now=_BEGIN_FIRST,
    ),
    Action(
        "unsay",
        "ctrl+z",
        "^z",
        "take back",
        "Take back that you agreed, as after a slip, where that is what you said last.",
        ("review",),
        lambda now: now.can_undo,
        foot=6,
        not_now="what you said last is no agreement: an agreement alone is taken back",
    ),
    Action(
        "ask",
        "k",
        "k",
        "ask",
        "Ask the inspector about the point.",
        ("review",),
        _may_say,
        foot=2,
        not_now=_BEGIN_FIRST,
    ),
    Action(
        "disagree",
        "d",
        "d",
        "differ",
        "Say that you do not agree, and why.",
        ("review",),
        _may_say,
        foot=3,
        not_now=_BEGIN_FIRST,
    ),
    Action(
        "reply",
        "r",
        "r",
        "reply",
        "Reply to the query about the point under the cursor that is open.",
        ("review",),
        lambda now: now.has_query,
        foot=4,
        not_now="no query about this point is open",
    ),
    Action(
        "sign_off",
        "s",
        "s",
        "sign",
        "Sign off: stand behind the case as reviewer, or as regulatory inspection manager.",
        ("review",),
        lambda now: now.is_begun,
        foot=5,
        not_now=_BEGIN_FIRST,
    ),
    Action(
        "case_meeting",
        "m",
        "m",
        "meeting",
        "Lay the readings of this evidence side by side, and say in the review what a meeting about them agrees on.",
        ("review",),
        foot=23,
    ),
    Action(
        "how_blind",
        "w",
        "w",
        "read it blind",
        "How somebody else reads the same evidence blind: double judging.",
        ("review",),
        foot=22,
    ),
    Action(
        "to_question",
        "enter",
        "enter",
        "question",
        "Go to the question of the answer under the cursor.",
        ("review",),
        lambda now: now.has_place,
        foot=21,
    ),
    Action(
        "unsaid",
        "n",
        "n",
        "next open",
        "Go to the next point of which nothing was said yet.",
        ("review",),
        lambda now: now.has_place,
        foot=4,
    ),
)
