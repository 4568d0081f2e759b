"""What is erased under an order is gone from the disk, and the chain still shows that it was there."""

from __future__ import annotations

import os
import threading
from contextlib import closing
from pathlib import Path

import pytest

from assistant.case import RecordAdded
from assistant.case.model import Key
from assistant.problems import Refused
from assistant.store import Address, Ledger, read, refresh, verify
from assistant.store.codec import whole
from assistant.store.erasing import erase, erased, read_erased, register_of, settle
from assistant.store.kinds import ErasureOrdered, HoldLifted, HoldPlaced, Settled, Undone
from assistant.store.searching import Sought
from assistant.store.sqlite import Sqlite
from assistant.store.writing import UNSWEPT
from tests.store.told import answered, noted, sought_in, with_case

SECRET = "Xylophone-Quibble-7391"


def code_of(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.problems[0].code


def on_disk(address: Address) -> bytes:
    assert address.path is not None
    return b"".join(path.read_bytes() for path in address.path.parent.iterdir() if path.is_file())


def test_what_was_erased_is_gone_and_the_chain_shows_by_whose_order(ledger: Ledger) -> None:
    with_case(ledger, noted(SECRET), answered("vacant"))

    erase(ledger, "c1", "order 7", "asked for by A", [2])

    events = ledger.events("c1")
    assert [event.happened is None for event in events] == [False, True, False, False]
    assert events[-1].happened == ErasureOrdered((2,), "order 7", "asked for by A")
    assert events[-1].row.actor == ledger.actor
    assert verify(ledger).problems == ()
    assert verify(ledger).erased == 1


def test_a_case_of_which_a_part_was_erased_is_still_read(ledger: Ledger) -> None:
    with_case(ledger, noted(SECRET), answered("vacant"))

    erase(ledger, "c1", "o1", "asked for", [2])

    standing = read(ledger, "c1")
    assert standing.case.notes == ()
    assert len(standing.case.records) == 1


def test_what_settled_two_changes_that_met_goes_with_the_one_it_repeats(file: Address) -> None:
    mine, theirs = noted(SECRET), answered("vacant")
    with Ledger.open(file) as ledger:
        with_case(ledger, mine, Settled("n1", whole(mine), whole(theirs), "it was so"), theirs)

        event = erase(ledger, "c1", "order 7", "asked for by A", [2])

        assert event.happened == ErasureOrdered((2, 3), "order 7", "asked for by A")
        assert SECRET.encode() not in on_disk(file)


def test_all_of_a_case_is_erased_but_what_orders_and_holds_say(ledger: Ledger) -> None:
    with_case(ledger, noted(SECRET), Undone((2,)), HoldPlaced("a claim"), HoldLifted("settled"))

    erase(ledger, "c1", "o1", "asked for")

    assert [event.sequence for event in ledger.events("c1") if event.happened is None] == [1, 2]
    assert ledger.database.rows("SELECT count(*) FROM payloads")[0][0] == 4
    with pytest.raises(Refused) as refused:
        read(ledger, "c1")
    assert code_of(refused) == "store-erased"


def test_nothing_is_erased_under_a_hold(ledger: Ledger) -> None:
    with_case(ledger, noted(SECRET), HoldPlaced("a claim"))

    with pytest.raises(Refused) as refused:
        erase(ledger, "c1", "o1", "asked for")

    assert code_of(refused) == "store-held"
    assert ledger.head("c1").sequence == 3


def test_once_a_hold_is_lifted_it_is_erased(ledger: Ledger) -> None:
    with_case(ledger, noted(SECRET), HoldPlaced("a claim"), HoldLifted("settled"))

    erase(ledger, "c1", "o1", "asked for", [2])

    assert ledger.erased("c1") == [2]


@pytest.mark.parametrize("events", [[9], [0], [3], [2, 4]])
def test_what_is_not_there_or_is_an_order_is_not_erased(ledger: Ledger, events: list[int]) -> None:
    with_case(ledger, noted(SECRET))
    erase(ledger, "c1", "o1", "asked for", [2])

    with pytest.raises(Refused) as refused:
        erase(ledger, "c1", "o2", "asked for", events)

    assert code_of(refused) == "store-no-event"


def test_a_case_that_is_not_there_is_not_erased(ledger: Ledger) -> None:
    with pytest.raises(Refused) as refused:
        erase(ledger, "c1", "o1", "asked for")

    assert code_of(refused) == "store-no-case"


def test_where_all_was_erased_there_is_nothing_left_to_erase(ledger: Ledger) -> None:
    with_case(ledger)
    erase(ledger, "c1", "o1", "asked for")

    with pytest.raises(Refused) as refused:
        erase(ledger, "c1", "o2", "asked for")

    assert code_of(refused) == "store-erased"


def test_the_line_of_the_list_goes_with_what_it_said(ledger: Ledger) -> None:
    with_case(ledger, RecordAdded(Key("leaver", "ZQ77")))
    assert sought_in(ledger, Sought(label="ZQ77"))

    erase(ledger, "c1", "o1", "asked for", [2])

    assert ledger.summaries() == []
    assert sought_in(ledger, Sought(label="ZQ77")) == []


def test_the_bytes_are_gone_from_the_file_its_log_and_its_free_pages(file: Address) -> None:
    with Ledger.open(file) as ledger:
        with_case(ledger, *(noted(f"{SECRET} " * 400, f"n{number}") for number in range(40)))
        refresh(ledger)
        there = SECRET.encode() in on_disk(file)

        erase(ledger, "c1", "o1", "asked for", list(range(2, 42)))

        assert there
        assert SECRET.encode() not in on_disk(file)


def test_the_register_beside_a_store_says_what_was_erased_and_no_more(file: Address) -> None:
    assert file.path is not None
    with Ledger.open(file) as ledger:
        with_case(ledger, noted(SECRET))
        erase(ledger, "c1", "o1", "asked for", [2])

        assert read_erased(register_of(file.path)) == erased(ledger)
    assert register_of(file.path).stat().st_mode & 0o777 == 0o600
    assert SECRET not in register_of(file.path).read_text()


def test_a_register_that_is_none_is_told(file: Address) -> None:
    assert file.path is not None
    register_of(file.path).write_text("[1]")

    with pytest.raises(Refused) as refused:
        read_erased(register_of(file.path))

    assert code_of(refused) == "store-damaged"


HALF = '["c1", 3, "4f'


def test_a_register_that_was_cut_short_on_a_full_disk_is_mended_by_the_next_erasure(file: Address) -> None:
    assert file.path is not None
    register = register_of(file.path)
    with Ledger.open(file) as ledger:
        with_case(ledger, noted(SECRET), answered("vacant"))
        erase(ledger, "c1", "o1", "asked for", [2])
        register.write_text(register.read_text() + HALF)

        erase(ledger, "c1", "o2", "asked for", [3])

        assert read_erased(register) == erased(ledger)


def test_a_whole_line_that_no_line_break_ends_stays_in_the_register(file: Address) -> None:
    assert file.path is not None
    register = register_of(file.path)
    register.write_text('["of an earlier store", 2, "4f"]')
    with Ledger.open(file) as ledger:
        with_case(ledger, noted(SECRET))

        erase(ledger, "c1", "o1", "asked for", [2])

        assert [one.case_id for one in read_erased(register)] == ["of an earlier store", "c1"]


def test_while_others_still_read_what_was_there_that_is_told_and_it_goes_when_the_store_is_opened_next(
    file: Address,
) -> None:
    assert file.path is not None
    with Ledger.open(file) as ledger:
        with_case(ledger, noted(SECRET))
        other = Sqlite(file.path)
        with closing(other), other.reading():
            other.rows("SELECT count(*) FROM events")
            ledger.database.rows("PRAGMA busy_timeout = 10")
            with pytest.raises(Refused) as refused:
                erase(ledger, "c1", "o1", "asked for", [2])
        left = SECRET.encode() in on_disk(file)

    Ledger.open(file).close()

    assert code_of(refused) == "store-busy"
    assert left
    assert SECRET.encode() not in on_disk(file)


def test_an_erasure_that_was_cut_short_is_finished_when_the_store_is_opened_next(file: Address) -> None:
    assert file.path is not None
    with Ledger.open(file) as ledger:
        with_case(ledger, noted(SECRET))
        ledger.append("c1", 2, ErasureOrdered((2,), "o1", "asked for"))

    with Ledger.open(file) as ledger:
        assert ledger.database.rows("SELECT 1 FROM settings WHERE name = ?", (UNSWEPT,)) == []
        assert read_erased(register_of(file.path)) == erased(ledger)
    assert SECRET.encode() not in on_disk(file)


def test_settling_what_is_settled_does_nothing(file: Address) -> None:
    assert file.path is not None
    with Ledger.open(file) as ledger:
        settle(ledger)

    assert not register_of(file.path).exists()


def test_whoever_writes_meanwhile_is_waited_for(file: Address) -> None:
    with Ledger.open(file) as ledger:
        with_case(ledger, noted(SECRET))

        def write() -> None:
            with Ledger.open(file, "bea") as other:
                for number in range(5):
                    with_case(other, case_id=f"w{number}")

        writer = threading.Thread(target=write)
        writer.start()
        erase(ledger, "c1", "o1", "asked for", [2])
        writer.join()
        settle(ledger)

        assert verify(ledger).problems == ()
        assert len(ledger.heads()) == 6
    assert SECRET.encode() not in on_disk(file)


@pytest.mark.skipif(not Path("/proc").exists() or os.name != "posix", reason="needs file modes")
def test_the_files_stay_for_their_owner_alone(file: Address) -> None:
    assert file.path is not None
    with Ledger.open(file) as ledger:
        with_case(ledger, noted(SECRET))
        erase(ledger, "c1", "o1", "asked for", [2])

        assert {path.stat().st_mode & 0o777 for path in file.path.parent.iterdir()} == {0o600}
