"""A new file is whole or not there, for its owner alone, and takes no other's place."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from assistant.document import write_new, write_new_folder
from assistant.problems import Refused


@pytest.fixture(params=["links", "no links"])
def folder(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder on a disk whose files have several names, or one, as on a memory stick."""

    def no_link(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    if request.param == "no links":
        monkeypatch.setattr(os, "link", no_link)
    return tmp_path


def test_it_is_whole_and_for_its_owner_alone(folder: Path) -> None:
    write_new(folder / "a.txt", "é\ud800\n")

    assert (folder / "a.txt").read_text(encoding="utf-8") == "é\\ud800\n"
    assert (folder / "a.txt").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in folder.iterdir()] == ["a.txt"]


def test_it_takes_no_other_files_place(folder: Path) -> None:
    (folder / "a.txt").write_text("mine")

    with pytest.raises(Refused) as refused:
        write_new(folder / "a.txt", "other")

    assert refused.value.problems[0].code == "file-changed"
    assert (folder / "a.txt").read_text() == "mine"
    assert [path.name for path in folder.iterdir()] == ["a.txt"]


def test_a_folder_that_is_not_there_is_told(folder: Path) -> None:
    with pytest.raises(Refused) as refused:
        write_new(folder / "none" / "a.txt", "text")

    (problem,) = refused.value.problems
    assert problem.code == "file-unwritable"
    assert problem.right == "make the folder that it is to be in first, or name another"


def test_where_it_cannot_be_put_in_its_place_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", fails)
    monkeypatch.setattr(Path, "replace", fails)

    with pytest.raises(Refused):
        write_new(tmp_path / "a.txt", "text")

    assert list(tmp_path.iterdir()) == []


# ---------------------------------------------------------------- a folder of files


def test_a_folder_is_whole_and_for_its_owner_alone(tmp_path: Path) -> None:
    write_new_folder(tmp_path / "a", {"one.txt": "é\n", "two.txt": "2"})

    assert {file.name: file.read_text() for file in (tmp_path / "a").iterdir()} == {
        "one.txt": "é\n",
        "two.txt": "2",
    }
    assert {file.stat().st_mode & 0o777 for file in (tmp_path / "a").iterdir()} == {0o600}
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o700
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_folder_takes_no_others_place(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()

    with pytest.raises(Refused) as refused:
        write_new_folder(tmp_path / "a", {"one.txt": ""})

    assert refused.value.problems[0].code == "file-changed"
    assert list((tmp_path / "a").iterdir()) == []


@pytest.mark.parametrize(
    "fault, told", [(OSError(errno.ENOSPC, "No space left on device"), Refused), (KeyboardInterrupt(), None)]
)
def test_where_the_disk_is_full_or_somebody_breaks_it_off_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: BaseException, told: type[BaseException] | None
) -> None:
    written: list[int] = []
    real = os.fsync

    def second_fails(handle: int) -> None:
        written.append(handle)
        if len(written) > 1:
            raise fault
        real(handle)

    monkeypatch.setattr(os, "fsync", second_fails)
    with pytest.raises(told or type(fault)):
        write_new_folder(tmp_path / "a", {"one.txt": "1", "two.txt": "2"})

    assert list(tmp_path.iterdir()) == []
