"""What can be done on a screen, and with which key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Select, Static, TextArea

from assistant.tui.actions import Action, of_context
from assistant.tui.keys import bindings
from assistant.tui.screens.base import Dialogue
from assistant.tui.screens.help_of_screens import OWN_KEYS
from assistant.tui.screens.sealing import View
from assistant.tui.situation import Situation
from assistant.tui.text import BLANK, Row, Rows, plain, plain_line, row
from assistant.tui.widgets.bars import KeyBar

_LEAD = 11
_MOVING = ("↑ ↓", "enter", "pgup pgdn")
"""What of a screen's own is a key, and no sign."""
_NO_FOOT = 20
"""Where a key that the footer never shows stands among those that it does: in front of help, all and quit."""
TITLES = {
    "interview": "The interview",
    "samples": "The samples",
    "explanation": "The explanation",
    "sealing": "Your own view",
    "proofs": "What always holds",
    "rules": "The rules",
    "notes": "The notes",
    "ending": "The end of the interview",
    "trying": "Trying other answers",
    "writing": "Writing a text",
    "danger": "What was done at once",
    "adding": "Asking for a few lines",
    "details": "This inspection",
    "picking": "Choosing notes",
    "linking": "Linking a note",
    "finding": "Finding a question",
    "paragraph": "The paragraphs",
    "confirming": "Asked before it is done",
    "meeting": "Two changes met",
    "judgement": "The judgement",
    "case_review": "The case review",
    "timeline": "The timeline",
    "cases": "The cases",
    "diary": "The history",
    "consistency": "Consistency",
    "impact": "What other rules would move",
    "training": "Training",
    "drills": "Drills",
    "progress": "Progress",
    "consensus": "The consensus meeting",
    "report": "The report",
    "review": "Quality assurance",
}

_TYPED_IN = ("finding", "linking", "picking")
_TYPED_IN_TOLD = "Letters look for words; ↑ ↓ go through what was found, and the keys below act on the line under the cursor."
FOCUSED: tuple[tuple[type[Widget], str, str], ...] = (
    (TextArea, "a text", "Enter begins a line; tab goes on to the next field."),
    (Input, "a line", "Enter goes on to the next field, a drop-down too, and after the last it keeps."),
    (
        Select,
        "a drop-down",
        "Enter opens it; a letter or ↑ ↓ goes to a choice, enter takes it, esc leaves it as it was. Then tab goes on, and ^s keeps.",
    ),
    (
        View,
        "the rows of your view",
        "↑ ↓ go from row to row; a number sets the row and goes on, enter goes on as it is, after the last to the reasons.",
    ),
    (OptionList, "a list", "↑ ↓ go from line to line; enter takes the line under the cursor."),
    (VerticalScroll, "a page", "↑ ↓ and page up, page down scroll it."),
)
"""What takes the keys by its kind, and what it does with them itself."""


"""What the lists and trees of a screen take themselves, and signs that have no room on it."""


def _key(action: Action) -> Row:
    """A key, and what it does."""
    return _told(action.shown, action.label, action.help)


def _told(shown: str, label: str, told: str) -> Row:
    return row((label, "bold"), "  ", told, lead=Content.styled(shown, "bold $accent"), indent=_LEAD)


def _part(title: str, rows: Sequence[Row]) -> Iterator[Row]:
    """Some rows under a title of their own."""
    yield BLANK
    yield row((title, "$accent"))
    yield from rows


class Help(Dialogue[None]):
    """Lists the keys of the screen below that do something now, its signs, and then the keys that do not."""

    CONTEXT = "help"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("help")]

    def __init__(self, context: str, now: Situation, focused: Widget | None) -> None:
        """The help for a kind of screen, for what is true there now, and first for what has the keys."""
        super().__init__()
        self.context, self.now, self.below = context, now, focused

    def compose(self) -> ComposeResult:
        """The list, which scrolls."""
        with Vertical(id="dialogue", classes="-tall"):
            yield Static(
                Content.styled(f"{TITLES.get(self.context, 'Help')}: keys", "bold $accent"), id="title"
            )
            with VerticalScroll(id="list"):
                yield Static(Rows(self._rows()))
            yield KeyBar()

    def _rows(self) -> Iterator[Row]:
        """What is needed first stands first: keys that do something now, then signs, then keys that wait."""
        yield from self._focused()
        own = OWN_KEYS.get(self.context, ())
        yield from (_told(*one) for one in own if one[0] in _MOVING)
        actions = list(of_context(self.context))
        now = [action for action in actions if action.valid(self.now)]
        yield from map(_key, sorted(now, key=lambda action: action.foot or _NO_FOOT))
        if signs := [_told(*one) for one in own if one[0] not in _MOVING] + self._outcomes():
            yield from _part("Signs and words here", signs)
        if later := [_key(action) for action in actions if action not in now]:
            yield from _part("Keys that do nothing here just now", later)

    def _focused(self) -> list[Row]:
        """What has the keys on the screen below; nothing where it is of no kind that takes some of its own."""
        if self.context in _TYPED_IN:
            lead = Content.styled("▸", "bold $accent")
            return [
                row(("now: ", "$quiet"), ("a line", "bold"), f"  {_TYPED_IN_TOLD}", lead=lead, indent=_LEAD)
            ]
        for kind, called, told in FOCUSED:
            if isinstance(self.below, TextArea) and self.below.read_only:
                continue
            if isinstance(self.below, kind):
                title = str(self.below.border_title or "").removeprefix("▸ ")
                name = plain_line(f"{title} ({called})" if title else called, "bold")
                lead = Content.styled("▸", "bold $accent")
                return [row(("now: ", "$quiet"), name, "  ", told, lead=lead, indent=_LEAD)]
        return []

    def _outcomes(self) -> list[Row]:
        """What each judgement means where one is chosen, and each evaluation where areas are seen."""
        session = self.house.session
        if session is None or self.context not in ("judgement", "sealing"):
            return []
        judgements, areas = session.pack.judgements, session.pack.evaluations
        told = [*judgements.values(), *(areas.values() if self.context == "sealing" else ())]
        return [
            row(
                (one.label, "bold"),
                "  ",
                plain(one.says),
                lead=Content.styled(one.sign, "bold $accent"),
                indent=_LEAD,
            )
            for one in told
        ]

    def on_mount(self) -> None:
        """The list takes the keys."""
        shown = self.query_one("#list")
        shown.focus()
        self.watch(shown, "scroll_y", self._tell_of_more, init=False)
        self.show_keys()

    def on_resize(self) -> None:
        """What does not fit is known once it was laid out."""
        self.call_after_refresh(self._tell_of_more)

    def _tell_of_more(self) -> None:
        """Say on the lower edge that the list goes on, until its end is seen."""
        shown = self.query_one("#list")
        has_more = round(shown.scroll_y) < shown.max_scroll_y
        self.query_one("#dialogue").border_subtitle = "↓ more below" if has_more else ""
