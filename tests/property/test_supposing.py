"""What is supposed of one answer comes to what the changed case comes to as a whole."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.case import At, Case
from assistant.pack import load_pack
from assistant.reasoning import (
    Judging,
    Meaning,
    Sensitive,
    Supposing,
    closings,
    gather,
    meaning,
    onward,
    sensitivity,
)
from assistant.reasoning.evidence import ABSENT, OPEN
from tests.generated import Shape, random_case, with_answer
from tests.packs import TINY, changed

pytestmark = pytest.mark.no_cover

seeds = st.integers(0, 2**32)

GATES = (
    ("bed", 'ask: "What is it for?"', 'asked_when: {plot.kind: full}\n    ask: "What is it for?"'),
    ("bed", "asked_when: {use: crop}", 'asked_when: {use: crop, part.soil.walked: "yes"}'),
    ("part", 'ask: "What did last', 'asked_when: {walked: "yes"}\n    ask: "What did last'),
    ("part", 'ask: "Was this walked?"', 'asked_when: {plot.kind: [full]}\n    ask: "Was this walked?"'),
    ("water", 'ask: "How carefully', 'asked_when: {part.soil.said: [fine, poor]}\n    ask: "How carefully'),
)
"""Gates on gated choices, on records of an area and on single records, from single records and from sections."""


@pytest.fixture(scope="module")
def tiny() -> Judging:
    return Judging(load_pack(TINY), "meaning")


@pytest.fixture(scope="module")
def gated(tmp_path_factory: pytest.TempPathFactory) -> Judging:
    pack = TINY
    for number, (questions, old, new) in enumerate(GATES):
        file = f"knowledge/questions/{questions}.yaml"
        pack = changed(pack, tmp_path_factory.mktemp(f"gated{number}"), file, old, new)
    return Judging(load_pack(pack), "meaning")


@pytest.fixture(scope="module")
def counting_records(tmp_path_factory: pytest.TempPathFactory) -> Judging:
    counted = "when: [{findings: {record: [bed, ground]}, at_least: 1, at_most: 2, distinct: records}]"
    old = "when: [{findings: {direction: still, rests_on: compared}, at_least: 1}]"
    pack = changed(TINY, tmp_path_factory.mktemp("counting"), "rules/later.yaml", old, counted)
    return Judging(load_pack(pack), "meaning")


def come_to(judging: Judging, case: Case) -> Meaning:
    return meaning(judging.base, gather(case, judging.pack))


def supposing_of(judging: Judging, case: Case) -> Supposing:
    return Supposing(judging.base, case, gather(case, judging.pack))


def partly_open(seed: int) -> Shape:
    rng = random.Random(seed)
    return Shape(
        answered=rng.choice([0.1, 0.5, 0.8, 0.95, 1.0]),
        uncertain=rng.choice([0.0, 0.5]),
        closed=rng.choice([0.0, 0.5, 1.0]),
        best=rng.choice([0.3, 0.6, 0.9]),
        worst=rng.choice([0.0, 0.1]),
        records=rng.choice([0, 1, 2, 3]),
    )


def assert_as_the_whole(judging: Judging, case: Case) -> None:
    pack, supposing = judging.pack, supposing_of(judging, case)
    now = come_to(judging, case).certain.possible
    for one in onward(supposing):
        whole = [
            (choice.id, come_to(judging, with_answer(case, one.at, choice.id)).certain.possible)
            for choice in pack.questions[one.at.key.record][one.at.question].answers
        ]
        assert list(one.leaves) == whole, one.at
        assert one.matters == any(left != now for _, left in whole), one.at
    for closing in closings(supposing):
        closed = replace(case, complete=case.complete | {closing.section})
        assert closing.leaves == come_to(judging, closed).certain.possible, closing.section


def moved(judging: Judging, case: Case) -> tuple[list[Sensitive], int]:
    """The answers that move the judgement, by judging every changed case as a whole."""
    pack, evidence = judging.pack, gather(case, judging.pack)
    now = come_to(judging, case).known.judgement.outcome
    found, tried = [], 0
    for records in evidence.records.values():
        for key, values in records:
            for name, value in values.items():
                question = pack.questions[key.record][name]
                if value in (OPEN, ABSENT) or (question.kind == "choice" and not question.varies):
                    continue
                tried += 1
                led: dict[str, list[str]] = {}
                for choice in question.answers:
                    after = come_to(judging, with_answer(case, At(key, name), choice.id))
                    led.setdefault(after.known.judgement.outcome, []).append(choice.id)
                moves = tuple((one, tuple(led[one])) for one in pack.judgements if one != now and one in led)
                if moves:
                    found.append(Sensitive(At(key, name), value, moves))
    return found, tried


@settings(max_examples=300, deadline=None)
@given(seed=seeds)
def test_what_an_answer_leaves_possible_is_what_judging_the_answered_case_leaves(
    judging: Judging, seed: int
) -> None:
    assert_as_the_whole(judging, random_case(judging.pack, seed, partly_open(seed)))


@settings(max_examples=300, deadline=None)
@given(seed=seeds)
def test_so_it_is_in_a_pack_of_another_field(tiny: Judging, seed: int) -> None:
    assert_as_the_whole(tiny, random_case(tiny.pack, seed, partly_open(seed)))


@settings(max_examples=300, deadline=None)
@given(seed=seeds)
def test_so_it_is_where_gates_read_gated_choices(gated: Judging, seed: int) -> None:
    assert_as_the_whole(gated, random_case(gated.pack, seed, partly_open(seed)))


@settings(max_examples=300, deadline=None)
@given(seed=seeds)
def test_so_it_is_where_a_rule_counts_records(counting_records: Judging, seed: int) -> None:
    assert_as_the_whole(counting_records, random_case(counting_records.pack, seed, partly_open(seed)))


@settings(max_examples=60, deadline=None)
@given(seed=seeds)
def test_the_answers_that_move_the_judgement_are_those_whose_changed_case_is_judged_otherwise(
    judging: Judging, seed: int
) -> None:
    case = random_case(judging.pack, seed, partly_open(seed))

    found = sensitivity(supposing_of(judging, case))

    assert (list(found.moving), found.tried) == moved(judging, case)


@settings(max_examples=300, deadline=None)
@given(seed=seeds)
def test_so_they_are_in_a_pack_of_another_field(gated: Judging, seed: int) -> None:
    case = random_case(gated.pack, seed, partly_open(seed))

    found = sensitivity(supposing_of(gated, case))

    assert (list(found.moving), found.tried) == moved(gated, case)


@settings(max_examples=200, deadline=None)
@given(seed=seeds, data=st.data())
def test_several_answers_supposed_at_once_come_to_what_the_changed_case_comes_to(
    judging: Judging, seed: int, data: st.DataObject
) -> None:
    case = random_case(judging.pack, seed)
    evidence = gather(case, judging.pack)
    supposing = Supposing(judging.base, case, evidence)
    places = [
        At(record.key, name)
        for records in evidence.records.values()
        for record in records
        for name in record.values
    ]
    values = {
        at: data.draw(
            st.sampled_from([one.id for one in judging.pack.questions[at.key.record][at.question].answers])
        )
        for at in data.draw(st.lists(st.sampled_from(places), min_size=2, max_size=4, unique=True))
    }

    supposed = supposing.all_answered(values)

    for at, value in values.items():
        case = with_answer(case, at, value)
    whole = meaning(judging.base, gather(case, judging.pack))
    assert supposed.known == whole.known.judgement
    assert supposed.possible == whole.certain.possible
