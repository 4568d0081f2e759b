"""What a list of cases shows of one, and what people look for it by. Worked out from its events."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any, NamedTuple

from assistant.store.codec import canonical
from assistant.store.standing import Standing


class Days(NamedTuple):
    """What a line tells of the days of an inspection, whatever day it is read on."""

    worked: str
    """Each day from the first of the inspection to the last of its usual ones: 1 where it is worked, else 0."""
    next_step: str | None = None
    """The step that has a limit and is to be done next; None where each of them is done."""
    next_by: str | None = None
    """Its limit; None while what it is counted from is not known."""


class Summary(NamedTuple):
    """One line of the list of cases."""

    case_id: str
    sequence: int
    urn: str | None
    inspector: str | None
    started: str | None
    """The first day of the inspection."""
    labels: str
    """The labels of children and of the records that have one, incidents and requirements too, between spaces."""
    state: str
    is_archived: bool
    answered: int
    asked: int | None
    """How many questions are asked, where the pack was at hand to say."""
    changed_at: str
    file: str | None
    worked: str | None = None
    """As in `Days`; None where nobody worked the days out since the case was changed."""
    next_step: str | None = None
    next_by: str | None = None
    is_urgent: bool | None = None
    """Whether somebody may be in danger and what was done is still to be told; None as for the days."""

    @property
    def days(self) -> Days | None:
        """The days of the inspection, where they were worked out."""
        return None if self.worked is None else Days(self.worked, self.next_step, self.next_by)

    @classmethod
    def of(cls, row: Sequence[Any]) -> Summary:
        """The line in a row of the table."""
        urgent = row[-1]
        return cls._make((*row[:7], bool(row[7]), *row[8:-1], None if urgent is None else bool(urgent)))

    def values(self) -> tuple[str | int | None, ...]:
        """The row of the table."""
        urgent = self.is_urgent
        return (*self[:7], int(self.is_archived), *self[8:-1], None if urgent is None else int(urgent))

    def digest(self) -> str:
        """What tells whether the row is still as it was worked out (`assistant.store.verifying`)."""
        return hashlib.sha256(canonical(self.values()).encode("utf-8", "surrogatepass")).hexdigest()


COLUMNS = Summary._fields


def summary_of(
    standing: Standing, asked: int | None = None, days: Days | None = None, *, is_urgent: bool | None = None
) -> Summary:
    """The line of a case as it stands; how many questions are asked, its `days` and danger, only the pack tells."""
    case = standing.case
    inspection = case.inspection
    started = inspection.start if inspection else None
    labels = {child.label for child in case.children} | {
        key.label for key in case.records if key.added and key.label
    }
    return Summary(
        case_id=case.id,
        sequence=standing.sequence,
        urn=case.urn,
        inspector=inspection.inspector if inspection else None,
        started=str(started) if started else None,
        labels=f" {' '.join(sorted(labels))} ",
        state=standing.state,
        is_archived=standing.is_archived,
        answered=sum(len(record.answers) for record in case.records.values()),
        asked=asked,
        changed_at=standing.changed_at,
        file=standing.file,
        **(days._asdict() if days else {}),
        is_urgent=is_urgent,
    )
