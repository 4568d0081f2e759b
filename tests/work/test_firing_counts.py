"""How often each rule fired over a store, and that nothing is told of a case whose own view comes first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from assistant.case import Case, Seal
from assistant.pack import load_pack
from assistant.problems import Problem, Refused
from assistant.reasoning import Judging
from assistant.work.corpus.generating import generated
from assistant.work.examples import fired
from assistant.work.firing_counts import Counted, count
from assistant.work.reveal import Reveal

JUDGING = Judging(load_pack(), "meaning")
SEAL = Seal(
    judgement="sustained", areas={}, reasons="as it was", by="jb", at=datetime(2019, 3, 6, tzinfo=UTC)
)


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return [
        replace(case, id=f"c{number}", evidence_id=f"c{number}", sealed=None)
        for number, case in enumerate(generated(JUDGING, 30, seed=3))
    ]


def counted(cases: Iterable[Case | Refused], how: Reveal = "after_seal") -> Counted:
    *_, last = count(cases, JUDGING, lambda _: how)
    assert isinstance(last, Counted)
    return last


def test_a_rule_is_counted_once_for_each_case_in_which_it_fired(cases: list[Case]) -> None:
    told = counted(cases, "live")

    judged = [JUDGING.live(case) for case in cases]
    assert told.cases == len(cases)
    assert told.by_rule
    for rule in JUDGING.pack.rules:
        assert told.by_rule.get(rule.id, 0) == sum(fired(rule, one) for one in judged)


def test_a_case_whose_own_view_comes_first_changes_no_count(cases: list[Case]) -> None:
    sealed = [replace(case, sealed=SEAL) for case in cases[:10]]

    told = counted([*sealed, *cases[10:]])

    assert (told.cases, told.covered) == (10, 20)
    assert told.by_rule == counted(sealed).by_rule
    assert "20 left out until their own view is sealed" in told.told


def test_neither_does_another_reading_of_the_same_evidence_that_is_sealed(cases: list[Case]) -> None:
    blind = replace(cases[0], id="blind", evidence_id="c0")
    sealed = [replace(case, sealed=SEAL) for case in cases[:2]]

    told = counted([*sealed, blind])

    assert (told.cases, told.covered) == (1, 2)
    assert told.by_rule == counted(sealed[1:]).by_rule


def test_a_case_that_cannot_be_read_is_told(cases: list[Case]) -> None:
    broken = Refused([Problem("store-damaged", "it is damaged", "restore it")])

    told = counted([broken, *cases[:3]], "live")

    assert (told.cases, told.unread) == (3, 1)
    assert told.told == "3 cases of this store counted; 1 could not be read"


def test_how_far_it_has_come_is_told_case_by_case(cases: list[Case]) -> None:
    steps = [step for step in count(cases[:3], JUDGING, lambda _: "live") if isinstance(step, int)]

    assert steps == [1, 2, 3]
