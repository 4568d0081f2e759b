"""Erases what was said under an order, so that the chain still shows that it was there and who ordered it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from assistant.store.database import refuse
from assistant.store.events import Event
from assistant.store.kinds import ErasureOrdered
from assistant.store.ledger import Ledger


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

    Raises `Refused` where the case is under a hold, or an event is not there, or was erased before.
    """
    everything = ledger.events(case_id)
    if not everything:
        refuse("store-no-case", f"there is no case `{case_id}` in the store", "see `sccif cases list`")
    there = {event.sequence for event in everything if event.happened is not None}
    # What orders and holds say is the record of the law's own steps, and names nobody's evidence.
    kept = {
        event.sequence
        for event in everything
        if event.row.kind in ("erasure-ordered", "hold-placed", "hold-lifted")
    }
    wanted = sorted(there - kept) if events is None else sorted(set(events))
    if missing := [number for number in wanted if number not in there - kept]:
        what = (
            f"event {missing[0]} of `{case_id}` is not there, was erased before or tells of an order itself"
        )
        refuse("store-no-event", what, "see `sccif cases history`")
    if not wanted:
        refuse("store-erased", f"nothing of `{case_id}` is left to erase", "see `sccif cases history`")
    (event,) = ledger.append(case_id, everything[-1].sequence, ErasureOrdered(tuple(wanted), order, reason))
    keep_erased(
        ledger, [Erased(case_id, one.sequence, one.row.hash) for one in everything if one.sequence in wanted]
    )
    sweep(ledger)
    return event


def erased(ledger: Ledger) -> list[Erased]:
    """Everything that was erased in a store."""
    rows = ledger.database.rows(
        "SELECT x.case_id, x.sequence, e.hash FROM erasures x "
        "JOIN events e ON e.case_id = x.case_id AND e.sequence = x.sequence ORDER BY x.case_id, x.sequence"
    )
    return [Erased(*row) for row in rows]


def sweep(ledger: Ledger) -> None:
    """Take what was erased out of the file's free pages and its log too."""
    if ledger.database.dialect == "sqlite":
        ledger.database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        ledger.database.rows("VACUUM")
        ledger.database.rows("PRAGMA wal_checkpoint(TRUNCATE)")


def honour(ledger: Ledger, known: Iterable[Erased], reason: str) -> int:
    """Erase again what had been erased before an older copy was put in its place. Gives how many payloads."""
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
        after = ledger.head(case_id).sequence
        ledger.append(case_id, after, ErasureOrdered(tuple(sorted(numbers)), "as before the restore", reason))
    if again:
        sweep(ledger)
    return sum(map(len, again.values()))


def register_of(ledger: Ledger) -> Path | None:
    """The file beside a store that remembers what was erased: a lost store must not bring it back."""
    return Path(f"{ledger.database.name}.erased") if ledger.database.dialect == "sqlite" else None


def keep_erased(ledger: Ledger, found: Sequence[Erased]) -> None:
    """Write down beside the store what was erased: names of cases, numbers and hashes, and no more."""
    path = register_of(ledger)
    if path is None:
        return
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "a", encoding="utf-8") as file:
        file.writelines(json.dumps(one) + "\n" for one in found)
        file.flush()
        os.fsync(file.fileno())


def read_erased(path: Path) -> list[Erased]:
    """What a register says was erased; nothing where there is none. Raises `Refused` where it is no register."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    try:
        return [Erased(str(case), int(number), str(hash_)) for case, number, hash_ in map(json.loads, lines)]
    except (ValueError, TypeError) as error:
        right = "put the register back from a copy: what was erased must not come back"
        refuse("store-damaged", f"{path} is no register of erasures", right, error)


__all__ = ["Erased", "erase", "erased", "honour", "keep_erased", "read_erased", "register_of", "sweep"]
