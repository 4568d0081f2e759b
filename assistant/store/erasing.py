"""Erases what was said under an order, so that the chain still shows that it was there and who ordered it."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from assistant.store.database import refuse
from assistant.store.events import Event
from assistant.store.kinds import ErasureOrdered, HoldLifted, HoldPlaced
from assistant.store.ledger import UNSWEPT, Behind, Ledger
from assistant.store.searching import events_of

_WAITS = (0.02, 0.05, 0.1, 0.3)
"""Seconds between tries: SQLite waits for who writes, but never for who takes the log into the file."""
_STAY = ("erasure-ordered", "hold-placed", "hold-lifted", "undone", "redone")
"""What orders and holds say is the record of the law's own steps, and which changes were taken back is
numbers only: none of it is anybody's evidence."""


class Erased(NamedTuple):
    """One payload that was erased."""

    case_id: str
    sequence: int
    hash: str
    """The hash of its event: a restored backup that holds this very event holds what was erased."""


def erase(
    ledger: Ledger, case_id: str, order: str, reason: str, events: Sequence[int] | None = None
) -> Event:
    """Erase what these events of a case tell, or all of it, under an order. Gives the event that tells of it.

    Raises `Refused` where the case is under a hold, or an event is not there, or was erased before; and
    `store-busy` where it is out of the ledger, and others keep it on the disk for as long as they read.
    """
    while True:
        everything = events_of(ledger, case_id)
        wanted = _wanted(case_id, everything, set(ledger.erased(case_id)), events)
        last = everything[-1].sequence
        try:
            (event,) = ledger.append(case_id, last, ErasureOrdered(tuple(wanted), order, reason))
        except Behind:
            continue
        settle(ledger)
        return event


def _wanted(
    case_id: str, everything: Sequence[Event], gone: set[int], events: Sequence[int] | None
) -> list[int]:
    """The events that can be erased of those that are to be. Raises `Refused`."""
    there = {one.sequence for one in everything if one.row.kind not in _STAY} - gone
    wanted = sorted(there if events is None else set(events))
    if missing := [number for number in wanted if number not in there]:
        what = f"event {missing[0]} of `{case_id}` is not there, was erased before or says nothing of anybody"
        refuse("store-no-event", what, "see `sccif cases history`")
    if not wanted:
        refuse("store-erased", f"nothing of `{case_id}` is left to erase", "see `sccif cases history`")
    return wanted


def erased(ledger: Ledger) -> list[Erased]:
    """Everything that was erased in a store."""
    rows = ledger.database.rows(
        "SELECT x.case_id, x.sequence, e.hash FROM erasures x "
        "JOIN events e ON e.case_id = x.case_id AND e.sequence = x.sequence ORDER BY x.case_id, x.sequence"
    )
    return [Erased(*row) for row in rows]


def settle(ledger: Ledger) -> None:
    """Do what an erasure leaves to be done beside the ledger: the register, the file's free pages and its log.

    Cut short, it is done when the store is opened next. Raises `Refused` where others read what was there before.
    """
    rows = ledger.database.rows
    if ledger.database.dialect != "sqlite" or not rows("SELECT 1 FROM settings WHERE name = ?", (UNSWEPT,)):
        return
    remember(ledger, erased(ledger))
    for wait in _WAITS:
        if _is_off_the_disk(ledger):
            rows("DELETE FROM settings WHERE name = ?", (UNSWEPT,))
            return
        time.sleep(wait)
    right = "end the other programs that have the store open; the next to open it takes it off the disk"
    refuse("store-busy", "what was erased is out of the ledger, but not yet off the disk", right)


def _is_off_the_disk(ledger: Ledger) -> bool:
    """Write the file anew without free pages, and empty its log; False where somebody stands in the way."""
    for statement in ("PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
        told = ledger.database.rows(statement)
        if told and told[0][0]:
            return False
    return True


def honour(ledger: Ledger, known: Iterable[Erased], reason: str) -> int:
    """Erase again what had been erased before an older copy was put in its place. Gives how many payloads.

    A hold that still stands in the older copy had been lifted for it; it is placed again, so that whoever
    keeps the case lifts it anew, and nothing else goes meanwhile.
    """
    again: dict[str, list[int]] = {}
    for one in known:
        found = ledger.database.rows(
            "SELECT 1 FROM events e JOIN payloads p ON p.case_id = e.case_id AND p.sequence = e.sequence "
            "WHERE e.case_id = ? AND e.sequence = ? AND e.hash = ?",
            one,
        )
        if found:
            again.setdefault(one.case_id, []).append(one.sequence)
    for case_id, numbers in again.items():
        is_held = _is_held(ledger, case_id)
        if is_held:
            ledger.add(case_id, HoldLifted(reason))
        ledger.add(case_id, ErasureOrdered(tuple(sorted(numbers)), "as before the restore", reason))
        if is_held:
            ledger.add(case_id, HoldPlaced("as before the restore"))
    return sum(map(len, again.values()))


def _is_held(ledger: Ledger, case_id: str) -> bool:
    rows = ledger.database.rows(
        "SELECT kind FROM events WHERE case_id = ? AND kind IN ('hold-placed', 'hold-lifted') "
        "ORDER BY sequence DESC LIMIT 1",
        (case_id,),
    )
    return rows == [("hold-placed",)]


def register_of(path: Path) -> Path:
    """The file beside a store that remembers what was erased: a lost store must not bring it back."""
    return path.with_name(f"{path.name}.erased")


def remember(ledger: Ledger, found: Iterable[Erased]) -> None:
    """Write down beside the store what was erased: names of cases, numbers and hashes, and no more.

    Raises `Refused` where the register cannot be written.
    """
    path = register_of(Path(ledger.database.name))
    known = set(read_erased(path))
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8") as file:
            file.writelines(json.dumps(one) + "\n" for one in sorted(set(found) - known))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        what = f"what was erased cannot be written down in {path}: {error.strerror or error}"
        right = "make room, or let the file be written; the next to open the store writes it down"
        refuse("file-unwritable", what, right, error)


def read_erased(path: Path) -> list[Erased]:
    """What a register says was erased; nothing where there is none. Raises `Refused` where it is no register."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        return [Erased(str(case), int(number), str(hash_)) for case, number, hash_ in map(json.loads, lines)]
    except FileNotFoundError:
        return []
    except OSError as error:
        right = "look at the file and its permissions: what was erased must not come back"
        refuse("file-unreadable", f"{path} cannot be read: {error.strerror or error}", right, error)
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        right = "put the register back from a copy: what was erased must not come back"
        refuse("store-damaged", f"{path} is no register of erasures", right, error)
