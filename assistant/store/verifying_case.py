"""What does not fit of one case: its chain of events, what they tell, and what is kept beside because of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from assistant.problems import Problem, Where
from assistant.store.events import BEGINNING, Payload, Row, event_of
from assistant.store.kinds import (
    Assigned,
    ErasureOrdered,
    Happening,
    Opened,
    PackAdopted,
    ProposalShown,
    Withdrawn,
    kind_of,
)
from assistant.store.ledger import Ledger

_BY_PACK = {kind_of(kind) for kind in (Opened, PackAdopted, ProposalShown)}
RIGHT = "keep a copy of the store as it is, and restore the last backup that verifies"


class Kept(NamedTuple):
    """Everything the store holds of one case."""

    case: tuple[object, ...] | None
    rows: list[Row]
    payloads: dict[int, Payload] | None
    """None where they are not shown to who is signed in."""
    erasures: dict[int, int]
    assignments: dict[int, tuple[object, ...]]


def kept_of(ledger: Ledger, case_id: str, *, is_guarded: bool) -> Kept:
    """Read it; `is_guarded` where the server shows only some of what is in the store. Raises `Refused`."""
    read, of = ledger.database.rows, (case_id,)
    case = read("SELECT case_id, evidence_id, purpose, opened_by FROM cases WHERE case_id = ?", of)
    rows = read(f"SELECT {', '.join(Row._fields)} FROM events WHERE case_id = ? ORDER BY sequence", of)
    is_shown = not is_guarded or read("SELECT sees(?)", of)[0][0]
    payloads = read("SELECT case_id, sequence, salt, content FROM payloads WHERE case_id = ?", of)
    erasures = read("SELECT sequence, ordered_by FROM erasures WHERE case_id = ?", of)
    assignments = read("SELECT sequence, who, role FROM assignments WHERE case_id = ?", of)
    return Kept(
        case[0] if case else None,
        [Row(*row) for row in rows],
        {row[1]: Payload(*row) for row in payloads} if is_shown else None,
        dict(erasures),
        {row[0]: row[1:] for row in assignments},
    )


def case_problems(case_id: str, found: Kept) -> Iterator[Problem]:
    """What does not fit of a case, from its first event on."""

    def problem(code: str, what: str, sequence: int | None = None) -> Problem:
        return Problem(code, what, RIGHT, where_in(case_id, sequence))

    if not found.rows:
        yield problem("verify-missing", f"the events of `{case_id}` are gone")
    previous = BEGINNING
    for expected, row in enumerate(found.rows, 1):
        number = row.sequence
        if number != expected:
            yield problem("verify-missing", f"event {expected} is gone: event {number} comes next", expected)
        if row.previous != previous:
            yield problem("verify-chain", f"event {number} does not follow the one before it", number)
        if not _is_whole(row):
            yield problem("verify-hash", f"event {number} is not what its hash says", number)
        yield from (problem(*one, number) for one in _payload_problems(row, found))
        previous = row.hash
    last = len(found.rows)
    told = {*(found.payloads or ()), *found.erasures, *found.assignments}
    for sequence in sorted(told, key=str):
        if not isinstance(sequence, int) or not 1 <= sequence <= last:
            yield problem(
                "verify-extra", f"something is told of an event {sequence} that is not there", sequence
            )


def _is_whole(row: Row) -> bool:
    try:
        return row.expected_hash() == row.hash
    except TypeError:  # bytes where text was
        return False


def _payload_problems(row: Row, found: Kept) -> Iterator[tuple[str, str]]:
    """What does not fit of what an event tells, and of what is kept beside because of it."""
    number = row.sequence
    if number == 1 and (found.case is None or found.case[-1] != row.actor):
        yield "verify-extra", "the case is not kept under what it was opened as"
    if found.payloads is None:
        return
    payload = found.payloads.get(number)
    if payload is None:
        yield from _erased_problems(row, found)
        return
    if number in found.erasures:
        yield "verify-extra", f"what event {number} tells is there, although its erasure was ordered"
    if payload.digest() != row.digest:
        yield "verify-payload", f"what event {number} tells is not what was written"
    happened = _told(row, payload)
    if happened is None:
        yield "verify-payload", f"what event {number} tells cannot be read"
        return
    if isinstance(happened, Opened) or number == 1:
        case = happened.case if isinstance(happened, Opened) else None
        kept = (case.id, case.evidence_id, case.purpose, row.actor) if case else None
        if found.case != kept or number != 1:
            yield "verify-extra", "the case is not kept under what it was opened as"
    told = happened if isinstance(happened, (Assigned, Withdrawn)) else None
    if found.assignments.get(number) != ((told.who, getattr(told, "role", None)) if told else None):
        yield "verify-extra", f"the assignment by event {number} is not what was written"


def _told(row: Row, payload: Payload | None) -> Happening | None:
    """What an event tells, None where that is gone or cannot be read."""
    try:
        return event_of(row, payload.content).happened if payload else None
    except (ValueError, TypeError):
        return None


def _erased_problems(row: Row, found: Kept) -> Iterator[tuple[str, str]]:
    """What does not fit where what an event tells is gone."""
    number = row.sequence
    order = found.erasures.get(number)
    if order is None:
        yield "verify-missing", f"what event {number} tells is gone, and no erasure was ordered"
    elif not _ordered(found, order, number):
        yield "verify-extra", f"what event {number} tells was erased, and no order says so"
    if (number in found.assignments) != (row.kind in ("assigned", "withdrawn")):
        yield "verify-extra", f"the assignment by event {number} is not what was written"


def _ordered(found: Kept, order: int, sequence: int) -> bool:
    """Whether the event that ordered an erasure names what was erased. An order itself is never erased."""
    row = next((row for row in found.rows if row.sequence == order), None)
    if row is None or row.kind != "erasure-ordered":
        return False
    happened = _told(row, (found.payloads or {}).get(order))
    return isinstance(happened, ErasureOrdered) and sequence in happened.events


def packs_of(found: Kept) -> Iterator[tuple[str, int]]:
    """The packs that a case was read or judged by, and by which event."""
    for row in found.rows:
        if row.kind not in _BY_PACK:
            continue
        happened = _told(row, (found.payloads or {}).get(row.sequence))
        if isinstance(happened, (Opened, PackAdopted, ProposalShown)):
            yield happened.pack, row.sequence


def where_in(case_id: str, sequence: int | None = None) -> Where:
    """The place of a problem: a case, and an event of it where one is meant."""
    return Where(case_id, None, None, f"event {sequence}" if sequence else None)
