"""Brings a store to the form that this version of the program keeps, by numbered steps that are never changed."""

from __future__ import annotations

import re
from importlib.resources import files

from assistant.store.database import Database, refuse

Step = tuple[int, str]


def steps(dialect: str) -> list[Step]:
    """The migrations for one database: their numbers, and what each says."""
    found: list[Step] = []
    for file in files("assistant.store").joinpath("migrations").iterdir():
        name, *kind = file.name.removesuffix(".sql").split(".")
        if file.name.endswith(".sql") and kind in ([], [dialect]):
            found.append((int(name[:4]), file.read_text(encoding="utf-8")))
    return sorted(found)


def guards(dialect: str) -> list[str]:
    """The triggers of a store, by their names."""
    return [name for _, text in steps(dialect) for name in re.findall(r"CREATE TRIGGER (\w+)", text)]


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
        if database.dialect == "sqlite" and not version_of(database):
            _check_empty(database)
        database.rows("CREATE TABLE IF NOT EXISTS migrations (number INTEGER NOT NULL PRIMARY KEY)")
        done = version_of(database)
        for number, text in wanted:
            if number > done:
                database.script(text)
                database.rows("INSERT INTO migrations (number) VALUES (?)", (number,))


def _check_empty(database: Database) -> None:
    if database.rows("SELECT 1 FROM sqlite_master LIMIT 1"):
        right = "name another file with `--store`; nothing was changed"
        refuse("store-damaged", f"{database.name} is a database, but not a store", right)


def check_version(database: Database) -> int:
    """The version of a store. Raises `Refused` where it is newer than the program."""
    found, last = version_of(database), steps(database.dialect)[-1][0]
    if found > last:
        refuse(
            "store-newer",
            f"the store {database.name} is of version {found}, and this program knows versions up to {last}",
            "use the newer program that wrote it; nothing was changed",
        )
    return found
