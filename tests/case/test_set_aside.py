"""A disk that refuses again and again leaves one copy of the case, and none once it is saved."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.case import Case, parse_case, save
from assistant.case.save import Aside
from assistant.pack import Pack
from assistant.problems import Refused


def disk_is_full(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_one_file_is_set_aside_however_often_saving_fails_and_it_goes_with_the_next_save(
    tmp_path: Path, published: Case, pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, aside = tmp_path / "case.yaml", Aside()
    later = replace(published, about="the last of them")

    with monkeypatch.context() as full:
        full.setattr(os, "fsync", disk_is_full)
        for case in (published, published, later):
            with pytest.raises(Refused):
                save(path, case, pack, None, aside)

    [kept] = tmp_path.glob("*-unsaved-*")
    assert kept == aside.path
    assert parse_case(kept.read_text(encoding="utf-8"), pack).case == later

    save(path, later, pack, None, aside)
    assert [file.name for file in tmp_path.iterdir()] == ["case.yaml"]
