"""A pack that was read is kept for the next start, and used for the very bytes it was made from and no others."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from assistant.pack import load_pack, pack_to_judge_by
from assistant.pack.at_hand import pack_at_hand
from assistant.problems import Refused
from tests.packs import TINY, changed

VERSION = ("knowledge/framework.yaml", "version: 0.1.0", "version: 0.1.1")


class Reads:
    """Counts how often a pack's files are read."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0

        def counted(directory: Path | str | None = None) -> object:
            self.count += 1
            return pack_to_judge_by(directory)

        monkeypatch.setattr("assistant.pack.at_hand.pack_to_judge_by", counted)


@pytest.fixture(autouse=True)
def reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reads:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return Reads(monkeypatch)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "sccif" / "pack-at-hand"


def test_the_pack_is_read_once_and_is_the_same_the_next_time(reads: Reads, file: Path) -> None:
    first, second = pack_at_hand(), pack_at_hand()

    assert reads.count == 1
    assert second == first == load_pack()
    assert second.rules_by_id[second.rules[0].id] is second.rules[0]
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_pack_of_which_a_byte_has_changed_is_read_anew(reads: Reads, tmp_path: Path) -> None:
    folder = changed(TINY, tmp_path / "own", *VERSION)
    before = pack_at_hand(folder)
    file = folder / VERSION[0]

    file.write_text(file.read_text(encoding="utf-8").replace("0.1.1", "0.1.2"), encoding="utf-8")
    after = pack_at_hand(folder)

    assert reads.count == 2
    assert (before.version, after.version) == ("0.1.1", "0.1.2")


def test_a_pack_that_changes_while_it_is_read_is_not_kept(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = changed(TINY, tmp_path / "own", *VERSION)
    framework = folder / VERSION[0]

    def read_and_changed(directory: Path | str | None = None) -> object:
        pack = pack_to_judge_by(directory)
        framework.write_text(framework.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
        return pack

    monkeypatch.setattr("assistant.pack.at_hand.pack_to_judge_by", read_and_changed)

    pack_at_hand(folder)

    assert not file.exists()


def test_what_is_wrong_with_a_pack_is_told_each_time(tmp_path: Path) -> None:
    folder = changed(TINY, tmp_path / "own", *VERSION)
    (folder / "rules" / "later.yaml").write_text("about: [", encoding="utf-8")

    for _ in range(2):
        with pytest.raises(Refused):
            pack_at_hand(folder)


@pytest.mark.parametrize("how", ["others may write it", "a link", "half of it", "another's", "one bit"])
def test_what_cannot_be_trusted_is_not_used(how: str, reads: Reads, file: Path, tmp_path: Path) -> None:
    first = pack_at_hand(TINY)
    data = file.read_bytes()
    match how:
        case "others may write it":
            file.chmod(0o620)
        case "a link":
            file.symlink_to(file.rename(tmp_path / "elsewhere"))
        case "half of it":
            file.write_bytes(data[: len(data) // 2])
        case "one bit":
            file.write_bytes(data[:-20] + bytes([data[-20] ^ 1]) + data[-19:])
        case _:
            content = b'[["data","builtins.print"]]'
            file.write_bytes(data[:32] + hashlib.sha256(content).digest() + content)

    second = pack_at_hand(TINY)

    assert reads.count == 2
    assert second == first


def test_where_nothing_can_be_kept_the_pack_is_read_each_time(
    reads: Reads, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))

    assert pack_at_hand(TINY) == pack_at_hand(TINY)
    assert reads.count == 2
