"""First checks of the properties that the rule base owes: worse is never better, and what section 19 presumes holds."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.case import Answer, At, Case, Key, Record
from assistant.pack import Outcome, Pack, Question
from assistant.reasoning import Judging, Known, gather, meaning
from tests.generated import Shape, random_case, with_answer

pytestmark = pytest.mark.no_cover

seeds = st.integers(0, 2**32)


def judged_case(pack: Pack, seed: int, **shape: float) -> Case:
    """A complete case of which a judgement is due and nothing is withheld."""
    rng = random.Random(seed)
    given_shape = {
        "best": rng.choice([0.3, 0.6, 0.95]),
        "worst": rng.choice([0.0, 0.02, 0.1]),
        "records": rng.choice([1, 2, 3]),
    } | shape
    case = random_case(pack, seed, Shape(**given_shape))  # type: ignore[arg-type]
    case = with_answer(case, At(Key("home"), "judgement_due"), "yes")
    for area in pack.areas:
        case = with_answer(case, At(Key("area", area), "reported"), "yes")
    return case


def known(judging: Judging, case: Case) -> Known:
    return meaning(judging.base, gather(case, judging.pack)).known


def assert_no_better(pack: Pack, before: Known, after: Known, what: str) -> None:
    def better(one: str, other: str, outcomes: dict[str, Outcome]) -> bool:
        then, now = outcomes[one].scale, outcomes[other].scale
        return then is not None and now is not None and now < then

    assert not better(before.judgement.outcome, after.judgement.outcome, dict(pack.judgements)), what
    for area, conclusion in before.evaluations.items():
        assert not better(conclusion.outcome, after.evaluations[area].outcome, dict(pack.evaluations)), (
            f"{what} in {area}"
        )
    for one, other in zip(before.case_review, after.case_review, strict=True):
        assert not (one.consider and not other.consider), f"{what}: review {one.reading}"


def worsenings(pack: Pack, case: Case) -> Iterator[tuple[At, str]]:
    """Every scale answer of the case that can become one step worse, with the next answer."""
    for key, record in case.records.items():
        for name, answer in record.answers.items():
            question = pack.questions[key.record][name]
            ids = [choice.id for choice in question.answers]
            if question.kind == "scale" and answer.state == "answered" and answer.value != ids[-1]:
                yield At(key, name), ids[ids.index(str(answer.value)) + 1]


@settings(max_examples=150)
@given(seed=seeds)
def test_a_worse_answer_never_makes_anything_better(judging: Judging, pack: Pack, seed: int) -> None:
    case = judged_case(pack, seed)
    before = known(judging, case)
    for at, worse in worsenings(pack, case):
        after = known(judging, with_answer(case, at, worse))

        assert_no_better(pack, before, after, f"{at}: {worse}")


@settings(max_examples=200)
@given(seed=seeds)
def test_one_more_record_at_its_worst_never_makes_anything_better(
    judging: Judging, pack: Pack, seed: int
) -> None:
    case = judged_case(pack, seed)
    before = known(judging, case)
    for kind in pack.sections:
        key = Key(kind.id, f"{kind.letter or 'Z'}99")
        rng = random.Random(seed)
        worst = {
            question.id: Answer(
                "answered",
                question.answers[-1].id
                if question.kind == "scale"
                else rng.choice([answer.id for answer in question.answers]),
            )
            for question in pack.questions[kind.id].values()
            if question.kind != "fact"
        }
        more = Case(
            case.id,
            case.evidence_id,
            records={**case.records, key: Record(key, worst)},
            complete=case.complete,
            sampled=case.sampled,
        )

        after = known(judging, more)

        assert_no_better(pack, before, after, str(key))


@settings(max_examples=300)
@given(seed=seeds)
def test_a_case_caught_by_the_presumption_without_rebuttal_is_declined(
    judging: Judging, pack: Pack, seed: int
) -> None:
    case = judged_case(pack, seed, best=0.9)
    manager = Key("manager")
    for question, value in {
        "post": "appointed",
        "application": "not_submitted",
        "rebuttal": "none_recorded",
    }.items():
        case = with_answer(case, At(manager, question), value)

    concluded = known(judging, case)

    assert concluded.judgement.outcome == "declined"
    assert "declined-by-manager-presumption" in concluded.judgement.rests_on


@settings(max_examples=300)
@given(seed=seeds)
def test_a_case_at_the_floor_is_declined_and_a_review_considered_whatever_else(
    judging: Judging, pack: Pack, seed: int
) -> None:
    case = judged_case(pack, seed, best=0.95, worst=0.0)

    concluded = known(judging, with_answer(case, At(Key("protection"), "safe_now"), "serious_risk"))

    assert concluded.judgement.outcome == "declined"
    assert all(reading.consider for reading in concluded.case_review)


@settings(max_examples=200)
@given(seed=seeds)
def test_at_the_floor_a_review_is_considered_even_where_no_judgement_is_made(
    judging: Judging, pack: Pack, seed: int
) -> None:
    case = with_answer(random_case(pack, seed), At(Key("protection"), "safe_now"), "serious_risk")

    assert any(reading.consider for reading in known(judging, case).case_review)


@settings(max_examples=500)
@given(seed=seeds)
def test_improved_means_no_lasting_harm_and_nothing_unmet_with_more_than_minor_effect(
    judging: Judging, pack: Pack, seed: int
) -> None:
    case = judged_case(pack, seed, best=0.9, worst=0.01)

    concluded = known(judging, case)

    if concluded.judgement.outcome == "improved":
        fired = {finding.rule for finding in concluded.findings}
        assert not fired & {
            "lasting-harm",
            "requirement-unmet-significant",
            "children-at-risk",
            "resident-at-risk",
        }
        assert concluded.evaluations["experiences"].outcome == "improved"


@settings(max_examples=500)
@given(seed=seeds)
def test_declined_means_that_a_review_is_considered(judging: Judging, pack: Pack, seed: int) -> None:
    concluded = known(judging, random_case(pack, seed))

    if concluded.judgement.outcome == "declined":
        assert all(reading.consider for reading in concluded.case_review)


UNMOVED = {"period_dip": "none", "slip_found": "no", "post": "registered", "vacancy": "none"}


def unmoved_case(pack: Pack, seed: int, baseline: str | None) -> Case:
    """A complete case in which nothing moved: change answers are even, and no level is below the baseline."""
    rng = random.Random(seed)
    found = {area: baseline or rng.choice(["strong", "sound", "weak", "silent"]) for area in pack.areas}
    case = judged_case(pack, seed)
    for key, record in case.records.items():
        area = key.label if key.record == "area" else pack.area_of(key.record)
        for name, answer in record.answers.items():
            question = pack.questions[key.record][name]
            if answer.state == "answered":
                value = unmoved(
                    rng, question, found[area] if area in found and area != "requirements" else "silent"
                )
                case = with_answer(case, At(key, name), value)
    for area, then in found.items():
        case = with_answer(case, At(Key("area", area), "baseline_found"), then)
    return case


def unmoved(rng: random.Random, question: Question, then: str) -> str:
    ids = [answer.id for answer in question.answers]
    if question.even:
        return question.even
    if question.kind == "choice":
        return UNMOVED.get(question.id) or (
            "yes" if question.id in ("judgement_due", "reported") else rng.choice(ids)
        )
    if question.id == "safe_now":  # at risk today is the floor's neighbour: never below safe with small gaps
        return rng.choice(ids[:2])
    match then:
        case "strong" | "sound":  # the better half of the scale, without its middle
            return rng.choice([one for place, one in enumerate(ids) if place < (len(ids) - 1) / 2])
        case "weak" if question.about == "level" and question.id not in ("harm", "protected"):
            return rng.choice(ids)
        case _:
            return rng.choice(ids[:-1])


@settings(max_examples=400)
@given(seed=seeds)
def test_where_nothing_moved_and_nothing_is_below_the_baseline_the_home_is_sustained(
    judging: Judging, pack: Pack, seed: int
) -> None:
    concluded = known(judging, unmoved_case(pack, seed, None))

    assert concluded.judgement.outcome == "sustained", concluded.judgement


@settings(max_examples=400)
@given(seed=seeds)
def test_a_weak_home_that_is_no_worse_has_not_declined(judging: Judging, pack: Pack, seed: int) -> None:
    concluded = known(judging, unmoved_case(pack, seed, "weak"))

    assert concluded.judgement.outcome == "sustained", concluded.judgement
