"""`sccif rules diff`: two packs held against each other, and what that does to past cases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.case.write import to_tree
from assistant.pack import Pack
from tests.cli.conftest import ROOT, Sccif
from tests.packs import changed
from tests.small_cases import UNMOVED, case_of

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
