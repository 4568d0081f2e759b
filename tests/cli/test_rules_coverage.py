"""`sccif rules coverage`, as people and scripts read it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Sccif
from tests.packs import TINY

Golden = Callable[[str, str], None]
PACK = str(TINY.relative_to(ROOT))


def test_people_read_what_is_missing_by_rule_and_by_paragraph(sccif: Sccif, golden: Golden) -> None:
    done = sccif("rules", "coverage", "--pack", PACK)

    assert done.status == 1
    assert max(map(len, done.out.splitlines())) <= 80
    golden("rules-coverage.txt", done.out)


def test_a_rule_is_told_of_with_the_examples_that_cover_it(sccif: Sccif, golden: Golden) -> None:
    done = sccif("rules", "coverage", "--pack", PACK, "--rule", "part-worse")

    assert done.status == 0
    golden("rules-coverage-rule.txt", done.out)


def test_scripts_read_an_object_for_each_rule_and_then_for_each_paragraph(sccif: Sccif) -> None:
    done = sccif("rules", "coverage", "--pack", PACK, "--json")

    told = {one["rule"]: one for one in done.objects if "rule" in one}
    assert done.status == 1
    assert told["weeds-new"] == {
        "rule": "weeds-new",
        "file": f"{PACK}/rules/findings.yaml",
        "line": 30,
        "cites": ["1/soil"],
        "sides": 4,
        "covered": 3,
        "missing": [
            {
                "field": "when",
                "condition": "part.soil.said",
                "way": "fails",
                "says": "What did last year's letter say? “Nothing” [part.soil.said]",
            }
        ],
    }
    assert done.objects[-1] == {"paragraph": "7/meeting", "sides": 4, "covered": 3}


def test_a_rule_that_only_explains_needs_no_example_to_depend_on_it(sccif: Sccif) -> None:
    done = sccif("rules", "coverage", "--pack", PACK, "--rule", "bed-resting")

    assert done.status == 0
    assert "It only explains: no outcome depends on it." in done.out


def test_a_rule_without_conditions_is_said_to_have_none(sccif: Sccif) -> None:
    done = sccif("rules", "coverage", "--pack", PACK, "--rule", "kept")

    assert done.status == 0
    assert "It has no condition." in done.out


def test_an_unknown_rule_is_bad_input_and_the_nearest_is_named(sccif: Sccif) -> None:
    done = sccif("rules", "coverage", "--pack", PACK, "--rule", "part-wrose")

    assert (done.status, done.codes) == (2, ["rule-unknown-reference"])
    assert "part-worse" in done.err


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_examples_that_cannot_be_read_are_bad_input(
    sccif: Sccif, tmp_path: Path, form: tuple[str, ...]
) -> None:
    shutil.copytree(TINY, tmp_path / "pack")
    examples = tmp_path / "pack/rules/examples/all.yaml"
    examples.write_text(examples.read_text().replace("base: plain", "base: bare", 1))

    done = sccif("rules", "coverage", "--pack", str(tmp_path / "pack"), *form)

    assert done.status == 2
    assert "there is no base `bare`" in done.err
    assert done.out == ""
