"""Verifying recomputes every chain and names the first event that does not fit."""

from __future__ import annotations

import pytest

from assistant.store import Ledger, Summary, read, summary_of, verify
from assistant.store.erasing import erase
from assistant.store.kinds import Assigned, ProposalShown
from assistant.store.ledger import Head
from tests.long import tamper
from tests.store.told import PACK, answered, noted, with_case


@pytest.fixture
def written(ledger: Ledger) -> Ledger:
    with_case(ledger, answered("vacant"), noted("a"), Assigned("rae", "reviewer"), answered("registered"))
    with_case(ledger, answered("vacant"), case_id="c2")
    return ledger


def behind_its_back(ledger: Ledger, *statements: str) -> None:
    """Change what the guards refuse, as only whoever owns the store can."""
    database = ledger.database
    if database.dialect == "postgres":
        database.rows("SET session_replication_role = replica")
        for statement in statements:
            database.rows(statement)
        database.rows("SET session_replication_role = origin")
        return
    database.rows("PRAGMA foreign_keys = OFF")
    guards = database.rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    for name, _ in guards:
        database.rows(f"DROP TRIGGER {name}")
    for statement in (*statements, *(text for _, text in guards)):
        database.rows(statement)


def found(ledger: Ledger, *pinned: Head) -> list[tuple[str, str | None, str | None]]:
    return [(one.code, one.where.file, one.where.field) for one in verify(ledger, pinned).problems]


def test_a_whole_store_verifies(written: Ledger) -> None:
    verified = verify(written, written.heads())

    assert (verified.cases, verified.events, verified.erased, verified.problems) == (2, 7, 0, ())


def test_how_far_it_has_come_is_told(written: Ledger) -> None:
    told: list[tuple[int, int]] = []

    verify(written, progress=lambda done, of: told.append((done, of)))

    assert told == [(0, 2), (1, 2)]


@pytest.mark.parametrize(
    "statement, code, event",
    [
        ("UPDATE events SET actor = 'eve' WHERE case_id = 'c1' AND sequence = 2", "verify-hash", "event 2"),
        (
            "UPDATE events SET previous = hash WHERE case_id = 'c1' AND sequence = 3",
            "verify-chain",
            "event 3",
        ),
        (
            "UPDATE payloads SET content = '{}' WHERE case_id = 'c1' AND sequence = 3",
            "verify-payload",
            "event 3",
        ),
        ("UPDATE payloads SET salt = '' WHERE case_id = 'c1' AND sequence = 3", "verify-payload", "event 3"),
        ("DELETE FROM payloads WHERE case_id = 'c1' AND sequence = 3", "verify-missing", "event 3"),
        ("DELETE FROM events WHERE case_id = 'c1' AND sequence = 3", "verify-missing", "event 3"),
        ("DELETE FROM events WHERE case_id = 'c1' AND sequence = 5", "verify-extra", "event 5"),
        ("UPDATE assignments SET who = 'eve'", "verify-extra", "event 4"),
        ("DELETE FROM assignments", "verify-extra", "event 4"),
        ("INSERT INTO assignments VALUES ('c1', 2, 'eve', 'rim')", "verify-extra", "event 2"),
        ("INSERT INTO erasures VALUES ('c1', 2, 3)", "verify-extra", "event 2"),
        ("UPDATE cases SET opened_by = 'eve' WHERE case_id = 'c1'", "verify-extra", "event 1"),
        ("DELETE FROM cases WHERE case_id = 'c1'", "verify-extra", "event 1"),
    ],
)
def test_the_first_event_that_does_not_fit_is_named(
    written: Ledger, statement: str, code: str, event: str
) -> None:
    behind_its_back(written, statement)

    assert found(written) == [(code, "c1", event)]


def test_a_payload_that_goes_with_an_erasure_nobody_ordered_is_found(written: Ledger) -> None:
    behind_its_back(
        written,
        "DELETE FROM payloads WHERE case_id = 'c1' AND sequence = 3",
        "INSERT INTO erasures VALUES ('c1', 3, 2)",
    )

    assert found(written) == [("verify-extra", "c1", "event 3")]


