"""Recomputes every chain and names the first event of each case that does not fit; looks at packs, list and file too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from assistant.document import digest_of, shortened
from assistant.problems import Problem, Refused
from assistant.store.ledger import Head, Ledger
from assistant.store.migrate import guards
from assistant.store.searching import read
from assistant.store.summary import COLUMNS, Summary, summary_of
from assistant.store.verifying_case import RIGHT, Kept, case_problems, kept_of, packs_of, where_in


class Verified(NamedTuple):
    """What was looked at, and what does not fit."""

    cases: int
    events: int
    erased: int
    """Payloads that are gone under an order."""
    problems: tuple[Problem, ...]


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
            for digest, sequence in packs_of(found):
                packs.setdefault(digest, (case_id, sequence))
        problems.extend(_pack_problems(ledger, packs))
        problems.extend(_list_problems(ledger))
    for head in pinned:
        if heads.get((head.case_id, head.sequence)) != head.hash:
            what = f"event {head.sequence} of `{head.case_id}` is not the one that was pinned, or is gone"
            problems.append(Problem("verify-head", what, RIGHT, where_in(head.case_id, head.sequence)))
    return Verified(len(ids), events, erased, tuple(problems))


def verify_case(ledger: Ledger, case_id: str) -> tuple[Problem, ...]:
    """What does not fit of one case that may be read, as `verify` tells it of all: the first event alone, if any."""
    with ledger.one_state():
        return _looked_at(ledger, case_id, is_guarded=_is_guarded(ledger))[1]


def _looked_at(ledger: Ledger, case_id: str, *, is_guarded: bool) -> tuple[Kept | None, tuple[Problem, ...]]:
    """Everything of a case, and the first thing that does not fit; nothing of it where it cannot be read at all."""
    try:
        found = kept_of(ledger, case_id, is_guarded=is_guarded)
    except Refused as refused:
        if refused.problems[0].code != "store-damaged":
            raise
        return None, (replace(refused.problems[0], where=where_in(case_id)),)
    return found, tuple(_first(case_problems(case_id, found)))


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


def _first(problems: Iterator[Problem]) -> Sequence[Problem]:
    found = next(problems, None)
    return (found,) if found else ()


def _pack_problems(ledger: Ledger, wanted: Mapping[str, tuple[str, int]]) -> Iterator[Problem]:
    """Packs that are not what was kept, and those that are wanted and gone, each with the event that names it."""
    kept = dict(ledger.database.rows("SELECT digest, content FROM packs ORDER BY digest"))
    for digest, (case_id, sequence) in wanted.items():
        if digest not in kept:
            what = f"the pack {shortened(digest)}, by which event {sequence} of `{case_id}` was read or judged, is gone"
            yield Problem("verify-missing", what, RIGHT, where_in(case_id, sequence))
    for digest, content in kept.items():
        if digest_of(str(content)) != digest:
            yield Problem("verify-payload", f"the pack {digest} is not what was kept", RIGHT)


def _list_problems(ledger: Ledger) -> Iterator[Problem]:
    """Lines that do not say what the events say up to which they were worked out: by them cases are found."""
    columns = ", ".join(COLUMNS)
    for *row, digest in ledger.database.rows(f"SELECT {columns}, digest FROM summaries ORDER BY case_id"):
        line = Summary.of(row)
        if line.digest() != digest or not _says_its_case(ledger, line):
            what = f"the line of the list for `{row[0]}` is not what was worked out"
            right = "see whether its events are as written; the next change of the case makes the line anew"
            yield Problem("verify-payload", what, right, where_in(str(row[0])))


def _says_its_case(ledger: Ledger, line: Summary) -> bool:
    """Whether a line says what the events say; how much was asked, and until when, only a pack at hand could tell."""
    try:
        standing = read(ledger, line.case_id, upto=line.sequence)
        now = summary_of(standing, line.asked, line.days, is_urgent=line.is_urgent)
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
                yield Problem("store-damaged", f"the file is damaged: {told}", RIGHT)
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
            yield Problem("verify-missing", what, RIGHT)
