"""The laws of the two readings and of the proposal, on generated cases."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.case import At, Case
from assistant.pack import Pack
from assistant.reasoning import Judging, gather, meaning
from assistant.reasoning.evidence import ABSENT, OPEN
from assistant.work.interview import gate
from tests.generated import Shape, random_case, with_answer

pytestmark = pytest.mark.no_cover

seeds = st.integers(0, 2**32)


@settings(max_examples=500)
@given(seed=seeds)
def test_what_is_known_concludes_something_possible(judging: Judging, pack: Pack, seed: int) -> None:
    both = meaning(judging.base, gather(random_case(pack, seed), pack))

    assert both.known.judgement.outcome in both.certain.possible
    for area, conclusion in both.known.evaluations.items():
        assert conclusion.outcome in both.certain.evaluations[area]
    for reading in both.known.case_review:
        assert both.certain.case_review[reading.reading] in (None, reading.consider)


@settings(max_examples=500)
@given(seed=seeds)
def test_on_a_complete_case_both_readings_are_equal(judging: Judging, pack: Pack, seed: int) -> None:
    evidence = gather(random_case(pack, seed, Shape()), pack)

    both = meaning(judging.base, evidence)

    assert evidence.complete(pack)
    assert both.certain.possible == (both.known.judgement.outcome,)
    assert {area: (one.outcome,) for area, one in both.known.evaluations.items()} == both.certain.evaluations
    assert {one.reading: one.consider for one in both.known.case_review} == both.certain.case_review


@settings(max_examples=500)
@given(seed=seeds)
def test_a_proposal_is_possible_and_settled_only_when_nothing_else_is(
    judging: Judging, pack: Pack, seed: int
) -> None:
    judged = judging.live(random_case(pack, seed))

    proposal, possible = judged.proposal, judged.certain.possible
    assert proposal.judgement in (None, *possible)
    assert (proposal.standing == "settled") == (possible == (proposal.judgement,))
    assert (proposal.standing is None) == (proposal.judgement is None)


def test_an_empty_case_proposes_nothing(judging: Judging) -> None:
    judged = judging.judge(Case(id="empty", evidence_id="empty"))

    assert (judged.proposal.judgement, judged.proposal.standing, judged.proposal.ground) == (None, None, None)
    assert set(judged.areas.values()) == {None}


def test_an_empty_case_with_every_section_closed_proposes_nothing(judging: Judging, pack: Pack) -> None:
    sections = frozenset(kind.id for kind in pack.sections)

    judged = judging.judge(Case(id="empty", evidence_id="empty", complete=sections))

    assert judged.proposal.judgement is None


@settings(max_examples=300)
@given(seed=seeds, data=st.data())
def test_answering_never_adds_to_what_is_possible(
    judging: Judging, pack: Pack, seed: int, data: st.DataObject
) -> None:
    case = random_case(pack, seed)
    evidence = gather(case, pack)
    before = meaning(judging.base, evidence).certain
    for question in evidence.open[:: max(1, len(evidence.open) // 8)]:
        at = question.at
        value = data.draw(
            st.sampled_from([answer.id for answer in pack.questions[at.key.record][at.question].answers])
        )

        after = meaning(judging.base, gather(with_answer(case, at, value), pack)).certain

        assert set(after.possible) <= set(before.possible), f"{at}: {value}"
        for area, possible in after.evaluations.items():
            assert set(possible) <= set(before.evaluations[area]), f"{at}: {value}"


@settings(max_examples=200)
@given(seed=seeds)
def test_closing_a_section_never_adds_to_what_is_possible(judging: Judging, pack: Pack, seed: int) -> None:
    case = random_case(pack, seed, Shape(answered=0.8, closed=0.3))
    before = meaning(judging.base, gather(case, pack)).certain
    for kind in pack.sections:
        closed = replace(case, complete=case.complete | {kind.id})

        after = meaning(judging.base, gather(closed, pack)).certain

        assert set(after.possible) <= set(before.possible), kind.id


@settings(max_examples=100)
@given(seed=seeds)
def test_the_order_of_records_changes_no_conclusion(judging: Judging, pack: Pack, seed: int) -> None:
    case = random_case(pack, seed)
    turned = replace(case, records=MappingProxyType(dict(reversed(list(case.records.items())))))

    one, other = judging.live(case), judging.live(turned)

    assert one.known.judgement == other.known.judgement
    assert one.certain == other.certain
    assert set(one.known.findings) == set(other.known.findings)


@settings(max_examples=300)
@given(seed=seeds)
def test_the_interview_asks_what_the_rules_take_for_asked(pack: Pack, seed: int) -> None:
    case = random_case(pack, seed)
    evidence = gather(case, pack)
    for records in evidence.records.values():
        for record in records:
            for name, value in record.values.items():
                answer = case.answer(At(record.key, name))
                state = gate(case, pack, At(record.key, name))

                if state == "closed":
                    assert value == ABSENT, f"{record.key}.{name}"
                elif state == "waiting":
                    assert value == OPEN, f"{record.key}.{name}"
                elif answer is not None and answer.state == "answered":
                    assert value == answer.value, f"{record.key}.{name}"
