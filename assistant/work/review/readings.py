"""Double judging: a blind reading is begun, other readings of the same evidence, and what to talk of where they differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.case import Case
from assistant.problems import Refused
from assistant.reasoning.codes import RuleBase
from assistant.store import Ledger, Standing, read
from assistant.work.agenda import Item, agenda, by_label


@dataclass(frozen=True, slots=True)
class Reading:
    """Another reading of the evidence that a case is of, once its view is sealed."""

    standing: Standing
    differs: tuple[Item, ...]
    """What differs, beside the case: what moves a proposal first, then what moves a rule."""


def blind_reading(other: Case, mine: Case, *, with_notes: bool) -> Case:
    """A case as the blind reading of another's evidence begins: its home, dates and baseline, none of its answers.

    What `mine` says of these goes before what the other says.
    """
    dates = mine.inspection or (
        other.inspection.model_copy(update={"inspector": None}) if other.inspection else None
    )
    if mine.inspection and other.inspection and mine.inspection.start is None:
        dates = other.inspection.model_copy(update={"inspector": mine.inspection.inspector})
    return replace(
        mine,
        evidence_id=other.evidence_id,
        urn=mine.urn or other.urn,
        baseline=mine.baseline or other.baseline,
        inspection=dates,
        notes=other.notes if with_notes else (),
        children=other.children if with_notes else (),
    )


def every_other(ledger: Ledger, case: Case) -> Iterator[Standing]:
    """Every other reading of a case's evidence that whoever is at work may read, in the order of names."""
    rows = ledger.database.rows(
        "SELECT case_id FROM cases WHERE evidence_id = ? AND case_id <> ? ORDER BY case_id",
        (case.evidence_id, case.id),
    )
    for (case_id,) in rows:
        try:
            yield read(ledger, str(case_id))
        except Refused:
            continue  # erased: that it was there is told by the list of cases


def other_readings(ledger: Ledger, standing: Standing, base: RuleBase) -> Iterator[Reading]:
    """Those of them that are sealed, each with what differs.

    INVARIANT: a reading that is not sealed is not told of, nor is anything of this case told to somebody who reads
    its evidence blind: a store on a server hides it from them itself (tests/store/test_access.py).
    """
    for other in every_other(ledger, standing.case):
        if other.case.sealed is not None:
            yield Reading(other, agenda(base, standing.case, other.case, by_label))
