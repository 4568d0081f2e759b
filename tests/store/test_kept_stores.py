"""The store of every version is opened by every later one, and says what it said."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assistant.problems import Refused
from assistant.store import Address, Ledger, read, verify
from assistant.store.kinds import KINDS, TryingBegun, TryingEnded
from tests.store.kept_stores import FOLDER, OTHER, everything_of, make, version
from tests.store.told import answered

KEPT = sorted(FOLDER.glob("version-*.sqlite"))


@pytest.fixture(params=KEPT, ids=lambda path: path.stem)
def kept_file(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


@pytest.fixture
def kept(kept_file: Path, tmp_path: Path) -> Address:
    path = tmp_path / "ledger.sqlite"
    shutil.copyfile(kept_file, path)
    return Address(str(path), path)


def test_there_is_one_of_this_version() -> None:
    assert f"version-{version()}" in [path.stem for path in KEPT]


def test_everything_in_it_is_read_as_it_was_told(kept_file: Path, kept: Address) -> None:
    with Ledger.open(kept) as ledger:
        told = [event.happened for event in ledger.events("c1", since=1)]

    assert told == list(everything_of(int(kept_file.stem.partition("-")[2])))


def test_it_verifies_and_its_cases_stand(kept_file: Path, kept: Address) -> None:
    with Ledger.open(kept) as ledger:
        verified = verify(ledger)
        standing = read(ledger, "c1")

    assert (verified.cases, verified.erased, verified.problems) == (2, 1, ())
    # From version 7 on the report is told after the sign-off, which then holds no longer.
    is_changed = int(kept_file.stem.partition("-")[2]) >= 7
    state = "in review" if is_changed else "signed off"
    assert (standing.state, standing.lost, standing.pack) == (state, (), OTHER)


def test_it_is_written_to(kept: Address) -> None:
    with Ledger.open(kept) as ledger:
        last = ledger.head("c2").sequence

        assert ledger.append("c2", last, answered("registered"))


def test_a_kind_that_it_did_not_know_is_written_to_it(kept: Address) -> None:
    told = TryingBegun(), TryingEnded(2)
    with Ledger.open(kept) as ledger:
        ledger.append("c2", ledger.head("c2").sequence, *told)

        assert [event.happened for event in ledger.events("c2")][-2:] == list(told)
        assert not verify(ledger).problems


def test_every_kind_of_event_is_in_the_one_that_is_made(tmp_path: Path) -> None:
    make(tmp_path / "made.sqlite")

    with Ledger.open(Address("made", tmp_path / "made.sqlite")) as ledger:
        kinds = {event.row.kind for case in ("c1", "c2") for event in ledger.events(case)}

    assert kinds == set(KINDS)


def test_one_of_a_newer_program_is_refused_and_left_as_it_is(kept: Address) -> None:
    assert kept.path is not None
    with Ledger.open(kept) as ledger:
        ledger.database.rows("INSERT INTO migrations (number) VALUES (9999)")
    before = kept.path.read_bytes()

    with pytest.raises(Refused) as refused:
        Ledger.open(kept)

    assert refused.value.problems[0].code == "store-newer"
    assert kept.path.read_bytes() == before
