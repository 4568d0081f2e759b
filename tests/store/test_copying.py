"""Backups and restores, both ways between the databases, while others work; what was erased stays erased."""

from __future__ import annotations

import json
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from assistant.problems import Refused
from assistant.store import Address, Ledger, read, refresh, verify
from assistant.store.copying import back_up
from assistant.store.erasing import erase, register_of
from assistant.store.kinds import Assigned, ErasureOrdered, HoldLifted, HoldPlaced
from assistant.store.restoring import PLACING, VERIFIED, restore
from tests.store.stores import Server, server
from tests.store.test_erasing import SECRET, code_of, on_disk
from tests.store.told import answered, noted, with_case


def file_at(path: Path) -> Address:
    return Address(str(path), path)


def rows_of(ledger: Ledger) -> list[tuple[object, ...]]:
    return sorted(ledger.database.rows("SELECT * FROM events"))


def written(ledger: Ledger) -> None:
    with_case(ledger, answered("vacant"), noted(SECRET), Assigned("rae", "reviewer"))
    with_case(ledger, case_id="c2")
    refresh(ledger)


def test_a_backup_is_the_store_as_it_was_in_one_file_for_its_owner_alone(
    ledger: Ledger, tmp_path: Path
) -> None:
    written(ledger)
    path = tmp_path / "backup of 5 % #1?.sqlite"

    back_up(ledger, path)

    assert path.stat().st_mode & 0o777 == 0o600
    assert [left.name for left in tmp_path.iterdir() if "part" in left.name] == []
    with Ledger.open(file_at(path)) as copy:
        assert rows_of(copy) == rows_of(ledger)
        assert verify(copy, ledger.heads()).problems == ()
        assert refresh(copy).lines == refresh(ledger).lines


