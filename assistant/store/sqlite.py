"""A store in one SQLite file: for one person, or a few on one machine."""

from __future__ import annotations

import getpass
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn, Self

from assistant.store.database import Dialect, Values, Wanted, not_text, refuse
from assistant.store.migrate import migrate, refuse_newer, steps
from assistant.store.sqlite_file import (
    ERRORS,
    fail,
    is_there,
    may_write,
    reading_uri,
    refuse_empty,
    refuse_gone,
    version_in,
    which_file,
)

_WAIT = 30_000
"""Milliseconds to wait for another writer; a write takes a few."""
_NOWHERE = ":memory:"


class Sqlite:
    """One connection to one file. Safe to hand from thread to thread, not to share."""

    dialect: Dialect = "sqlite"

    def __init__(self, path: Path, actor: str | None = None, wanted: Wanted = "made") -> None:
        """Open a file that holds a store; where it is wanted made, one is made of no file, or of an empty one.

        What is made is for its owner alone (0600). A store that may only be read is opened where it is wanted
        to be read (`reading_uri`), and refused otherwise. Raises `Refused`, and then nothing was written to the
        file.
        """
        self.path, self.name = path, str(path)
        self.actor = actor or _user()
        """The user of the operating system, unless another was named."""
        try:
            if wanted == "made" and not is_there(path):
                path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
            version = version_in(path)
            refuse_newer(self.name, version, self.dialect)
            self.may_write = may_write(path)
            if not version and wanted != "made":
                refuse_empty(path)
            if self.may_write and not version:
                path.chmod(0o600)
        except OSError as error:
            self._fail(error)
        if not self.may_write:
            self._refuse_unreadable(version, wanted)
        self.connection = self._connect(str(path) if self.may_write else reading_uri(path))
        self.file = which_file(path)
        """The file that was opened, however its name is used later."""

    @classmethod
    def empty(cls, path: Path, actor: str | None = None) -> Self:
        """What is read where the usual file is not there yet: a store without cases, of which nothing is written."""
        made = cls.__new__(cls)
        made.path, made.name, made.may_write = path, str(path), False
        made.actor = actor or _user()
        made.file = which_file(path)
        made.connection = sqlite3.connect(_NOWHERE, isolation_level=None, check_same_thread=False)
        migrate(made)
        made.connection.execute("PRAGMA query_only = ON")
        return made

    def again(self) -> Sqlite:
        """Another connection to the same file, or to a store without cases where there is none."""
        if not self.may_write and not is_there(self.path):
            return Sqlite.empty(self.path, self.actor)
        return Sqlite(self.path, self.actor, "there" if self.may_write else "read")

    def _refuse_unreadable(self, version: int, wanted: Wanted) -> None:
        """Raises `Refused` where a file that may only be read is to be written, or brought up to date first."""
        right = "give yourself the right to write the file and its folder, or name another with `--store`"
        if wanted != "read":
            refuse("store-read-only", f"the store {self.name} cannot be written: it may only be read", right)
        if 0 < version < steps(self.dialect)[-1][0]:
            what = f"the store {self.name} is of version {version}, and cannot be brought up to date: it may only be read"
            refuse("store-read-only", what, right)

    def _connect(self, to: str) -> sqlite3.Connection:
        connection = None
        try:
            connection = sqlite3.connect(
                to,
                isolation_level=None,
                timeout=_WAIT / 1000,
                check_same_thread=False,
                uri=not self.may_write,
            )
            # INVARIANT: what was acknowledged is on the disk: the log is synced at every commit
            # (tests/faults, tests/long/kill.py: writers that are killed; no test turns the power off).
            log = ("journal_mode = WAL", "synchronous = FULL") if self.may_write else ()
            for pragma in (
                f"busy_timeout = {_WAIT}",
                *log,
                "foreign_keys = ON",
                "recursive_triggers = ON",
                "secure_delete = ON",
                "trusted_schema = OFF",
            ):
                connection.execute(f"PRAGMA {pragma}")
        except ERRORS as error:
            if connection is not None:
                connection.close()
            self._fail(error)
        return connection

    def rows(self, sql: str, values: Values = ()) -> list[tuple[Any, ...]]:
        """The rows a statement gives."""
        try:
            return self.connection.execute(sql, tuple(values)).fetchall()
        except UnicodeEncodeError as error:
            not_text(error)
        except ERRORS as error:
            self._fail(error)

    def many(self, sql: str, values: Iterable[Values]) -> None:
        """A statement for each of these values."""
        try:
            self.connection.executemany(sql, [tuple(one) for one in values])
        except UnicodeEncodeError as error:
            not_text(error)
        except ERRORS as error:
            self._fail(error)

    def script(self, sql: str) -> None:
        """Several statements, within the transaction that is under way."""
        statement = ""
        for line in sql.splitlines(keepends=True):
            statement += line
            if sqlite3.complete_statement(statement):
                self.rows(statement)
                statement = ""

    def now(self) -> datetime:
        """The moment by the clock of this machine."""
        return datetime.now(UTC)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction that no other writer comes into. Raises `Refused` where the file is no longer where it was."""
        self.rows("BEGIN IMMEDIATE")
        try:
            # SQLite goes on writing to a file that has no name any more, and says that all is well.
            if which_file(self.path) != self.file:
                refuse_gone(self.path)
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
        """Raises what SQLite says, in words for a person."""
        fail(error, Path(self.name))


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # an account without a name
        return f"user {os.getuid()}" if hasattr(os, "getuid") else "somebody"