def test_an_order_that_vouches_for_itself_is_found(written: Ledger) -> None:
    erase(written, "c1", "o1", "asked for", [2])

    behind_its_back(
        written,
        "DELETE FROM payloads WHERE case_id = 'c1' AND sequence IN (3, 6)",
        "INSERT INTO erasures VALUES ('c1', 3, 6)",
        "INSERT INTO erasures VALUES ('c1', 6, 6)",
    )

    assert [code for code, *_ in found(written)] == ["verify-extra"]


def test_a_tail_that_was_cut_is_found_by_its_pinned_head(written: Ledger) -> None:
    pinned = written.head("c1")

    behind_its_back(
        written,
        "DELETE FROM payloads WHERE case_id = 'c1' AND sequence = 5",
        "DELETE FROM events WHERE case_id = 'c1' AND sequence = 5",
    )

    assert found(written) == []
    assert found(written, pinned) == [("verify-head", "c1", "event 5")]


def test_a_case_that_went_as_if_it_had_never_been_is_found_by_its_pinned_head(written: Ledger) -> None:
    pinned = written.head("c2")

    tables = ("payloads", "events", "cases")
    behind_its_back(written, *(f"DELETE FROM {table} WHERE case_id = 'c2'" for table in tables))

    assert found(written, pinned) == [("verify-head", "c2", "event 2")]


def test_an_older_pinned_head_vouches_for_what_came_before_it(written: Ledger) -> None:
    pinned = written.head("c1")

    written.append("c1", 5, answered("vacant"))

    assert found(written, pinned) == []


def test_a_pack_that_is_not_what_was_kept_is_found(written: Ledger) -> None:
    behind_its_back(written, "INSERT INTO packs VALUES ('sha256:9', 'sccif 1', '{}')")

    assert [code for code, *_ in found(written)] == ["verify-payload"]


def test_a_pack_by_which_a_case_is_read_and_that_is_gone_is_found(written: Ledger) -> None:
    behind_its_back(written, "DELETE FROM packs")

    assert found(written) == [("verify-missing", "c1", "event 1")]


def test_a_line_of_the_list_that_was_changed_is_found(written: Ledger) -> None:
    written.put_summary(summary_of(read(written, "c1")))
    before = found(written)

    written.database.rows("UPDATE summaries SET answered = 70")

    assert before == []
    assert found(written) == [("verify-payload", "c1", None)]
    assert isinstance(written.summaries()[0], Summary)


def test_a_line_that_was_kept_when_a_look_at_a_case_counted_as_a_change_is_as_it_was_worked_out(
    written: Ledger,
) -> None:
    shown = ProposalShown(PACK, "meaning", None, None, None, ())
    (event,) = written.append("c1", written.head("c1").sequence, shown)
    now = summary_of(read(written, "c1"))
    assert now.changed_at < event.row.at

    written.put_summary(now._replace(changed_at=event.row.at))
    as_before = found(written)
    written.put_summary(now._replace(changed_at="2031-01-01T00:00:00Z"))

    assert as_before == []
    assert found(written) == [("verify-payload", "c1", None)]


def test_a_guard_that_was_taken_off_is_found(written: Ledger) -> None:
    is_server = written.database.dialect == "postgres"
    off, on = (
        f"ALTER TABLE events {how} TRIGGER events_stay" if is_server else "DROP TRIGGER events_stay"
        for how in ("DISABLE", "ENABLE")
    )

    written.database.rows(off)
    problems = verify(written).problems
    if is_server:
        written.database.rows(on)

    assert [problem.code for problem in problems] == ["verify-missing"]
    assert "`events_stay`" in problems[0].what


def test_whatever_is_changed_behind_its_back_is_found() -> None:
    assert tamper.main(["--rows", "60", "--ends", "10", "--bytes", "60"]) == 0
