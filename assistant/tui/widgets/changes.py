"""Two lists of answers: those that would have to be otherwise for another judgement, and what each one moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from assistant.case import At
from assistant.pack import Pack
from assistant.reasoning.sensitivity import Sensitivity
from assistant.tui.session import Otherwise
from assistant.tui.text import Row, Rows, plain, plain_line, row
from assistant.work.otherwise import TRIED, comes_to, ending, moves, nearest_first

if TYPE_CHECKING:
    from assistant.reasoning.what_if import Searched, WhatIf


class Changes(OptionList):
    """Lines that stand on questions; a line that stands on none cannot be chosen."""

    def __init__(self, pack: Pack, name: str) -> None:
        super().__init__(id=name, markup=False)
        self.pack = pack
        self.places: dict[str, At] = {}

    def place(self) -> At | None:
        """The question that the line under the cursor stands on."""
        option = self.highlighted_option
        return self.places.get(option.id or "") if option else None

    def add(self, rows: list[Row] | Rows, at: At | None = None) -> None:
        """One more line."""
        name = f"line {self.option_count}"
        if at is not None:
            self.places[name] = at
        shown = rows if isinstance(rows, Rows) else Rows(rows)
        self.add_option(Option(shown, id=name, disabled=at is None))
        if at is not None and self.highlighted is None:
            self.highlighted = self.option_count - 1

    def empty(self) -> None:
        """No line."""
        self.clear_options()
        self.places = {}

    def heading(self, judgement: str) -> Content:
        """A judgement with its sign and tone."""
        one = self.pack.judgements[judgement]
        return plain(f"{one.sign} {one.label}", f"bold $tone-{one.tone}")


class _Under(Rows):
    """Rows under a line that is cut at the width there is: the question in full is one key away."""

    def __init__(self, line: Row, rows: list[Row]) -> None:
        super().__init__(rows)
        self.line = line

    @property
    def text(self) -> str:
        """All of it, the line whole."""
        return f"{self.line.lead.plain.strip()} {self.line.body.plain}\n{super().text}".strip()

    def at_width(self, width: int) -> tuple[Content, ...]:
        """The lines at a width."""
        line, gap = self.line, self.line.indent - self.line.lead.cell_length
        cut = line.body.truncate(max(width - line.indent, 1), ellipsis=True)
        return (Content.assemble(line.lead, " " * gap, cut), *super().at_width(width))


class Sets(Changes):
    """What would change the judgement: sets of answers, the nearest first, and how each search ended."""

    _shown: tuple[WhatIf | Searched, ...] | None = None

    def show(self, otherwise: Otherwise | None) -> None:
        """Show what was found so far; the cursor stays on its question while more is found."""
        found = tuple(otherwise.found) if otherwise else ()
        if found == self._shown:
            return
        self._shown, at = found, self.place()
        self.empty()
        for way in nearest_first(found):
            if self.option_count:
                self.add([row("")])
            self.add([row(self.heading(way.judgement))])
            for number, one in enumerate(way.sets, 1):
                self._add(number, one)
            if way.ended:
                self.add([row((ending(self.pack, way.ended), "$quiet"), indent=2)])
        kept = (name for name, place in self.places.items() if place == at)
        if (name := next(kept, None)) is not None:
            self.highlighted = self.get_option_index(name)

    def _add(self, number: int, found: WhatIf) -> None:
        """A set: a question and its answers in a line each, and once what the whole comes to."""
        from assistant.reasoning.what_if import spoken

        told = spoken(found)
        for place, ((question, otherwise), change) in enumerate(zip(told, found.changes, strict=True)):
            lead = Content.styled(f"{number:>2}" if place == 0 else " +", "$accent")
            rows = [row(plain(otherwise), lead="    ", indent=6)]
            if place == len(told) - 1:
                rows.append(row(plain(f"= {comes_to(found.judged)}", "$quiet"), lead="    ", indent=6))
            line = row(plain_line(question, "bold"), lead=lead, indent=4)
            self.add(_Under(line, rows), change.at)


class Moves(Changes):
    """What each answer moves, if it alone were another."""

    _shown: Sensitivity | None = None

    def show(self, found: Sensitivity | None) -> None:
        """Show the answers that carry the judgement."""
        if found is self._shown:
            return
        self._shown = found
        self.empty()
        if found and found.tried:
            self.add([row((TRIED, "$quiet"))])
        for one in found.moving if found else ():
            told, led = moves(self.pack, one)
            rows = [row(plain(told), lead=Content.styled(" »", "$accent"), indent=4)]
            rows += [
                row(plain(answers, "$quiet"), (" → ", "$accent"), self.heading(judgement), indent=6)
                for judgement, answers in led
            ]
            self.add(rows, one.at)
        if found and found.tried and not found.moving:
            self.add([row(("Several together may: page 3 says which.", "$quiet"))])
