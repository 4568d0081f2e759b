"""Whoever judges by a pack is told where it is not the one that came along, and where it has problems."""

from __future__ import annotations

from pathlib import Path

from assistant.pack import Pack, load_pack
from assistant.work.pack_warnings import pack_warnings
from tests.packs import REAL, changed

WORD = ('label: "Child", says: "What a child', 'label: "Child", says: "All that a child')


def edited(tmp_path: Path) -> Path:
    """The pack that came along with other words, under the same name and version."""
    return changed(REAL, tmp_path, "knowledge/evidence.yaml", *WORD)


def test_of_the_pack_that_came_along_nothing_is_told(pack: Pack) -> None:
    assert pack_warnings(pack) == ()


def test_a_pack_that_is_called_as_the_one_that_came_along_and_says_something_else_is_marked(
    tmp_path: Path, pack: Pack
) -> None:
    other = load_pack(edited(tmp_path))

    (told,) = pack_warnings(other)

    assert (told.code, told.severity) == ("pack-changed", "warning")
    assert other.digest[:18] in told.what
    assert pack.digest[:18] in told.what


def test_a_pack_with_a_version_of_its_own_is_marked_by_that(tmp_path: Path) -> None:
    folder = edited(tmp_path)
    framework = folder / "knowledge" / "framework.yaml"
    framework.write_text(framework.read_text().replace("version: 1.0.0", "version: 1.0.0-ours", 1))

    assert pack_warnings(load_pack(folder)) == ()


def test_a_pack_with_problems_says_how_many_and_how_they_are_seen(tmp_path: Path) -> None:
    folder = changed(
        REAL,
        tmp_path,
        "rules/leavers.yaml",
        "when: {facilitated: [poor, none], area.experiences.baseline_found: [strong, sound]}",
        "when: {facilitated: [well], area.experiences.baseline_found: [strong, sound]}",
    )

    told = pack_warnings(load_pack(folder))[-1]

    assert (told.code, told.what) == ("pack-problems", "this pack has 1 problem")
    assert f"`sccif rules check --pack {folder}`" in told.right
