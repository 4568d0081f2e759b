"""What a list of cases shows of one, and what people look for it by. Worked out from its events."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any, NamedTuple

from assistant.store.codec import canonical
from assistant.store.standing import Standing


class Summary(NamedTuple):
    """One line of the list of cases."""

    case_id: str
    sequence: int
    urn: str | None
    inspector: str | None
    started: str | None
    """The first day of the inspection."""
    labels: str
    """The children's labels, between spaces."""
    state: str
    is_archived: bool
    answered: int
    asked: int | None
    """How many questions are asked, where the pack was at hand to say."""
    changed_at: str
    file: str | None

    @classmethod
    def of(cls, row: Sequence[Any]) -> Summary:
        """The line in a row of the table."""
        return cls(*row)._replace(is_archived=bool(row[COLUMNS.index("is_archived")]))

    def values(self) -> tuple[str | int | None, ...]:
        """The row of the table."""
        return (*self[:7], int(self.is_archived), *self[8:])

    def digest(self) -> str:
        """What tells whether the row is still as it was worked out (`assistant.store.verifying`)."""
        return hashlib.sha256(canonical(self.values()).encode("utf-8", "surrogatepass")).hexdigest()


COLUMNS = Summary._fields


def summary_of(standing: Standing, asked: int | None = None) -> Summary:
    """The line of a case as it stands; `asked` is how many questions the pack asks of it."""
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
    )
