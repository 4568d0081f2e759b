"""Writes what is different between two packs and which cases that moves: as text, or as JSON lines."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Protocol, TextIO

from assistant.cli.terminal import Page, plain
from assistant.work.causes import Read
from assistant.work.impact import Impact, Moved
from assistant.work.impact_words import both, of_answers, of_causes, of_move, sides
from assistant.work.rule_changes import Change, Changes


class Writer(Protocol):
    """Writes the parts in this order."""

    def changes(self) -> None:
        """What is different between the packs."""

    def untried(self) -> None:
        """That no case was tried, and how one is."""

    def summary(self, impact: Impact, covered: int) -> None:
        """How many cases move, from what to what and by which changes; of `covered` others nothing is told yet."""

    def case(self, moved: Moved, reads: Sequence[Read]) -> None:
        """One case that moves, with the answers by which it does."""


class AsJson:
    """A JSON object a line."""

    def __init__(self, file: TextIO, found: Changes) -> None:
        """Write what was found into `file`."""
        self.file, self.found = file, found

    def changes(self) -> None:
        """An object for each rule, and one for the knowledge."""
        for change in self.found.rules:
            fields = {name: both(self.found, change, name) for name in change.fields}
            self._line(
                {"rule": change.rule, "how": change.how, "may_move": change.may_move, "fields": fields}
            )
        self._line({"knowledge": self.found.knowledge, "not_compared": self.found.apart})

    def untried(self) -> None:
        """Nothing: who reads it knows what was asked for."""

    def summary(self, impact: Impact, covered: int) -> None:
        """An object with the numbers, then one a move and one a cause."""
        told = {"cases": impact.cases, "moved": len(impact.moves), "cause_not_found": impact.unexplained}
        left_out = {"left_out": len(impact.corpus.bad), "covered": covered}
        self._line(told | left_out | {"synthetic": impact.corpus.synthetic})
        for move, count in impact.by_move():
            self._line({"what": move.what, "old": move.old, "new": move.new, "cases": count})
        for cause, count in impact.by_cause():
            self._line({"cause": cause, "cases": count})

    def case(self, moved: Moved, reads: Sequence[Read]) -> None:
        """An object a case."""
        moves = [move._asdict() for move in moved.moves]
        answers = [{"rule": read.rule, "at": str(read.at), "answer": read.answer} for read in reads]
        self._line({"case": moved.case, "moves": moves, "answers": answers})

    def _line(self, told: dict[str, Any]) -> None:
        self.file.write(json.dumps(told) + "\n")


class AsText:
    """Text for a person who decides whether to change the rules."""

    def __init__(self, file: TextIO, found: Changes) -> None:
        """Write what was found into `file`."""
        self.page, self.found = Page(file), found

    def changes(self) -> None:
        """Each rule with its fields, old and new, then the knowledge."""
        found, page = self.found, self.page
        if not (found.rules or found.knowledge):
            page.line(plain("The two packs ask and conclude the same"))
        for how in ("added", "removed", "changed"):
            of_this = [change for change in found.rules if change.how == how]
            if of_this:
                page.line(plain(f"Rules {how} ({len(of_this)})", "bold"))
            for change in of_this:
                page.line(
                    plain(change.rule), 2, tail=None if change.may_move else plain("in words alone", "dim")
                )
                for name in change.fields:
                    self._field(change, name)
        for head, sentences in (
            ("What rules read or conclude", found.knowledge),
            ("Not compared", found.apart),
        ):
            if sentences:
                page.line(plain(head, "bold"))
            for sentence in sentences:
                page.line(plain(sentence), 2)

    def _field(self, change: Change, name: str) -> None:
        for sign, value in sides(self.found, change, name):
            self.page.line(plain(str(value)), 4, f"{name} {sign} ")

    def untried(self) -> None:
        """How past cases are tried by both, where what differs could move one."""
        if self.found.knowledge or any(change.may_move for change in self.found.rules):
            told = "Which past cases move is told with `--cases SOURCE`, or with `--kept` of those in your store."
            self.page.gap()
            self.page.line(plain(told))

    def summary(self, impact: Impact, covered: int) -> None:
        """The numbers."""
        page = self.page
        page.gap()
        page.line(plain(f"{len(impact.moves):,} of {impact.cases:,} cases move", "bold"))
        page.caution(impact.corpus.caution)
        if covered:
            page.line(plain("left out until their own view is sealed"), 2, f"{covered:>7,}  ")
        for move, count in impact.by_move():
            page.line(plain(of_move(self.found, move)), 2, f"{count:>7,}  ")
        if len(impact.moves):
            page.line(plain("By what is changed", "bold"))
        for cause, count in impact.by_cause():
            page.line(plain(" and ".join(cause)), 2, f"{count:>7,}  ")
        if impact.unexplained:
            page.line(
                plain("move by something of which no cause was found: it takes too many changes together"),
                2,
                f"{impact.unexplained:>7,}  ",
            )

    def case(self, moved: Moved, reads: Sequence[Read]) -> None:
        """One case: its moves with their causes, and the answers."""
        page = self.page
        page.gap()
        page.line(plain(moved.case, "bold"))
        for causes in dict.fromkeys(move.causes for move in moved.moves):
            for move in moved.moves:
                if move.causes == causes:
                    page.line(plain(of_move(self.found, move)), 2)
            if causes:
                page.line(plain(of_causes(causes), "dim"), 4, "by ")
        for told in of_answers(self.found.new, reads):
            page.line(plain(told), 4, "as ")
