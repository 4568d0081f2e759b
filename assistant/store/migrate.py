"""Brings a store to the form that this version of the program keeps, by numbered steps that are never changed."""

from __future__ import annotations

import functools
import re
from pathlib import Path

from assistant.store.database import Database, Dialect, refuse

Step = tuple[int, str]


@functools.cache
def steps(dialect: Dialect) -> tuple[Step, ...]:
    """The migrations for one database: their numbers, and what each says."""
    found: list[Step] = []
    for file in Path(__file__).with_name("migrations").iterdir():
        name, *kind = file.name.removesuffix(".sql").split(".")
        if file.name.endswith(".sql") and kind in ([], [dialect]):
            found.append((int(name[:4]), file.read_text(encoding="utf-8")))
    return tuple(sorted(found))


def guards(dialect: Dialect) -> list[str]:
    """The triggers of a store, by their names."""
    return [
        name
        for _, text in steps(dialect)
        for name in re.findall(r"CREATE (?:CONSTRAINT )?TRIGGER (\w+)", text)
    ]


def version_of(database: Database) -> int:
    """The number of the last step that a store has taken, 0 where it is empty. Raises `Refused`."""
    wanted = (
        "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'migrations'"
        if database.dialect == "sqlite"
        else "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'migrations'"
    )
    if not database.rows(wanted)[0][0]:
        return 0
    return int(database.rows("SELECT coalesce(max(number), 0) FROM migrations")[0][0])


def migrate(database: Database) -> None:
    """Take the steps that a store has not taken yet. Raises `Refused` where the store is newer than the program."""
    wanted = steps(database.dialect)
    check_version(database)
    if version_of(database) == wanted[-1][0]:
        return
    with database.writing():
        database.rows("CREATE TABLE IF NOT EXISTS migrations (number INTEGER NOT NULL PRIMARY KEY)")
        done = version_of(database)
        for number, text in wanted:
            if number > done:
                database.script(text)
                database.rows("INSERT INTO migrations (number) VALUES (?)", (number,))


def check_version(database: Database) -> int:
    """The version of a store. Raises `Refused` where it is newer than the program."""
    found = version_of(database)
    refuse_newer(database.name, found, database.dialect)
    return found


def refuse_outsider(database: Database, schema: str) -> None:
    """Raises `Refused` where this schema of a server is there, and who is signed in has no role by which to see it."""
    barred = "SELECT 1 FROM pg_namespace WHERE nspname = ? AND NOT has_schema_privilege(oid, 'USAGE')"
    if database.rows(barred, (schema,)):
        what = f"the account `{database.actor}` has no role in the store {database.name}"
        right = f"ask whoever set it up for one: `sccif admin give {database.actor} ROLE`"
        refuse("store-forbidden", what, right)


def refuse_newer(name: str, version: int, dialect: Dialect) -> None:
    """Raises `Refused` where the store of this name has a version that is newer than the program."""
    last = steps(dialect)[-1][0]
    if version > last:
        refuse(
            "store-newer",
            f"the store {name} is of version {version}, and this program knows versions up to {last}",
            "use the newer program that wrote it; nothing was changed",
        )
