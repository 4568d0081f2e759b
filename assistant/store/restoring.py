"""Puts a backup in the place of a store: verified first, in one step, and what was erased stays erased."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

from assistant.document import lies_at, put_in_place
from assistant.problems import Refused
from assistant.store.address import Address
from assistant.store.copying import ROOM, TABLES, copy_rows, passing_file, said_by_system, sync
from assistant.store.database import Database, refuse
from assistant.store.erasing import (
    Erased,
    erased,
    hold_again,
    holds,
    honour,
    read_erased,
    register_of,
    remember,
)
from assistant.store.ledger import Ledger
from assistant.store.migrate import migrate, refuse_newer, version_of
from assistant.store.sqlite import Sqlite
from assistant.store.sqlite_file import Progress, copy_pages, fail, reading_uri, version_in
from assistant.store.verifying import verify
from assistant.store.writing import UNSWEPT

_NOT_NOW = ("store-busy", "store-read-only", "store-full")
"""The codes of what may pass: the file is a store, and cannot be written at present."""
VERIFIED = "cases of the backup verified"
PLACING = "cases, being put in place"
"""What `progress` is told of `restore` last: from here on all of it is there, or nothing."""


class Restored(NamedTuple):
    """What was put back."""

    cases: int
    events: int
    erased_again: int
    """Payloads that the backup held and that had been erased since."""
    kept: Path | None
    """The store as it was before, or the log that was left of it, kept beside the new one."""
    held_again: tuple[str, ...] = ()
    """Cases that had been put under a hold since the backup was made."""
    is_known: bool = True
    """Whether anything told what was erased, or held, since: the store that was there, its register or `known`."""


def restore(
    backup: Path,
    address: Address,
    known: Iterable[Erased] | None = None,
    progress: Progress | None = None,
) -> Restored:
    """Put a backup in the place of a store. What the store, its register or `known` says was erased is erased again.

    A file that is there is kept beside under another name; a schema on PostgreSQL must be empty. Raises
    `Refused` where the backup does not verify, and then nothing is changed.
    """
    if lies_at(backup) != "file":
        refuse("file-missing", f"there is no file {backup}", "name the file that `sccif backup` wrote")
    refuse_newer(str(backup), version_in(backup), "sqlite")
    try:
        folder = address.path.parent if address.path else Path(tempfile.gettempdir())
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with passing_file(folder) as part:
            return _restored(backup, part, address, known, progress)
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
            refuse("store-full", f"{address.name} cannot be written: {error}", ROOM, error)
        fail(error, backup)
    except OSError as error:
        refuse("file-unwritable", f"{address.name} cannot be written: {said_by_system(error)}", ROOM, error)


def _restored(
    backup: Path,
    part: Path,
    address: Address,
    known: Iterable[Erased] | None,
    progress: Progress | None,
) -> Restored:
    """Copy the backup beside the store, look at it there, and put it in the store's place."""
    with (
        closing(sqlite3.connect(reading_uri(backup), uri=True)) as old,
        closing(sqlite3.connect(part)) as new,
    ):
        copy_pages(old, new, progress)
    with Ledger(Sqlite(part)) as ledger:
        ledger.database.name = str(backup)
        if not version_of(ledger.database):
            right = "name the file that `sccif backup` wrote"
            refuse("store-damaged", f"there is no store in {backup}", right)
        migrate(ledger.database)
        # The lines of the list say nothing of their own, and are worked out anew when they are asked for.
        ledger.database.rows("DELETE FROM summaries")
        found = verify(ledger, (), partial(progress, what=VERIFIED) if progress else None)
        if found.problems:
            first = found.problems[0]
            refuse(first.code, f"the backup does not verify: {first.what}", "restore an earlier backup")
        if progress:
            progress(found.cases, found.cases, PLACING)
        before = _before(address)
        remembered = {*(known or ()), *before.erased}
        again = honour(ledger, remembered, f"had been erased before {backup.name} was restored")
        held = hold_again(ledger, before.holds)
        is_known = known is not None or before.is_there
        if address.path is None:
            _into_server(ledger.database, address)
            return Restored(found.cases, found.events, again, None, held, is_known)
        kept = _into_file(ledger.database, part, address.path)
    with Ledger.open(address) as ledger:
        remember(ledger, {*remembered, *erased(ledger)})
    return Restored(found.cases, found.events, again, kept, held, is_known)


