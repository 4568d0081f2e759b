"""How consistent the judgements of the store's cases are: the sections of an audit, one at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ClassVar

from textual.binding import BindingType

from assistant.tui.keys import bindings
from assistant.tui.screens.figures import Figures, WorkedOut


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

    def nothing(self) -> tuple[str, str]:
        """There are no cases."""
        return (
            "There are no cases here to compare.",
            "Begin or import some in the list of cases (esc); `sccif audit SOURCE` audits files.",
        )
