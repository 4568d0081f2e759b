"""Changes behind the ledger's back, and whether verify finds each. Run with `python -m tests.long.tamper`.

First rows: a value of an event or payload becomes another, two rows change places, an inner row goes
missing; then, with the heads written down elsewhere, the end of a case or a whole case. Then bytes of
the file: each flip is found, or the store cannot be opened, or every value that can be read is as it was.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from assistant.case import Case, NoteAdded
from assistant.case.header import Child, Note
from assistant.problems import Refused
from assistant.store import Address, Ledger, read, summary_of, verify
from assistant.store.erasing import erase
from assistant.store.kinds import Assigned, Opened, Queried, Replied, Withdrawn
from assistant.store.ledger import Head
from tests.store.told import PACK, keep_pack

EVENT = ("case_id", "sequence", "at", "actor", "kind", "digest", "previous", "hash")
PAYLOAD = ("case_id", "sequence", "salt", "content")
CASES = 4
SHOWN = ("cases", "events", "payloads", "erasures", "assignments", "packs", "summaries")


class Store(NamedTuple):
    """A store that verifies, with the heads of its cases."""

    path: Path
    heads: tuple[Head, ...]


def made(folder: Path) -> Store:
    """Four cases: with notes, queries, people to whom they were given, and an erasure."""
    path = folder / "whole.sqlite"
    with Ledger.open(Address(str(path), path), "anna") as ledger:
        keep_pack(ledger)
        for number in range(CASES):
            name = f"case-{number}"
            ledger.open_case(Opened(Case(name, name, children=(Child(label="A"),)), PACK))
            notes = [NoteAdded(Note(id=f"n{note}", text=f"note {note} of {name}")) for note in range(6)]
            ledger.append(name, 1, *notes)
            beside = (
                Assigned("rae", "reviewer"),
                Queried("manager.post", "why?"),
                Replied(9, "so"),
                Withdrawn("rae"),
            )
            ledger.append(name, 7, *beside)
            ledger.put_summary(summary_of(read(ledger, name), 90))
        erase(ledger, "case-1", "o1", "asked for", [3, 4])
        ledger.append("case-1", 12, Replied(9, "after the erasure"))
        ledger.put_summary(summary_of(read(ledger, "case-1"), 90))
        heads = tuple(ledger.heads())
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("PRAGMA journal_mode = DELETE")
    return Store(path, heads)


def opened_up(path: Path) -> sqlite3.Connection:
    """A connection that nothing guards."""
    plain = sqlite3.connect(path, isolation_level=None)
    plain.execute("PRAGMA foreign_keys = OFF")
    plain.execute("PRAGMA synchronous = OFF")
    plain.execute("PRAGMA ignore_check_constraints = ON")
    return plain


def without_guards(plain: sqlite3.Connection, change: Callable[[], object]) -> None:
    """Make a change with the triggers taken off, and put them back as if nothing had been."""
    guards = plain.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in guards:
        plain.execute(f"DROP TRIGGER {name}")
    change()
    for _, text in guards:
        plain.execute(text)


# ---------------------------------------------------------------- rows


def other_value(plain: sqlite3.Connection, rng: random.Random) -> str:
    """One value of an event or payload becomes another of nearly the same look, or of none at all."""
    table, columns = rng.choice([("events", EVENT), ("payloads", PAYLOAD)])
    column = rng.choice(columns)
    number, value = rng.choice(plain.execute(f"SELECT rowid, {column} FROM {table}").fetchall())
    new: object
    if isinstance(value, int):
        new = rng.choice([value + rng.randint(1, 99), -value, "x", value + 0.5, b"1"])
    else:
        at = rng.randrange(len(value)) if value else 0
        new = rng.choice(
            [
                value[:at]
                + chr((ord(value[at]) + rng.randint(1, 20)) % 0xD000 if value else 65)
                + value[at + 1 :],
                value[:at] + value[at + 1 :] if value else "x",
                value + rng.choice([" ", "\n", "x"]),
                value.encode() or b"x",
                rng.choice(plain.execute(f"SELECT {column} FROM {table}").fetchall())[0],
            ]
        )
        if new == value:
            new = value + "x"
    try:
        plain.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (new, number))
    except sqlite3.IntegrityError:  # a key that is there: the row that has it goes
        plain.execute(f"UPDATE OR REPLACE {table} SET {column} = ? WHERE rowid = ?", (new, number))
    return f"{table}.{column}"


def swapped(plain: sqlite3.Connection, rng: random.Random) -> str:
    """Two events of a case, or what two of them tell, change places."""
    table = rng.choice(["events", "payloads"])
    case = f"case-{rng.randrange(CASES)}"
    numbers = [one for (one,) in plain.execute(f"SELECT sequence FROM {table} WHERE case_id = ?", (case,))]
    first, second = rng.sample(numbers, 2)
    for old, new in ((first, -1), (second, first), (-1, second)):
        plain.execute(f"UPDATE {table} SET sequence = ? WHERE case_id = ? AND sequence = ?", (new, case, old))
    return f"{table} swapped"


def missing(plain: sqlite3.Connection, rng: random.Random) -> str:
    """An inner event goes, with or without what it tells, or a row that stands beside one."""
    case = f"case-{rng.randrange(CASES)}"
    (last,) = plain.execute("SELECT max(sequence) FROM events WHERE case_id = ?", (case,)).fetchone()
    tables = rng.choice(
        [("events",), ("payloads",), ("events", "payloads"), ("assignments",), ("erasures",), ("cases",)]
    )
    if tables[0] in ("assignments", "erasures"):
        case, number = rng.choice(plain.execute(f"SELECT case_id, sequence FROM {tables[0]}").fetchall())
    elif tables == ("payloads",):
        number = rng.choice(
            [n for (n,) in plain.execute("SELECT sequence FROM payloads WHERE case_id = ?", (case,))]
        )
    else:
        number = rng.randint(1, last - 1)
    for table in tables:
        if table == "cases":
            plain.execute("DELETE FROM cases WHERE case_id = ?", (case,))
        else:
            plain.execute(f"DELETE FROM {table} WHERE case_id = ? AND sequence = ?", (case, number))
    return f"{' and '.join(tables)} missing"


def cut_tail(plain: sqlite3.Connection, rng: random.Random) -> str:
    """The last events of a case go, with all that was told by them."""
    case = f"case-{rng.randrange(CASES)}"
    (last,) = plain.execute("SELECT max(sequence) FROM events WHERE case_id = ?", (case,)).fetchone()
    cut = rng.randint(5, last - 1)
    for table in ("erasures", "assignments", "payloads", "events"):
        plain.execute(f"DELETE FROM {table} WHERE case_id = ? AND sequence > ?", (case, cut))
    plain.execute("DELETE FROM summaries WHERE case_id = ?", (case,))
    return "tail cut"


def whole_case(plain: sqlite3.Connection, rng: random.Random) -> str:
    """A case goes as if it had never been."""
    case = f"case-{rng.randrange(CASES)}"
    for table in ("summaries", "erasures", "assignments", "payloads", "events", "cases"):
        plain.execute(f"DELETE FROM {table} WHERE case_id = ?", (case,))
    return "case gone"


CHANGES = (other_value, other_value, other_value, swapped, missing)
ENDS = (cut_tail, whole_case)


def tampered(store: Store, folder: Path, seed: int, ways: tuple[Callable[..., str], ...]) -> tuple[str, bool]:
    """What was done to a copy of the store, and whether it is found."""
    rng = random.Random(seed)
    path = folder / f"t{seed}.sqlite"
    shutil.copyfile(store.path, path)
    told: list[str] = []
    with closing(opened_up(path)) as plain:
        way = rng.choice(ways)
        without_guards(plain, lambda: told.append(way(plain, rng)))
    found = problems(path, store.heads if ways is ENDS else ())
    path.unlink()
    return told[0], bool(found)


def problems(path: Path, heads: tuple[Head, ...] = ()) -> list[str]:
    """The codes of what is found in a store, or of why it is not opened."""
    try:
        with Ledger.open(Address(str(path), path), "anna") as ledger:
            return [problem.code for problem in verify(ledger, heads).problems]
    except Refused as refused:
        return [problem.code for problem in refused.problems]


# ---------------------------------------------------------------- bytes


def values(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every value that is read of a store."""
    with Ledger.open(Address(str(path), path), "anna") as ledger:
        return {table: sorted(ledger.database.rows(f"SELECT * FROM {table}"), key=repr) for table in SHOWN}


