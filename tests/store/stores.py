"""Stores for tests: files, and schemas of their own on the real PostgreSQL server, with people who sign in."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass

import psycopg
from psycopg import sql

from assistant.store import Address, parse_address
from assistant.store.admin import give, set_up
from assistant.store.kinds import Role
from assistant.store.postgres import Postgres

SERVER = "127.0.0.1:5432"
OWNER = "postgres"


@dataclass(frozen=True)
class Server:
    """A schema of its own on a server, set up by its owner."""

    place: str
    schema: str
    mark: str
    """What the names of this schema's people end in: accounts are of the whole server."""

    @property
    def owner(self) -> Address:
        return self.address(OWNER)

    def address(self, user: str, beside: str = "") -> Address:
        return parse_address(f"postgresql://{user}@{self.place}/postgres?schema={self.schema}{beside}")

    def of(self, person: str) -> Address:
        """The address at which somebody signs in."""
        return self.address(self.account(person))

    def account(self, person: str) -> str:
        return f"{person}_{self.mark}"

    def sign_up(self, person: str, *roles: Role) -> Address:
        """Make an account with these roles."""
        with self.plain() as connection:
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(self.account(person))))
        database = self.owner.connect()
        assert isinstance(database, Postgres)
        with closing(database):
            for role in roles:
                give(database, self.account(person), role)
        return self.of(person)

    def empty(self) -> None:
        """Leave nothing, as only who owns the server can: without the triggers that refuse it."""
        with self.plain() as connection:
            connection.execute("SET session_replication_role = replica")
            connection.execute(
                "TRUNCATE cases, events, payloads, erasures, assignments, packs, summaries, settings, samples"
            )
            connection.execute("DELETE FROM migrations WHERE number > 100")

    def plain(self, user: str = OWNER) -> psycopg.Connection[tuple[object, ...]]:
        """A connection without the ledger between."""
        connection = psycopg.connect(f"postgresql://{user}@{self.place}/postgres", autocommit=True)
        connection.execute(sql.SQL("SET search_path TO {}").format(sql.Identifier(self.schema)))
        return connection


@contextmanager
def server(place: str = SERVER) -> Iterator[Server]:
    """A schema that is dropped again, with everybody who was signed up."""
    mark = secrets.token_hex(4)
    made = Server(place, f"t_{mark}", mark)
    database = made.owner.connect()
    assert isinstance(database, Postgres)
    with closing(database):
        set_up(database)
    try:
        yield made
    finally:
        with made.plain() as connection, suppress(psycopg.OperationalError):
            connection.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(made.schema)))
            accounts = "SELECT rolname FROM pg_roles WHERE rolname LIKE %s"
            for (account,) in connection.execute(accounts, (f"%\\_{mark}",)).fetchall():
                connection.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(str(account))))