class _Before(NamedTuple):
    """What is known of the store that was there."""

    erased: frozenset[Erased]
    holds: Mapping[str, str]
    """The cases under a hold, each with its reason."""
    is_there: bool


def _before(address: Address) -> _Before:
    """What the store that is there says was erased and is held, and the register beside it."""
    if address.path is None:
        return _Before(frozenset(), {}, is_there=False)
    known, held, is_open = set[Erased](), dict[str, str](), False
    if address.is_there:
        # First, as opening it finishes a register that was cut short.
        with suppress(Refused), Ledger.open(address) as ledger:
            known.update(erased(ledger))
            held, is_open = holds(ledger), True
    register = register_of(address.path)
    known.update(read_erased(register))
    return _Before(frozenset(known), held, is_open or register.exists())


def _into_file(source: Database, part: Path, path: Path) -> Path | None:
    """Into the file that others may have open, in one transaction; where it is no store, it is put aside."""
    kept = path.with_name(f"{path.name}.before-{datetime.now(UTC).strftime('%Y%m%dT%H%M%S%fZ')}")
    if not path.exists():
        # The log of a store that was lost would be taken into whatever lies at its path next.
        left = _moved_away(path, kept)
        source.rows("PRAGMA journal_mode = DELETE")
        source.close()
        sync(part)
        try:
            put_in_place(part, path)
        except FileExistsError:
            refuse("store-busy", f"somebody made the store {path} meanwhile", "look at it, then try again")
        return left
    try:
        live = Sqlite(path)
    except Refused as refused:
        if refused.problems[0].code in _NOT_NOW:
            raise
        return _put_aside(source, part, path, kept)
    with closing(live):
        try:
            migrate(live)
        except Refused as refused:
            if refused.problems[0].code in _NOT_NOW:
                raise
            live.close()
            return _put_aside(source, part, path, kept)
        try:
            with live.writing():
                # Nobody else writes from here on, so that whatever was acknowledged is in the copy.
                _copy_file(path, kept)
                _replace(source, live)
        except BaseException:
            # Nothing was replaced, so there is nothing that the copy would have to be kept of.
            kept.unlink(missing_ok=True)
            raise
    return kept


def _replace(source: Database, live: Sqlite) -> None:
    """Every row of a store by those of another, within the transaction that is under way."""
    guards = live.rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    for name, _ in guards:
        live.rows(f"DROP TRIGGER {name}")
    for table in reversed(TABLES):
        live.rows(f"DELETE FROM {table}")
    copy_rows(source, live)
    for _, text in guards:
        live.rows(text)
    live.rows("INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING", (UNSWEPT, "yes"))


def _put_aside(source: Database, part: Path, path: Path, kept: Path) -> Path:
    """Move a file that is no store to another name, and the new one to its place."""
    _moved_away(path, kept)
    _into_file(source, part, path)
    return kept


def _moved_away(path: Path, to: Path) -> Path | None:
    """Give a store's file, its log and the log's index another name; the first of them that was there, by its new one."""
    there = [suffix for suffix in ("", "-wal", "-shm") if Path(f"{path}{suffix}").exists()]
    for suffix in there:
        Path(f"{path}{suffix}").replace(f"{to}{suffix}")
    return Path(f"{to}{there[0]}") if there else None


def _copy_file(path: Path, to: Path) -> None:
    """What was written to a store so far, in a file of its own, for its owner alone."""
    os.close(os.open(to, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    with closing(sqlite3.connect(path)) as old, closing(sqlite3.connect(to)) as new:
        old.backup(new)
        new.execute("PRAGMA journal_mode = DELETE")
    sync(to)


def _into_server(source: Database, address: Address) -> None:
    from assistant.store.admin import set_up
    from assistant.store.postgres import Postgres

    database = address.connect()
    if not isinstance(database, Postgres):
        raise TypeError(database)
    with closing(database):
        set_up(database)
        if database.rows("SELECT 1 FROM cases LIMIT 1"):
            right = (
                "restore into an empty schema (?schema=NAME) with --erased FILE, which `sccif admin erasures` "
                "of this one writes; look at it, place its holds anew, then let people use that one"
            )
            refuse("store-case-exists", f"the store {address.name} is not empty", right)
        with database.writing():
            # Only the owner of the schema may; who wrote each event is in the backup, and its hash vouches for it.
            for table in TABLES:
                database.rows(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            copy_rows(source, database)
            for table in TABLES:
                database.rows(f"ALTER TABLE {table} ENABLE TRIGGER USER")