def flipped(store: Store, folder: Path, seed: int, before: dict[str, list[tuple[object, ...]]]) -> str:
    """What became of a byte that was flipped: `found`, `nothing read is other`, or `NOT FOUND`."""
    rng = random.Random(seed)
    content = bytearray(store.path.read_bytes())
    place = rng.randrange(len(content))
    content[place] ^= 1 << rng.randrange(8)
    path = folder / f"f{seed}.sqlite"
    path.write_bytes(content)
    try:
        if problems(path):
            return "found"
        return "nothing that is read is other" if values(path) == before else f"NOT FOUND at {place}"
    except Refused:
        return "found"
    finally:
        for left in folder.glob(f"f{seed}.sqlite*"):
            left.unlink()


def main(arguments: list[str] | None = None) -> int:
    """Try all; the number that was not found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000)
    parser.add_argument("--ends", type=int, default=100)
    parser.add_argument("--bytes", type=int, default=2_000)
    options = parser.parse_args(arguments)
    tried: Counter[str] = Counter()
    missed: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = made(folder)
        if problems(store.path, store.heads):
            raise SystemExit("the store does not verify before anything is changed")
        for ways, number in ((CHANGES, options.rows), (ENDS, options.ends)):
            for seed in range(number):
                what, is_found = tampered(store, folder, seed, ways)
                tried[what] += 1
                if not is_found:
                    missed.append(f"{what} (seed {seed})")
        before = values(store.path)
        with closing(sqlite3.connect(store.path)) as plain:
            plain.execute("PRAGMA journal_mode = DELETE")
        for seed in range(options.bytes):
            became = flipped(store, folder, seed, before)
            tried[f"a byte: {became.partition(' at ')[0]}"] += 1
            if became.startswith("NOT"):
                missed.append(f"{became} (seed {seed})")
    for what, number in sorted(tried.items()):
        sys.stdout.write(f"{number:>6}  {what}\n")
    sys.stdout.write("".join(f"not found: {what}\n" for what in missed))
    sys.stdout.write(f"{sum(tried.values()) - len(missed)} of {sum(tried.values())} found, or harmless\n")
    return len(missed)


if __name__ == "__main__":
    sys.exit(min(main(), 1))
