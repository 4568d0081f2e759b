"""A consensus meeting about the case that is open: its readings side by side, and what it came to in its review."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.case import Case
from assistant.reasoning.codes import RuleBase
from assistant.tui.screens.consensus import Consensus
from assistant.work.review.points import points
from assistant.work.review.record import review
from assistant.work.training.inspected import Inspected, readings_met, said_in_review
from assistant.work.training.meeting import Outcome, names_of


class CaseMeeting(Consensus):
    """What the readers of a real inspection saw differently. It is opened from the review of the case."""

    KEPT = "It is said in the review of the case, about its judgement: not agreed, where the meeting judges otherwise."
    FEW = "w in the list of cases begins a blind reading; f lays those in files beside."

    def __init__(self, case: Case) -> None:
        super().__init__(Inspected(case), f"{case.id} · the readings of its evidence")

    @property
    def base(self) -> RuleBase:
        """The rules by which the case is judged."""
        return self.session.judging.base

    def kept(self) -> Iterable[Case]:
        """The case and the other readings that are sealed. Raises `Refused`."""
        return readings_met(self.house.ledger, self.session.case)

    def held_before(self) -> tuple[Case, ...]:
        """None: they stand in the review."""
        return ()

    def record(self, came_to: Outcome) -> str:
        """Say it in the review. Raises `Refused`, also where that was not begun."""
        session = self.session
        before = session.kept.standing
        known = points(before, session.judged)
        told = said_in_review(before, session.pack, known, came_to, names_of(self.readings))
        changed = review(before).told_changed
        return session.say_in_review(
            told, "said in the review, about the judgement" + (f"; {changed}" if changed else "")
        )
