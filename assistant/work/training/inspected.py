"""A consensus meeting about a case of a real inspection: several read its evidence, each with a view of their own.

What it came to is said in the review of the case, by who may review it: so it is read by those who may read the case,
stands in its history, and holds a sign-off up where the meeting judges otherwise. It is no case of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.case import Case
from assistant.pack import Pack
from assistant.problems import Problem, Refused
from assistant.store import Ledger, Standing
from assistant.store.kinds import Reviewed
from assistant.work.deciding import may_decide
from assistant.work.review.points import Point
from assistant.work.review.readings import every_other
from assistant.work.review.saying import reviewed
from assistant.work.training.begin import is_by, who
from assistant.work.training.debrief import decided
from assistant.work.training.meeting import Outcome, check_outcome

JUDGEMENT = "judgement"
"""The point of a review about which it is said what a meeting came to."""


@dataclass(frozen=True, slots=True)
class Inspected:
    """A case that a meeting is about."""

    case: Case

    @property
    def id(self) -> str:
        """Its name."""
        return self.case.id

    @property
    def given(self) -> Case:
        """What all its readers have of the evidence, and nothing of what anybody made of it."""
        case = self.case
        return Case(
            case.id,
            case.evidence_id,
            "blind",
            case.urn,
            case.baseline,
            case.inspection,
            case.children,
            case.notes,
        )


def readings_met(ledger: Ledger, case: Case) -> tuple[Case, ...]:
    """The readings of a case's evidence of which a meeting may speak: this one, and the others that are sealed.

    Those that whoever is at work may read. Raises `Refused` where the view of the case is not sealed, and where
    they have a reading of it themselves that is not.
    """
    may_decide(ledger, case)
    others, me = list[Case](), who(ledger)
    for standing in every_other(ledger, case):
        other, began = standing.case, standing.events[0].row.actor
        others.append(other)
        if other.sealed is None and (is_by(other, me) or began == ledger.actor):
            what = "your own view comes first, so nothing of another's reading is told yet"
            right = f"seal it in `sccif open {other.id}`, then ask again"
            raise Refused([Problem("use-own-view-first", what, right)])
    sealed = [other for other in others if other.sealed is not None]
    return tuple(one for one in (case, *sealed) if decided(one) is not None)


def said_in_review(
    standing: Standing, pack: Pack, known: Iterable[Point], outcome: Outcome, readers: Sequence[str]
) -> Reviewed:
    """What a meeting came to, as it is said of the judgement in the review: agreed where it judges the same.

    Raises `Refused` where no review was begun, something is missing, or the judgement is not on the scale.
    """
    check_outcome(pack, outcome)
    made = standing.case.judgement
    text = (
        f"A meeting about the readings of {', '.join(dict.fromkeys(readers))} agreed on "
        f"{pack.judgements[outcome.judgement].label}, because: {outcome.reasons}\nLearned: {outcome.learned}"
    )
    is_same = made is not None and made.decided == outcome.judgement
    return reviewed(standing, known, JUDGEMENT, text, is_agreed=is_same)
