"""Saving loses nothing: not to a kill, a full disk, another hand, or the first save over a hand-written file."""

from __future__ import annotations

import errno
import os
import re
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.case import Case, Note, NoteAdded, apply, parse_case, read_case, save, to_json_text, to_text
from assistant.document import LIMITS, digest_of
from assistant.pack import Pack
from assistant.problems import Problem, Refused
from tests.case.conftest import FIXTURES

HAND_WRITTEN = "# my own comment\nsccif_case: 1\ncase: c1\nabout: as it was\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "case.yaml"


@pytest.fixture
def opened(path: Path, pack: Pack) -> tuple[Case, str]:
    """A hand-written file that was opened and changed: the case, and the digest of what was read."""
    path.write_text(HAND_WRITTEN, encoding="utf-8")
    read = read_case(path, pack)
    return apply(read.case, NoteAdded(Note(id="n1", text="typed by hand"))), read.document.digest


def refused(path: Path, case: Case, pack: Pack, expected: str | None) -> Problem:
    with pytest.raises(Refused) as told:
        save(path, case, pack, expected)
    (problem,) = told.value.problems
    return problem


def disk_is_full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_a_new_file_is_for_its_owner_alone(path: Path, published: Case, pack: Pack) -> None:
    saved = save(path, published, pack, None)

    assert read_case(path, pack).case == published
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert saved.digest == digest_of(path.read_text(encoding="utf-8"))
    assert names(path.parent) == ["case.yaml"]


def test_a_new_file_named_json_is_json(tmp_path: Path, published: Case, pack: Pack) -> None:
    save(tmp_path / "case.json", published, pack, None)

    assert (tmp_path / "case.json").read_text(encoding="utf-8") == to_json_text(published, pack)


def test_a_file_written_as_json_stays_json(path: Path, published: Case, pack: Pack) -> None:
    path.write_text(to_json_text(published, pack), encoding="utf-8")
    changed = apply(published, NoteAdded(Note(id="n3", text="x")))

    save(path, changed, pack, read_case(path, pack).document.digest)

    assert path.read_text(encoding="utf-8") == to_json_text(changed, pack)


def test_the_first_save_keeps_a_hand_written_file_as_it_was_and_tells(
    path: Path, opened: tuple[Case, str], pack: Pack
) -> None:
    case, digest = opened

    saved = save(path, case, pack, digest)

    assert saved.kept == path.with_name("case.yaml.before")
    assert saved.kept.read_text(encoding="utf-8") == HAND_WRITTEN
    assert read_case(path, pack).case == case


def test_the_next_save_keeps_nothing(path: Path, opened: tuple[Case, str], pack: Pack) -> None:
    case, digest = opened
    first = save(path, case, pack, digest)

    second = save(path, apply(case, NoteAdded(Note(id="n2", text="more"))), pack, first.digest)

    assert second.kept is None
    assert names(path.parent) == ["case.yaml", "case.yaml.before"]


def test_a_file_of_ours_from_another_day_is_not_kept(path: Path, published: Case, pack: Pack) -> None:
    path.write_text(to_text(published, pack), encoding="utf-8")
    changed = apply(published, NoteAdded(Note(id="n3", text="x")))

    assert save(path, changed, pack, read_case(path, pack).document.digest).kept is None


def test_an_earlier_file_that_was_kept_is_not_overwritten(
    path: Path, opened: tuple[Case, str], pack: Pack
) -> None:
    path.with_name("case.yaml.before").write_text("kept earlier", encoding="utf-8")

    saved = save(path, opened[0], pack, opened[1])

    assert saved.kept == path.with_name("case.yaml.before-2")
    assert path.with_name("case.yaml.before").read_text(encoding="utf-8") == "kept earlier"


def test_the_same_file_is_kept_once(path: Path, opened: tuple[Case, str], pack: Pack) -> None:
    path.with_name("case.yaml.before").write_text(HAND_WRITTEN, encoding="utf-8")

    saved = save(path, opened[0], pack, opened[1])

    assert saved.kept == path.with_name("case.yaml.before")
    assert names(path.parent) == ["case.yaml", "case.yaml.before"]


@pytest.mark.parametrize("mode", [0o640, 0o600, 0o664])
def test_a_file_keeps_its_mode(mode: int, path: Path, opened: tuple[Case, str], pack: Pack) -> None:
    path.chmod(mode)

    saved = save(path, opened[0], pack, opened[1])

    assert stat.S_IMODE(path.stat().st_mode) == mode
    assert saved.kept is not None
    assert stat.S_IMODE(saved.kept.stat().st_mode) == mode


def test_a_link_is_followed(path: Path, opened: tuple[Case, str], pack: Pack) -> None:
    link = path.parent / "links" / "latest.yaml"
    link.parent.mkdir()
    link.symlink_to(path)

    save(link, opened[0], pack, opened[1])

    assert link.is_symlink()
    assert read_case(path, pack).case == opened[0]
    assert names(link.parent) == ["latest.yaml"]


