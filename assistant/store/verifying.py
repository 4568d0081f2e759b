"""Recomputes every chain, and names the first event of each case that does not fit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import NamedTuple

from assistant.document import digest_of, shortened
from assistant.problems import Problem, Refused, Where
from assistant.store.events import BEGINNING, Payload, Row, event_of
from assistant.store.kinds import (
    Assigned,
    ErasureOrdered,
    Opened,
    PackAdopted,
    ProposalShown,
    Withdrawn,
    kind_of,
)
from assistant.store.ledger import Head, Ledger
from assistant.store.migrate import guards
from assistant.store.searching import read
from assistant.store.summary import COLUMNS, Summary, summary_of

_BY_PACK = {kind_of(kind) for kind in (Opened, PackAdopted, ProposalShown)}
_RIGHT = "keep a copy of the store as it is, and restore the last backup that verifies"


class Verified(NamedTuple):
    """What was looked at, and what does not fit."""

    cases: int
    events: int
    erased: int
    """Payloads that are gone under an order."""
    problems: tuple[Problem, ...]


class _Found(NamedTuple):
    """Everything the store holds of one case."""

    case: tuple[object, ...] | None
    rows: list[Row]
    payloads: dict[int, Payload] | None
    """None where they are not shown to who is signed in."""
    erasures: dict[int, int]
    assignments: dict[int, tuple[object, ...]]


def verify(
    ledger: Ledger, pinned: Iterable[Head] = (), progress: Callable[[int, int], object] | None = None
) -> Verified:
    """Look at every case that may be read, and at the heads that were pinned elsewhere.

    `progress` is told how many cases were looked at, and of how many.

    INVARIANT: no value of an event or a payload, no order and no missing row between the first event
    and a pinned head can be other than as written without a problem here (tests/long/tamper.py).
    """
    problems: list[Problem] = []
    events = erased = 0
    heads: dict[tuple[str, int], str] = {}
    packs: dict[str, tuple[str, int]] = {}
    with ledger.one_state():
        problems.extend(_file_problems(ledger))
        ids, is_guarded = _ids(ledger)
        for number, case_id in enumerate(ids):
            if progress:
                progress(number, len(ids))
            found, wrong = _looked_at(ledger, case_id, is_guarded=is_guarded)
            problems.extend(wrong)
            if found is None:
                continue
            events += len(found.rows)
            erased += len(found.erasures)
            heads |= {(row.case_id, row.sequence): row.hash for row in found.rows}
            for digest, sequence in _packs(found):
                packs.setdefault(digest, (case_id, sequence))
        problems.extend(_pack_problems(ledger, packs))
        problems.extend(_list_problems(ledger))
    for head in pinned:
        if heads.get((head.case_id, head.sequence)) != head.hash:
            what = f"event {head.sequence} of `{head.case_id}` is not the one that was pinned, or is gone"
            problems.append(Problem("verify-head", what, _RIGHT, _where(head.case_id, head.sequence)))
    return Verified(len(ids), events, erased, tuple(problems))


def verify_case(ledger: Ledger, case_id: str) -> tuple[Problem, ...]:
    """What does not fit of one case that may be read, as `verify` tells it of all: the first event alone, if any."""
    with ledger.one_state():
        return _looked_at(ledger, case_id, is_guarded=_is_guarded(ledger))[1]


def _looked_at(
    ledger: Ledger, case_id: str, *, is_guarded: bool
) -> tuple[_Found | None, tuple[Problem, ...]]:
    """Everything of a case, and the first thing that does not fit; nothing of it where it cannot be read at all."""
    try:
        found = _found(ledger, case_id, is_guarded=is_guarded)
    except Refused as refused:
        if refused.problems[0].code != "store-damaged":
            raise
        return None, (replace(refused.problems[0], where=_where(case_id)),)
    return found, tuple(_first(_case_problems(case_id, found)))


def _is_guarded(ledger: Ledger) -> bool:
    """Whether the server shows only some of what is in the store."""
    database = ledger.database
    return database.dialect == "postgres" and bool(
        database.rows("SELECT row_security_active('payloads')")[0][0]
    )


def _ids(ledger: Ledger) -> tuple[list[str], bool]:
    """Every case there is a trace of, and whether the server shows only some of them."""
    read = ledger.database.rows
    if _is_guarded(ledger):
        return [str(row[0]) for row in read("SELECT case_id FROM cases ORDER BY case_id")], True
    rows = read(
        "SELECT case_id FROM cases UNION SELECT case_id FROM events UNION SELECT case_id FROM payloads "
        "UNION SELECT case_id FROM erasures UNION SELECT case_id FROM assignments ORDER BY 1"
    )
    return [str(row[0]) for row in rows], False


def _found(ledger: Ledger, case_id: str, *, is_guarded: bool) -> _Found:
    read, of = ledger.database.rows, (case_id,)
    case = read("SELECT case_id, evidence_id, purpose, opened_by FROM cases WHERE case_id = ?", of)
    rows = read(f"SELECT {', '.join(Row._fields)} FROM events WHERE case_id = ? ORDER BY sequence", of)
    is_shown = not is_guarded or read("SELECT sees(?)", of)[0][0]
    payloads = read("SELECT case_id, sequence, salt, content FROM payloads WHERE case_id = ?", of)
    erasures = read("SELECT sequence, ordered_by FROM erasures WHERE case_id = ?", of)
    assignments = read("SELECT sequence, who, role FROM assignments WHERE case_id = ?", of)
    return _Found(
        case[0] if case else None,
        [Row(*row) for row in rows],
        {row[1]: Payload(*row) for row in payloads} if is_shown else None,
        dict(erasures),
        {row[0]: row[1:] for row in assignments},
    )


def _first(problems: Iterator[Problem]) -> Sequence[Problem]:
    found = next(problems, None)
    return (found,) if found else ()


def _where(case_id: str, sequence: int | None = None) -> Where:
    return Where(case_id, None, None, f"event {sequence}" if sequence else None)


def _case_problems(case_id: str, found: _Found) -> Iterator[Problem]:
    """What does not fit, from the first event on."""

    def problem(code: str, what: str, sequence: int | None = None) -> Problem:
        return Problem(code, what, _RIGHT, _where(case_id, sequence))

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


def _payload_problems(row: Row, found: _Found) -> Iterator[tuple[str, str]]:
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
    try:
        happened = event_of(row, payload.content).happened
    except (ValueError, TypeError):
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


def _erased_problems(row: Row, found: _Found) -> Iterator[tuple[str, str]]:
    """What does not fit where what an event tells is gone."""
    number = row.sequence
    order = found.erasures.get(number)
    if order is None:
        yield "verify-missing", f"what event {number} tells is gone, and no erasure was ordered"
    elif not _ordered(found, order, number):
        yield "verify-extra", f"what event {number} tells was erased, and no order says so"
    if (number in found.assignments) != (row.kind in ("assigned", "withdrawn")):
        yield "verify-extra", f"the assignment by event {number} is not what was written"


def _ordered(found: _Found, order: int, sequence: int) -> bool:
    """Whether the event that ordered an erasure names what was erased. An order itself is never erased."""
    row = next((row for row in found.rows if row.sequence == order), None)
    if row is None or row.kind != "erasure-ordered":
        return False
    payload = (found.payloads or {}).get(order)
    if payload is None:
        return False
    try:
        happened = event_of(row, payload.content).happened
    except ValueError:
        return False
    return isinstance(happened, ErasureOrdered) and sequence in happened.events


def _packs(found: _Found) -> Iterator[tuple[str, int]]:
    """The packs that a case was read or judged by, and by which event."""
    for row in found.rows:
        payload = (found.payloads or {}).get(row.sequence)
        if payload is None or row.kind not in _BY_PACK:
            continue
        with suppress(ValueError, TypeError):  # told already, as what cannot be read
            happened = event_of(row, payload.content).happened
            if isinstance(happened, (Opened, PackAdopted, ProposalShown)):
                yield happened.pack, row.sequence


def _pack_problems(ledger: Ledger, wanted: Mapping[str, tuple[str, int]]) -> Iterator[Problem]:
    """Packs that are not what was kept, and those that are wanted and gone, each with the event that names it."""
    kept = dict(ledger.database.rows("SELECT digest, content FROM packs ORDER BY digest"))
    for digest, (case_id, sequence) in wanted.items():
        if digest not in kept:
            what = f"the pack {shortened(digest)}, by which event {sequence} of `{case_id}` was read or judged, is gone"
            yield Problem("verify-missing", what, _RIGHT, _where(case_id, sequence))
    for digest, content in kept.items():
        if digest_of(str(content)) != digest:
            yield Problem("verify-payload", f"the pack {digest} is not what was kept", _RIGHT)


def _list_problems(ledger: Ledger) -> Iterator[Problem]:
    """Lines that do not say what the events say up to which they were worked out: by them cases are found."""
    columns = ", ".join(COLUMNS)
    for *row, digest in ledger.database.rows(f"SELECT {columns}, digest FROM summaries ORDER BY case_id"):
        line = Summary.of(row)
        if line.digest() != digest or not _says_its_case(ledger, line):
            what = f"the line of the list for `{row[0]}` is not what was worked out"
            right = "see whether its events are as written; the next change of the case makes the line anew"
            yield Problem("verify-payload", what, right, _where(str(row[0])))


def _says_its_case(ledger: Ledger, line: Summary) -> bool:
    """Whether a line says what the events say; how much was asked, and until when, only a pack at hand could tell."""
    try:
        standing = read(ledger, line.case_id, upto=line.sequence)
        now = summary_of(standing, line.asked, line.days)
        # A line that was kept before looking at a case counted as none of its changes tells of the last event.
        return line in (now, now._replace(changed_at=standing.events[-1].row.at))
    except Refused as refused:
        # What cannot be read is told of its events.
        return refused.problems[0].code != "store-no-event"


def _file_problems(ledger: Ledger) -> Iterator[Problem]:
    """What is wrong with the store itself: its pages, and the guards that refuse changes."""
    read = ledger.database.rows
    if ledger.database.dialect == "sqlite":
        for (told,) in read("PRAGMA integrity_check(1)"):
            if told != "ok":
                yield Problem("store-damaged", f"the file is damaged: {told}", _RIGHT)
        there = {name for (name,) in read("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    else:
        there = {
            name
            for (name,) in read(
                "SELECT tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
                "WHERE c.relnamespace = current_schema()::regnamespace AND NOT tgisinternal AND tgenabled = 'O'"
            )
        }
    for name in guards(ledger.database.dialect):
        if name not in there:
            what = f"the guard `{name}`, which refuses changes of what was written, is gone or turned off"
            yield Problem("verify-missing", what, _RIGHT)
