"""What can be said of cases by their events alone, without reading what these tell."""

from __future__ import annotations

from contextlib import closing
from typing import NamedTuple

from assistant.document import lies_at
from assistant.store.address import Address
from assistant.store.ledger import Ledger
from assistant.store.sqlite_file import version_in

KEEPING = (
    "opened",
    "assigned",
    "withdrawn",
    "archived",
    "unarchived",
    "exported",
    "head-pinned",
    "hold-placed",
    "hold-lifted",
    "erasure-ordered",
)
"""The kinds of event that tell how a case is kept, and of no work on it; a case is worked on when it is opened."""


class Kept(NamedTuple):
    """A case as far as its events tell, whoever looks."""

    case_id: str
    sequence: int
    """The number of its last event."""
    changed_at: str
    worked_at: str
    """When it was opened, or worked on last."""
    is_archived: bool
    is_held: bool
    is_erased: bool
    """Whether what it said at its beginning was erased: there is then no case to show."""
    is_listed: bool
    """Whether a line of the list is kept that may be read."""


def kept_cases(ledger: Ledger) -> list[Kept]:
    """Every case whose events may be seen, by name."""
    marks = ", ".join("?" for _ in KEEPING[1:])
    rows = ledger.database.rows(
        "SELECT e.case_id, max(e.sequence), max(e.at), "
        f"max(CASE WHEN e.kind NOT IN ({marks}) THEN e.at END), "
        "max(CASE WHEN e.kind = 'archived' THEN e.sequence ELSE 0 END) "
        "> max(CASE WHEN e.kind = 'unarchived' THEN e.sequence ELSE 0 END), "
        "max(CASE WHEN e.kind = 'hold-placed' THEN e.sequence ELSE 0 END) "
        "> max(CASE WHEN e.kind = 'hold-lifted' THEN e.sequence ELSE 0 END), "
        "EXISTS (SELECT 1 FROM erasures x WHERE x.case_id = e.case_id AND x.sequence = 1), "
        "EXISTS (SELECT 1 FROM summaries s WHERE s.case_id = e.case_id) "
        "FROM events e GROUP BY e.case_id ORDER BY e.case_id",
        KEEPING[1:],
    )
    return [Kept(*row[:4], *map(bool, row[4:])) for row in rows]


class Blind(NamedTuple):
    """A blind reading of the evidence of a case."""

    of: str
    by: str
    """Who began it."""


def blind_readings(ledger: Ledger) -> dict[str, Blind]:
    """The blind readings in a store by their names, each with whose evidence it reads. Raises `Refused`."""
    rows = ledger.database.rows("SELECT case_id, evidence_id, opened_by FROM cases WHERE purpose = 'blind'")
    return {case_id: Blind(of, by) for case_id, of, by in rows}


def training_cases(ledger: Ledger) -> dict[str, str]:
    """The cases that are for training, each with the id of its evidence, of those that may be seen."""
    return dict(ledger.database.rows("SELECT case_id, evidence_id FROM cases WHERE purpose = 'training'"))


def names_beginning(address: Address, beginning: str, without: str) -> list[str]:
    """The names of cases in a store that is a file, by their beginning; none where there is no such file.

    Cases whose evidence's id begins as `without` are left out.

    For a shell that waits: nothing is made, brought up to date or asked of a server. Raises `Refused`
    where the file holds no store.
    """
    if address.path is None or lies_at(address.path) != "file" or not version_in(address.path):
        return []
    with closing(address.connect(wanted="read")) as database:
        rows = database.rows(
            "SELECT case_id FROM cases WHERE substr(case_id, 1, ?) = ? AND substr(evidence_id, 1, ?) <> ? "
            "ORDER BY case_id",
            (len(beginning), beginning, len(without), without),
        )
    return [str(row[0]) for row in rows]


def orders(ledger: Ledger, case_id: str) -> dict[int, int]:
    """For each event of a case that was erased, by its number, the number of the event that ordered it."""
    rows = ledger.database.rows("SELECT sequence, ordered_by FROM erasures WHERE case_id = ?", (case_id,))
    return {int(sequence): int(ordered_by) for sequence, ordered_by in rows}


def hidden_cases(ledger: Ledger) -> list[str]:
    """The cases of which it may be seen that something happened, and not what: by an administrator of a server."""
    if (
        ledger.database.dialect == "sqlite"
        or not ledger.database.rows("SELECT row_security_active('payloads')")[0][0]
    ):
        return []
    rows = ledger.database.rows("SELECT case_id FROM cases WHERE NOT sees(case_id) ORDER BY case_id")
    return [str(row[0]) for row in rows]
