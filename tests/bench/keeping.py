"""How the ledger compares with bare sqlite3 doing the same: run with `python -m tests.bench.keeping`.

Prints ratios measured side by side in one run: medians over rounds with their quartiles. Bare is the
same rows in one table without chain, digest, fold or check, on a file with the same care for the disk.
"""

from __future__ import annotations

import argparse
import json
import platform
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from assistant.case import Answer, Answered, At, Case, Change, Key, NoteAdded, NoteChanged
from assistant.case.header import Note
from assistant.pack import Pack, load_pack
from assistant.store import Address, Ledger, read, standing_of, summary_of
from assistant.store.codec import canonical, to_json
from assistant.store.kinds import Opened, kind_of
from assistant.store.summary import COLUMNS
from tests.bench.judging import report, seconds
from tests.generated import Shape, random_case

EVENTS = 2_000
CASES = 10_000
CASE = "long"


class Bare:
    """A file with the same rows."""

    def __init__(self, path: Path) -> None:
        self.connection = sqlite3.connect(path, isolation_level=None)
        for statement in (
            "PRAGMA journal_mode = WAL",
            "PRAGMA synchronous = FULL",
            "CREATE TABLE events (case_id, sequence, at, actor, kind, content, PRIMARY KEY (case_id, sequence))",
            f"CREATE TABLE list ({', '.join(COLUMNS)})",
        ):
            self.connection.execute(statement)

    def append(self, sequence: int, kind: str, content: dict[str, object]) -> None:
        self.connection.execute("BEGIN IMMEDIATE")
        row = (CASE, sequence, datetime.now(UTC).isoformat(), "anna", kind, json.dumps(content))
        self.connection.execute("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?)", row)
        self.connection.execute("COMMIT")

    def read(self) -> list[object]:
        rows = self.connection.execute("SELECT * FROM events WHERE case_id = ? ORDER BY sequence", (CASE,))
        return [(*row[:5], json.loads(row[5])) for row in rows]

    def list(self) -> list[object]:
        return self.connection.execute("SELECT * FROM list ORDER BY changed_at DESC, case_id").fetchall()


def changes(pack: Pack, number: int) -> tuple[Case, list[Change]]:
    """A case with its records, and so many changes: answers, most of them given more than once, and notes."""
    case = random_case(pack, 7, Shape(records=8))
    asked = [
        (At(key, name), answer)
        for key, record in case.records.items()
        for name, answer in record.answers.items()
    ]
    made: list[Change] = []
    while len(made) < number:
        at, answer = asked[len(made) % len(asked)]
        made.append(Answered(at, answer if len(made) % 3 else Answer("uncertain", None, "accounts differ")))
        if len(made) % 8 == 0:
            made.append(NoteAdded(Note(id=f"n{len(made)}", text="What was said on the day. " * 4)))
        if len(made) % 40 == 0:
            made.append(NoteChanged(Note(id="n8", text=f"Changed {len(made)}")))
    return Case(CASE, CASE, records=case.records, complete=case.complete), made[:number]


def fill(ledger: Ledger, bare: Bare, pack: Pack) -> None:
    """One case with many events, and many cases, in both files."""
    case, made = changes(pack, EVENTS - 1)
    opened = Opened(case, pack.digest)
    ledger.open_case(opened)
    ledger.append(CASE, 1, *made)
    bare.connection.execute("BEGIN")
    for sequence, one in enumerate((opened, *made), 1):
        content = canonical(to_json(one))
        row = (CASE, sequence, "2026-03-05T12:00:00Z", "anna", kind_of(one), content)
        bare.connection.execute("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?)", row)
    line = summary_of(read(ledger, CASE), 90)
    with ledger.database.writing():
        for number in range(CASES):
            name = f"case-{number}"
            ledger.database.rows("INSERT INTO cases VALUES (?, ?, 'inspection', 'anna')", (name, name))
            ledger.put_summary(line._replace(case_id=name, urn=f"SC{number:06}"))
    for kept in ledger.summaries():
        bare.connection.execute(f"INSERT INTO list VALUES ({', '.join('?' * len(kept))})", kept.values())
    bare.connection.execute("COMMIT")


def compare(ledger: Ledger, bare: Bare, rounds: int) -> dict[str, list[float]]:
    """The ratios of each round, one after the other."""
    at, said = At(Key("manager"), "post"), Answer("answered", "vacant")
    one = Answered(at, said)
    content = to_json(one)
    last = ledger.head(CASE).sequence
    found: dict[str, list[float]] = {}

    def measure(name: str, ours: Callable[[], object], theirs: Callable[[], object]) -> None:
        found.setdefault(name, []).append(seconds(ours) / seconds(theirs))

    for number in range(rounds):
        measure(f"open a case of {EVENTS} events", lambda: read(ledger, CASE), bare.read)
        events = ledger.events(CASE)
        measure("of which reading the events", lambda: ledger.events(CASE), bare.read)
        measure("of which folding them", partial(standing_of, events), bare.read)
        measure(
            "append one event",
            partial(ledger.append, CASE, last + number, one),
            partial(bare.append, last + number + 1, "answered", content),
        )
        measure(f"list {CASES} cases", ledger.summaries, bare.list)
        measure(f"see which of {CASES} lines are behind", ledger.behind, bare.list)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=41)
    options = parser.parse_args()
    sys.stdout.write(
        f"{platform.platform()}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}\n"
    )
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "ledger.sqlite"
        with Ledger.open(Address(str(path), path), "anna") as ledger:
            bare = Bare(Path(name) / "bare.sqlite")
            fill(ledger, bare, load_pack())
            report("ledger / bare sqlite3", compare(ledger, bare, options.rounds))
            bare.connection.close()


if __name__ == "__main__":
    main()
