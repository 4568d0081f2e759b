"""What was proved of a pack is believed only where it is of this pack, of one piece and from where it belongs."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.pack import Pack
from assistant.reasoning import Judging
from assistant.work.proving import Kept, Proved, prove_pack, proved, recall


@pytest.fixture
def few(pack: Pack, tmp_path: Path) -> Pack:
    """The shipped pack with two quick properties, lying where nothing is written beside its rules."""
    wanted = tuple(one for one in pack.properties if one.id in ("floor-declines", "presumption-declines"))
    return replace(pack, properties=wanted, directory=tmp_path / "elsewhere")


def kept(few: Pack, cache: Path) -> Path:
    proved(Judging(few, "meaning"), cache)
    (path,) = (cache / "proofs").glob("*.json")
    return path


def test_the_rules_that_come_along_come_with_what_was_proved_of_them(pack: Pack, tmp_path: Path) -> None:
    assert recall(pack, tmp_path) is not None, "run `sccif rules prove --pack . --record`"


def test_what_was_proved_is_recalled(few: Pack, tmp_path: Path) -> None:
    assert recall(few, tmp_path) is None

    kept(few, tmp_path)

    known = recall(few, tmp_path)
    assert known is not None
    assert [(one.id, one.holds) for one in known.properties] == [
        ("presumption-declines", True),
        ("floor-declines", True),
    ]


def test_how_far_it_has_come_is_told_and_all_of_it_at_the_end(few: Pack, tmp_path: Path) -> None:
    *steps, last = prove_pack(Judging(few, "meaning"), tmp_path)

    assert [step.id for step in steps if isinstance(step, Kept)] == ["presumption-declines", "floor-declines"]
    assert isinstance(last, Proved)


def empty(told: dict[str, Any]) -> None:
    told["properties"] = []


def other_version(told: dict[str, Any]) -> None:
    told["sccif_proved"] = 1


def other_pack(told: dict[str, Any]) -> None:
    told["pack"] = "sha256:0"


def words_for_truth(told: dict[str, Any]) -> None:
    told["properties"][0]["holds"] = "false"


def both_ways(told: dict[str, Any]) -> None:
    told["properties"][0]["broken"] = [{"what": "it does not", "unusual": []}]


def neither_way(told: dict[str, Any]) -> None:
    told["properties"][0]["holds"] = False


def unknown(told: dict[str, Any]) -> None:
    told["properties"][0]["property"] = "never-heard-of"


def a_list(told: dict[str, Any]) -> None:
    told["properties"][0]["property"] = ["floor-declines"]


@pytest.mark.parametrize(
    "change",
    [empty, other_version, other_pack, words_for_truth, both_ways, neither_way, unknown, a_list],
    ids=lambda change: change.__name__,
)
def test_what_is_not_of_one_piece_is_proved_again(
    few: Pack, tmp_path: Path, change: Callable[[dict[str, Any]], None]
) -> None:
    path = kept(few, tmp_path)
    told = json.loads(path.read_text())
    change(told)
    path.write_text(json.dumps(told))

    assert recall(few, tmp_path) is None


@pytest.mark.parametrize("text", ["", "[]", "{", "null", "[" * 100_000, "\x00"], ids=repr)
def test_what_cannot_be_read_is_proved_again(few: Pack, tmp_path: Path, text: str) -> None:
    kept(few, tmp_path).write_text(text)

    assert recall(few, tmp_path) is None


def test_what_is_said_of_a_property_is_the_pack_s_own(few: Pack, tmp_path: Path) -> None:
    path = kept(few, tmp_path)
    path.write_text(path.read_text().replace("whatever else was found", "now and then"))

    known = recall(few, tmp_path)

    assert known is not None
    assert all("now and then" not in one.says for one in known.properties)


def test_what_lies_beside_the_rules_of_another_pack_is_not_believed(few: Pack, tmp_path: Path) -> None:
    path = kept(few, tmp_path / "cache")
    (few.directory / "rules").mkdir(parents=True)
    (few.directory / "rules" / "proved.json").write_text(path.read_text())

    assert recall(few, tmp_path / "other cache") is None


def test_where_nothing_can_be_kept_it_is_proved_each_time(few: Pack, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    known = proved(Judging(few, "meaning"), tmp_path / "file")

    assert known.broken == ()
    assert recall(few, tmp_path / "file") is None


def test_proofs_that_cannot_be_put_in_their_place_leave_no_part(
    few: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(Path, "replace", refuse)

    proved(Judging(few, "meaning"), tmp_path)

    assert list((tmp_path / "proofs").iterdir()) == []
