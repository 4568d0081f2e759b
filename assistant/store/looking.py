"""Looks at a store without making it, changing it or reading a case in it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Literal, NamedTuple
from urllib.parse import quote

from assistant.store.address import Address
from assistant.store.database import Database, refuse
from assistant.store.migrate import steps

Kind = Literal["SQLite", "PostgreSQL"]


class Looked(NamedTuple):
    """What a store says of itself."""

    name: str
    """Without a password."""
    kind: Kind
    version: int
    """0 where there is none yet."""
    newest: int
    """The version that this program keeps."""
    is_writable: bool
    settings: dict[str, str]


def look(address: Address) -> Looked:
    """What there is at an address. Raises `Refused` where it cannot be reached or read."""
    if address.path is not None:
        return _file(address.path)
    with closing(address.connect()) as database:
        return _server(database, address.schema)


def _file(path: Path) -> Looked:
    newest = steps("sqlite")[-1][0]
    try:
        is_there = path.exists()
        nearest = next(one for one in path.absolute().parents if one.exists())
    except OSError as error:
        right = "look at the file and its folder, or name another store with `--store`"
        refuse("store-unusable", f"the store {path} cannot be used: {error.strerror}", right, error)
    if not is_there:
        return Looked(str(path), "SQLite", 0, newest, os.access(nearest, os.W_OK), {})
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    # A file that may not be written beside cannot have the index of its log made, so it is read as it is.
    mode = "mode=ro" if writable else "mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path))}?{mode}", uri=True)) as connection:
            version = _one(connection, "SELECT max(number) FROM migrations")
            settings = dict(connection.execute("SELECT name, value FROM settings")) if version else {}
    except sqlite3.Error as error:
        what = f"the store {path} is damaged, or no store: {error}"
        right = "restore the last backup with `sccif restore`, or name another store with `--store`"
        refuse("store-damaged", what, right, error)
    return Looked(str(path), "SQLite", version, newest, writable, settings)


def _one(connection: sqlite3.Connection, sql: str) -> int:
    """The number that a statement gives, 0 where its table is not there yet."""
    try:
        return int(connection.execute(sql).fetchone()[0] or 0)
    except sqlite3.OperationalError as error:
        if "no such table" in str(error):
            return 0
        raise


def _server(database: Database, schema: str) -> Looked:
    newest = steps("postgres")[-1][0]
    if database.rows("SELECT to_regclass('migrations') IS NULL")[0][0]:
        there = database.rows(
            "SELECT 1 FROM pg_namespace WHERE nspname = ? AND NOT has_schema_privilege(oid, 'USAGE')",
            (schema,),
        )
        if there:
            right = "ask whoever keeps it for a role (`sccif admin give`)"
            refuse(
                "store-forbidden",
                f"the store {database.name} may not be looked at by {database.actor}",
                right,
            )
        return Looked(database.name, "PostgreSQL", 0, newest, False, {})
    version = int(database.rows("SELECT coalesce(max(number), 0) FROM migrations")[0][0])
    (writable,) = database.rows(
        "SELECT has_table_privilege('events', 'INSERT') AND current_setting('transaction_read_only') = 'off'"
    )[0]
    settings = {str(name): str(value) for name, value in database.rows("SELECT name, value FROM settings")}
    return Looked(database.name, "PostgreSQL", version, newest, bool(writable), settings)
