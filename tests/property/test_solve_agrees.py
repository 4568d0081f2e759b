"""z3 comes to what the meaning comes to for certain, or to less of it, and to just what trying everything gives."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assistant.case import Answer, At, Case, Key, Record
from assistant.pack import Pack, load_pack
from assistant.reasoning import Certain, Judging, gather, meaning
from tests.generated import Shape, random_case, with_answer
from tests.packs import TINY, changed

pytestmark = pytest.mark.no_cover

MOST = 3_000
"""More ways of answering than this are not tried."""

seeds = st.integers(0, 2**32)


@pytest.fixture(scope="module")
def tiny() -> Judging:
    return Judging(load_pack(TINY), "meaning")


def exact(judging: Judging, case: Case) -> tuple[Certain, Certain]:
    """What is certain by the meaning, and what the solver leaves of it."""
    evidence = gather(case, judging.pack)
    certain = meaning(judging.base, evidence).certain
    return certain, judging.solver.tighten(case, evidence, certain)


@settings(max_examples=1_200, deadline=None)
@given(seed=seeds)
def test_the_solver_adds_nothing_to_what_is_possible_and_leaves_something(
    judging: Judging, pack: Pack, seed: int
) -> None:
    first, confirmed = exact(judging, random_case(pack, seed))

    assert confirmed.possible
    assert set(confirmed.possible) <= set(first.possible)
    for area, possible in confirmed.evaluations.items():
        assert possible
        assert set(possible) <= set(first.evaluations[area])
    for reading, considered in first.case_review.items():
        assert considered in (None, confirmed.case_review[reading])


@settings(max_examples=300, deadline=None)
@given(seed=seeds)
def test_on_a_complete_case_the_solver_comes_to_what_is_known(
    judging: Judging, pack: Pack, seed: int
) -> None:
    case = random_case(pack, seed, Shape())
    known = meaning(judging.base, gather(case, pack)).known

    with judging.solver.posed(case, gather(case, pack)) as posed:
        for name, outcome in posed.stages.judgement.items():
            assert posed.can_be(outcome) == (name == known.judgement.outcome)
        for area, outcomes in posed.stages.areas.items():
            for name, outcome in outcomes.items():
                assert posed.can_be(outcome) == (name == known.evaluations[area].outcome)
        for reading in known.case_review:
            assert posed.can_be(posed.stages.reviews[reading.reading]) == reading.consider


@settings(max_examples=200, deadline=None)
@given(seed=seeds)
def test_what_the_solver_leaves_is_just_what_trying_every_answer_gives(
    judging: Judging, pack: Pack, seed: int
) -> None:
    case = with_a_few_open(pack, seed, most=4)

    _, confirmed = exact(judging, case)

    assert_tried(judging, case, confirmed)


@settings(max_examples=300, deadline=None)
@given(seed=seeds)
def test_so_it_is_with_a_pack_of_another_field(tiny: Judging, seed: int) -> None:
    case = with_a_few_open(tiny.pack, seed, most=6)

    _, confirmed = exact(tiny, case)

    assert_tried(tiny, case, confirmed)


@settings(max_examples=60, deadline=None)
@given(seed=seeds)
def test_a_section_that_is_open_may_still_get_any_record(tiny: Judging, seed: int) -> None:
    """Every record that could be added to one open section, and every pair of them, is tried."""
    rng = random.Random(seed)
    section = rng.choice([kind.id for kind in tiny.pack.sections])
    whole = random_case(tiny.pack, seed, Shape(records=1))
    case = replace(whole, complete=whole.complete - {section}, sampled=whole.sampled - {section})

    _, confirmed = exact(tiny, case)

    found = {outcome(tiny, more) for more in with_more_records(tiny.pack, case, section)}
    assert found <= set(confirmed.possible)
    if tiny.solver.written({}).answers.sections[section].most <= 2:
        assert found == set(confirmed.possible)


def with_a_few_open(pack: Pack, seed: int, most: int) -> Case:
    """A complete case with a few answers taken out, often ones of single records that much depends on."""
    rng = random.Random(seed)
    case = random_case(pack, seed, Shape(best=rng.choice([0.3, 0.6, 0.9]), worst=rng.choice([0.0, 0.1, 0.4])))
    places = [
        At(key, name)
        for key, record in case.records.items()
        for name in record.answers
        if pack.questions[key.record][name].kind != "fact"
    ]
    for at in rng.sample(places, min(len(places), rng.randint(1, most))):
        case = with_answer(case, at, None)
    return case


def completions(pack: Pack, case: Case) -> Iterator[Case]:
    """Every way of answering what is open, what is switched on by an answer included."""
    open_ones = gather(case, pack).open
    if not open_ones:
        yield case
        return
    at = open_ones[0].at
    question = pack.questions[at.key.record][at.question]
    for answer in question.answers:
        yield from completions(pack, with_answer(case, at, answer.id))
    if question.not_applicable:
        record = case.records.get(at.key) or Record(at.key)
        answers = {**record.answers, at.question: Answer("not_applicable", None, "not so here")}
        records = {**case.records, at.key: Record(at.key, MappingProxyType(answers))}
        yield from completions(pack, replace(case, records=MappingProxyType(records)))


def assert_tried(judging: Judging, case: Case, confirmed: Certain) -> None:
    tried = [
        meaning(judging.base, gather(one, judging.pack)).known
        for one in itertools.islice(completions(judging.pack, case), MOST)
    ]
    assume(len(tried) < MOST)

    assert {one.judgement.outcome for one in tried} == set(confirmed.possible)
    for area, possible in confirmed.evaluations.items():
        assert {one.evaluations[area].outcome for one in tried} == set(possible)
    for place, (_, considered) in enumerate(confirmed.case_review.items()):
        found = {one.case_review[place].consider for one in tried}
        assert found == ({True, False} if considered is None else {considered})


def with_more_records(pack: Pack, case: Case, section: str) -> Iterator[Case]:
    kind = pack.record_types[section]
    closed = replace(case, complete=case.complete | {section})
    empty = [Record(Key(kind.id, f"{kind.letter or 'Z'}{number}")) for number in (98, 99)]
    for count in (0, 1, 2):
        records = {**case.records, **{record.key: record for record in empty[:count]}}
        yield from completions(pack, replace(closed, records=MappingProxyType(records)))


def outcome(judging: Judging, case: Case) -> str:
    return meaning(judging.base, gather(case, judging.pack)).known.judgement.outcome


ALIKE = """  - id: bed-on-a-half-plot
    stage: finding
    for: bed
    when: {plot.kind: [half]}
    find: {area: soil, direction: back, weight: heavy, rests_on: compared}
    say: "{record} lies on half a plot"
    cites: 1/soil
    basis: interpretation
    why: "For this test: it reads nothing of the bed itself."
