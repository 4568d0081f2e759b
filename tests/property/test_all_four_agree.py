"""Run, meaning, sweep and solve come to the same; `tests.long.agreeing` asks that of many more cases."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.case import parse_case
from assistant.pack import load_pack
from assistant.reasoning import Judging
from assistant.reasoning.solve import Solver
from assistant.reasoning.sweep import sweep
from tests.generated import random_case
from tests.long.agreeing import Tried, block, keep
from tests.long.readings import WAYS
from tests.packs import TINY, changed

pytestmark = pytest.mark.no_cover

pytest.importorskip("durable.engine")

CASES = 120


def test_all_four_agree_on_cases_of_every_kind(judging: Judging) -> None:
    block(judging, range(CASES), tried := Tried())

    assert tried.disagreements == []
    assert tried.counts["run"] == tried.counts["sweep"] == tried.counts["solve"] == CASES
    assert all(tried.counts[kind] for kind in ("empty", "partial", "complete", "with open sections", *WAYS))


@pytest.fixture
def other(tmp_path: Path) -> Judging:
    """The tiny pack with a rule that finds otherwise."""
    old, new = "when: {moved: [wasted]}", "when: {moved: [saved, same]}"
    return Judging(load_pack(changed(TINY, tmp_path, "rules/findings.yaml", old, new)), "durable-rules")


@pytest.fixture
def at_odds(other: Judging, monkeypatch: pytest.MonkeyPatch) -> Judging:
    """The tiny pack judged by the meaning of its rules, and by everything else as if a rule were another."""
    judging = Judging(load_pack(TINY), "durable-rules")
    judging.judge_on = other.judge_on
    judging.solver = Solver(other.base)
    monkeypatch.setattr("tests.long.readings.sweep", lambda base: sweep(other.base))
    return judging


@pytest.mark.parametrize("way", WAYS)
def test_a_rule_that_is_another_for_one_of_them_alone_is_a_disagreement(at_odds: Judging, way: str) -> None:
    cases = [random_case(at_odds.pack, number) for number in range(60)]

    assert any(WAYS[way](at_odds, case) for case in cases)


def test_a_disagreement_is_kept_as_a_small_case_that_still_shows_it(at_odds: Judging, tmp_path: Path) -> None:
    block(at_odds, range(20), tried := Tried())

    told = list(keep(tmp_path / "kept", at_odds.pack, at_odds, tried, most=2))

    assert len(told) == 2
    for line, (way, case, _) in zip(told, tried.disagreements, strict=False):
        assert line.startswith(f"DISAGREE: {way}: ")
        kept = parse_case(Path(line.rpartition(": ")[2]).read_text(), at_odds.pack).case
        assert WAYS[way](at_odds, kept)
        assert len(kept.records) <= len(case.records)
