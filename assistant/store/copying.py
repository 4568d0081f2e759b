"""Backs a store up into one file, whole or not at all, while others work; and copies the rows of one store into another."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from assistant.document import put_in_place
from assistant.store.database import Database, refuse
from assistant.store.ledger import Ledger
from assistant.store.migrate import migrate, steps
from assistant.store.sqlite import Sqlite
from assistant.store.sqlite_file import Progress, copy_pages

TABLES = (
    "cases",
    "events",
    "payloads",
    "erasures",
    "assignments",
    "samples",
    "packs",
    "summaries",
    "settings",
)
"""What is copied, each after what it refers to."""
_ORDERS = {"events": " ORDER BY case_id, sequence"}
_AT_ONCE = 1_000
ROOM = "make room, or name another folder"


def back_up(ledger: Ledger, path: Path, progress: Progress | None = None) -> int:
    """Write the store as it is at this moment into a new file, for its owner alone, whole or not at all.

    Gives how many cases are in it. `progress` is told how many pages were copied, of how many, and what they are.

    A store on PostgreSQL is written as one of SQLite, by its owner. Raises `Refused` where the file is
    there or cannot be written, or where whoever is signed in does not see all of the store.
    """
    if (
        ledger.database.dialect == "postgres"
        and ledger.database.rows("SELECT row_security_active('events')")[0][0]
    ):
        right = "let the owner of the schema make it; a single case can be exported as a file"
        refuse("store-forbidden", "a backup holds every case, and you do not see all of them", right)
    try:
        if path.exists():
            raise FileExistsError(path)
        with passing_file(path.parent) as part:
            if isinstance(ledger.database, Sqlite):
                # One state of it, however long it takes and whoever writes meanwhile.
                with closing(sqlite3.connect(part)) as new, ledger.database.reading():
                    copy_pages(ledger.database.connection, new, progress)
            else:
                part.unlink()
                with closing(Sqlite(part)) as fresh:
                    _copy(ledger.database, fresh)
            with closing(sqlite3.connect(part)) as copy:
                copy.execute("PRAGMA journal_mode = DELETE")
                (cases,) = copy.execute("SELECT count(*) FROM cases").fetchone()
            sync(part)
            put_in_place(part, path)
            return int(cases)
    except FileExistsError:
        refuse("file-changed", f"there is a file {path} already", "give the backup another name")
    except (OSError, sqlite3.Error) as error:
        refuse("file-unwritable", f"{path} cannot be written: {said_by_system(error)}", ROOM, error)


def _copy(source: Database, fresh: Database) -> None:
    """Copy every row into an empty database. Its triggers come after: they would refuse rows of another actor."""
    first, *_ = steps(fresh.dialect)
    with fresh.writing():
        fresh.rows("CREATE TABLE migrations (number INTEGER NOT NULL PRIMARY KEY)")
        fresh.script(first[1])
        fresh.rows("INSERT INTO migrations (number) VALUES (?)", (first[0],))
        with source.reading():
            copy_rows(source, fresh)
    migrate(fresh)


def copy_rows(source: Database, target: Database) -> None:
    """Copy every row but the lines of the list of cases, which are worked out anew and change their form."""
    for table in TABLES:
        if table == "summaries":
            continue
        rows = source.rows(f"SELECT * FROM {table}{_ORDERS.get(table, '')}")
        for start in range(0, len(rows), _AT_ONCE):
            some = rows[start : start + _AT_ONCE]
            target.many(f"INSERT INTO {table} VALUES ({', '.join('?' * len(some[0]))})", some)


@contextmanager
def passing_file(folder: Path) -> Iterator[Path]:
    """A file for its owner alone, to be written and then given its name; if it is not, it is gone in the end."""
    handle, part = tempfile.mkstemp(dir=folder, prefix=".sccif-", suffix=".part")
    os.close(handle)
    try:
        yield Path(part)
    finally:
        for left in (part, f"{part}-wal", f"{part}-shm"):
            Path(left).unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Have what was written to a file on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def said_by_system(error: Exception) -> str:
    """What the system says, without its number."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
