"""Cases that are alike and were judged differently: which are found, in which order, and what to talk of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import pytest

from assistant.case import Case
from assistant.case.header import JudgementMade
from assistant.pack import Pack
from assistant.reasoning import Judging, gather, meaning
from assistant.reasoning.codes import RuleBase
from assistant.reasoning.compile import compile_rules
from assistant.reasoning.sweep import sweep
from assistant.work.agenda import Swap, agenda
from assistant.work.corpus.corpus import Corpus
from assistant.work.corpus.found_rows import weights
from assistant.work.corpus.generating import generated
from assistant.work.like_for_like import LikeForLike, like_for_like
from tests.small_cases import PRESUMED, UNMOVED, Said, case_of


@pytest.fixture(scope="module")
def base(pack: Pack) -> RuleBase:
    return compile_rules(pack)


def judged(
    pack: Pack, name: str, judgement: str | None, answers: dict[str, Said], evidence: str = ""
) -> Case:
    made = JudgementMade(decided=judgement, reasons="Reasons.") if judgement else None
    return replace(case_of(pack, answers), id=name, evidence_id=evidence or name, judgement=made)


def found_in(base: RuleBase, cases: list[Case], limit: int = 100) -> LikeForLike:
    with Corpus(base.pack) as corpus:
        corpus.take_in(cases)
        corpus.judge(sweep(base), keep=True)
        return like_for_like(corpus, base, limit)


def test_the_same_findings_judged_differently_come_first_and_then_those_one_finding_apart(
    pack: Pack, base: RuleBase
) -> None:
    poor: dict[str, Said] = {"leaver:B.facilitated": "poor", "leaver:B.planning": "well"}
    found = found_in(
        base,
        [
            judged(pack, "a", "sustained", UNMOVED),
            judged(pack, "b", "declined", UNMOVED),
            judged(pack, "c", "sustained", UNMOVED | poor),
            judged(pack, "d", "sustained", UNMOVED),
            judged(pack, "e", None, UNMOVED),
        ],
    )

    assert [(pair.cases, pair.findings > 0) for pair in found.pairs] == [
        (("a", "b"), False),
        (("b", "d"), False),
        (("b", "c"), True),
    ]
    assert (found.found, found.cases) == (3, 4)


def test_two_readings_of_one_evidence_are_no_pair(pack: Pack, base: RuleBase) -> None:
    readings = [judged(pack, name, name, UNMOVED, evidence="same") for name in ("sustained", "declined")]

    assert found_in(base, readings).pairs == ()


def test_no_pair_that_is_one_finding_more_less_or_another_is_missed(pack: Pack, base: RuleBase) -> None:
    cases = [replace(case, evidence_id=case.id) for case in generated(Judging(pack, "meaning"), 200, seed=5)]

    found = found_in(base, cases, limit=100_000)

    assert {pair.cases: pair.findings for pair in found.pairs} == dict(_near(base, cases))


def _near(base: RuleBase, cases: list[Case]) -> Iterator[tuple[tuple[str, str], int]]:
    """Every pair with different judgements and at most one finding more in each, held each against each."""
    weight = {(code.rule.id, code.area): weights(base)[code.number] for code in base.findings}
    counts = []
    for case in cases:
        known = meaning(base, gather(case, base.pack)).known
        counts.append(Counter((finding.rule, finding.area) for finding in known.findings))
    for i, j in combinations(range(len(cases)), 2):
        more, less = counts[i] - counts[j], counts[j] - counts[i]
        made = [case.judgement and case.judgement.decided for case in (cases[i], cases[j])]
        if made[0] != made[1] and more.total() <= 1 and less.total() <= 1:
            yield (cases[i].id, cases[j].id), sum(weight[name] for name in (*more, *less))


def test_in_a_crowd_each_of_the_rarer_judgement_still_has_a_pair(
    pack: Pack, base: RuleBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.work.like_for_like.CROWD", 1)
    many = [judged(pack, f"many-{number:02}", "sustained", UNMOVED) for number in range(30)]
    rare = [judged(pack, f"rare-{number}", "declined", UNMOVED) for number in range(3)]

    found = found_in(base, [*many, *rare])

    assert {name for pair in found.pairs for name in pair.cases if name.startswith("rare")} == {
        "rare-0",
        "rare-1",
        "rare-2",
    }
    assert found.found < len(many) * len(rare)


def test_what_moves_the_proposal_is_talked_of_first(pack: Pack, base: RuleBase) -> None:
    one = case_of(pack, PRESUMED | {"manager.rebuttal": "none_recorded"})
    other = case_of(pack, PRESUMED | {"manager.rebuttal": "agreed", "protection.recording": "rarely"})

    first, *_ = items = agenda(base, one, other)

    assert [str(place) for place in first.places] == ["manager.rebuttal"] * 2
    assert first.answers == ("none_recorded", "agreed")
    assert Swap(0, "declined", "sustained") in first.swaps
    assert {str(item.places[0]) for item in items} == {"manager.rebuttal", "protection.recording"}


def test_records_are_held_against_those_that_answer_alike_whatever_their_labels(
    pack: Pack, base: RuleBase
) -> None:
    one = case_of(pack, UNMOVED | {"leaver:A.planning": "poor", "leaver:B.planning": "well"})
    other = case_of(
        pack,
        UNMOVED | {"leaver:C.planning": "well", "leaver:B.planning": "poor", "leaver:D.planning": "none"},
    )

    items = agenda(base, one, other)

    assert [tuple(map(str, item.places)) for item in items] == [("None", "leaver:D")]
    assert "leaver-unplanned-though-time" not in items[0].rules
    assert items[0].rules


def test_a_case_for_training_is_in_no_pair(pack: Pack, base: RuleBase) -> None:
    cases = [judged(pack, "a", "sustained", UNMOVED), judged(pack, "b", "declined", UNMOVED)]

    found = found_in(base, [cases[0], replace(cases[1], purpose="training")])

    assert found_in(base, cases).found == 1
    assert (found.pairs, found.found, found.cases) == ((), 0, 1)
