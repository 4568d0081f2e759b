"""The bars at the edges of a screen: what is open, what needs action now, what was done, and the keys."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from assistant.tui.actions import Action
from assistant.tui.text import Rows, plain_line, row

_LEAD = 4


class KeyBar(Static):
    """The keys that are valid now; a click does what the key does."""

    class Pressed(Message):
        """An action in the bar was clicked."""

        def __init__(self, action: Action) -> None:
            super().__init__()
            self.action = action

    def __init__(self) -> None:
        super().__init__("", id="keys", markup=False)
        self.actions: list[Action] = []
        self._ends: list[int] = []

    def show(self, actions: list[Action]) -> None:
        """Show the keys of these actions, as many as fit."""
        self.actions = actions
        self._draw()

    def on_resize(self) -> None:
        """Fit the keys anew."""
        self._draw()

    def _draw(self) -> None:
        width = self.size.width or 80
        fixed = [action for action in self.actions if action.id in ("keys", "palette", "leave")]
        needed = sum(_width(action) for action in fixed)
        shown: list[Action] = []
        used = 0
        for action in self.actions:
            if action in fixed:
                continue
            if used + _width(action) + needed > width:
                continue  # a shorter one may still fit
            shown.append(action)
            used += _width(action)
        parts: list[Content | tuple[str, str]] = []
        self._ends, self._shown, at = [], [*shown, *fixed], 0
        for action in self._shown:
            at += _width(action)
            self._ends.append(at)
            parts += [(f" {action.shown}", "bold $accent"), (f" {action.label} ", "$ink")]
        self.update(Content.assemble(*parts))

    def on_click(self, event: events.Click) -> None:
        """Do what stands under the mouse."""
        for end, action in zip(self._ends, self._shown, strict=True):
            if event.x < end:
                self.post_message(self.Pressed(action))
                return


def _middle_cut(line: Content, width: int) -> Content:
    """A line cut in its middle: what was answered stands at its end."""
    if line.cell_length <= width:
        return line
    end = width * 3 // 5
    return Content.assemble(line[: width - end - 3], " … ", line[len(line) - end :])


def _width(action: Action) -> int:
    return len(action.shown) + len(action.label) + 3


class DangerBar(Static):
    """Stands on every screen while something that protects a child is outstanding."""

    def __init__(self) -> None:
        super().__init__("", id="danger", markup=False)

    def show(self, told: str | None) -> None:
        """Show what is outstanding, or nothing."""
        self.display = told is not None
        if told is not None:
            self.update(Content.assemble(("  ⚠ NEEDS ACTION NOW  ", "bold"), plain_line(told)))


class RulesBar(Static):
    """Stands on every screen while the rules break a property: what they conclude may rest on the mistake."""

    def __init__(self, told: str) -> None:
        super().__init__("", id="rules", markup=False)
        self.show(told)

    def show(self, told: str) -> None:
        """Show which property is broken."""
        self.update(Content.assemble((" ⚠ THE RULES BREAK A PROPERTY  ", "bold"), plain_line(told)))


class StatusLine(Static):
    """What was done last on one line, or what stands in the way, whole: where work was put is not cut out."""

    def __init__(self) -> None:
        super().__init__("", id="status", markup=False)

    def show(self, said: str, *, is_trouble: bool = False) -> None:
        """Show one line; trouble gets a sign besides its colour, and as many lines as it needs."""
        if is_trouble:
            lead = Content.styled(" ✗ ", "bold $bad")
            self.update(Rows([row(plain_line(said, "$bad"), lead=lead, indent=_LEAD - 1)]))
        else:
            line = _middle_cut(plain_line(said, "$quiet"), (self.size.width or 80) - _LEAD)
            self.update(Content.assemble(("   " if not said else " · ", "$quiet"), line))
        self.set_class(is_trouble, "-trouble")
