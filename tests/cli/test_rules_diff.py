"""`sccif rules diff`: two packs held against each other, and what that does to past cases."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.case.write import to_tree
from assistant.pack import Pack
from tests.cli.conftest import ROOT, Sccif
from tests.packs import changed
from tests.small_cases import UNMOVED, case_of
from tests.work.test_firing_counts import SEAL

RULE = "leaver-poor-help-where-sound"


@pytest.fixture
def heavier(tmp_path: Path) -> str:
    """The pack in which a leaver who was poorly helped weighs strongly."""
    old = 'weight: some, rests_on: baseline}\n    say: "{record} was not well helped'
    return str(changed(ROOT, tmp_path / "new", "rules/leavers.yaml", old, old.replace("some", "strong", 1)))


@pytest.fixture
def cases(pack: Pack, tmp_path: Path) -> Path:
    """A folder with a case in which a leaver was poorly helped."""
    case = case_of(pack, UNMOVED | {"leaver:A.facilitated": "poor"})
    folder = tmp_path / "cases"
    folder.mkdir()
    (folder / "a.json").write_text(json.dumps(to_tree(case, pack)))
    return folder


def test_a_pack_held_against_itself_differs_in_nothing(sccif: Sccif) -> None:
    done = sccif("rules", "diff", ".", ".")

    assert (done.status, done.err) == (0, "")
    assert "the same" in done.out


def test_the_numbers_come_before_the_cases_and_every_move_has_its_cause(
    sccif: Sccif, heavier: str, cases: Path
) -> None:
    done = sccif("rules", "diff", ".", heavier, "--cases", str(cases), "--json")

    rule, knowledge, numbers, *rest = done.objects
    case = rest[-1]
    moves = case["moves"]
    assert isinstance(moves, list)
    assert (done.status, rule["rule"], rule["fields"], knowledge["knowledge"]) == (
        0,
        RULE,
        {"find.weight": ["some", "strong"]},
        [],
    )
    assert (numbers["cases"], numbers["moved"], numbers["cause_not_found"]) == (1, 1, 0)
    assert len(moves) == len([one for one in rest if "what" in one])
    assert all(move["causes"] == [[RULE]] for move in moves)


def test_a_case_that_cannot_be_read_is_told_and_the_others_are_compared(
    sccif: Sccif, heavier: str, cases: Path
) -> None:
    (cases / "b.yaml").write_text("case: [")

    done = sccif("rules", "diff", ".", heavier, "--cases", str(cases))

    assert done.status == 2
    assert "b.yaml" in done.err
    assert "1 of 1 cases move" in done.out


@pytest.fixture
def kept(pack: Pack, tmp_path: Path, here: Sccif) -> str:
    """A store with two cases; the own view of one is still to be sealed."""
    store = str(tmp_path / "kept.sqlite")
    for name, sealed in (("sealed", SEAL), ("covered", None)):
        case = replace(case_of(pack, UNMOVED), id=name, evidence_id=name, sealed=sealed)
        file = tmp_path / f"{name}.json"
        file.write_text(json.dumps(to_tree(case, pack)))
        assert here("cases", "import", str(file), "--store", store).status == 0
    return store


def test_the_cases_of_a_store_are_judged_by_both_without_those_whose_own_view_comes_first(
    here: Sccif, kept: str
) -> None:
    done = here("rules", "diff", ".", ".", "--kept", "--store", kept, "--json")
    above = here("--store", kept, "rules", "diff", ".", ".", "--kept")

    (numbers,) = [one for one in done.objects if "moved" in one]
    assert (done.status, numbers["cases"], numbers["covered"]) == (0, 1, 1)
    assert "0 of 1 cases move\n        1  left out until their own view is sealed" in above.out


def test_the_file_of_a_store_is_refused_with_the_way_that_there_is(here: Sccif, kept: str) -> None:
    done = here("rules", "diff", ".", ".", "--cases", kept)

    assert (done.status, done.codes) == (2, ["file-not-a-file"])
    assert "--kept" in done.err


def test_past_cases_are_those_of_one_source(here: Sccif, kept: str) -> None:
    assert here("rules", "diff", ".", ".", "--cases", kept, "--kept").status == 2


def test_past_cases_that_are_not_there_are_told_before_anything_is_compared(sccif: Sccif) -> None:
    done = sccif("rules", "diff", ".", ".", "--cases", "nosuch.jsonl")

    assert (done.status, done.out, done.codes) == (2, "", ["file-missing"])
