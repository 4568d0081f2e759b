"""Erases what was said under an order, so that the chain still shows that it was there and who ordered it."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from assistant.store.codec import whole
from assistant.store.database import refuse
from assistant.store.events import Event
from assistant.store.kinds import ErasureOrdered, HoldLifted, HoldPlaced, Settled
from assistant.store.ledger import Behind, Ledger
from assistant.store.searching import events_of
from assistant.store.writing import UNSWEPT

_WAITS = (0.02, 0.05, 0.1, 0.3)
"""Seconds between tries: SQLite waits for who writes, but never for who takes the log into the file."""
_STAY = ("erasure-ordered", "hold-placed", "hold-lifted", "undone", "redone")
"""The kinds of event that are never erased: orders and holds are the record of what was done under the law, and
what was taken back is told by numbers alone."""


class Order(NamedTuple):
    """An order as it was given, to be told as it was where what it erased is erased again."""

    by: str
    at: str
    order: str | None = None
    """None where the order's own words may not be read."""
    reason: str | None = None


class Erased(NamedTuple):
    """One payload that was erased."""

    case_id: str
    sequence: int
    hash: str
    """The hash of its event: a restored backup that holds this very event holds what was erased."""
    ordered: Order | None = None
    """None where it was written down by a version that did not say."""

    @property
    def key(self) -> tuple[str, int, str]:
        """What tells which payload it is, whatever is known of the order."""
        return self[:3]


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
        refuse("store-no-event", what, f"see `sccif cases history {case_id}`")
    wanted = sorted({*wanted, *(_repeating(everything, set(wanted)) & there)})
    if not wanted:
        refuse(
            "store-erased", f"nothing of `{case_id}` is left to erase", f"see `sccif cases history {case_id}`"
        )
    return wanted


def _repeating(everything: Sequence[Event], wanted: set[int]) -> set[int]:
    """The events that say again what some others said: where two changes met, both stand in what settled it."""
    said = {whole(one.happened) for one in everything if one.sequence in wanted and one.happened is not None}
    return {
        one.sequence
        for one in everything
        if isinstance(one.happened, Settled) and said & {one.happened.kept, one.happened.dropped}
    }


def erased(ledger: Ledger) -> list[Erased]:
    """Everything that was erased in a store."""
    rows = ledger.database.rows(
        "SELECT x.case_id, x.sequence, e.hash, o.actor, o.at, p.content FROM erasures x "
        "JOIN events e ON e.case_id = x.case_id AND e.sequence = x.sequence "
        "JOIN events o ON o.case_id = x.case_id AND o.sequence = x.ordered_by "
        "LEFT JOIN payloads p ON p.case_id = o.case_id AND p.sequence = o.sequence "
        "ORDER BY x.case_id, x.sequence"
    )
    return [Erased(case, number, hash_, _order(*order)) for case, number, hash_, *order in rows]


def _order(actor: str, at: str, content: str | None) -> Order:
    """The order as it was given at first."""
    told = json.loads(content) if content else {}
    return Order(told.get("by", actor), told.get("at", at), told.get("order"), told.get("reason"))


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
    again: dict[tuple[str, Order | None], list[int]] = {}
    for one in _each_once(known):
        found = ledger.database.rows(
            "SELECT 1 FROM events e JOIN payloads p ON p.case_id = e.case_id AND p.sequence = e.sequence "
            "WHERE e.case_id = ? AND e.sequence = ? AND e.hash = ?",
            one.key,
        )
        if found:
            again.setdefault((one.case_id, one.ordered), []).append(one.sequence)
    for (case_id, ordered), numbers in again.items():
        is_held = _is_held(ledger, case_id)
        if is_held:
            ledger.add(case_id, HoldLifted(reason))
        ledger.add(case_id, _as_before(sorted(numbers), ordered, reason))
        if is_held:
            ledger.add(case_id, HoldPlaced("as before the restore"))
    return sum(map(len, again.values()))


def _as_before(numbers: Sequence[int], ordered: Order | None, reason: str) -> ErasureOrdered:
    """The order as it was given; what is not known of it is told of the restore."""
    order = (ordered and ordered.order) or "as before the restore"
    by, at = ordered[:2] if ordered else (None, None)
    return ErasureOrdered(tuple(numbers), order, (ordered and ordered.reason) or reason, by, at)


def _each_once(known: Iterable[Erased]) -> list[Erased]:
    """Each payload once, with its order where anybody wrote that down."""
    found: dict[tuple[str, int, str], Erased] = {}
    for one in known:
        if one.key not in found or found[one.key].ordered is None:
            found[one.key] = one
    return sorted(found.values(), key=lambda one: one.key)


def holds(ledger: Ledger) -> dict[str, str]:
    """The cases that are under a hold, each with the reason that was given for it last."""
    found = {}
    for (case_id,) in ledger.database.rows("SELECT DISTINCT case_id FROM events WHERE kind = 'hold-placed'"):
        if _is_held(ledger, case_id):
            told = [one.happened for one in ledger.events(case_id) if isinstance(one.happened, HoldPlaced)]
            found[case_id] = told[-1].reason if told else "as before the restore"
    return found


def hold_again(ledger: Ledger, held: Mapping[str, str]) -> tuple[str, ...]:
    """Put the cases under a hold that were, and of which an older copy does not know. Gives their names."""
    again = []
    for case_id, reason in held.items():
        if ledger.head(case_id).sequence and not _is_held(ledger, case_id):
            ledger.add(case_id, HoldPlaced(reason))
            again.append(case_id)
    return tuple(again)


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
    """Write down beside the store what was erased and by whose order: nothing of what was said.

    Raises `Refused` where the register cannot be written.
    """
    path = register_of(Path(ledger.database.name))
    try:
        _end_last_line(path)
        known = {one.key for one in read_erased(path)}
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8") as file:
            file.writelines(json.dumps(one) + "\n" for one in _each_once(found) if one.key not in known)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        what = f"what was erased cannot be written down in {path}: {error.strerror or error}"
        right = "make room, or let the file be written; the next to open the store writes it down"
        refuse("file-unwritable", what, right, error)


def _end_last_line(path: Path) -> None:
    """Mend a register that was being written when the disk was full, or the machine went off.

    Half a line is taken away: what it told is in the ledger, and is written down again.
    """
    with suppress(FileNotFoundError), path.open("rb+") as file:
        told = file.read()
        last = told.rpartition(b"\n")[2]
        if not last.startswith(b"["):
            return
        try:
            json.loads(last)
        except ValueError:
            file.truncate(len(told) - len(last))
        else:
            file.write(b"\n")


def read_erased(path: Path) -> list[Erased]:
    """What a register says was erased; nothing where there is none. Raises `Refused` where it is no register."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        return [_read(*json.loads(line)) for line in lines]
    except FileNotFoundError:
        return []
    except OSError as error:
        right = "look at the file and its permissions: what was erased must not come back"
        refuse("file-unreadable", f"{path} cannot be read: {error.strerror or error}", right, error)
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        right = "put the register back from a copy: what was erased must not come back"
        refuse("store-damaged", f"{path} is no register of erasures", right, error)


def _read(case: object, number: Any, hash_: object, order: Sequence[str | None] | None = None) -> Erased:
    """One line of a register; one of an earlier version does not say who ordered it."""
    ordered = Order(*(one if one is None else str(one) for one in order)) if order else None  # type: ignore[arg-type]
    return Erased(str(case), int(number), str(hash_), ordered)
