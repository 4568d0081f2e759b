"""`sccif backup`, `restore`, `admin` and `doctor`, on a store in a file."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.case import Case, NoteAdded
from assistant.case.header import Note
from assistant.store import Ledger, parse_address
from assistant.store.kinds import Opened
from assistant.store.migrate import steps
from tests.cli.conftest import DECLINED, Sccif
from tests.cli.test_cases import CASE, write
from tests.rights import as_modes_say


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "ledger.sqlite"


@pytest.fixture
def backup(here: Sccif, tmp_path: Path) -> Path:
    """A backup of a store with one case."""
    here("cases", "import", DECLINED)
    path = tmp_path / "backup.sqlite"
    assert here("backup", str(path)).status == 0
    return path


def test_a_backup_is_a_store_for_its_owner_alone(here: Sccif, backup: Path) -> None:
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert here("cases", "verify", "--store", str(backup)).status == 0


def test_a_backup_writes_over_nothing(here: Sccif, backup: Path) -> None:
    assert here("backup", str(backup)).codes == ["file-changed"]


def test_a_store_that_was_tampered_with_is_copied_as_it_is_and_that_is_told(
    here: Sccif, backup: Path, store: Path, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(store, isolation_level=None)) as plain:
        (guard,) = plain.execute("SELECT sql FROM sqlite_master WHERE name = 'events_stay'").fetchone()
        plain.execute("DROP TRIGGER events_stay")
        plain.execute("UPDATE events SET actor = 'eve'")
        plain.execute(guard)

    done = here("backup", str(tmp_path / "tampered.sqlite"))

    assert (done.status, done.codes) == (1, ["verify-hash"])
    assert "restore an earlier one" in done.err
    assert here("restore", str(tmp_path / "tampered.sqlite"), "--yes").status == 2


def test_a_restore_says_what_was_newer_and_where_the_old_store_is(here: Sccif, backup: Path) -> None:
    here("cases", "new", "later")
    here("cases", "archive", CASE)

    done = here("restore", str(backup), "--yes", "--json")

    (told,) = done.objects
    assert (done.status, told["cases"], told["events"], told["erased_again"]) == (0, 1, 1, 0)
    assert told["newer"] == [{"case": "later", "events": 1}, {"case": CASE, "events": 1}]
    assert Path(str(told["kept"])).is_file()
    assert [row["case"] for row in here("cases", "list", "--json").objects] == [CASE]


def test_what_was_erased_since_is_erased_again(here: Sccif, backup: Path, store: Path) -> None:
    here("cases", "erase", CASE, "--order", "O-1", "--reason", "asked for", "--yes")

    done = here("restore", str(backup), "--yes")

    assert "what 1 event told had been erased since, and was erased again" in done.out
    assert here("cases", "show", CASE).codes == ["store-erased"]
    assert b"discharge meeting" not in store.read_bytes()


def test_a_register_that_was_kept_elsewhere_erases_again(here: Sccif, backup: Path, tmp_path: Path) -> None:
    here("cases", "erase", CASE, "--order", "O-1", "--reason", "asked for", "--yes")
    register = tmp_path / "register.jsonl"
    here("admin", "erasures", "-o", str(register))
    elsewhere = str(tmp_path / "elsewhere.sqlite")

    done = here("restore", str(backup), "--erased", str(register), "--store", elsewhere, "--json")

    assert done.objects[0]["erased_again"] == 1


def test_a_register_that_is_not_there_is_bad_input(here: Sccif, backup: Path) -> None:
    done = here("restore", str(backup), "--erased", "nowhere.erased", "--yes")

    assert (done.status, done.codes) == (2, ["file-missing"])


def test_nothing_is_restored_before_it_is_confirmed(here: Sccif, backup: Path) -> None:
    here("cases", "new", "later")

    done = here("restore", str(backup), stdin="no\n")

    assert (done.status, done.codes) == (2, ["use-not-confirmed"])
    assert "The store that is there holds 1 event more than the backup: later (1)." in done.err
    assert len(here("cases", "list", "--json").objects) == 2


def test_a_store_that_is_damaged_is_put_aside_for_the_backup(here: Sccif, backup: Path, store: Path) -> None:
    for suffix in ("-wal", "-shm"):
        Path(f"{store}{suffix}").unlink(missing_ok=True)
    store.write_bytes(b"no store" * 1000)

    done = here("restore", str(backup), "--yes")

    assert done.status == 0
    assert "is not known" in done.out
    assert here("cases", "show", CASE).status == 0


@pytest.mark.parametrize("text", [None, "no backup" * 500])
def test_what_is_no_backup_changes_nothing(
    here: Sccif, backup: Path, tmp_path: Path, text: str | None
) -> None:
    file = tmp_path / "file.sqlite"
    if text:
        file.write_text(text)

    done = here("restore", str(file), "--yes")

    assert (done.status, done.codes) == (2, ["store-damaged" if text else "file-missing"])
    assert here("cases", "show", CASE).status == 0


# Retention


def test_while_no_time_is_set_a_list_warns_of_it(here: Sccif) -> None:
    here("cases", "new", "c1")

    assert here("cases", "list").codes == ["store-no-retention"]


def test_cases_on_which_nobody_worked_for_long_are_due_and_stay(here: Sccif, store: Path) -> None:
    here("cases", "new", "new")
    with Ledger.open(parse_address(str(store)), "jb") as ledger:
        ledger.now = lambda: datetime(2001, 2, 3, tzinfo=UTC)
        ledger.open_case(Opened(Case("old", "old"), "sha256:none"))
    here("cases", "archive", "old")

    done = here("admin", "retention", "--years", "6", "--json")

    assert done.objects == [
        {"years": 6, "due": [{"case": "old", "worked": "2001-02-03T00:00:00.000000Z", "held": False}]}
    ]
    listed = here("cases", "list", "--all", "--json")
    assert {row["case"]: row["due"] for row in listed.objects} == {"new": False, "old": True}
    assert listed.err == ""


def test_the_time_is_taken_back(here: Sccif) -> None:
    here("admin", "retention", "--years", "6")

    done = here("admin", "retention", "--none")

    assert (done.out, done.codes) == ("no time is set\n", ["store-no-retention"])


@pytest.mark.parametrize(
    "args",
    [["init"], ["who"], ["give", "jb", "inspector"], ["take", "jb", "inspector"], ["sample", "3"]],
    ids=lambda args: args[0],
)
def test_a_file_has_no_roles(here: Sccif, args: list[str]) -> None:
    done = here("admin", *args)

    assert (done.status, done.codes) == (2, ["store-no-roles"])


# Doctor


def test_doctor_makes_no_store(here: Sccif, store: Path) -> None:
    (found,) = here("doctor", "--json").objects

    assert isinstance(found["store"], dict)
    assert (found["store"]["name"], found["store"]["there"]) == (str(store), False)
    assert not store.exists()


def test_doctor_says_which_store_it_is_and_how_it_is_kept(here: Sccif, store: Path) -> None:
    here("cases", "new", "nine")
    here("admin", "retention", "--years", "6")

    done = here("doctor")

    assert done.status == 0
    assert f"SQLite, version {steps('sqlite')[-1][0]}, can be written\n  {store}\n" in done.out
    assert "cases are looked at after 6 years without work" in done.out


def test_doctor_warns_while_no_time_is_set(here: Sccif) -> None:
    here("cases", "new", "nine")

    done = here("doctor")

    assert (done.status, done.codes) == (0, ["store-no-retention"])


def test_doctor_says_that_a_store_can_only_be_read(here: Sccif, store: Path) -> None:
    here("cases", "new", "nine")
    store.chmod(0o400)

    with as_modes_say():
        done = here("doctor")

    assert "can only be read" in done.out


def test_doctor_tells_no_password(here: Sccif) -> None:
    done = here("doctor", "--store", "postgresql://jb:hunter2@127.0.0.1:1/none")

    assert done.status == 2
    assert done.codes[-1] == "store-unreachable"
    assert "hunter2" not in done.out + done.err


def test_doctor_tells_of_a_file_that_is_no_store(here: Sccif, store: Path) -> None:
    store.write_text("no store" * 500)

    done = here("doctor")

    assert (done.status, done.codes) == (2, ["store-damaged"])
    assert store.read_text() == "no store" * 500


def test_a_note_in_the_store_is_not_read_by_doctor(here: Sccif, store: Path) -> None:
    here("cases", "new", "nine")
    write(store, "nine", NoteAdded(Note(id="n1", text="a secret")))

    done = here("doctor", "--json")

    assert done.objects
    assert "secret" not in done.out
