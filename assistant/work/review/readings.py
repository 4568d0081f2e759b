"""Double judging: other readings of the same evidence, and what to talk of where they differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

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


def other_readings(ledger: Ledger, standing: Standing, base: RuleBase) -> Iterator[Reading]:
    """Every other sealed reading of a case's evidence that whoever is at work may read, in the order of names.

    INVARIANT: a reading that is not sealed is not told of, nor is anything of this case told to somebody who reads
    its evidence blind: a store on a server hides it from them itself (tests/store/test_access.py).
    """
    rows = ledger.database.rows(
        "SELECT case_id FROM cases WHERE evidence_id = ? AND case_id <> ? ORDER BY case_id",
        (standing.case.evidence_id, standing.case.id),
    )
    for (case_id,) in rows:
        try:
            other = read(ledger, str(case_id))
        except Refused:
            continue  # erased: that it was there is told by the list of cases
        if other.case.sealed is not None:
            yield Reading(other, agenda(base, standing.case, other.case, by_label))
