"""What other rules would move: the rules at hand beside those of a folder, over the cases of the store."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from assistant.pack import Pack
from assistant.tui.keys import bindings
from assistant.tui.screens.figures import Figures, WorkedOut
from assistant.tui.screens.naming import Naming

if TYPE_CHECKING:
    from assistant.tui.app import SccifApp


def ask_for_rules(app: SccifApp, old: Pack) -> None:
    """Ask for the folder of other rules, and show what they move; what is wrong with them is said, and asked again."""
    found: list[Pack] = []

    def take(name: str) -> str:
        from assistant.pack import pack_to_judge_by

        found.append(pack_to_judge_by(app.path_of(name)))
        return name

    def show(name: str | None) -> None:
        if name:
            app.push_screen(ImpactScreen(old, found[-1]))

    about = "A folder with `rules` and `knowledge` in it, such as a changed copy of these. Nothing is changed by it."
    app.push_screen(Naming("What other rules would move", about, "~/new-rules", take), show)


class ImpactScreen(Figures):
    """Judges the cases that whoever is at work may see judged by the rules at hand and by new ones.

    INVARIANT: of a case whose own view comes first nothing is told (tests/work/test_impact_of_store.py).
    """

    CONTEXT = "impact"
    NAME = "What other rules move"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("impact")]

    def __init__(self, old: Pack, new: Pack) -> None:
        """From the rules at hand to new ones."""
        super().__init__()
        self.old, self.new = old, new

    async def work_out(self, is_overtaken: Callable[[], bool]) -> WorkedOut:
        """What is different, and which cases that moves, if there are any."""
        from assistant.work.impact_of_store import impact_of, shown

        house = self.house
        cases = shown(await self.read_cases(), lambda case: house.how_shown(house.ledger, case))
        self.say(f"judging {len(cases.shown):,} cases by the rules at hand and by the new ones…")
        report = await asyncio.to_thread(impact_of, self.old, self.new, cases, is_overtaken)
        return WorkedOut(report, cases.problems)

    def nothing(self) -> tuple[str, str]:
        """Never said: what is different is told without any case too."""
        return "", ""
