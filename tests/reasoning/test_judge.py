"""What is proposed, how firmly and on what ground."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from assistant.case import Answer
from assistant.pack import Pack
from assistant.problems import Refused
from assistant.reasoning import Judging, as_json, durable_rules, gather, meaning
from tests.generated import random_case
from tests.small_cases import PRESUMED, UNMOVED, case_of

needs_engine = pytest.mark.skipif(durable_rules() is None, reason="durable-rules is not installed")


def proposal(
    judging: Judging, answers: dict[str, str | Answer | None], *, closed: bool = True
) -> tuple[str | None, str | None, str | None]:
    judged = judging.judge(case_of(judging.pack, answers, closed=closed))
    return judged.proposal.judgement, judged.proposal.standing, judged.proposal.ground


def test_a_home_in_which_nothing_moved_is_sustained_on_the_evidence(judging: Judging) -> None:
    assert proposal(judging, UNMOVED) == ("sustained", "settled", "evidence")


def test_an_open_answer_leaves_the_proposal_provisional(judging: Judging) -> None:
    answers = UNMOVED | {"protection.safety_change": Answer("uncertain", None, "accounts differ")}

    assert proposal(judging, answers) == ("sustained", "provisional", "evidence")


def test_nothing_is_proposed_while_an_area_was_not_looked_at(judging: Judging) -> None:
    answers = {place: said for place, said in UNMOVED.items() if not place.startswith("experiences.")}

    assert proposal(judging, answers) == (None, None, None)


def test_an_area_that_cannot_change_the_outcome_need_not_be_looked_at(judging: Judging) -> None:
    answers = {place: said for place, said in UNMOVED.items() if not place.startswith("partnership.")}

    assert proposal(judging, answers) == ("sustained", "settled", "evidence")


def test_what_is_certain_is_proposed_although_other_areas_are_open(judging: Judging) -> None:
    answers: dict[str, str | Answer | None] = {
        "home.judgement_due": "yes",
        "protection.safe_now": "serious_risk",
    }

    assert proposal(judging, answers, closed=False) == ("declined", "settled", "evidence")


def test_the_manager_presumption_gives_declined_presumed(judging: Judging) -> None:
    assert proposal(judging, PRESUMED) == ("declined", "settled", "presumed")


def test_a_recorded_rebuttal_lifts_the_presumption(judging: Judging) -> None:
    reason = "in post for three days; the papers are complete"
    answers = PRESUMED | {"manager.rebuttal": Answer("answered", "recorded", reason)}

    assert proposal(judging, answers) == ("sustained", "settled", "balanced")


def test_no_judgement_is_proposed_where_none_is_due(judging: Judging) -> None:
    assert proposal(judging, {"home.judgement_due": "no"}, closed=False) == ("none", "settled", None)


def test_an_area_neither_reported_nor_excused_withholds_and_is_named(judging: Judging) -> None:
    answers = UNMOVED | {"area:partnership.reported": "no", "area:partnership.exceptional_reason": "none"}
    judged = judging.judge(case_of(judging.pack, answers))

    told = as_json(judged, ())

    assert told["proposal"] == {
        "judgement": "withheld",
        "standing": "settled",
        "ground": None,
        "blocked_by": ["area:partnership"],
    }
    assert told["areas"]["partnership"] == "not_reported"


def test_an_open_question_matters_only_while_one_of_its_answers_changes_what_is_possible(
    judging: Judging,
) -> None:
    answers = UNMOVED | {"protection.safety_change": None, "leadership.oversight_done": None}
    judged = judging.judge(case_of(judging.pack, answers))

    assert [str(one.at) for one in judging.ask(judged)] == ["protection.safety_change"]


def test_nothing_matters_once_one_judgement_is_possible(judging: Judging) -> None:
    judged = judging.judge(
        case_of(judging.pack, {"home.judgement_due": "yes", "protection.safe_now": "serious_risk"})
    )

    assert judged.evidence.open
    assert judging.ask(judged) == ()


def test_without_durable_rules_the_meaning_judges_and_says_so(pack: Pack) -> None:
    judged = Judging(pack, "meaning").judge(case_of(pack, UNMOVED))

    assert (judged.engine, judged.proposal.judgement) == ("meaning", "sustained")


@needs_engine
def test_the_engine_is_named_with_its_version_in_what_it_concludes(pack: Pack) -> None:
    judged = Judging(pack, "durable-rules").judge(case_of(pack, UNMOVED))

    assert judged.engine == f"durable-rules {durable_rules()}"


@needs_engine
def test_an_error_in_an_action_is_never_a_quiet_rule(pack: Pack) -> None:
    engine: Any = Judging(pack, "durable-rules").judge_on

    def fail(_: object) -> None:
        raise OSError("the disk is full")

    for action in engine.ruleset._actions.values():
        action._func = fail

    with pytest.raises(Refused, match=r"the disk is full") as refused:
        engine.run(gather(case_of(pack, UNMOVED), pack))

    assert refused.value.problems[0].code == "engine-failed"


@needs_engine
def test_judging_goes_on_after_an_error_and_two_thousand_cases_later(pack: Pack) -> None:
    judging = Judging(pack, "durable-rules")
    case = case_of(pack, UNMOVED)

    proposals = {judging.judge(case).proposal for _ in range(2_000)}

    assert len(proposals) == 1


@needs_engine
def test_four_threads_judging_at_once_come_to_what_one_comes_to(judging: Judging, pack: Pack) -> None:
    cases = [random_case(pack, seed) for seed in range(200)]

    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(lambda case: judging.judge(case).known, cases))

    assert together == [meaning(judging.base, gather(case, pack)).known for case in cases]
