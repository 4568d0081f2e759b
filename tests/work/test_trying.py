"""Other answers tried on a case: what comes of them, and that the case stays as it is."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.case import Answer, Case, Cleared, JudgementRecorded, apply, parse_at, read_case
from assistant.case.header import JudgementMade
from assistant.case.model import At
from assistant.reasoning import Judging
from assistant.reasoning.supposing import Supposing
from assistant.work.interview import every_step
from assistant.work.trying import Trial, as_tried, begin, case_reviews, on, with_answer, without
from tests.packs import real_pack

FIXTURE = Path(__file__).parents[1] / "fixtures" / "cases" / "declined.yaml"
PACK = real_pack()
JUDGING = Judging(PACK, "meaning")
CASE = read_case(FIXTURE, PACK).case
POSSIBLE = [
    (step.at, answer.id)
    for step in every_step(CASE, PACK)
    for answer in step.question.answers
    if step.question.kind != "fact"
]


def at(text: str) -> At:
    found = parse_at(text)
    assert found is not None
    return found


POST = at("manager.post")


def tried(case: Case, *answers: tuple[At, str]) -> Trial:
    trial = begin(JUDGING.live(case))
    for place, value in answers:
        trial = with_answer(JUDGING, trial, place, as_tried(value))
    return trial


def test_nothing_is_tried_at_first() -> None:
    trial = tried(CASE)

    assert trial.tried is trial.recorded
    assert (trial.changes, trial.come, trial.go) == ((), (), ())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(POSSIBLE), max_size=6))
def test_whatever_is_tried_the_case_stays_as_it_is_and_all_can_be_taken_back(
    chosen: list[tuple[At, str]],
) -> None:
    before = read_case(FIXTURE, PACK).case
    trial = tried(CASE, *chosen)
    assert trial.recorded.case is CASE
    assert before == CASE

    for place in list(trial.answers):
        trial = without(JUDGING, trial, place)

    assert trial.tried is trial.recorded


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(POSSIBLE), max_size=6))
def test_what_is_tried_comes_to_what_the_same_answers_supposed_come_to(chosen: list[tuple[At, str]]) -> None:
    trial = tried(CASE, *chosen)
    supposing = Supposing(JUDGING.base, CASE, JUDGING.live(CASE).evidence)

    values = {place: str(answer.value) for place, answer in trial.answers.items()}

    assert supposing.all_answered(values).known == trial.tried.known.judgement


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(POSSIBLE), max_size=6))
def test_findings_that_come_and_go_lead_from_one_side_to_the_other(chosen: list[tuple[At, str]]) -> None:
    trial = tried(CASE, *chosen)

    kept = set(trial.recorded.known.findings) - set(trial.go)

    assert kept | set(trial.come) == set(trial.tried.known.findings)
    assert not set(trial.come) & set(trial.recorded.known.findings)


def test_an_answer_as_it_is_recorded_is_no_change_and_takes_one_back() -> None:
    recorded = CASE.answer(POST)
    assert recorded is not None
    trial = tried(CASE, (POST, "registered"), (POST, str(recorded.value)))

    assert trial.changes == ()


def test_an_answer_tried_twice_is_one_change_as_it_was_and_as_it_was_tried_last() -> None:
    trial = tried(CASE, (POST, "registered"), (POST, "uncertain"))

    (change,) = trial.changes

    assert change.was == CASE.answer(POST)
    assert change.now == Answer("uncertain", reason="tried")


def test_an_open_question_can_be_tried() -> None:
    case = apply(CASE, Cleared(POST))

    (change,) = tried(case, (POST, "vacant")).changes

    assert change.was is None


def test_what_somebody_recorded_meanwhile_is_no_longer_tried() -> None:
    trial = tried(CASE, (POST, "registered"), (at("manager.timely"), "uncertain"))
    meanwhile = JUDGING.live(trial.tried.case)

    assert on(JUDGING, trial, meanwhile).changes == ()


def test_what_is_tried_of_a_record_that_is_gone_is_left_out() -> None:
    place = next(one for one, _ in POSSIBLE if one.key.added)
    without_it = Case(CASE.id, CASE.evidence_id)
    trial = tried(CASE, (POST, "registered"), (place, "uncertain"))

    assert list(on(JUDGING, trial, JUDGING.live(without_it)).answers) == [POST]


def test_a_case_that_was_confirmed_meanwhile_is_not_judged_again() -> None:
    trial = tried(CASE, (POST, "registered"))
    confirmed = JUDGING.confirm(trial.recorded)

    later = on(JUDGING, trial, confirmed)

    assert later.recorded is confirmed
    assert later.tried is trial.tried


def test_the_readings_of_the_case_review_follow_the_answers_and_not_the_judgement_recorded() -> None:
    made = JudgementMade(decided="improved", reasons="seen otherwise", departure=True)
    judged = apply(CASE, JudgementRecorded(made))

    told = [one.recorded.told for one in case_reviews(JUDGING, tried(judged))]

    assert told == [one.recorded.told for one in case_reviews(JUDGING, tried(CASE))]
    assert any(one.recorded.is_considered for one in case_reviews(JUDGING, tried(judged)))
