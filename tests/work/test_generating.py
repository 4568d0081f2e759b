"""The examples that are missing are written: each comes out as it says and covers the side it was written for."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assistant.pack import FindingRule, Pack, load_pack
from assistant.pack.read import read_examples
from assistant.reasoning import Judging
from assistant.reasoning.variants import with_rule
from assistant.work.coverage import Side, coverage, turned
from assistant.work.example_writing import Written
from assistant.work.examples import Given, bases, run_examples
from assistant.work.generating import Nothing, generate, tells_apart, text, write_example
from tests.packs import TINY


def homes(pack: Pack) -> dict[str, Given]:
    """What the examples of a pack begin from."""
    return bases(read_examples(pack.directory))


SIDES = [
    Side("leaver-left-out", "when", "child_involved", "holds"),
    Side("leaver-left-out", "when", "child_involved", "fails"),
    Side("lasting-harm", "unless", "established", "holds"),
    Side("area-improved-clearly", "when", "2", "fails"),
    Side("declined-by-manager-presumption", "unless", "1", "fails"),
    Side("urgent-review-for-several-concerns", "when", "1", "holds"),
]


@pytest.mark.parametrize(
    "side", SIDES, ids=lambda side: f"{side.rule} {side.field} {side.condition} {side.way}"
)
def test_an_example_depends_on_the_side_it_is_written_for(pack: Pack, side: Side) -> None:
    written = write_example(pack, turned(pack, side), side.rule, homes(pack))

    assert isinstance(written, Written)
    assert tells_apart(pack, turned(pack, side), written, homes(pack))
    assert len(written.given) + len(written.near) < 12  # few enough to read


def test_what_is_written_can_be_put_into_a_file_and_comes_out_as_it_says(tmp_path: Path) -> None:
    shutil.copytree(TINY, tmp_path / "pack")
    file = next((tmp_path / "pack" / "rules" / "examples").glob("*.yaml"))
    pack = load_pack(tmp_path / "pack")
    missing = coverage(pack).missing
    assert missing

    found = list(generate(pack, missing, homes(pack)))
    written = [one for _, one in found if isinstance(one, Written)]
    file.write_text(file.read_text().rstrip("\n") + "\n\n" + text(written))

    results = run_examples(pack, Judging(pack, "meaning"))
    assert [str(problem) for result in results for problem in result.problems] == []
    left = set(coverage(pack).missing)
    assert left == {side for side, one in found if isinstance(one, Nothing)}


def test_a_record_that_a_base_names_itself_is_left_where_it_is() -> None:
    pack = load_pack(TINY)
    side = coverage(pack).missing[0]
    named = {name: {**home, "bed:B9.use": "fallow"} for name, home in homes(pack).items()}

    written = write_example(pack, turned(pack, side), side.rule, named)

    assert isinstance(written, Written)
    assert not any(place.startswith("bed:B9") for place in (*written.given, *written.near))


def test_a_side_that_no_case_depends_on_is_told_as_that(pack: Pack) -> None:
    """That it is asked only of an appointed manager, the question's own gate says already."""
    rule = pack.rules_by_id["manager-appointed-not-applied"]
    assert isinstance(rule, FindingRule)
    twice = with_rule(pack, rule.model_copy(update={"when": {"post": ("appointed",), **rule.when}}))
    side = Side(rule.id, "when", "post", "fails")

    assert write_example(twice, turned(twice, side), rule.id, homes(pack)) == Nothing("no case depends on it")
