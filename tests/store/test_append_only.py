"""What was written stays as it was written: the store itself refuses to change or delete it."""

from __future__ import annotations

import hashlib
from contextlib import suppress

import pytest

from assistant.problems import Refused
from assistant.store import Behind, Ledger, verify
from assistant.store.database import Taken
from assistant.store.kinds import Assigned, ErasureOrdered
from tests.store.told import answered, with_case

TABLES = {
    "cases": "case_id",
    "events": "actor",
    "payloads": "content",
    "assignments": "who",
    "packs": "content",
}


@pytest.fixture
def written(ledger: Ledger) -> Ledger:
    with_case(ledger, answered("vacant"), Assigned("rae", "reviewer"))
    ledger.keep_pack("sha256:" + hashlib.sha256(b"{}").hexdigest(), "sccif 1", "{}")
    return ledger


def refused_code(ledger: Ledger, statement: str) -> str:
    with pytest.raises(Refused) as refused:
        ledger.database.rows(statement)
    return refused.value.problems[0].code


@pytest.mark.parametrize("table, column", TABLES.items())
def test_nothing_is_changed(written: Ledger, table: str, column: str) -> None:
    assert refused_code(written, f"UPDATE {table} SET {column} = 'other'") == "store-append-only"


@pytest.mark.parametrize("table", TABLES)
def test_nothing_is_deleted(written: Ledger, table: str) -> None:
    assert refused_code(written, f"DELETE FROM {table}") == "store-append-only"


@pytest.mark.parametrize("table", TABLES)
def test_no_row_is_written_over(written: Ledger, table: str) -> None:
    over = "ON CONFLICT DO NOTHING" if written.database.dialect == "postgres" else ""
    replacing = "INSERT" if over else "INSERT OR REPLACE"
    before = written.database.rows(f"SELECT * FROM {table}")

    with suppress(Refused, Taken):
        written.database.rows(f"{replacing} INTO {table} SELECT * FROM {table} {over}")

    assert written.database.rows(f"SELECT * FROM {table}") == before


@pytest.mark.parametrize("table", [*TABLES, "erasures"])
def test_no_table_is_emptied(written: Ledger, table: str) -> None:
    if written.database.dialect == "sqlite":
        assert refused_code(written, "TRUNCATE events") == "store-unusable"  # SQLite has no such statement
    else:
        assert refused_code(written, f"TRUNCATE {table} CASCADE") == "store-append-only"


def test_an_event_with_a_gap_before_it_is_refused(written: Ledger) -> None:
    with pytest.raises(Taken):
        written.database.rows(
            "INSERT INTO events SELECT case_id, 9, at, actor, kind, digest, hash, 'x' "
            "FROM events WHERE sequence = 3"
        )


def test_an_event_that_follows_another_than_the_last_is_refused(written: Ledger) -> None:
    with pytest.raises(Taken):
        written.database.rows(
            "INSERT INTO events SELECT case_id, 4, at, actor, kind, digest, 'other', 'x' "
            "FROM events WHERE sequence = 3"
        )


def test_an_erasure_without_an_order_is_refused(written: Ledger) -> None:
    assert refused_code(written, "INSERT INTO erasures VALUES ('c1', 2, 3)") == "store-append-only"


def test_what_was_erased_is_not_written_again(written: Ledger) -> None:
    kept = written.database.rows("SELECT * FROM payloads WHERE sequence = 2")[0]
    written.append("c1", 3, ErasureOrdered((2,), "o1", "asked for"))

    with pytest.raises((Refused, Taken)):
        written.database.rows("INSERT INTO payloads VALUES (?, ?, ?, ?)", kept)

    assert written.database.rows("SELECT * FROM payloads WHERE sequence = 2") == []


def test_after_all_that_was_refused_the_ledger_verifies(written: Ledger) -> None:
    for table, column in TABLES.items():
        refused_code(written, f"UPDATE {table} SET {column} = 'other'")

    assert verify(written).problems == ()


def test_a_case_is_not_opened_twice_by_writing_after_its_end(written: Ledger) -> None:
    with pytest.raises(Behind):
        written.append("c1", 2, answered("registered"))