def test_a_file_that_another_changed_is_left_alone(path: Path, opened: tuple[Case, str], pack: Pack) -> None:
    theirs = HAND_WRITTEN + "purpose: training\n"
    path.write_text(theirs, encoding="utf-8")

    assert refused(path, opened[0], pack, opened[1]).code == "file-changed"
    assert path.read_text(encoding="utf-8") == theirs
    assert names(path.parent) == ["case.yaml"]


def test_a_file_that_another_broke_is_left_alone(path: Path, opened: tuple[Case, str], pack: Pack) -> None:
    path.write_bytes(b"\xff\xff")

    assert refused(path, opened[0], pack, opened[1]).code == "file-changed"
    assert path.read_bytes() == b"\xff\xff"


def test_a_file_that_was_taken_away_is_not_made_again(
    path: Path, opened: tuple[Case, str], pack: Pack
) -> None:
    path.unlink()

    assert refused(path, opened[0], pack, opened[1]).code == "file-changed"
    assert names(path.parent) == []


def test_a_new_case_does_not_overwrite_a_file_that_is_there(
    path: Path, opened: tuple[Case, str], pack: Pack
) -> None:
    assert refused(path, opened[0], pack, None).code == "file-changed"
    assert path.read_text(encoding="utf-8") == HAND_WRITTEN


def test_a_folder_in_the_place_of_the_file_is_told(path: Path, published: Case, pack: Pack) -> None:
    path.mkdir()

    assert refused(path, published, pack, None).code == "file-not-a-file"


def test_a_kill_between_writing_and_renaming_leaves_the_old_file_whole(
    path: Path, opened: tuple[Case, str], pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def kill(*_: object) -> None:
        raise Killed

    monkeypatch.setattr(Path, "replace", kill)

    with pytest.raises(Killed):
        save(path, opened[0], pack, opened[1])

    assert path.read_text(encoding="utf-8") == HAND_WRITTEN


@pytest.mark.parametrize("where", [(os, "fsync"), (Path, "replace")], ids=["fsync", "rename"])
def test_on_a_full_disk_the_old_file_stays_and_the_case_is_set_aside(
    where: tuple[object, str],
    path: Path,
    opened: tuple[Case, str],
    pack: Pack,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case, digest = opened
    monkeypatch.setattr(*where, disk_is_full)

    problem = refused(path, case, pack, digest)

    assert problem.code == "file-unwritable"
    assert path.read_text(encoding="utf-8") == HAND_WRITTEN
    aside = aside_of(problem)
    assert stat.S_IMODE(aside.stat().st_mode) == 0o600
    assert parse_case(aside.read_text(encoding="utf-8"), pack).case == case
    assert not [name for name in names(path.parent) if name.endswith(".part")]


def aside_of(problem: Problem) -> Path:
    found = re.search(r"`(.+)`", problem.right)
    assert found
    return Path(found[1])


def test_the_save_after_a_full_disk_succeeds(
    path: Path, opened: tuple[Case, str], pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as full:
        full.setattr(Path, "replace", disk_is_full)
        refused(path, opened[0], pack, opened[1])

    save(path, opened[0], pack, opened[1])

    assert read_case(path, pack).case == opened[0]


def test_where_the_folder_takes_nothing_the_case_goes_to_the_folder_for_passing_files(
    tmp_path: Path, published: Case, pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    passing = tmp_path / "passing"
    passing.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(passing))

    problem = refused(tmp_path / "gone" / "case.yaml", published, pack, None)

    assert problem.code == "file-unwritable"
    assert aside_of(problem).parent == passing
    assert parse_case(aside_of(problem).read_text(encoding="utf-8"), pack).case == published


def test_where_nothing_can_be_written_anywhere_that_is_told(
    tmp_path: Path, published: Case, pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.mkstemp", disk_is_full)

    problem = refused(tmp_path / "case.yaml", published, pack, None)

    assert problem.code == "file-unwritable"
    assert "leave the program open" in problem.right


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_in_a_folder_that_may_not_be_written_the_case_is_set_aside(
    path: Path, opened: tuple[Case, str], pack: Pack
) -> None:
    path.parent.chmod(0o500)
    try:
        problem = refused(path, opened[0], pack, opened[1])
    finally:
        path.parent.chmod(0o700)

    assert problem.code == "file-unwritable"
    assert aside_of(problem).is_file()


def test_a_case_too_long_to_be_read_again_is_not_written(
    path: Path, opened: tuple[Case, str], pack: Pack
) -> None:
    case, digest = opened
    text = "x" * 20_000
    full = [Note(id=f"n{number}", text=text) for number in range(LIMITS.size // len(text) + 1)]
    too_long = replace(case, notes=tuple(full))

    assert refused(path, too_long, pack, digest).code == "file-too-large"
    assert path.read_text(encoding="utf-8") == HAND_WRITTEN


def test_reading_writes_nothing(path: Path, opened: tuple[Case, str], pack: Pack) -> None:
    before = path.stat()

    read_case(path, pack)
    with pytest.raises(Refused):
        read_case(FIXTURES / "bad" / "nul.yaml", pack)

    assert names(path.parent) == ["case.yaml"]
    assert path.stat().st_mtime_ns == before.st_mtime_ns
