"""A pack that was kept as text is made again, and nothing else is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.document import digest_of
from assistant.pack import Pack, kept_pack, load_pack
from assistant.problems import Refused
from tests.packs import TINY, changed


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack()


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "sccif" / "packs"


def test_a_pack_is_made_again_as_it_was(pack: Pack) -> None:
    again = kept_pack(pack.content, pack.digest)

    assert again.digest == pack.digest
    assert again.rules == pack.rules
    assert again.questions == pack.questions


def test_its_files_are_there_for_whoever_proves_it(pack: Pack) -> None:
    assert load_pack(kept_pack(pack.content, pack.digest).directory).digest == pack.digest


@pytest.mark.parametrize("name", ["Later rules.yaml", "später.yaml", "2. later (new).yaml"])
def test_a_pack_is_made_again_whatever_its_owner_called_a_file(name: str, tmp_path: Path) -> None:
    folder = changed(TINY, tmp_path / "pack", "rules/later.yaml", "about:", "about:")
    (folder / "rules" / "later.yaml").rename(folder / "rules" / name)
    pack = load_pack(folder)

    assert kept_pack(pack.content, pack.digest).digest == pack.digest


def test_what_lies_in_the_cache_and_is_another_pack_is_not_used(pack: Pack, cache: Path) -> None:
    folder = kept_pack(pack.content, pack.digest).directory
    outcomes = folder / "knowledge" / "outcomes.yaml"
    outcomes.write_text(
        outcomes.read_text(encoding="utf-8").replace("declined in", "went down in"), encoding="utf-8"
    )

    assert kept_pack(pack.content, pack.digest).digest == pack.digest


def test_where_no_cache_can_be_written_it_is_made_all_the_same(
    pack: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))

    assert kept_pack(pack.content, pack.digest).digest == pack.digest


def test_a_text_that_is_not_what_its_digest_says_is_refused(pack: Pack) -> None:
    with pytest.raises(Refused) as refused:
        kept_pack(pack.content.replace("declined", "went down"), pack.digest)

    assert refused.value.problems[0].code == "store-damaged"


@pytest.mark.parametrize("content", ["[]", "no JSON", "[" * 100_000])
def test_a_text_that_is_no_pack_is_refused_and_leaves_nothing(content: str, cache: Path) -> None:
    with pytest.raises(Refused) as refused:
        kept_pack(content, digest_of(content))

    assert refused.value.problems[0].code == "store-damaged"
    assert list(cache.iterdir()) == []


@pytest.mark.parametrize(
    "name",
    [
        "../../evil.yaml",
        "/etc/evil.yaml",
        "rules/../../evil.yaml",
        "rules/evil.sh",
        "evil.yaml",
        "rules/ev\0il.yaml",
        "rules//etc/evil.yaml",
    ],
)
def test_no_file_is_written_outside_a_pack(name: str, tmp_path: Path) -> None:
    content = json.dumps({name: {}})

    with pytest.raises(Refused):
        kept_pack(content, digest_of(content))

    assert not list(tmp_path.rglob("*evil*"))
