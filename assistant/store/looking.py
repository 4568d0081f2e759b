"""Looks at a store without making it, changing it or reading a case in it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Literal, NamedTuple

from assistant.document import lies_at
from assistant.store.address import Address
from assistant.store.database import Database
from assistant.store.migrate import refuse_outsider, steps
from assistant.store.sqlite_file import ERRORS, fail, is_there, may_write, reading_uri, version_in

Kind = Literal["SQLite", "PostgreSQL"]


class Looked(NamedTuple):
    """What a store says of itself."""

    name: str
    """Without a password."""
    kind: Kind
    is_there: bool
    version: int
    """0 where there is nothing in it yet."""
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
        if not is_there(path):
            nearest = next(one for one in path.absolute().parents if lies_at(one))
            return Looked(str(path), "SQLite", False, 0, newest, os.access(nearest, os.W_OK), {})
        version, settings = version_in(path), {}
        if version:
            with closing(sqlite3.connect(reading_uri(path), uri=True)) as connection:
                settings = dict(connection.execute("SELECT name, value FROM settings"))
    except (OSError, *ERRORS) as error:
        fail(error, path)
    return Looked(str(path), "SQLite", True, version, newest, may_write(path), settings)


def _server(database: Database, schema: str) -> Looked:
    newest = steps("postgres")[-1][0]
    if database.rows("SELECT to_regclass('migrations') IS NULL")[0][0]:
        refuse_outsider(database, schema)
        return Looked(database.name, "PostgreSQL", False, 0, newest, False, {})
    version = int(database.rows("SELECT coalesce(max(number), 0) FROM migrations")[0][0])
    (writable,) = database.rows(
        "SELECT has_table_privilege('events', 'INSERT') AND current_setting('transaction_read_only') = 'off'"
    )[0]
    settings = {str(name): str(value) for name, value in database.rows("SELECT name, value FROM settings")}
    return Looked(database.name, "PostgreSQL", True, version, newest, bool(writable), settings)
