"""Progress in training: agreement with the authors' or the panels' readings, and drills; for a trainer by person too."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual.binding import BindingType

from assistant.case import Case
from assistant.problems import Problem, Refused
from assistant.tui.keys import bindings
from assistant.tui.screens.figures import Figures, WorkedOut
from assistant.tui.screens.naming import Naming
from assistant.tui.situation import Situation
from assistant.work.training.begin import only_after_own_view, readings_kept, who
from assistant.work.training.drilled import Drilled, every_drilled
from assistant.work.training.figures import progress_report
from assistant.work.training.model import Scenario
from assistant.work.training.progress import Compared, compared, write_table


class Progress(Figures):
    """What may be read of training: a trainee's own, a trainer's everybody's, and then one's own alone as well."""

    CONTEXT = "progress"
    NAME = "Progress"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("progress")]

    def __init__(self, scenarios: Sequence[Scenario], panels: Mapping[str, Case]) -> None:
        """`panels` are the readings of panels that take the authors' place, by the id of their evidence."""
        super().__init__()
        self.scenarios, self.panels = scenarios, panels
        self.readings: tuple[Compared, ...] = ()
        self.drilled: tuple[Drilled, ...] = ()
        self.is_own = True
        """Whether one's own alone is shown, where others' may be read."""
        self.problems: list[Problem] = []

    def situation(self) -> Situation:
        """What is true here."""
        now = super().situation()
        return Situation(
            now.context,
            has_sections=now.has_sections,
            is_working=now.is_working,
            is_cohort=self.is_cohort,
            has_case=bool(self.readings or self.drilled),
        )

    @property
    def is_cohort(self) -> bool:
        """Whether more than one person's may be read."""
        return len({*(one.who for one in self.readings), *(one.who for one in self.drilled)}) > 1

    async def work_out(self, is_overtaken: Callable[[], bool]) -> WorkedOut | None:
        """All of it; None where nothing was judged yet."""
        del is_overtaken  # what is left unfinished is dropped with the screen
        ledger = self.house.ledger
        kept, drills = list(readings_kept(ledger)), list(every_drilled(ledger))
        every = [case for case in kept if not isinstance(case, Refused)]
        cases = only_after_own_view(ledger, every)
        self.problems = [
            problem for one in (*kept, *drills) if isinstance(one, Refused) for problem in one.problems
        ]
        self.say(f"comparing {len(cases)} readings…")
        self.readings = await asyncio.to_thread(
            compared, self.house.judging.base, self.scenarios, cases, self.panels
        )
        self.drilled = tuple(one for one in drills if not isinstance(one, Refused))
        return self._told_of() if self.readings or self.drilled else None

    def nothing(self) -> tuple[str, str]:
        """Nothing was judged yet, or nothing that can be measured against the panel's reading."""
        if self.panels:
            return (
                "There is no reading to measure against the panel's: one that it was made of is not.",
                "Go back (esc): p goes back to the authors' reading.",
            )
        return (
            "No scenario was judged yet, and no drill.",
            "Go back (esc): enter judges the scenario under the cursor, n has ten drills.",
        )

    def _told_of(self) -> WorkedOut:
        me = who(self.house.ledger)
        readings = [
            one for one in self.readings if not self.is_own or one.who in (me, self.house.ledger.actor)
        ]
        drilled = [one for one in self.drilled if not self.is_own or one.who == me]
        is_cohort = self.is_cohort and not self.is_own
        report = progress_report(self.house.pack, readings, drilled, is_cohort=is_cohort)
        return WorkedOut(report, self.problems)

    # What keys do

    def do_whose(self) -> None:
        """From everybody's to one's own alone, and back."""
        self.is_own = not self.is_own
        self.report, self.page = self._told_of().report, 0
        self.draw()

    def do_table(self) -> None:
        """Write a line for each reading and each drill into a file."""
        about = "A new file, with a line for each scenario that was judged, and each drill: CSV, for a spreadsheet."
        self.app.push_screen(Naming("Write a table", about, "progress.csv", self._write), self._written)

    def _write(self, typed: str) -> str:
        path = self.house.path_of(typed)
        write_table(path, self.readings, self.drilled)
        return f"written to {path.absolute()}"

    def _written(self, said: str | None) -> None:
        if said:
            self.tell(said, is_whole=True)