"""


@pytest.fixture(scope="module")
def alike(tmp_path_factory: pytest.TempPathFactory) -> Judging:
    """The tiny pack with a rule that fires for each record alike, whatever is said of it."""
    folder = tmp_path_factory.mktemp("alike")
    return Judging(
        load_pack(changed(TINY, folder, "rules/findings.yaml", "rules:\n", "rules:\n" + ALIKE)), "meaning"
    )


@settings(max_examples=150, deadline=None)
@given(seed=seeds)
def test_a_rule_that_reads_nothing_of_its_own_record_counts_each_record_that_may_come(
    alike: Judging, seed: int
) -> None:
    rng = random.Random(seed)
    whole = random_case(alike.pack, seed, Shape(records=1))
    case = replace(whole, complete=whole.complete - {"bed"}, sampled=whole.sampled - {"bed"})
    if rng.random() < 0.5:
        case = with_answer(case, At(Key("plot"), "kind"), "half")

    _, confirmed = exact(alike, case)

    found = {outcome(alike, more) for more in with_more_records(alike.pack, case, "bed")}
    assert found <= set(confirmed.possible)


@settings(max_examples=100, deadline=None)
@given(seed=seeds)
def test_what_was_set_aside_behind_an_open_gate_comes_back_with_it(tiny: Judging, seed: int) -> None:
    case = random_case(tiny.pack, seed, Shape(not_applicable=0.5))
    gates = [
        At(key, gate.ref.question)
        for key, record in case.records.items()
        for name in record.answers
        for gate in tiny.pack.gates.get((key.record, name), ())
        if gate.ref.own
    ]
    assume(gates)
    case = with_answer(case, gates[0], None)

    _, confirmed = exact(tiny, case)

    assert_tried(tiny, case, confirmed)


@settings(max_examples=80, deadline=None)
@given(seed=seeds)
def test_what_the_questions_to_ask_first_leave_is_just_what_answering_leaves(
    judging: Judging, pack: Pack, seed: int
) -> None:
    case = with_a_few_open(pack, seed, most=6)
    judged = judging.confirm(judging.live(case))

    for asked in judging.ask(judged)[:3]:
        for answer, left in asked.leaves:
            answered = judging.live(with_answer(case, asked.at, answer))
            assert left == judging.confirm(answered).certain.possible, f"{asked.at}: {answer}"
