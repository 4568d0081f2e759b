"""The ledger: what happened to each case, appended and never changed, and read again at any event."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

from assistant.problems import Refused
from assistant.store.address import Address
from assistant.store.database import Database, Lost, Taken, Values, refuse
from assistant.store.events import BEGINNING, Event, Payload, Row, chained, event_of
from assistant.store.kinds import (
    CHANGES,
    Assigned,
    ErasureOrdered,
    Happening,
    Opened,
    Redone,
    Undone,
    Withdrawn,
)
from assistant.store.migrate import check_version, migrate
from assistant.store.summary import COLUMNS, Summary

_ROW = ", ".join(Row._fields)
_WAITS = (0, 0.2, 0.5, 1, 2, 4)
"""Seconds to wait for a server, try after try: one that is started anew is back by then."""
_LAST = 2**31 - 1
"""No event has a greater number."""
UNSWEPT = "unswept"
"""The setting that says that something was erased, and may still be on the disk."""
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

    def __init__(self, database: Database, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.database, self.now = database, now

    @classmethod
    def open(cls, address: Address, actor: str | None = None) -> Ledger:
        """The store at an address, made where it is a file that is not there yet.

        Raises `Refused` where it cannot be reached or is newer than this program.
        """
        from assistant.store.erasing import settle

        database = address.connect(actor)
        try:
            if database.dialect == "sqlite":
                migrate(database)
            elif not check_version(database):
                right = "set it up with `sccif admin init`"
                refuse("store-not-set-up", f"the store {database.name} is not set up", right)
        except BaseException:
            database.close()
            raise
        ledger = cls(database)
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
        """Begin a case with its first event. Raises `Refused` where there is a case of this name."""
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
        for wait in _WAITS:
            try:
                with self.database.writing():
                    head = self._head(case_id, self.database.rows)
                    if head.sequence != after:
                        raise Behind(case_id, head.sequence)
                    if after and any(isinstance(one, (*CHANGES, Undone, Redone)) for one in happened):
                        self._refuse_erased(case_id)
                    made = chained(case_id, after, head.hash, self.actor, happened, self.now())
                    tried.append(made)
                    self._insert(made, happened)
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
            refuse("store-erased", what, "see who ordered it and why with `sccif cases history`")

    def _is_there(self, row: Row) -> bool:
        found = self._read(
            "SELECT hash FROM events WHERE case_id = ? AND sequence = ?", (row.case_id, row.sequence)
        )
        return found == [(row.hash,)]

    def _insert(self, made: Sequence[tuple[Row, Payload]], happened: Sequence[Happening]) -> None:
        write = self.database
        for (row, _), one in zip(made, happened, strict=True):
            if isinstance(one, Opened):
                write.rows(
                    "INSERT INTO cases (case_id, evidence_id, purpose, opened_by) VALUES (?, ?, ?, ?)",
                    (row.case_id, one.case.evidence_id, one.case.purpose, row.actor),
                )
        write.many(f"INSERT INTO events ({_ROW}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", [row for row, _ in made])
        write.many(
            "INSERT INTO payloads (case_id, sequence, salt, content) VALUES (?, ?, ?, ?)",
            [payload for _, payload in made],
        )
        for (row, _), one in zip(made, happened, strict=True):
            match one:
                case Assigned(who=who, role=role):
                    self._assign(row, who, role)
                case Withdrawn(who=who):
                    self._assign(row, who, None)
                case ErasureOrdered(events=events):
                    self._erase(row, events)

    def _assign(self, row: Row, who: str, role: str | None) -> None:
        self.database.rows(
            "INSERT INTO assignments (case_id, sequence, who, role) VALUES (?, ?, ?, ?)",
            (row.case_id, row.sequence, who, role),
        )

    def _erase(self, row: Row, events: Sequence[int]) -> None:
        """Each row takes what its event told with it, and the line of the list (`erasures_done` in the migrations)."""
        self.database.many(
            "INSERT INTO erasures (case_id, sequence, ordered_by) VALUES (?, ?, ?)",
            [(row.case_id, sequence, row.sequence) for sequence in events],
        )
        if self.database.dialect == "sqlite":
            self.database.rows(
                "INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING", (UNSWEPT, "yes")
            )

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
        for wait in _WAITS:
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
