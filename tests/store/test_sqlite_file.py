"""A file is looked at before it is opened as a store: what is not ours stays as it is, and nothing in it is repeated."""

from __future__ import annotations

import shutil
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from assistant.problems import Refused
from assistant.store import Address, Ledger, parse_address, read, verify
from assistant.store.database import Wanted
from assistant.store.listing import names_beginning
from assistant.store.looking import look
from tests.rights import as_modes_say
from tests.store.told import POST, answered, noted, with_case


def code_of(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.problems[0].code


def a_database(path: Path, *statements: str, mode: str = "DELETE") -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in (f"PRAGMA journal_mode = {mode}", *statements):
            connection.execute(statement)


def in_it(path: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in path.parent.iterdir()}


RECIPES = "CREATE TABLE recipes (name TEXT)"
THEIR_MIGRATIONS = "CREATE TABLE migrations (name TEXT)"
EVENTS = "CREATE TABLE events (at TEXT)"


# ---------------------------------------------------------------- what is not ours


@pytest.mark.parametrize("wanted", ["made", "there", "read"])
@pytest.mark.parametrize(
    "statements", [[RECIPES], [THEIR_MIGRATIONS], [THEIR_MIGRATIONS, EVENTS]], ids=["none", "other", "alike"]
)
@pytest.mark.parametrize("mode", ["DELETE", "WAL"])
def test_a_database_of_something_else_is_refused_and_stays_byte_for_byte(
    file: Address, statements: list[str], wanted: Wanted, mode: str
) -> None:
    assert file.path is not None
    a_database(file.path, *statements, mode=mode)
    before = in_it(file.path)

    with pytest.raises(Refused) as refused:
        Ledger.open(file, wanted=wanted)

    assert code_of(refused) == "store-damaged"
    assert in_it(file.path) == before


def test_a_store_of_a_newer_program_that_keeps_no_log_stays_byte_for_byte(file: Address) -> None:
    assert file.path is not None
    Ledger.open(file).close()
    a_database(file.path, "INSERT INTO migrations (number) VALUES (9999)")
    before = in_it(file.path)

    with pytest.raises(Refused) as refused:
        Ledger.open(file)

    assert code_of(refused) == "store-newer"
    assert in_it(file.path) == before


def test_what_is_only_in_the_log_yet_is_known_and_neither_is_written(file: Address, tmp_path: Path) -> None:
    assert file.path is not None
    living = tmp_path / "living.sqlite"
    with closing(sqlite3.connect(living, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(RECIPES)
        for suffix in ("", "-wal"):
            shutil.copyfile(f"{living}{suffix}", f"{file.path}{suffix}")
    before = in_it(file.path)

    with pytest.raises(Refused) as refused:
        Ledger.open(file)

    assert code_of(refused) == "store-damaged"
    assert {name: in_it(file.path)[name] for name in before} == before


def test_a_file_of_something_else_is_not_said_to_be_missing(file: Address) -> None:
    assert file.path is not None
    a_database(file.path, RECIPES)

    with pytest.raises(Refused) as refused:
        look(file)

    assert code_of(refused) == "store-damaged"


def test_an_empty_file_becomes_a_store_for_its_owner_alone_where_one_is_to_be_made(file: Address) -> None:
    assert file.path is not None
    file.path.touch()
    file.path.chmod(0o644)
    before = look(file)

    with Ledger.open(file) as ledger:
        with_case(ledger)

    assert (before.is_there, before.version) == (True, 0)
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "wanted, content, code",
    [("there", b"", "store-missing"), ("read", b"", "store-missing"), ("made", b"\n", "store-damaged")],
)
def test_a_file_with_nothing_of_a_store_in_it_is_refused_and_stays_as_it_is(
    file: Address, wanted: Wanted, content: bytes, code: str
) -> None:
    assert file.path is not None
    file.path.write_bytes(content)
    file.path.chmod(0o644)

    with pytest.raises(Refused) as refused:
        Ledger.open(file, wanted=wanted)

    assert code_of(refused) == code
    assert in_it(file.path) == {file.path.name: content}
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o644


def test_a_text_that_is_none_is_told_without_what_stands_there(file: Address) -> None:
    with Ledger.open(file) as ledger:
        with_case(ledger, noted("secret"))
        ledger.database.rows("DROP TRIGGER payloads_stay")
        ledger.database.rows("UPDATE payloads SET content = CAST(X'7365637265742073746F7279FF' AS TEXT)")

        with pytest.raises(Refused) as refused:
            read(ledger, "c1")

    assert code_of(refused) == "store-damaged"
    assert "secret" not in str(refused.value)


# ---------------------------------------------------------------- what is not there


@pytest.mark.parametrize("wanted", ["there", "read"])
def test_a_store_that_was_named_and_is_not_there_is_not_made(file: Address, wanted: Wanted) -> None:
    assert file.path is not None

    with pytest.raises(Refused) as refused:
        Ledger.open(file, wanted=wanted)

    assert code_of(refused) == "store-missing"
    assert not file.path.exists()


def test_the_usual_store_holds_nothing_before_it_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.delenv("SCCIF_STORE")

    with Ledger.open(parse_address(), wanted="read") as ledger:
        found = ledger.heads(), verify(ledger).problems
        with pytest.raises(Refused) as refused:
            with_case(ledger)

    assert found == ([], ())
    assert code_of(refused) == "store-read-only"
    assert list(tmp_path.iterdir()) == []


# ---------------------------------------------------------------- what may only be read


@pytest.fixture
def only_read(tmp_path: Path) -> Path:
    """The place of a store in a folder of its own."""
    folder = tmp_path / "theirs"
    folder.mkdir()
    return folder / "ledger.sqlite"


@contextmanager
def barred(path: Path, *, folder: int, file: int = 0o444) -> Iterator[None]:
    """Within it, a folder and what lies in it can be used only as these modes say."""
    for one in path.parent.iterdir():
        one.chmod(file)
    path.parent.chmod(folder)
    try:
        with as_modes_say():
            yield
    finally:
        path.parent.chmod(0o700)


@pytest.mark.parametrize("file, folder", [(0o444, 0o777), (0o444, 0o555), (0o666, 0o555)])
def test_a_store_that_may_only_be_read_is_read_and_nothing_is_left_beside_it(
    only_read: Path, file: int, folder: int
) -> None:
    address = Address(str(only_read), only_read)
    with Ledger.open(address) as ledger:
        with_case(ledger, answered("vacant"))
    with barred(only_read, folder=folder, file=file):
        before = in_it(only_read)

        with Ledger.open(address, wanted="read") as ledger:
            case, verified = read(ledger, "c1").case, verify(ledger)
            with pytest.raises(Refused) as refused:
                ledger.append("c1", 2, noted("a"))

        assert case.answer(POST)
        assert (verified.events, verified.problems) == (2, ())
        assert code_of(refused) == "store-read-only"
        assert in_it(only_read) == before


def test_names_of_cases_are_completed_from_a_store_that_may_only_be_read(only_read: Path) -> None:
    address = Address(str(only_read), only_read)
    with Ledger.open(address) as ledger:
        with_case(ledger)
    with barred(only_read, folder=0o555):
        assert names_beginning(address, "c", "training-") == ["c1"]


@pytest.mark.parametrize("wanted", ["made", "there"])
def test_a_store_that_may_only_be_read_is_refused_to_who_means_to_write(
    only_read: Path, wanted: Wanted
) -> None:
    address = Address(str(only_read), only_read)
    Ledger.open(address).close()
    with barred(only_read, folder=0o555):
        with pytest.raises(Refused) as refused:
            Ledger.open(address, wanted=wanted)

        assert code_of(refused) == "store-read-only"


def with_log(path: Path, *suffixes: str) -> Address:
    """A store as it lies while somebody writes to it: what was written last is in its log alone."""
    living = path.with_name("living.sqlite")
    with Ledger.open(Address("living", living)) as ledger:
        with_case(ledger, answered("vacant"))
        for suffix in ("", *suffixes):
            shutil.copyfile(f"{living}{suffix}", f"{path}{suffix}")
    return Address(str(path), path)


def test_what_stands_in_the_log_is_read_by_its_index(only_read: Path) -> None:
    address = with_log(only_read, "-wal", "-shm")
    with barred(only_read, folder=0o555), Ledger.open(address, wanted="read") as ledger:
        assert read(ledger, "c1").sequence == 2


def test_a_log_that_cannot_be_read_is_never_left_out_in_silence(only_read: Path) -> None:
    address = with_log(only_read, "-wal")
    with barred(only_read, folder=0o555):
        with pytest.raises(Refused) as refused:
            Ledger.open(address, wanted="read")

        assert code_of(refused) == "store-read-only"
        assert "ledger.sqlite-wal" in refused.value.problems[0].what


def test_a_store_of_an_older_program_that_may_only_be_read_is_not_brought_up_to_date(only_read: Path) -> None:
    a_database(
        only_read,
        "CREATE TABLE migrations (number INTEGER NOT NULL PRIMARY KEY)",
        "INSERT INTO migrations (number) VALUES (1)",
        EVENTS,
    )
    with barred(only_read, folder=0o555):
        with pytest.raises(Refused) as refused:
            Ledger.open(Address(str(only_read), only_read), wanted="read")

        assert code_of(refused) == "store-read-only"


@pytest.mark.parametrize("is_replaced", [False, True])
def test_into_a_file_that_is_gone_nothing_is_written_until_it_is_back(
    file: Address, *, is_replaced: bool
) -> None:
    with Ledger.open(file) as ledger:
        with_case(ledger)
        assert file.path is not None
        elsewhere = file.path.rename(file.path.with_name("elsewhere"))
        if is_replaced:
            shutil.copy(elsewhere, file.path)

        with pytest.raises(Refused) as refused:
            ledger.append("c1", 1, noted("a"))
        assert code_of(refused) == "store-missing"

        elsewhere.replace(file.path)
        ledger.append("c1", 1, noted("a"))
        assert read(ledger, "c1").sequence == 2


@pytest.mark.parametrize("folder", [Path(), Path("/")])
def test_a_folder_without_a_name_of_its_own_is_refused_as_a_store(folder: Path) -> None:
    with pytest.raises(Refused) as refused:
        Ledger.open(Address(given=str(folder), path=folder))

    assert code_of(refused).startswith("store-")
