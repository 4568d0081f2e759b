"""The bars at the edges of a screen: what is open, what needs action now, what was done, and the keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from assistant.tui.actions import Action
from assistant.tui.text import Row, Rows, len_of, plain_line, row

if TYPE_CHECKING:
    from assistant.case import Case
    from assistant.work.proving import Kept

_LEAD = 4
_LAST = ("keys", "palette", "leave")
"""What stands at the end of the bar however narrow it is: help, everything by name, and the way out."""
_ALWAYS = ("back", *_LAST)
"""What stands in it however narrow it is: the way back too, where it belongs."""
_LINES = 2
"""So many lines a bar may take (`styles.tcss`)."""


class KeyBar(Static):
    """The keys that are valid now; a click does what the key does."""

    class Pressed(Message):
        """An action in the bar was clicked."""

        def __init__(self, action: Action) -> None:
            super().__init__()
            self.action = action

    def __init__(self, lines: int = 1) -> None:
        """A bar that takes another line, up to so many, where its keys do not fit on one."""
        super().__init__("", id="keys", markup=False)
        self.lines = lines
        self.actions: list[Action] = []
        self._shown: list[list[Action]] = []

    def show(self, actions: list[Action]) -> None:
        """Show the keys of these actions, as many as fit."""
        self.actions = actions
        self._draw()

    def on_resize(self) -> None:
        """Fit the keys anew."""
        self._draw()

    def _draw(self) -> None:
        self._shown = fitting(self.actions, self.size.width or 80, self.lines)
        self.styles.height = len(self._shown)
        self.update(Content("\n").join([_told(line) for line in self._shown]))

    def on_click(self, event: events.Click) -> None:
        """Do what stands under the mouse."""
        end = 0
        for action in self._shown[event.y] if event.y < len(self._shown) else ():
            end += _width(action)
            if event.x < end:
                self.post_message(self.Pressed(action))
                return


def _told(line: Sequence[Action]) -> Content:
    parts: list[tuple[str, str]] = []
    for action in line:
        parts += [(f" {action.shown}", "bold $accent"), (f" {action.label} ", "$ink")]
    return Content.assemble(*parts)


def fitting(actions: Sequence[Action], width: int, lines: int) -> list[list[Action]]:
    """What stands on each line of a bar: all that fits in the order given, and at the end what is always there.

    Where all fit on fewer lines than there may be, no more are taken.
    """
    ending = [action for action in actions if action.id in _LAST]
    others = [action for action in actions if action.id not in _LAST]
    always = sum(_width(action) for action in actions if action.id in _ALWAYS)
    shown: list[list[Action]] = [[]]
    used = 0
    left = [action for action in others if action.id not in _ALWAYS]
    for action in others:
        if action.id in _ALWAYS:
            shown[-1].append(action)
            continue
        is_last_line = len(shown) == lines or used + sum(map(_width, left)) + always <= width
        if used + _width(action) + (always if is_last_line else 0) <= width:
            shown[-1].append(action)
            used += _width(action)
        elif not is_last_line:
            shown.append([action])
            used = _width(action)
        left.remove(action)  # where it does not fit on the last line, a shorter one may still
    if len(shown) < lines and sum(map(_width, (*shown[-1], *ending))) > width:
        shown.append([])
    shown[-1] += ending
    return shown


def _middle_cut(line: Content, width: int) -> Content:
    """A line cut in its middle: what was answered stands at its end."""
    if line.cell_length <= width:
        return line
    end = width * 3 // 5
    return Content.assemble(line[: width - end - 3], " … ", line[len(line) - end :])


def _width(action: Action) -> int:
    return len(action.shown) + len(action.label) + 3


class DangerBar(Static):
    """Stands on every screen while something that protects a child is outstanding, with the key that records it."""

    def __init__(self) -> None:
        super().__init__("", id="danger", markup=False)
        self._lead = self._told = Content("")

    def show(self, told: str | None, case: Case | None) -> None:
        """Show what is outstanding in a case, or nothing; a case that is not of today says so."""
        self.display = told is not None and case is not None
        if told is None or case is None:
            return
        if case.purpose == "training":
            lead, of = "NEEDED ACTION AT ONCE", "in this training case: "
        else:
            begun = case.inspection.start if case.inspection else None
            lead, of = "NEEDS ACTION NOW", f"inspection begun {begun}: " if begun else ""
        self._lead = Content.styled(f"  ⚠ {lead} (f4)  ", "bold")
        self._told = plain_line(f"{of}{told}")
        self._draw()

    def on_resize(self) -> None:
        """As much as there is room for now."""
        self._draw()

    def _draw(self) -> None:
        """What does not fit is cut at a word, and it is seen that there is more."""
        room, words = self.app.size.width or 80, str(self._told).split(" ")
        told = Content.assemble(self._lead, self._told)
        while len(told.wrap(room)) > _LINES and words:
            words.pop()
            told = Content.assemble(self._lead, " ".join((*words, "…")))
        self.update(told)


class TryingBar(Static):
    """Stands over the screen on which other answers are tried: in words that nothing there is saved."""

    WAYS = (
        "what you answer here is tried only, and the case stays as it is recorded",
        "the case stays as it is recorded",
    )

    def __init__(self) -> None:
        super().__init__("", id="trying", markup=False)

    def on_resize(self) -> None:
        """As much as there is room for; that nothing is saved always."""
        lead = " ▲ TRYING: NOTHING IS SAVED  "
        room = self.size.width - len(lead)
        told = next((one for one in self.WAYS if len(one) <= room), "")
        self.update(Content.assemble((lead, "bold"), told))


class RulesBar(Static):
    """Stands on every screen while the rules break a property: what they conclude may rest on the mistake."""

    def __init__(self, broken: Sequence[Kept]) -> None:
        super().__init__("", id="rules", markup=False)
        self.broken = broken

    def on_mount(self) -> None:
        """Name as many as fit."""
        self._draw()

    def show(self, broken: Sequence[Kept]) -> None:
        """Show which properties are broken, as many as fit, and where the others are."""
        if broken != self.broken:
            self.broken = broken
            self._draw()

    def on_resize(self) -> None:
        """Name as many as fit now."""
        self._draw()

    def _draw(self) -> None:
        count = len(self.broken)
        what = "A PROPERTY" if count == 1 else f"{count} PROPERTIES"
        lead = Content.styled(f" ⚠ THE RULES BREAK {what} (f7)  ", "bold")
        room = (self.app.size.width or 80) - len_of(lead)
        told = next((one for one in self._ways() if len(one.wrap(max(room, 1))) <= _LINES), Content(""))
        self.update(Rows([Row(told, lead, len_of(lead))]))

    def _ways(self) -> Iterator[Content]:
        """What may be said of them, the most first."""
        first, *others = self.broken
        if not others:
            words = first.says.split()
            yield plain_line(f"{first.id}: {first.says}")
            for left in range(len(words) - 1, 0, -1):
                yield plain_line(f"{first.id}: {' '.join(words[:left])} …")
        for named in range(len(self.broken), 0, -1):
            more = len(self.broken) - named
            ids = ", ".join(one.id for one in self.broken[:named])
            yield plain_line(f"{ids} and {more} more" if more else ids)


class StatusLine(Static):
    """What was done last on one line, or what stands in the way, whole: where work was put is not cut out.

    What has to be read to its end, as the way out is said there, is shown whole too.
    """

    def __init__(self) -> None:
        super().__init__("", id="status", markup=False)

    def show(self, said: str, *, is_trouble: bool = False, is_whole: bool = False) -> None:
        """Show one line; trouble gets a sign besides its colour, and as many lines as it needs."""
        if is_trouble:
            lead = Content.styled(" ✗ ", "bold $bad")
            self.update(Rows([row(plain_line(said, "$bad"), lead=lead, indent=_LEAD - 1)]))
        elif is_whole:
            lead = Content.styled(" · ", "$quiet")
            self.update(Rows([row(plain_line(said), lead=lead, indent=_LEAD - 1)]))
        else:
            line = _middle_cut(plain_line(said, "$quiet"), (self.size.width or 80) - _LEAD)
            self.update(Content.assemble(("   " if not said else " · ", "$quiet"), line))
        self.set_class(is_trouble or is_whole, "-whole")
