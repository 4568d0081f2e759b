"""What other rules move of a store's cases, told in sections, and nothing of a case whose own view comes first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.case import Case, Seal
from assistant.pack import Pack, load_pack
from assistant.problems import Problem, Refused
from assistant.reasoning.solve import Overtaken
from assistant.work.audit.shapes import Report
from assistant.work.impact_of_store import impact_of, shown
from tests.packs import REAL, changed
from tests.small_cases import UNMOVED, case_of
from tests.work.test_firing_counts import SEAL

RULE = "leaver-poor-help-where-sound"
WEIGHT = 'weight: some, rests_on: baseline}\n    say: "{record} was not well helped'


@pytest.fixture
def heavier(tmp_path: Path) -> Pack:
    """The rules in which a leaver who was poorly helped weighs strongly."""
    return load_pack(
        changed(REAL, tmp_path / "new", "rules/leavers.yaml", WEIGHT, WEIGHT.replace("some", "strong", 1))
    )


def poorly_helped(pack: Pack, name: str, sealed: Seal | None = SEAL) -> Case:
    case = case_of(pack, UNMOVED | {"leaver:A.facilitated": "poor"})
    return replace(case, id=name, evidence_id=f"evidence of {name}", sealed=sealed)


def rows(report: Report, table: str) -> list[tuple[object, ...]]:
    return [row for one in report.tables if one.id == table for row in one.rows]


def test_what_differs_what_moves_and_each_case_are_told(pack: Pack, heavier: Pack) -> None:
    cases = [poorly_helped(pack, "one"), case_of(pack, UNMOVED)]

    told = impact_of(pack, heavier, shown(cases, lambda _: "live"))

    assert told.title == "1 of 2 cases move"
    assert rows(told, "rules") == [(RULE, "changed", "find.weight - some\nfind.weight + strong")]
    assert [row[0] for row in rows(told, "causes")] == [RULE]
    assert [row[0] for row in rows(told, "cases")] == ["one"]
    moves, by, answers = rows(told, "cases")[0][1:]
    assert "judgement: sustained → declined" in str(moves).splitlines()
    assert by == RULE
    assert "not answered" not in str(answers)


def test_a_rule_that_was_added_or_taken_away_is_told_with_what_it_says(pack: Pack, tmp_path: Path) -> None:
    without = load_pack(changed(REAL, tmp_path / "new", "rules/leavers.yaml", RULE, "leaver-anew"))

    told = impact_of(pack, without, shown([], lambda _: "live"))

    assert [row[:2] for row in rows(told, "rules")] == [(RULE, "taken away"), ("leaver-anew", "added")]
    assert all(row[2] for row in rows(told, "rules"))


def test_what_differs_is_told_without_any_case(pack: Pack, heavier: Pack) -> None:
    told = impact_of(pack, heavier, shown([], lambda _: "live"))

    assert told.title == "No case was judged"
    assert rows(told, "rules")
    assert not rows(told, "cases")


def test_the_same_rules_differ_in_nothing(pack: Pack) -> None:
    told = impact_of(pack, load_pack(REAL), shown([poorly_helped(pack, "one")], lambda _: "live"))

    assert told.title == "0 of 1 cases move"
    assert not any(table.rows for table in told.tables)


def test_nothing_is_told_of_a_case_whose_own_view_comes_first(pack: Pack, heavier: Pack) -> None:
    sealed, open_ = poorly_helped(pack, "one"), poorly_helped(pack, "two", sealed=None)
    again = replace(poorly_helped(pack, "three"), evidence_id=open_.evidence_id)

    cases = shown([sealed, open_, again], lambda _: "after_seal")
    told = impact_of(pack, heavier, cases)

    assert (cases.shown, cases.covered) == ((sealed,), 2)
    assert told == impact_of(pack, heavier, replace(shown([sealed], lambda _: "after_seal"), covered=2))
    assert ("Left out until their own view is sealed", "2") in told.about


def test_a_case_that_cannot_be_read_is_told_and_the_others_are_judged(pack: Pack) -> None:
    problem = Problem("store-damaged", "it cannot be read", "restore it")

    cases = shown([Refused([problem]), poorly_helped(pack, "one")], lambda _: "live")

    assert (cases.problems, len(cases.shown)) == ((problem,), 1)


def test_it_is_given_up_once_it_is_overtaken(pack: Pack, heavier: Pack) -> None:
    with pytest.raises(Overtaken):
        impact_of(pack, heavier, shown([], lambda _: "live"), lambda: True)


def test_new_rules_that_break_what_they_owe_say_so(pack: Pack, tmp_path: Path) -> None:
    old = "among: [experiences, protection]}, at_least: 2}]"
    idle = load_pack(changed(REAL, tmp_path / "new", "rules/judgement.yaml", old, old.replace("2", "1")))

    told = impact_of(pack, idle, shown([], lambda _: "live"))

    assert [one for one in told.cautions if "`no-rule-is-idle`" in one]