def test_a_backup_never_takes_the_place_of_a_file(ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "mine.txt"
    path.write_text("mine")

    with pytest.raises(Refused) as refused:
        back_up(ledger, path)

    assert code_of(refused) == "file-changed"
    assert path.read_text() == "mine"


def test_a_folder_that_is_not_there_takes_no_backup(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        back_up(ledger, tmp_path / "none" / "b.sqlite")

    assert code_of(refused) == "file-unwritable"


class Stopping:
    """Stops the work, as Ctrl-C does, when it is told of one stage of it."""

    def __init__(self, stage: str) -> None:
        self.stage = stage

    def __call__(self, done: int, of: int, what: str) -> None:
        assert done <= of
        if what == self.stage:
            raise KeyboardInterrupt


def test_a_backup_that_is_stopped_leaves_nothing(ledger: Ledger, tmp_path: Path) -> None:
    written(ledger)
    folder = tmp_path / "backups"
    folder.mkdir()

    if ledger.database.dialect == "sqlite":  # a server's rows are read in one go, and copied in another
        with pytest.raises(KeyboardInterrupt):
            back_up(ledger, folder / "b.sqlite", Stopping("pages copied"))

    assert list(folder.iterdir()) == []
    assert back_up(ledger, folder / "b.sqlite") == 2


@pytest.mark.parametrize("stage", ["pages copied", VERIFIED, PLACING])
def test_a_restore_that_is_stopped_leaves_the_store_as_it_was(
    file: Address, tmp_path: Path, stage: str
) -> None:
    with Ledger.open(file, "jb") as ledger:
        written(ledger)
        back_up(ledger, tmp_path / "b.sqlite")
        with_case(ledger, case_id="c3")
        before, there = rows_of(ledger), sorted(tmp_path.rglob("*"))

        with pytest.raises(KeyboardInterrupt):
            restore(tmp_path / "b.sqlite", file, progress=Stopping(stage))

        assert rows_of(ledger) == before
        assert sorted(tmp_path.rglob("*")) == there


def test_a_backup_is_put_back_where_nothing_is(ledger: Ledger, tmp_path: Path) -> None:
    written(ledger)
    back_up(ledger, tmp_path / "b 1?#%.sqlite")
    target = file_at(tmp_path / "new" / "ledger.sqlite")

    found = restore(tmp_path / "b 1?#%.sqlite", target)

    assert (found.cases, found.events, found.erased_again, found.kept) == (2, 5, 0, None)
    assert target.path is not None
    assert target.path.stat().st_mode & 0o777 == 0o600
    with Ledger.open(target) as restored:
        assert rows_of(restored) == rows_of(ledger)
        assert restored.append("c2", 1, answered("vacant"))


def test_the_store_that_was_there_is_kept_beside(file: Address, tmp_path: Path) -> None:
    with Ledger.open(file) as ledger:
        written(ledger)
        back_up(ledger, tmp_path / "b.sqlite")
        ledger.append("c2", 1, answered("vacant"))
        later = rows_of(ledger)

    found = restore(tmp_path / "b.sqlite", file)

    assert found.kept is not None
    assert found.kept.stat().st_mode & 0o777 == 0o600
    with Ledger.open(file_at(found.kept)) as kept, Ledger.open(file) as restored:
        assert rows_of(kept) == later
        assert restored.head("c2").sequence == 1
        assert verify(restored).problems == ()


def test_whoever_has_the_store_open_works_on_in_the_one_that_was_put_back(
    file: Address, tmp_path: Path
) -> None:
    with Ledger.open(file) as ledger:
        written(ledger)
        back_up(ledger, tmp_path / "b.sqlite")
        ledger.append("c2", 1, answered("vacant"))

        restore(tmp_path / "b.sqlite", file)
        ledger.append("c2", 1, answered("registered"))

    with Ledger.open(file) as again:
        assert [event.happened for event in again.events("c2", since=1)] == [answered("registered")]
        assert verify(again).problems == ()


def test_nothing_acknowledged_is_lost_while_a_store_is_put_back(file: Address, tmp_path: Path) -> None:
    with Ledger.open(file) as ledger:
        written(ledger)
        back_up(ledger, tmp_path / "b.sqlite")
    told: list[str] = []
    is_over = threading.Event()

    def write() -> None:
        with Ledger.open(file, "bea") as other:
            while not is_over.is_set():
                name = f"w{len(told)}"
                with_case(other, case_id=name)
                told.append(name)

    writer = threading.Thread(target=write)
    writer.start()
    kept = [restore(tmp_path / "b.sqlite", file).kept for _ in range(3)]
    is_over.set()
    writer.join()

    there: set[str] = set()
    for path in (file.path, *kept):
        assert path is not None
        with Ledger.open(file_at(path)) as ledger:
            assert verify(ledger).problems == ()
            there |= {head.case_id for head in ledger.heads()}
    assert set(told) <= there


def test_a_backup_made_while_others_write_verifies(file: Address, tmp_path: Path) -> None:
    with Ledger.open(file) as ledger:
        written(ledger)
    is_over = threading.Event()

    def write() -> None:
        number = 0
        with Ledger.open(file, "bea") as other:
            while not is_over.is_set():
                number += 1
                with_case(other, answered("vacant"), case_id=f"w{number}")

    writer = threading.Thread(target=write)
    writer.start()
    with Ledger.open(file) as ledger:
        for number in range(5):
            back_up(ledger, tmp_path / f"b{number}.sqlite")
    is_over.set()
    writer.join()

    for number in range(5):
        with Ledger.open(file_at(tmp_path / f"b{number}.sqlite")) as copy:
            assert verify(copy).problems == ()


def test_what_was_erased_since_is_erased_again(file: Address, tmp_path: Path) -> None:
    with Ledger.open(file) as ledger:
        written(ledger)
        back_up(ledger, tmp_path / "b.sqlite")
        erase(ledger, "c1", "o1", "asked for", [3])

    found = restore(tmp_path / "b.sqlite", file)

    (tmp_path / "b.sqlite").unlink()
    assert found.erased_again == 1
    assert SECRET.encode() not in on_disk(file)
    with Ledger.open(file) as restored:
        assert restored.erased("c1") == [3]
        assert verify(restored).problems == ()


@pytest.mark.parametrize("is_lost", [False, True], ids=["store-at-hand", "register-alone"])
def test_an_order_that_is_done_again_is_told_as_it_was_given(
    file: Address, tmp_path: Path, *, is_lost: bool
) -> None:
    assert file.path is not None
    with Ledger.open(file, "dpo") as ledger:
        written(ledger)
        back_up(ledger, tmp_path / "b.sqlite")
        given = erase(ledger, "c1", "o1", "asked for", [3])
    if is_lost:
        file.path.unlink()

    for _ in range(2):
        restore(tmp_path / "b.sqlite", file)

    with Ledger.open(file) as restored:
        last = restored.events("c1")[-1]
        assert last.happened == ErasureOrdered((3,), "o1", "asked for", "dpo", given.row.at)
        assert verify(restored).problems == ()


def test_a_register_of_an_earlier_version_still_erases_again(file: Address, tmp_path: Path) -> None:
    assert file.path is not None
    with Ledger.open(file) as ledger:
        written(ledger)
        back_up(ledger, tmp_path / "b.sqlite")
        erase(ledger, "c1", "o1", "asked for", [3])
    file.path.unlink()
    register = register_of(file.path)
    register.write_text(json.dumps(json.loads(register.read_text())[:3]) + "\n")

    found = restore(tmp_path / "b.sqlite", file)

    assert found.erased_again == 1


def test_what_was_erased_since_a_hold_was_lifted_is_erased_again_and_held(
    file: Address, tmp_path: Path
) -> None:
    with Ledger.open(file) as ledger:
        written(ledger)
        ledger.add("c1", HoldPlaced("a claim"))
        back_up(ledger, tmp_path / "b.sqlite")
        ledger.add("c1", HoldLifted("settled"))
        erase(ledger, "c1", "o1", "asked for", [3])

    found = restore(tmp_path / "b.sqlite", file)

    assert found.erased_again == 1
    with Ledger.open(file) as restored:
        assert restored.erased("c1") == [3]
        assert read(restored, "c1").is_held
        assert verify(restored).problems == ()


def test_what_was_erased_stays_erased_when_the_store_itself_is_lost(file: Address, tmp_path: Path) -> None:
    assert file.path is not None
    with Ledger.open(file) as ledger:
        written(ledger)
        back_up(ledger, tmp_path / "b.sqlite")
        erase(ledger, "c1", "o1", "asked for", [3])
    file.path.unlink()

    found = restore(tmp_path / "b.sqlite", file)

    assert found.erased_again == 1
    with Ledger.open(file) as restored:
        assert read(restored, "c1").case.notes == ()


def test_what_was_erased_stays_erased_when_the_register_is_lost(file: Address, tmp_path: Path) -> None:
    assert file.path is not None
    with Ledger.open(file) as ledger:
        written(ledger)
        back_up(ledger, tmp_path / "b.sqlite")
        erase(ledger, "c1", "o1", "asked for", [3])
    register_of(file.path).unlink()

    restore(tmp_path / "b.sqlite", file)

    assert register_of(file.path).exists()
    with Ledger.open(file) as restored:
        assert restored.erased("c1") == [3]


@pytest.mark.parametrize("damage", [b"", b"no store at all " * 300])
def test_what_is_no_backup_is_refused_and_the_store_stays(
    file: Address, tmp_path: Path, damage: bytes
) -> None:
    (tmp_path / "bad.sqlite").write_bytes(damage)
    with Ledger.open(file) as ledger:
        written(ledger)
        before = rows_of(ledger)

    with pytest.raises(Refused) as refused:
        restore(tmp_path / "bad.sqlite", file)

    assert code_of(refused) == "store-damaged"
    with Ledger.open(file) as ledger:
        assert rows_of(ledger) == before


def test_a_backup_that_does_not_verify_is_refused(file: Address, tmp_path: Path) -> None:
    with Ledger.open(file) as ledger:
        written(ledger)
        back_up(ledger, tmp_path / "b.sqlite")
    with closing(sqlite3.connect(tmp_path / "b.sqlite", isolation_level=None)) as plain:
        (text,) = plain.execute("SELECT sql FROM sqlite_master WHERE name = 'events_stay'").fetchone()
        plain.execute("DROP TRIGGER events_stay")
        plain.execute("UPDATE events SET actor = 'eve' WHERE sequence = 2")
        plain.execute(text)

    with pytest.raises(Refused) as refused:
        restore(tmp_path / "b.sqlite", file)

    assert code_of(refused) == "verify-hash"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_backup_that_is_not_there_is_told(file: Address, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        restore(tmp_path / "none.sqlite", file)

    assert code_of(refused) == "file-missing"


def test_a_file_that_is_no_store_is_put_aside(file: Address, tmp_path: Path) -> None:
    assert file.path is not None
    with Ledger.open(file_at(tmp_path / "other.sqlite")) as ledger:
        written(ledger)
        back_up(ledger, tmp_path / "b.sqlite")
    file.path.write_bytes(b"torn " * 5000)

    found = restore(tmp_path / "b.sqlite", file)

    assert found.kept is not None
    assert found.kept.read_bytes() == b"torn " * 5000
    with Ledger.open(file) as restored:
        assert verify(restored).problems == ()


@pytest.mark.postgres
def test_a_store_goes_to_a_server_and_back_as_it_was(file: Address, tmp_path: Path) -> None:
    with Ledger.open(file) as ledger:
        written(ledger)
        erase(ledger, "c1", "o1", "asked for", [3])
        back_up(ledger, tmp_path / "there.sqlite")
        heads = ledger.heads()

    with server() as other:
        restore(tmp_path / "there.sqlite", other.owner)
        with Ledger.open(other.owner) as ledger:
            on_server = verify(ledger, heads)
            back_up(ledger, tmp_path / "back.sqlite")
            with pytest.raises(Refused) as again:
                restore(tmp_path / "there.sqlite", other.owner)

    with Ledger.open(file_at(tmp_path / "back.sqlite")) as ledger:
        back = verify(ledger, heads)
    assert on_server.problems == back.problems == ()
    assert (back.cases, back.events, back.erased) == (2, 6, 1)
    assert code_of(again) == "store-case-exists"


@pytest.mark.postgres
def test_what_was_drawn_goes_with_a_backup(own_schema: Server, tmp_path: Path) -> None:
    with Ledger.open(own_schema.owner) as ledger:
        written(ledger)
        ledger.database.rows("INSERT INTO samples VALUES ('c1', 'rae', '2026-03-05T12:00:00.000000Z')")
        back_up(ledger, tmp_path / "b.sqlite")
        drawn = ledger.database.rows("SELECT * FROM samples")

    with server() as other:
        restore(tmp_path / "b.sqlite", other.owner)
        with Ledger.open(other.owner) as ledger:
            assert ledger.database.rows("SELECT * FROM samples") == drawn


@pytest.mark.postgres
def test_on_a_server_too_what_was_erased_is_erased_again(own_schema: Server, tmp_path: Path) -> None:
    from assistant.store.erasing import erased

    with Ledger.open(own_schema.owner) as ledger:
        written(ledger)
        back_up(ledger, tmp_path / "b.sqlite")
        erase(ledger, "c1", "o1", "asked for", [3])
        known = erased(ledger)

    with server() as other:
        found = restore(tmp_path / "b.sqlite", other.owner, known)
        with Ledger.open(other.owner) as ledger:
            assert ledger.erased("c1") == [3]
            assert verify(ledger).problems == ()

    assert found.erased_again == 1


def test_a_hold_that_was_placed_since_is_placed_again(file: Address, tmp_path: Path) -> None:
    with Ledger.open(file) as ledger:
        with_case(ledger)
        back_up(ledger, tmp_path / "b.sqlite")
        ledger.add("c1", HoldPlaced("an inquiry"))

    done = restore(tmp_path / "b.sqlite", file)

    with Ledger.open(file) as ledger:
        assert read(ledger, "c1").is_held
        assert ledger.events("c1")[-1].happened == HoldPlaced("an inquiry")
        assert verify(ledger).problems == ()
    assert (done.held_again, done.is_known) == (("c1",), True)


def test_where_nothing_tells_what_was_erased_since_that_is_said(
    file: Address, tmp_path: Path, own_schema: Server
) -> None:
    elsewhere = Address(str(tmp_path / "other.sqlite"), tmp_path / "other.sqlite")
    with Ledger.open(file) as ledger:
        with_case(ledger)
        back_up(ledger, tmp_path / "b.sqlite")

    assert not restore(tmp_path / "b.sqlite", elsewhere).is_known
    assert not restore(tmp_path / "b.sqlite", own_schema.owner).is_known
    assert restore(tmp_path / "b.sqlite", Address("x", tmp_path / "x.sqlite"), known=[]).is_known


def test_what_is_left_of_a_lost_store_does_not_come_into_the_one_that_is_put_back(
    file: Address, tmp_path: Path
) -> None:
    assert file.path is not None
    log = Path(f"{file.path}-wal")
    with Ledger.open(file, "jb") as ledger:
        with_case(ledger)
        back_up(ledger, tmp_path / "b.sqlite")
        with_case(ledger, case_id="c2")
        left = log.read_bytes()
    file.path.unlink()
    log.write_bytes(left)

    found = restore(tmp_path / "b.sqlite", file)

    with Ledger.open(file) as restored:
        assert [head.case_id for head in restored.heads()] == ["c1"]
    assert found.kept is not None
    assert found.kept.read_bytes() == left


def test_a_register_that_was_cut_short_stands_in_the_way_of_no_restore(file: Address, tmp_path: Path) -> None:
    assert file.path is not None
    with Ledger.open(file, "jb") as ledger:
        written(ledger)
        back_up(ledger, tmp_path / "b.sqlite")
        ledger.append("c1", 4, ErasureOrdered((3,), "o1", "asked for"))
    register_of(file.path).write_text('["c1", 3, "4f')

    assert restore(tmp_path / "b.sqlite", file).erased_again == 1
