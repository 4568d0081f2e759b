"""`sccif alike`: pairs of cases that are alike and were judged differently, for a person and for scripts."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.case.header import JudgementMade
from assistant.case.write import to_text
from assistant.pack import Pack
from tests.cli.conftest import Sccif
from tests.small_cases import UNMOVED, Said, case_of

WORSE: dict[str, Said] = UNMOVED | {"leaver:B.facilitated": "poor", "leaver:B.planning": "well"}


@pytest.fixture
def folder(pack: Pack, tmp_path: Path) -> Path:
    """Two cases of the same findings and one with a finding more, of which the second is judged otherwise."""
    for name, judgement, said in (
        ("first", "sustained", UNMOVED),
        ("second", "declined", UNMOVED),
        ("third", "sustained", WORSE),
    ):
        made = JudgementMade(decided=judgement, departure=judgement == "declined", reasons="Seen so.")
        case = replace(case_of(pack, said), id=name, evidence_id=name, judgement=made)
        (tmp_path / f"{name}.yaml").write_text(to_text(case, pack), encoding="utf-8")
    return tmp_path


def test_the_nearest_pair_comes_first_with_what_was_judged_and_what_differs(
    sccif: Sccif, folder: Path
) -> None:
    done = sccif("alike", str(folder))

    assert (done.status, done.codes) == (0, [])
    assert "2 pairs among 3 cases that were judged" in done.out
    assert done.out.index("first / second") < done.out.index("second / third")
    assert "the same was found in both" in done.out
    assert "one finding apart" in done.out
    assert "only second" in done.out


def test_of_pairs_that_are_not_told_it_is_said_how_many_there_are_and_how_to_see_them(
    sccif: Sccif, folder: Path
) -> None:
    some, every = sccif("alike", "--limit", "1", str(folder)).out, sccif("alike", str(folder)).out
    (folder / "third.yaml").unlink()
    one = sccif("alike", str(folder)).out

    assert "told here: 1 of them; --limit 2 tells of more" in some
    assert "--limit" not in every
    assert "1 pair among 2 cases that were judged" in one


def test_a_script_is_given_a_line_a_pair_after_how_many_there_are(sccif: Sccif, folder: Path) -> None:
    head, *pairs = map(json.loads, sccif("alike", "--json", "--limit", "1", str(folder)).out.splitlines())

    assert (head["pairs"], head["cases"]) == (2, 3)
    assert [(one["cases"], one["judgements"], one["findings"]) for one in pairs] == [
        (["first", "second"], ["sustained", "declined"], 0)
    ]


def test_a_case_that_cannot_be_used_is_told_and_the_others_are_compared(sccif: Sccif, folder: Path) -> None:
    (folder / "bad.yaml").write_text("sccif_case: 1\n", encoding="utf-8")

    done = sccif("alike", str(folder))

    assert done.status == 2
    assert "bad.yaml" in done.err
    assert "2 pairs among 3 cases" in done.out


def test_without_a_source_the_cases_of_the_store_are_compared(sccif: Sccif, folder: Path) -> None:
    sccif("cases", "import", str(folder))

    assert "2 pairs among 3 cases" in sccif("alike").out
