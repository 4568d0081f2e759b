"""How consistent the judgements of the store's cases are: the sections of an audit, one at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual.binding import BindingType

from assistant.tui.keys import bindings
from assistant.tui.screens.figures import Figures, WorkedOut
from assistant.tui.screens.type_ahead import TypeAhead
from assistant.tui.situation import Situation
from assistant.tui.text import Rows, plain, plain_line, row

_NAMES = ("case", "other_case")
"""The columns of an audit that name cases of the store."""


class NamedCases(TypeAhead[str]):
    """The cases that a section names, each with what it is named for; closes with the one to open."""

    CONTEXT = "finding"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("finding")]

    def __init__(self, section: str, named: Mapping[str, Sequence[str]]) -> None:
        super().__init__(
            "Open a case that is named here", section, "Part of its name, or of what it is named for."
        )
        self.named, self.found = named, tuple(named)

    def find(self, words: str) -> Sequence[Rows]:
        """The cases that have all these words."""
        wanted = words.casefold().split()
        told = {case: ", ".join(titles) for case, titles in self.named.items()}
        self.found = tuple(
            case for case, why in told.items() if all(word in f"{case} {why}".casefold() for word in wanted)
        )
        return [
            Rows(
                [row(plain_line(case), lead=" →  ", indent=4), row(plain(told[case], "$quiet"), lead="    ")]
            )
            for case in self.found
        ]

    def do_take_found(self) -> None:
        """Open it."""
        self.on_input_submitted()

    def take(self, number: int) -> None:
        """Open it."""
        self.dismiss(self.found[number])


class Consistency(Figures):
    """Audits the cases that whoever is at work may read."""

    CONTEXT = "consistency"
    NAME = "Consistency"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("consistency")]

    async def work_out(self, is_overtaken: Callable[[], bool]) -> WorkedOut | None:
        """The audit of all cases; None where there are none."""
        from assistant.work.audit.of_store import audit_of
        from assistant.work.configuration import configured

        by_inspector = configured().by_inspector
        cases = await self.read_cases()
        if not cases:
            return None
        self.say(f"working out the figures of {len(cases):,} cases…")
        found = await asyncio.to_thread(
            audit_of,
            self.house.judging,
            cases,
            self.house.ledger.now().astimezone().date(),
            by_inspector=by_inspector,
            is_overtaken=is_overtaken,
        )
        return WorkedOut(found.report, found.problems)

    def situation(self) -> Situation:
        """What is true here."""
        return super().situation()._replace(has_case=bool(self._named()))

    def _named(self) -> dict[str, list[str]]:
        """The cases that the section in front names, each with the tables that do."""
        named: dict[str, list[str]] = {}
        for table in self.report.sections[self.page].tables if self.report else ():
            places = [place for place, column in enumerate(table.columns) if column.id in _NAMES]
            for case in dict.fromkeys(str(cells[place]) for cells in table.rows for place in places):
                named.setdefault(case, []).append(table.title)
        return named

    def do_open_named(self) -> None:
        """Choose a case of this section, and open it; the way back leads here."""
        if self.report is not None:
            title = self.report.sections[self.page].title
            self.app.push_screen(NamedCases(title, self._named()), self._open)

    def _open(self, case_id: str | None) -> None:
        if case_id is not None:
            self.house.open_case(case_id)

    def nothing(self) -> tuple[str, str]:
        """There are no cases."""
        return (
            "There are no cases here to compare.",
            "Begin or import some in the list of cases (esc); `sccif audit SOURCE` audits files.",
        )
