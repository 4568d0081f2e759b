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
from assistant.tui.text import Row, Rows, plain, row
from assistant.work.otherwise import ending, moves, sentence

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

    def add(self, rows: list[Row], at: At | None = None) -> None:
        """One more line."""
        name = f"line {self.option_count}"
        if at is not None:
            self.places[name] = at
        self.add_option(Option(Rows(rows), id=name, disabled=at is None))
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


class Sets(Changes):
    """What would change the judgement: sets of answers as they are found, and how each search ended."""

    _shown: Otherwise | None = None
    _count = 0
    _under = ""

    def show(self, otherwise: Otherwise | None) -> None:
        """Show what was found; what is shown already stays, and the cursor with it."""
        if otherwise is None or otherwise is not self._shown:
            self.empty()
            self._shown, self._count, self._under = otherwise, 0, ""
        if otherwise is None:
            return
        for found in otherwise.found[self._count :]:
            self._add(found)
        self._count = len(otherwise.found)

    def _add(self, found: WhatIf | Searched) -> None:
        from assistant.reasoning.what_if import Searched

        if found.judgement != self._under:
            if self._under:
                self.add([row("")])
            self._under = found.judgement
            self.add([row(self.heading(found.judgement))])
            self._number = 0
        if isinstance(found, Searched):
            self.add([row((ending(self.pack, found), "$quiet"), indent=2)])
            return
        self._number += 1
        for place, (piece, change) in enumerate(zip(sentence(found), found.changes, strict=True)):
            number = "" if place else f"{self._number:>2}"
            self.add([row(plain(piece), lead=Content.styled(number, "$accent"), indent=4)], change.at)


class Moves(Changes):
    """What each answer moves, if it alone were another."""

    _shown: Sensitivity | None = None

    def show(self, found: Sensitivity | None) -> None:
        """Show the answers that carry the judgement."""
        if found is self._shown:
            return
        self._shown = found
        self.empty()
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
