"""Which cases to review next: what stands out, with its reasons, and some by chance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from assistant.case import Case
from assistant.case.header import JudgementMade
from assistant.pack import Pack
from assistant.reasoning import Judging
from assistant.work.corpus.generating import generated
from assistant.work.review.choosing import choose
from tests.small_cases import UNMOVED, case_of


def named(case: Case, name: str, decided: str = "sustained", *, departure: bool = False) -> Case:
    made = JudgementMade(decided=decided, departure=departure, reasons="so")
    return replace(case, id=name, evidence_id=name, judgement=made)


def alike(pack: Pack, count: int) -> list[Case]:
    return [named(case_of(pack, UNMOVED), f"alike-{number:02}") for number in range(count)]


def with_(judging: Judging, cases: Iterable[Case]) -> list[tuple[Case, Judging]]:
    return [(case, judging) for case in cases]


def test_a_departure_is_chosen_and_says_so(pack: Pack, judging: Judging) -> None:
    departed = named(case_of(pack, UNMOVED), "departed", "improved", departure=True)

    chosen = {
        one.case_id: one.reasons for one in choose(with_(judging, [*alike(pack, 20), departed]), 2, seed=1)
    }

    assert "departed: the judgement was a departure when it was made" in chosen["departed"]
    assert any(reason.startswith("unusual: ") for reason in chosen["departed"])


def test_a_share_is_drawn_by_chance_and_the_seed_gives_the_same_again(pack: Pack, judging: Judging) -> None:
    cases = alike(pack, 30)

    first = choose(with_(judging, cases), 10, seed=7)

    drawn = [one for one in first if "drawn by chance (seed 7)" in one.reasons]
    assert len(drawn) == 2
    assert first == choose(with_(judging, cases[::-1]), 10, seed=7)
    assert {one.case_id for one in first} != {
        one.case_id for one in choose(with_(judging, cases), 10, seed=8)
    }


def test_no_case_is_chosen_twice_and_no_more_than_there_are(judging: Judging) -> None:
    cases = list(generated(judging, 12, seed=3))

    chosen = choose(with_(judging, cases), 50, seed=1)

    assert sorted(one.case_id for one in chosen) == sorted(case.id for case in cases)
    assert not choose([], 5, seed=1)


def test_every_case_chosen_but_by_chance_alone_has_a_reason(judging: Judging) -> None:
    chosen = choose(with_(judging, generated(judging, 40, seed=3)), 10, seed=1)

    assert all(one.reasons for one in chosen)
