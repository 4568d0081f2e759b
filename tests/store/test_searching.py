"""Cases are found by home, by name and by a child's label, and what is told of a child by its label."""

from __future__ import annotations

import pytest

from assistant.case import Answered, Child, ChildRegistered, Key, NoteAdded, RecordAdded, SectionCompleted
from assistant.case.header import Note
from assistant.case.model import Answer, At
from assistant.store import Ledger, Sought, mentions, read, refresh
from assistant.store.kinds import Archived, Commented, CommentSettled, Queried, Replied, Reviewed, Settled
from tests.store.told import answered, opened, sought_in, with_case


@pytest.fixture
def three(ledger: Ledger) -> Ledger:
    ledger.open_case(opened("north-2026", urn="SC000001", children=(Child(label="A"),)))
    ledger.open_case(opened("south-2026", urn="SC000002", children=(Child(label="AB"),)))
    ledger.open_case(opened("north-2025", urn="SC000001"))
    ledger.append("north-2025", 1, RecordAdded(Key("leaver", "B")), Archived())
    return ledger


@pytest.mark.parametrize(
    "sought, names",
    [
        (Sought(urn="sc000001"), {"north-2026", "north-2025"}),
        (Sought(urn="SC00000"), set()),
        (Sought(case="NORTH"), {"north-2026", "north-2025"}),
        (Sought(label="A"), {"north-2026"}),
        (Sought(label="B"), {"north-2025"}),
        (Sought(urn="SC000001", case="2025", label="B"), {"north-2025"}),
        (Sought(urn="SC000002", label="A"), set()),
        (Sought(), {"north-2026", "south-2026", "north-2025"}),
    ],
)
def test_a_case_is_found_by_all_that_is_given(three: Ledger, sought: Sought, names: set[str]) -> None:
    assert set(sought_in(three, sought)) == names


def test_a_line_that_is_behind_is_worked_out_anew(three: Ledger) -> None:
    refresh(three)
    three.append("south-2026", 1, answered("vacant"))
    behind = three.behind()

    refresh(three)

    assert behind == ["south-2026"]
    assert three.behind() == []
    assert {line.case_id: line.answered for line in three.summaries()}["south-2026"] == 1


def test_a_case_that_cannot_be_read_is_told_and_the_others_are_listed(three: Ledger) -> None:
    unguarded = (
        "SET session_replication_role = replica"
        if three.database.dialect == "postgres"
        else "DROP TRIGGER payloads_stay"
    )
    three.database.rows(unguarded)
    three.database.rows("UPDATE payloads SET content = '{' WHERE case_id = 'south-2026'")

    found = refresh(three)

    assert [line.case_id for line in found.lines] == ["north-2025", "north-2026"]
    assert [(one.code, one.where.file) for one in found.problems] == [("store-damaged", "south-2026")]


def test_a_case_whose_events_are_gone_is_told_and_the_others_are_listed(three: Ledger) -> None:
    rows = three.database.rows
    if three.database.dialect == "postgres":
        rows("SET session_replication_role = replica")
    else:
        rows("DROP TRIGGER events_remain")
        rows("DROP TRIGGER payloads_remain")
    for table in ("payloads", "events"):
        rows(f"DELETE FROM {table} WHERE case_id = 'south-2026'")

    found = refresh(three)

    assert [line.case_id for line in found.lines] == ["north-2025", "north-2026"]
    assert [(one.code, one.where.file) for one in found.problems] == [("store-damaged", "south-2026")]


def test_a_line_that_cannot_be_kept_is_listed_all_the_same(three: Ledger) -> None:
    refresh(three)
    three.append("south-2026", 1, answered("vacant"))
    sql = (
        "SET default_transaction_read_only = on"
        if three.database.dialect == "postgres"
        else "PRAGMA query_only = ON"
    )
    three.database.rows(sql)

    found = refresh(three)

    assert {line.case_id: line.answered for line in found.lines}["south-2026"] == 1
    assert three.behind() == ["south-2026"]


def test_what_tells_of_a_child_is_found_by_the_label(ledger: Ledger) -> None:
    planning = At(Key("leaver", "B"), "planning")
    with_case(
        ledger,
        ChildRegistered(Child(label="B")),
        NoteAdded(Note(id="n1", text="of B", child="B")),
        NoteAdded(Note(id="n2", text="of all")),
        RecordAdded(planning.key),
        Answered(planning, Answer("answered", "poor")),
        SectionCompleted("leaver"),
        answered("vacant"),
    )

    standing = read(ledger, "c1")

    assert [event.sequence for event in mentions(standing, "B")] == [2, 3, 5, 6]
    assert [event.sequence for event in mentions(standing, "A")] == [1]


def test_what_is_asked_and_answered_about_a_childs_record_tells_of_the_child(ledger: Ledger) -> None:
    with_case(
        ledger,
        Queried("leaver:B.planning", "why?"),
        Replied(2, "because"),
        Reviewed("leaver-unplanned leaver:B", is_agreed=True),
        Settled("record leaver:B", "kept", "dropped", "reason"),
        Commented(1, "2019-04-01", "not so", question="leaver:B.planning"),
        CommentSettled(6, is_accepted=False, reasons="it was"),
        Queried("manager.post", "since when?"),
        Replied(8, "since May"),
        Queried("leaver:BB.planning", "why?"),
    )

    found = mentions(read(ledger, "c1"), "B")

    assert [event.sequence for event in found] == [2, 3, 4, 5, 6, 7]
