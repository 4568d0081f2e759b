"""The ledger: what happened to each case, appended and never changed, and read again at any event."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from types import TracebackType
from typing import Any, Self

from assistant.problems import Refused
from assistant.store.address import Address
from assistant.store.database import Database, Lost, Taken, Values, Wanted, refuse
from assistant.store.events import BEGINNING, Event, Payload, Row, chained, event_of
from assistant.store.kinds import CHANGES, Happening, Opened, Redone, Undone
from assistant.store.migrate import check_version, migrate, refuse_outsider, steps
from assistant.store.summary import COLUMNS, Summary
from assistant.store.writing import insert

PATIENT = (0, 0.2, 0.5, 1, 2, 4)
"""Seconds to wait for a server, try after try: one that is started anew is back by then."""
BRIEF = (0, 0.2)
"""The same for the app, whose screen stands still meanwhile and which sets aside what it could not write: long enough
to connect anew."""
_LAST = 2**31 - 1
"""No event has a greater number."""
Summarise = Callable[[Sequence[Event]], Summary]


class Behind(Exception):
    """Raised where a case was written to since it was read: nothing of what was to be written was."""

    def __init__(self, case_id: str, head: int) -> None:
        self.case_id, self.head = case_id, head
        """The number of its last event now."""
        super().__init__(f"{case_id} is at event {head}")


@dataclass(frozen=True, slots=True)
class Head:
    """The last event of a case: with its hash it vouches for all events before."""

    case_id: str
    sequence: int
    hash: str


class Ledger:
    """A store that is open. One for each thread that writes."""

    waits: Sequence[float] = PATIENT

    def __init__(self, database: Database, now: Callable[[], datetime] | None = None) -> None:
        self.database, self.now = database, now or database.now

    @classmethod
    def open(cls, address: Address, actor: str | None = None, wanted: Wanted = "made") -> Ledger:
        """The store at an address, made where it is a file that is not there yet, unless it is to be there.

        Raises `Refused` where it cannot be reached, is not there or is newer than this program.
        """
        from assistant.store.erasing import settle

        database = address.connect(actor, wanted)
        try:
            if database.dialect == "sqlite":
                if database.may_write:
                    migrate(database)
            elif not (version := check_version(database)):
                refuse_outsider(database, address.schema)
                right = "set it up with `sccif admin init`"
                refuse("store-not-set-up", f"the store {database.name} is not set up", right)
            elif version < (newest := steps(database.dialect)[-1][0]):
                what = f"the store {database.name} is of version {version}, and this program keeps {newest}"
                right = "have its owner bring it up to date with `sccif admin init`"
                refuse("store-not-set-up", what, right)
        except BaseException:
            database.close()
            raise
        ledger = cls(database)
        if database.may_write:
            with suppress(Refused):
                settle(ledger)
        return ledger

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the connection."""
        self.database.close()

    @property
    def actor(self) -> str:
        """Who writes."""
        return self.database.actor

    # ---------------------------------------------------------------- writing

    def open_case(self, opened: Opened, summarise: Summarise | None = None) -> list[Event]:
        """Begin a case with its first event.

        Raises `Refused` where there is a case of this name, or of one that only capital letters tell from it:
        people read both as one, and on some disks the files of both are one.
        """
        same = "SELECT case_id FROM cases WHERE lower(case_id) = lower(?) AND case_id <> ?"
        for (name,) in self._read(same, (opened.case.id, opened.case.id)):
            what = f"there is a case `{name}` in the store, which only capital letters tell from `{opened.case.id}`"
            refuse("store-case-exists", what, "open that one, or give this one another id")
        try:
            return self.append(opened.case.id, 0, opened, summarise=summarise)
        except Behind as behind:
            what = f"there is a case `{opened.case.id}` in the store already"
            refuse("store-case-exists", what, "open that one, or give this one another id", behind)

    def add(self, case_id: str, *happened: Happening) -> list[Event]:
        """Write what does not depend on how the case stands, after whatever its last event is. Raises `Refused`."""
        while True:
            try:
                return self.append(case_id, self.head(case_id).sequence, *happened)
            except Behind:
                continue

    def add_to_each(self, case_ids: Sequence[str], happened: Happening) -> None:
        """Write the same in each of these cases, in all of them or in none. Raises `Refused`.

        Where the connection breaks off just as it is written it may come to stand there twice.
        """
        for wait in self.waits:
            try:
                with self.database.writing():
                    for case_id in case_ids:
                        head = self._head(case_id, self.database.rows)
                        now = self.now()
                        made = chained(case_id, head.sequence, head.hash, self.actor, (happened,), now)
                        insert(self.database, made, (happened,))
                return
            except (Taken, Lost) as error:
                last = error
                time.sleep(wait)
        if isinstance(last, Taken):
            refuse(
                "store-conflict",
                "the cases are being written by others all the time",
                "try again in a moment",
            )
        raise last

    def append(
        self, case_id: str, after: int, *happened: Happening, summarise: Summarise | None = None
    ) -> list[Event]:
        """Write what happened to a case after its event number `after`. Given back once it is on the disk.

        `summarise` makes of the new events the line that a list of cases shows; it is written with them.

        INVARIANT: two writers never write the same event: (case, sequence) is the key (tests/faults).
        Raises `Behind` where somebody else wrote since, `Refused` where the store cannot or must not be written.
        """
        if not after and not (happened and isinstance(happened[0], Opened)):
            refuse(
                "store-no-case", f"there is no case `{case_id}` in the store", "see `sccif cases list --all`"
            )
        tried: list[list[tuple[Row, Payload]]] = []
        for wait in self.waits:
            try:
                with self.database.writing():
                    head = self._head(case_id, self.database.rows)
                    if head.sequence != after:
                        raise Behind(case_id, head.sequence)
                    if after and any(isinstance(one, (*CHANGES, Undone, Redone)) for one in happened):
                        self._refuse_erased(case_id)
                    made = chained(case_id, after, head.hash, self.actor, happened, self.now())
                    tried.append(made)
                    insert(self.database, made, happened)
                    events = _told(made, happened)
                    if summarise is not None:
                        self.put_summary(summarise(events))
                return events
            except (Taken, Behind) as behind:
                # Where the connection broke off, what was tried before may be what is there now.
                for made in tried:
                    if self._is_there(made[-1][0]):
                        return _told(made, happened)
                raise Behind(case_id, self.head(case_id).sequence) from behind
            except Lost as lost:
                last = lost
                time.sleep(wait)
        raise last

    def _refuse_erased(self, case_id: str) -> None:
        """Raises `Refused` where what the case said at its beginning was erased: nothing is added to that."""
        if self.database.rows("SELECT 1 FROM erasures WHERE case_id = ? AND sequence = 1", (case_id,)):
            what = f"`{case_id}` was erased under an order, so nothing more is written to it"
            refuse("store-erased", what, f"see who ordered it and why with `sccif cases history {case_id}`")

    def _is_there(self, row: Row) -> bool:
        found = self._read(
            "SELECT hash FROM events WHERE case_id = ? AND sequence = ?", (row.case_id, row.sequence)
        )
        return found == [(row.hash,)]

    def put_summary(self, summary: Summary) -> None:
        """Keep what a list of cases shows of one, unless what is kept is of a later event."""
        kept = (*COLUMNS, "digest")
        columns, places = ", ".join(kept), ", ".join("?" for _ in kept)
        changed = ", ".join(f"{name} = excluded.{name}" for name in kept[1:])
        self.database.rows(
            f"INSERT INTO summaries ({columns}) VALUES ({places}) "
            f"ON CONFLICT (case_id) DO UPDATE SET {changed} WHERE summaries.sequence <= excluded.sequence",
            (*summary.values(), summary.digest()),
        )

    # ---------------------------------------------------------------- reading

    def head(self, case_id: str) -> Head:
        """The last event of a case; number 0 where there is none."""
        return self._head(case_id, self._read)

    def _head(self, case_id: str, read: Callable[[str, Values], list[tuple[Any, ...]]]) -> Head:
        rows = read(
            "SELECT sequence, hash FROM events WHERE case_id = ? ORDER BY sequence DESC LIMIT 1", (case_id,)
        )
        return Head(case_id, *rows[0]) if rows else Head(case_id, 0, BEGINNING)

    def heads(self) -> list[Head]:
        """The last event of every case that may be read."""
        rows = self._read(
            "SELECT e.case_id, e.sequence, e.hash FROM events e "
            "JOIN (SELECT case_id, max(sequence) AS last FROM events GROUP BY case_id) h "
            "ON h.case_id = e.case_id AND h.last = e.sequence ORDER BY e.case_id"
        )
        return [Head(*row) for row in rows]

    def events(self, case_id: str, *, since: int = 0, upto: int | None = None) -> list[Event]:
        """What happened to a case after the event number `since`, and up to `upto`, in order. Raises `Refused`."""
        found = self._read(
            f"SELECT {', '.join(f'e.{name}' for name in Row._fields)}, p.content FROM events e "
            "LEFT JOIN payloads p ON p.case_id = e.case_id AND p.sequence = e.sequence "
            "WHERE e.case_id = ? AND e.sequence > ? AND e.sequence <= ? ORDER BY e.sequence",
            (case_id, since, _LAST if upto is None else min(upto, _LAST)),
        )
        untold = {row[1] for row in found if row[-1] is None} - set(self.erased(case_id) if found else ())
        if untold and self.database.dialect == "sqlite":
            right = "see which event it is with `sccif cases verify`, and restore the last backup"
            refuse("store-damaged", f"what event {min(untold)} of `{case_id}` tells is gone", right)
        try:
            events = [event_of(Row(*row[:-1]), row[-1]) for row in found]
            return [replace(one, is_hidden=True) if one.sequence in untold else one for one in events]
        except ValueError as error:
            right = "see which event it is with `sccif cases verify`, and restore the last backup"
            refuse("store-damaged", f"an event of `{case_id}` cannot be read", right, error)

    def erased(self, case_id: str) -> list[int]:
        """The events of a case of which what they tell was erased, by their numbers."""
        rows = self._read("SELECT sequence FROM erasures WHERE case_id = ? ORDER BY sequence", (case_id,))
        return [row[0] for row in rows]

    def summaries(self) -> list[Summary]:
        """What is kept of every case that may be read, the one changed last in front."""
        columns = ", ".join(COLUMNS)
        rows = self._read(f"SELECT {columns} FROM summaries ORDER BY changed_at DESC, case_id")
        return [Summary.of(row) for row in rows]

    def behind(self) -> list[str]:
        """The cases of which a list would show an old state, or nothing."""
        rows = self._read(
            "SELECT c.case_id FROM cases c LEFT JOIN summaries s ON s.case_id = c.case_id "
            "WHERE s.sequence IS NULL "
            "OR s.sequence <> (SELECT max(e.sequence) FROM events e WHERE e.case_id = c.case_id) ORDER BY c.case_id"
        )
        return [row[0] for row in rows]

    def _read(self, sql: str, values: Sequence[str | int | None] = ()) -> list[tuple[Any, ...]]:
        for wait in self.waits:
            try:
                return self.database.rows(sql, values)
            except Lost as lost:
                last = lost
                time.sleep(wait)
        raise last

    # ---------------------------------------------------------------- packs and settings

    def keep_pack(self, digest: str, version: str, content: str) -> None:
        """Keep a pack, so that whatever was proposed by it can be worked out again."""
        if not self._read("SELECT 1 FROM packs WHERE digest = ?", (digest,)):
            try:
                with self.database.writing():
                    self.database.rows(
                        "INSERT INTO packs (digest, version, content) VALUES (?, ?, ?)",
                        (digest, version, content),
                    )
            except Taken:
                return

    def pack(self, digest: str) -> str | None:
        """The content of a pack that was kept, or None."""
        rows = self._read("SELECT content FROM packs WHERE digest = ?", (digest,))
        return str(rows[0][0]) if rows else None

    @contextmanager
    def one_state(self) -> Iterator[None]:
        """While it lasts everything that is read is of one moment."""
        with self.database.reading():
            yield


def _told(made: Sequence[tuple[Row, Payload]], happened: Sequence[Happening]) -> list[Event]:
    return [Event(row, one) for (row, _), one in zip(made, happened, strict=True)]
