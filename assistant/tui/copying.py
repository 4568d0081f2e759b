"""The one way in which anything is copied: what has the focus, as text, handed to the terminal for its clipboard.

A terminal takes it by OSC 52 and never says whether it did (some refuse, some ask to be allowed), so what
is told each time is where it went and what to do if nothing arrives.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static, TextArea

from assistant.case import At, Case
from assistant.document import printable
from assistant.pack import Pack
from assistant.reasoning.phrases import question_name, said
from assistant.tui.text import Rows
from assistant.tui.widgets.case_table import CaseTable
from assistant.tui.widgets.explained import Explained

if TYPE_CHECKING:
    from textual.app import App

LONG = 74_000
"""So many bytes most terminals take; past that one may cut it, or take nothing."""
_NAMES: Mapping[str, str] = {
    "compared": "both sides",
    "numbers": "the figures",
    "diary": "the history",
    "inbox": "the note",
    "known": "what is known",
    "left": "the line",
    "panel": "the panel",
    "samples": "the sample",
    "tried": "the answer tried",
}
"""What stands in a list or a text, by its place on the screen."""


class Copy(NamedTuple):
    """A text to be copied: what it is, and which command prints the same where there is one."""

    what: str
    text: str
    command: str = ""


def marked(screen: Screen[Any]) -> Copy | None:
    """What is marked on a screen with the mouse, or in a field; None where nothing is."""
    field = screen.focused if isinstance(screen.focused, TextArea | Input) else None
    text = screen.get_selected_text() or (field.selected_text if field else "")
    return Copy("what is marked", text) if text else None


def in_focus(screen: Screen[Any]) -> Copy | None:
    """What has the focus on a screen, as text; None where nothing is there."""
    found = _of(screen.focused) if screen.focused is not None else None
    return found or _shown(screen, "what stands here")


def _of(widget: Widget) -> Copy | None:
    name = _NAMES.get(widget.id or "", "")
    match widget:
        case TextArea():
            return Copy("the text", widget.text)
        case Input():
            return Copy("the text", widget.value)
        case CaseTable():
            cells = widget.cells_under_cursor
            return Copy("the case", "\t".join(cells)) if cells else None
        case Explained():
            return Copy("the line", widget.step.text) if widget.step else None
        case OptionList():
            option = widget.highlighted_option
            return Copy(name or "the line", text_of(option.prompt)) if option else None
        case VerticalScroll():
            return _shown(widget, name or "what stands here")
        case _:
            return None


def _shown(above: Widget, what: str) -> Copy | None:
    """Every text that is shown below a widget."""
    if isinstance(above, Screen):
        texts = above.query("#dialogue VerticalScroll Static, #dialogue #about, #dialogue #title")
    else:
        texts = above.query(Static)
    told = [text_of(one.visual) for one in texts.results(Static) if one.display]
    return Copy(what, "\n".join(told)) if any(told) else None


def text_of(shown: object) -> str:
    """What stands in a line or a text on the screen, without its colours and its wrapping."""
    if isinstance(shown, Rows):
        return shown.text
    return shown.plain if isinstance(shown, Content) else str(shown)


def question_text(case: Case, pack: Pack, at: At) -> str:
    """A question of a case in lines: as it is asked, what was said and why, and the paragraphs that ask it."""
    question, answer = pack.questions[at.key.record][at.question], case.answer(at)
    lines = [f"{question_name(pack, at)}  ({at})", f"→ {said(question, answer)}"]
    if answer and answer.reason and answer.state == "answered":
        lines.append(f"because {answer.reason}")
    return "\n".join([*lines, f"§{' §'.join(question.cites)}"])


def hand_over(app: App[Any], copy: Copy) -> str:
    """Give a text to the terminal. What is told of it: what and how much, where it went, and what if it did not."""
    text = printable(copy.text).encode("utf-8", "replace").decode()
    app.copy_to_clipboard(text)
    count = len(text)
    told = f"{copy.what} ({count:,} character{'' if count == 1 else 's'}) went to the terminal's clipboard"
    ways = ["mark it with the mouse, shift held down (on a Mac: option)"]
    if os.environ.get("TMUX"):
        ways.append("let tmux pass it on (`set -g set-clipboard on`)")
    if copy.command:
        ways.append(f"print it with `{copy.command}`")
    refused = "it is long, so it may be cut" if len(text.encode()) > LONG else "your terminal may refuse it"
    return f"{told}; {refused}. If nothing arrives: {', or '.join(ways)}"
