"""What lies under a name that somebody gave is told, however long or odd the name is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.document import lies_at
from assistant.problems import Refused
from tests.rights import as_modes_say


def test_a_file_a_folder_and_anything_else_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    os.mkfifo(tmp_path / "pipe")

    told = [lies_at(tmp_path / name) for name in ("file", "", "pipe", "nothing")]

    assert told == ["file", "folder", "other", None]


@pytest.mark.parametrize("name", ["x" * 5000, "x/" * 3000, "a\0b", "", "~nobody"], ids=len)
def test_nothing_lies_under_a_name_that_nothing_can_have(name: str) -> None:
    assert lies_at(name) is None


def test_nothing_lies_beyond_a_file_or_a_link_to_itself(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")

    assert (lies_at(tmp_path / "file" / "more"), lies_at(tmp_path / "loop")) == (None, None)


def test_what_may_not_be_looked_at_is_refused(tmp_path: Path) -> None:
    shut = tmp_path / "shut"
    shut.mkdir(mode=0o000)

    with as_modes_say(), pytest.raises(Refused) as refused:
        lies_at(shut / "case.yaml")

    assert [one.code for one in refused.value.problems] == ["file-unreadable"]
