"""Writes the rows of events, and those that are kept beside so that the database knows who sees a case and what is gone."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.store.database import Database
from assistant.store.events import Payload, Row
from assistant.store.kinds import Assigned, ErasureOrdered, Happening, Opened, Withdrawn

_ROW = ", ".join(Row._fields)
UNSWEPT = "unswept"
"""The setting that says that something was erased, and may still be on the disk."""


def insert(database: Database, made: Sequence[tuple[Row, Payload]], happened: Sequence[Happening]) -> None:
    """Write the rows of these events, within a transaction, and what is kept beside because of what they tell.

    Raises `Taken` where somebody else wrote one of them, and `Refused`.
    """
    for (row, _), one in zip(made, happened, strict=True):
        if isinstance(one, Opened):
            database.rows(
                "INSERT INTO cases (case_id, evidence_id, purpose, opened_by) VALUES (?, ?, ?, ?)",
                (row.case_id, one.case.evidence_id, one.case.purpose, row.actor),
            )
    database.many(f"INSERT INTO events ({_ROW}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", [row for row, _ in made])
    database.many(
        "INSERT INTO payloads (case_id, sequence, salt, content) VALUES (?, ?, ?, ?)",
        [payload for _, payload in made],
    )
    for (row, _), one in zip(made, happened, strict=True):
        match one:
            case Assigned(who=who, role=role):
                _assign(database, row, who, role)
            case Withdrawn(who=who):
                _assign(database, row, who, None)
            case ErasureOrdered(events=events):
                _erase(database, row, events)


def _assign(database: Database, row: Row, who: str, role: str | None) -> None:
    database.rows(
        "INSERT INTO assignments (case_id, sequence, who, role) VALUES (?, ?, ?, ?)",
        (row.case_id, row.sequence, who, role),
    )


def _erase(database: Database, row: Row, events: Sequence[int]) -> None:
    """Each row takes what its event told with it, and the line of the list (`erasures_done` in the migrations)."""
    database.many(
        "INSERT INTO erasures (case_id, sequence, ordered_by) VALUES (?, ?, ?)",
        [(row.case_id, sequence, row.sequence) for sequence in events],
    )
    if database.dialect == "sqlite":
        database.rows(
            "INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING", (UNSWEPT, "yes")
        )
