"""A case file is written whole or not at all and replaces nothing; what can be kept nowhere else is set aside."""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.case import Aside, Case, Note, asides, parse_case, put_aside, read_case, to_text, write_file
from assistant.document import LIMITS, digest_of
from assistant.pack import Pack
from assistant.problems import Problem, Refused


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "case.yaml"


@pytest.fixture(autouse=True)
def own_state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    state = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("XDG_STATE_HOME", str(state))
    return state / "sccif" / "unsaved"


def refused(path: Path, case: Case, pack: Pack) -> Problem:
    with pytest.raises(Refused) as told:
        write_file(path, case, pack)
    (problem,) = told.value.problems
    return problem


def disk_is_full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_a_new_file_is_for_its_owner_alone(path: Path, published: Case, pack: Pack) -> None:
    digest = write_file(path, published, pack)

    assert read_case(path, pack).case == published
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert digest == digest_of(path.read_text(encoding="utf-8"))
    assert names(path.parent) == ["case.yaml"]


def test_a_new_file_named_json_is_json(tmp_path: Path, published: Case, pack: Pack) -> None:
    write_file(tmp_path / "case.json", published, pack)

    assert (tmp_path / "case.json").read_text(encoding="utf-8").startswith("{")
    assert read_case(tmp_path / "case.json", pack).case == published


def test_a_file_that_is_there_is_not_replaced(path: Path, published: Case, pack: Pack) -> None:
    path.write_text("# by hand\n", encoding="utf-8")

    assert refused(path, published, pack).code == "file-changed"
    assert path.read_text(encoding="utf-8") == "# by hand\n"
    assert names(path.parent) == ["case.yaml"]


def test_a_folder_in_the_place_of_the_file_is_told(path: Path, published: Case, pack: Pack) -> None:
    path.mkdir()

    assert refused(path, published, pack).code == "file-changed"


@pytest.mark.parametrize("where", ["fsync", "link"])
def test_on_a_full_disk_nothing_is_left(
    where: str, path: Path, published: Case, pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, where, disk_is_full)

    assert refused(path, published, pack).code == "file-unwritable"
    assert names(path.parent) == []


def test_a_folder_that_is_not_there_is_told(tmp_path: Path, published: Case, pack: Pack) -> None:
    assert refused(tmp_path / "gone" / "case.yaml", published, pack).code == "file-unwritable"


def test_a_case_too_long_to_be_read_again_is_not_written(path: Path, published: Case, pack: Pack) -> None:
    text = "x" * 20_000
    full = [Note(id=f"n{number}", text=text) for number in range(LIMITS.size // len(text) + 1)]
    too_long = replace(published, notes=tuple(full))

    assert refused(path, too_long, pack).code == "file-too-large"
    assert names(path.parent) == []


def test_what_is_set_aside_is_one_file_however_often(own_state: Path, published: Case, pack: Pack) -> None:
    aside, later = Aside(), replace(published, about="the last of them")

    for case in (published, published, later):
        put_aside("oak", case, pack, aside)

    [kept] = own_state.iterdir()
    assert kept == aside.path
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert parse_case(kept.read_text(encoding="utf-8"), pack).case == later


def test_where_the_own_folder_takes_nothing_the_case_goes_to_the_folder_for_passing_files(
    own_state: Path, tmp_path: Path, published: Case, pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_state.parent.mkdir(parents=True)
    own_state.write_text("a file where the folder should be", encoding="utf-8")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    kept = put_aside("oak", published, pack, Aside())

    assert kept is not None
    assert kept.parent == tmp_path
    assert parse_case(kept.read_text(encoding="utf-8"), pack).case == published


def test_where_nothing_can_be_written_anywhere_that_is_told(
    published: Case, pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.mkstemp", disk_is_full)

    assert put_aside("oak", published, pack, Aside()) is None


def test_what_is_set_aside_of_a_case_is_not_taken_for_that_of_one_whose_name_begins_alike(
    own_state: Path, published: Case, pack: Pack
) -> None:
    first, second = (f"{'training-at-a-home-by-the-sea-in-winter-' * 2}{number}" for number in (1, 2))
    kept = put_aside(first, published, pack, Aside())
    put_aside(second, published, pack, Aside())

    assert asides(first) == [kept]


def test_what_an_earlier_version_set_aside_under_a_shortened_name_is_found_by_what_is_in_it(
    own_state: Path, published: Case, pack: Pack
) -> None:
    first, second = (f"{'training-at-a-home-by-the-sea-in-winter-' * 2}{number}" for number in (1, 2))
    own_state.mkdir(parents=True)
    for name in (first, second):
        text = to_text(replace(published, id=name), pack)
        (own_state / f"{name[:40]}-unsaved-{name[-1]}.yaml").write_text(text, encoding="utf-8")

    assert [path.name[-6:] for path in asides(first)] == ["1.yaml"]
