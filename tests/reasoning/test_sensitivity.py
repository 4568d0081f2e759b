"""Which given answers carry the judgement."""

from __future__ import annotations

from assistant.case import Answer
from assistant.reasoning import Judging, Sensitivity, sensitivity
from tests.small_cases import UNMOVED, Said, case_of

ALMOST: dict[str, Said] = UNMOVED | {"experiences.progress_change": "clearly_better"}
"""A home one area short of improved."""


def tried(judging: Judging, answers: dict[str, Said]) -> Sensitivity:
    return sensitivity(judging.supposing(judging.live(case_of(judging.pack, answers))))


def moves(judging: Judging, answers: dict[str, Said]) -> dict[str, dict[str, tuple[str, ...]]]:
    return {str(one.at): dict(one.moves) for one in tried(judging, answers).moving}


def test_one_answer_of_leaders_moves_a_home_that_is_one_area_short_of_improved(judging: Judging) -> None:
    found = moves(judging, ALMOST)

    assert found["leadership.leadership_change"] == {"improved": ("clearly_better", "somewhat_better")}


def test_the_answer_that_alone_puts_children_at_risk_leads_to_declined(judging: Judging) -> None:
    found = moves(judging, UNMOVED)

    assert found["protection.safe_now"]["declined"] == ("at_risk", "serious_risk")


def test_a_choice_that_could_not_have_been_otherwise_is_not_tried(judging: Judging) -> None:
    found = moves(judging, UNMOVED)

    assert not [place for place in found if place.startswith("home.")]


def test_what_is_open_or_not_applicable_is_not_tried(judging: Judging) -> None:
    open_yet = UNMOVED | {
        "protection.safe_now": None,
        "protection.safety_change": Answer("uncertain", None, "accounts differ"),
    }

    assert tried(judging, open_yet).tried == tried(judging, UNMOVED).tried - 2
    assert not {"protection.safe_now", "protection.safety_change"} & set(moves(judging, open_yet))


def test_at_the_floor_one_answer_carries_the_judgement(judging: Judging) -> None:
    found = moves(judging, UNMOVED | {"protection.safe_now": "serious_risk"})

    assert set(found) == {"protection.safe_now"}
