"""A store on a PostgreSQL server: for teams, with roles and row security that the server enforces."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import Any, NoReturn

import psycopg
from psycopg import errors, sql
from psycopg.conninfo import make_conninfo

from assistant.problems import Refused
from assistant.store.database import Dialect, Lost, Taken, Values, not_text, refuse, told_by_ledger
from assistant.store.kinds import ROLES

_FIRST_SECONDS, _AGAIN_SECONDS = 10, 2
"""How long a connection may take, at first and where it broke off: somebody looks at the screen meanwhile."""
_ALIVE = {
    "tcp_user_timeout": "4000",
    "keepalives_idle": "10",
    "keepalives_interval": "2",
    "keepalives_count": "3",
}
"""A server that is gone without a word is taken for gone after a few seconds, in place of a quarter of an hour."""
_SESSION = "SET search_path TO {}, pg_temp; SET lock_timeout = '5s'"
"""Who writes at the same moment is waited for, and not for ever: somebody may have left off in the midst of it."""
_ROLES = ", ".join(f"'sccif_{role}'" for role in ROLES)
_WHO = (
    "SELECT session_user::text, coalesce(string_agg(CASE rolname WHEN 'sccif_rim' THEN 'RIM' "
    "ELSE replace(substr(rolname, 7), '_', ' ') END, ' and ' ORDER BY rolname), '') FROM pg_roles "
    f"WHERE rolname IN ({_ROLES}) AND pg_has_role(session_user, oid, 'member')"
)
"""Who is signed in, and what they are in the team."""
# What the library has to say stands in the problems that are told; a log on the terminal would spoil the screen.
logging.getLogger("psycopg").addHandler(logging.NullHandler())


class Postgres:
    """One connection, which is opened anew where it broke off."""

    dialect: Dialect = "postgres"
    may_write = True

    def __init__(self, parts: Mapping[str, str], schema: str, name: str) -> None:
        """Connect to what `parts` name (host, user, …); `name` is told without a password. Raises `Refused`."""
        self._parts, self.schema, self.name = parts, schema, name
        self._signed_in: str | None = None
        self._held = ""
        """The roles that they have, in words."""
        self._is_within = False
        self.connection = self._connect(_FIRST_SECONDS)

    @property
    def actor(self) -> str:
        """Who is signed in, as the server has it: it cannot be claimed."""
        if self._signed_in is None:
            self._signed_in, self._held = self.rows(_WHO)[0]
        return self._signed_in

    def rows(self, sql: str, values: Values = ()) -> list[tuple[Any, ...]]:
        """The rows a statement gives."""
        try:
            if self.connection.closed:
                self._connect_again()
            cursor = self.connection.execute(sql.replace("?", "%s").encode(), tuple(values))
            return cursor.fetchall() if cursor.description else []
        except UnicodeEncodeError as error:
            not_text(error)
        except psycopg.Error as error:
            self._fail(error)

    def many(self, sql: str, values: Iterable[Values]) -> None:
        """A statement for each of these values."""
        # One by one: the library's own way for many tells on the terminal what went wrong.
        for one in values:
            self.rows(sql, one)

    def script(self, sql: str) -> None:
        """Several statements, within the transaction that is under way."""
        try:
            self.connection.execute(sql.encode())
        except psycopg.Error as error:
            self._fail(error)

    def now(self) -> datetime:
        """The moment by the server's clock: it takes no event of another."""
        moment: datetime = self.rows("SELECT clock_timestamp()")[0][0]
        return moment.astimezone(UTC)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction; `synchronous_commit` is on, whatever the server's default."""
        yield from self._transaction("BEGIN; SET LOCAL synchronous_commit = on")

    @contextmanager
    def reading(self) -> Iterator[None]:
        """A transaction that sees one state of the database."""
        yield from self._transaction("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")

    def _transaction(self, begin: str) -> Iterator[None]:
        self.rows(begin)
        self._is_within = True
        try:
            yield
            self.rows("COMMIT")
        except BaseException:
            with suppress(psycopg.Error):
                if not self.connection.closed:
                    self.connection.execute("ROLLBACK")
            raise
        finally:
            self._is_within = False

    def again(self) -> Postgres:
        """Another connection, signed in as the same."""
        return Postgres(self._parts, self.schema, self.name)

    def close(self) -> None:
        """End the connection."""
        self.connection.close()

    def _connect_again(self) -> None:
        # INVARIANT: no statement of a transaction runs outside of it (tests.long.race): what was to come
        # after the connection broke off would be written by itself on a new one.
        if self._is_within:
            raise Lost(self.name)
        try:
            self.connection = self._connect(_AGAIN_SECONDS)
        except Refused as refused:
            raise Lost(self.name) from refused

    def _connect(self, seconds: int) -> psycopg.Connection[tuple[Any, ...]]:
        try:
            connection = psycopg.connect(
                make_conninfo(**{"connect_timeout": str(seconds), **_ALIVE, **self._parts}), autocommit=True
            )
            connection.execute(sql.SQL(_SESSION).format(sql.Identifier(self.schema)))
        except psycopg.Error as error:
            self._fail(error, is_new=True)
        return connection

    def _fail(self, error: psycopg.Error, *, is_new: bool = False) -> NoReturn:
        """Raises what the server says, in words for a person."""
        # Not the server's details: they repeat what was to be written.
        said = " ".join((error.diag.message_primary or str(error)).split())
        told_by_ledger(str(error), self.name, error)
        at = f"the store {self.name}"
        match error:
            case errors.UniqueViolation():
                raise Taken from error
            case errors.InsufficientPrivilege():
                right = "ask whoever keeps the store to give you the case, or the role for it"
                refuse("store-forbidden", self._not_theirs(), right, error)
            case (
                errors.QueryCanceled()
                | errors.LockNotAvailable()
                | errors.SerializationFailure()
                | errors.DeadlockDetected()
            ):
                refuse("store-busy", f"{at} is being written by somebody else", "try again", error)
            case errors.DiskFull():
                refuse(
                    "store-full", f"{at} cannot be written: its disk is full", "tell whoever keeps it", error
                )
            case errors.ReadOnlySqlTransaction():
                refuse("store-read-only", f"{at} may only be read", "tell whoever keeps it", error)
            case errors.UndefinedTable() | errors.InvalidSchemaName():
                right = "set it up with `sccif admin init`"
                refuse("store-not-set-up", f"{at} is not set up", right, error)
            case _ if is_new:
                _not_let_in(error, at, _without_password(said))
            case errors.OperationalError() | errors.InterfaceError() if (
                self.connection.closed or self.connection.broken
            ):
                raise Lost(self.name) from error
            case _:
                right = "report this with what you did"
                refuse("store-unusable", f"{at} cannot be used: {_without_password(said)}", right, error)

    def _not_theirs(self) -> str:
        """That whoever is signed in may not do something, in words of what they are."""
        if self._signed_in is None:
            return "you may not do that in this store"
        if not self._held:
            return f"`{self._signed_in}` has no role in this store, so may not do that"
        return f"as {self._held} `{self._signed_in}` may not do that here"


def _not_let_in(error: psycopg.Error, at: str, said: str) -> NoReturn:
    """Raises why there is no connection: the library gives no code of the server's for it."""
    if "authentication method requirement" in said:
        right = "see its pg_hba.conf, and what `sccif doctor --server` says of it"
        refuse("store-authentication", f"{at} signs people in otherwise than is asked: {said}", right, error)
    if "no password supplied" in said:
        right = "give it in PGPASSWORD or in ~/.pgpass, which libpq reads; it need not stand in the address"
        refuse("store-sign-in", f"{at} asks for a password, and none was given", right, error)
    if error.pgconn is not None and error.pgconn.used_password:
        right = "see that account, password and database are right"
        refuse("store-sign-in", f"{at} does not let you in: {said}", right, error)
    right = "see that the server runs, that the address is right and that you may sign in"
    refuse("store-unreachable", f"{at} cannot be reached: {said}", right, error)


def _without_password(text: str) -> str:
    """A message without what a server or a library may repeat of the address."""
    text = re.sub(r"(postgres(?:ql)?://[^:/@\s]*):[^@\s]*@", r"\1:***@", text)
    return re.sub(r"(password\s*=\s*)('[^']*'|\S+)", r"\1***", text, flags=re.IGNORECASE)
