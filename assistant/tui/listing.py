"""What can be done on the list of cases, with a case as a whole, and where two changes meet: a part of the registry (`assistant.tui.actions`)."""

from __future__ import annotations

from assistant.tui.action import Action
from assistant.tui.situation import Situation


def _in_list(now: Situation) -> bool:
    return now.has_case and not now.is_filtering


def _free(now: Situation) -> bool:
    return not now.is_filtering


LISTING: tuple[Action, ...] = (
    Action(
        "open",
        "enter",
        "enter",
        "open",
        "Open the case under the cursor.",
        ("samples", "cases"),
        _in_list,
        foot=1,
    ),
    Action(
        "filter",
        "slash",
        "/",
        "filter",
        "Show only what fits the words you type.",
        ("cases", "notes", "rules"),
        _free,
        foot=2,
    ),
    Action(
        "done",
        "down,escape",
        "esc",
        "to the list",
        "Leave the filter as it is and go to the list.",
        ("cases", "notes", "rules"),
        lambda now: now.is_filtering,
        foot=1,
    ),
    Action(
        "show_all",
        "escape",
        "esc",
        "clear filter",
        "Clear the filter, so that all are shown again.",
        ("cases", "notes", "rules"),
        lambda now: now.is_filtered and not now.is_filtering,
        foot=1,
    ),
    Action("sort", "s", "s", "sort", "Sort by the next column.", ("cases",), _free, foot=6),
    Action("new", "n", "n", "new", "Begin a case.", ("cases",), _free, foot=4),
    Action("import", "i", "i", "import", "Bring a case file into the store.", ("cases",), _free, foot=5),
    Action(
        "history", "h", "h", "history", "What happened to this case, and when.", ("cases",), _in_list, foot=6
    ),
    Action(
        "what_happened",
        "h",
        "h",
        "history",
        "What happened to this case, and when.",
        ("interview", "explanation", "ending"),
    ),
    Action(
        "read_blind",
        "w",
        "w",
        "read blind",
        "Begin a blind reading of this case's evidence: its home, dates and notes, none of its answers.",
        ("cases",),
        _in_list,
        foot=9,
    ),
    Action(
        "archive",
        "a",
        "a",
        "archive",
        "Put this case out of the way; nothing of it is gone.",
        ("cases",),
        lambda now: _in_list(now) and not now.is_archived,
        foot=7,
    ),
    Action(
        "bring_back",
        "a",
        "a",
        "bring back",
        "Put this case among the others again.",
        ("cases",),
        lambda now: _in_list(now) and now.is_archived,
        foot=7,
    ),
    Action(
        "archived", "v", "v", "archived", "Show archived cases too, or no longer.", ("cases",), _free, foot=8
    ),
    Action(
        "details",
        "f3",
        "f3",
        "this inspection",
        "The home's URN, the dates, the inspector, and what is compared with.",
        ("interview", "timeline"),
        foot=13,
    ),
    Action(
        "which",
        "1,2",
        "1–2",
        "which",
        "The change that is to stand.",
        ("meeting",),
        lambda now: now.is_question,
        foot=2,
    ),
    Action(
        "choose_again",
        "up",
        "↑",
        "choose again",
        "From the reason back to the two changes.",
        ("meeting",),
        lambda now: not now.is_question,
        foot=2,
    ),
)
