"""A new file is whole or not there, for its owner alone, and takes no other's place."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from assistant.document import write_new
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

    assert refused.value.problems[0].code == "file-unwritable"
