"""A store in one SQLite file: for one person, or a few on one machine."""

from __future__ import annotations

import getpass
import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NoReturn

from assistant.store.database import Dialect, Values, not_text, refuse, told_by_ledger

_WAIT = 30_000
"""Milliseconds to wait for another writer; a write takes a few."""
_IS_EFFECTIVE = os.access in os.supports_effective_ids
_ERRORS = (sqlite3.Error, UnicodeDecodeError)
"""What SQLite raises, the second where a damaged file makes it say something that is no text."""
_LEAST_ROOM = 1 << 16
"""Bytes that the files beside the store grow by at once."""


class Sqlite:
    """One connection to one file. Safe to hand from thread to thread, not to share."""

    dialect: Dialect = "sqlite"

    def __init__(self, path: Path, actor: str | None = None) -> None:
        """Open the file, made for its owner alone (0600) where there is none. Raises `Refused`."""
        self.path, self.name = path, str(path)
        self._actor = actor or _user()
        try:
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
            self.connection = sqlite3.connect(
                path, isolation_level=None, timeout=_WAIT / 1000, check_same_thread=False
            )
        except (OSError, sqlite3.Error) as error:
            self._fail(error)
        try:
            # INVARIANT: what was acknowledged is on the disk: the log is synced at every commit.
            for pragma in (
                f"busy_timeout = {_WAIT}",
                "journal_mode = WAL",
                "synchronous = FULL",
                "foreign_keys = ON",
                "recursive_triggers = ON",
                "secure_delete = ON",
                "trusted_schema = OFF",
            ):
                self.connection.execute(f"PRAGMA {pragma}")
        except _ERRORS as error:
            self.connection.close()
            self._fail(error)

    @property
    def actor(self) -> str:
        """The user of the operating system, unless another was named."""
        return self._actor

    def rows(self, sql: str, values: Values = ()) -> list[tuple[Any, ...]]:
        """The rows a statement gives."""
        try:
            return self.connection.execute(sql, tuple(values)).fetchall()
        except UnicodeEncodeError as error:
            not_text(error)
        except _ERRORS as error:
            self._fail(error)

    def many(self, sql: str, values: Iterable[Values]) -> None:
        """A statement for each of these values."""
        try:
            self.connection.executemany(sql, [tuple(one) for one in values])
        except UnicodeEncodeError as error:
            not_text(error)
        except _ERRORS as error:
            self._fail(error)

    def script(self, sql: str) -> None:
        """Several statements, within the transaction that is under way."""
        statement = ""
        for line in sql.splitlines(keepends=True):
            statement += line
            if sqlite3.complete_statement(statement):
                self.rows(statement)
                statement = ""

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction that no other writer comes into."""
        self.rows("BEGIN IMMEDIATE")
        try:
            yield
            self.rows("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
            raise

    @contextmanager
    def reading(self) -> Iterator[None]:
        """A transaction that sees one state of the file."""
        self.rows("BEGIN")
        try:
            yield
        finally:
            with suppress(sqlite3.Error):
                self.connection.execute("COMMIT")

    def close(self) -> None:
        """End the connection; the log is taken into the file where nobody else has it open."""
        self.connection.close()

    def _fail(self, error: Exception) -> NoReturn:
        """Raises what SQLite, or the system, says, in words for a person."""
        told_by_ledger(str(error), self.name, error)
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        at = f"the store {self.name}"
        match code:
            case sqlite3.SQLITE_FULL:
                refuse(
                    "store-full",
                    f"{at} cannot be written: the disk is full",
                    "make room, then save again",
                    error,
                )
            case sqlite3.SQLITE_IOERR if _is_full(self.path):
                refuse(
                    "store-full",
                    f"{at} cannot be written: the disk is full",
                    "make room, then save again",
                    error,
                )
            case _ if self._is_barred(code, error):
                right = (
                    "give yourself the right to write the file and its folder, or name another with `--store`"
                )
                refuse("store-read-only", f"{at} cannot be written: it may only be read", right, error)
            case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
                right = "try again; if it stays so, end the other program that has the store open"
                refuse("store-busy", f"{at} is being written by somebody else", right, error)
            case _ if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT) or "decode" in str(error):
                right = "restore the last backup with `sccif restore`, or name another store with `--store`"
                refuse("store-damaged", f"{at} is damaged, or no store: {error}", right, error)
            case _:
                what = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
                right = "look at the file and its folder, or name another store with `--store`"
                refuse("store-unusable", f"{at} cannot be used: {what}", right, error)

    def _is_barred(self, code: int, error: Exception) -> bool:
        """Whether the system lets the file be read at most: SQLite says no more than that it cannot open it."""
        if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM) or isinstance(error, PermissionError):
            return True
        beside = (self.path, self.path.parent)
        return code == sqlite3.SQLITE_CANTOPEN and any(
            path.exists() and not os.access(path, os.W_OK, effective_ids=_IS_EFFECTIVE) for path in beside
        )


def _is_full(path: Path) -> bool:
    """Whether the disk is: where SQLite cannot enlarge the file beside the store, it does not say why."""
    try:
        return shutil.disk_usage(path.parent).free < _LEAST_ROOM
    except OSError:
        return False


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # an account without a name
        return f"user {os.getuid()}" if hasattr(os, "getuid") else "somebody"
