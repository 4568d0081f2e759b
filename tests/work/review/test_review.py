"""A review: its points from the judgement down to the notes, what is said of them, and when it may be signed off."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.case import Answer, Answered, Case, JudgementRecorded, parse_at, read_case
from assistant.case.model import Purpose
from assistant.pack import Pack
from assistant.problems import Refused
from assistant.reasoning import Judging
from assistant.reasoning.explain import grounds
from assistant.store import Standing
from assistant.store.kinds import (
    CaseReviewStated,
    Happening,
    PackAdopted,
    Replied,
    ReviewBegun,
    Reviewed,
    SignedOff,
    Undone,
)
from assistant.work.review.points import Point, counted, points, with_gone
from assistant.work.review.record import BEFORE, BEGUN_ANEW, behind, review
from assistant.work.review.saying import Signer, begun, queried, replied, reviewed, signed_off, taken_back
from tests.store.told import after, stands

SAMPLES = sorted((Path(__file__).parents[3] / "knowledge" / "cases").glob("*.yaml"))
PLACE = "manager.post"


@pytest.fixture
def case(pack: Pack) -> Case:
    """A case that was judged."""
    return read_case(SAMPLES[11], pack).case


def then(standing: Standing, *told: Happening, who: str = "rae") -> Standing:
    return after(standing, [(who, told)])


def in_review(case: Case, pack: Pack) -> Standing:
    standing = stands(case)
    return then(standing, begun(standing, pack))


def points_of(standing: Standing, judging: Judging) -> tuple[Point, ...]:
    return points(standing, judging.judge(standing.case))


def answered_anew() -> Answered:
    at = parse_at(PLACE)
    assert at is not None
    return Answered(at, Answer("answered", "vacant"))


def code(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [one.code for one in refused.value.problems]


# ---------------------------------------------------------------- what is gone through


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_answer_finding_area_and_decision_is_a_point_once(
    pack: Pack, judging: Judging, path: Path
) -> None:
    case = read_case(path, pack).case
    judged = judging.judge(case)

    found = [point.at for point in points(stands(case), judged)]

    answers = [f"{key}.{name}" for key, record in case.records.items() for name in record.answers]
    findings = [f"{one.rule} {one.key}" for one in judged.known.findings]
    areas = [f"area {area}" for area in pack.areas]
    assert sorted(found) == sorted({*answers, *findings, *areas, "judgement", "case review"})


def test_an_answer_stands_under_a_finding_that_rests_on_it(judging: Judging, case: Case) -> None:
    judged = judging.judge(case)
    finding = judged.known.findings[0]
    place = next(iter(grounds(judged, finding)))

    found = [point.at for point in points(stands(case), judged)]

    assert found.index(f"{finding.rule} {finding.key}") < found.index(place)


def test_an_answer_is_held_against_its_line_and_every_note_that_bears_on_it(
    pack: Pack, judging: Judging, case: Case
) -> None:
    said = {point.at: point for point in points_of(stands(case), judging)}
    at, answer = next(
        (f"{key}.{name}", answer)
        for key, record in case.records.items()
        for name, answer in record.answers.items()
        if answer.supports
        and answer.state == "answered"
        and answer.value in pack.questions[key.record][name].labels
    )
    place = parse_at(at)
    assert place is not None

    beside = dict(said[at].beside)
    texts = [text for what, text in said[at].beside if what == "note supports"]

    question = pack.questions[place.key.record][place.question]
    assert beside["line"] == next(one.line for one in question.answers if one.id == answer.value)
    assert len(texts) == len(answer.supports)


def test_the_decisions_tell_the_own_view_the_reasons_and_what_inspector_and_rim_stated(
    judging: Judging, case: Case
) -> None:
    standing = then(stands(case), CaseReviewStated("inspector", True, "as the harm was serious"), who="anna")

    judgement, case_review = points_of(standing, judging)[:2]

    assert case.sealed
    assert any(what == "own view" and case.sealed.reasons in text for what, text in judgement.beside)
    assert case.judgement
    assert ("reasons", case.judgement.reasons) in judgement.beside
    assert ("inspector", "held: as the harm was serious") in case_review.beside
    assert ("regulatory inspection manager (RIM)", "has stated nothing") in case_review.beside


# ---------------------------------------------------------------- what is said


def test_the_last_that_is_said_of_a_point_counts_and_all_of_it_is_kept(
    pack: Pack, judging: Judging, case: Case
) -> None:
    standing = in_review(case, pack)
    known = points_of(standing, judging)
    standing = then(standing, reviewed(standing, known, "judgement", "too mild", is_agreed=False))
    standing = then(standing, reviewed(standing, known, "judgement", "", is_agreed=True))

    now = review(standing)

    assert [one.verdict for one in now.said] == ["not agreed", "agreed"]
    assert now.last["judgement"].verdict == "agreed"
    assert not now.not_agreed
    assert now.by_rules == ReviewBegun(standing.pack, pack.framework.cited)


def test_an_agreement_that_is_taken_back_leaves_what_was_said_before_it(
    pack: Pack, judging: Judging, case: Case
) -> None:
    standing = in_review(case, pack)
    known = points_of(standing, judging)
    standing = then(standing, queried(standing, known, PLACE, "since when?"))
    standing = then(standing, reviewed(standing, known, "judgement", "too mild", is_agreed=False))
    for at in (PLACE, "judgement"):
        standing = then(standing, reviewed(standing, known, at, "", is_agreed=True))
    assert not list(review(standing).holds_up())
    for at in (PLACE, "judgement"):
        standing = then(standing, taken_back(standing, "rae", at))

    now = review(standing)

    assert [one.at for one in now.open_queries] == [PLACE]
    assert now.last["judgement"].verdict == "not agreed"
    assert [one.at for one in now.not_agreed] == ["judgement"]
    for who, place in (("anna", None), ("rae", PLACE)):
        with pytest.raises(Refused) as refused:
            taken_back(standing, who, place)
        assert code(refused) == ["review-no-agreement"]


@pytest.mark.parametrize(
    "reviewer, signer, as_what, told",
    [
        ("rae", "rae", "reviewer", []),
        ("rae", "mel", "rim", []),
        (
            "rae",
            "rae",
            "rim",
            ["signed off as regulatory inspection manager (RIM) by the same person who reviewed (rae)"],
        ),
        ("anna", "mel", "rim", ["reviewed by the same person who judged (anna)"]),
        (
            "anna",
            "anna",
            "reviewer",
            [
                "reviewed by the same person who judged (anna)",
                "signed off as reviewer by the same person who judged (anna)",
            ],
        ),
    ],
)
def test_where_one_person_did_what_is_for_two_it_is_told(
    pack: Pack, case: Case, reviewer: str, signer: str, as_what: Signer, told: list[str]
) -> None:
    made = case.judgement
    assert made is not None
    standing = then(stands(replace(case, judgement=None)), JudgementRecorded(made), who="anna")
    standing = then(standing, begun(standing, pack), who=reviewer)
    standing = then(standing, SignedOff(as_what), who=signer)

    assert list(review(standing).same_people()) == told


def test_a_query_is_open_until_it_has_a_reply(pack: Pack, judging: Judging, case: Case) -> None:
    standing = in_review(case, pack)
    standing = then(standing, queried(standing, points_of(standing, judging), PLACE, "since when?"))
    (asked,) = review(standing).open_queries
    standing = then(standing, replied(standing, asked.event.sequence, "since May", "anna"), who="anna")

    now = review(standing)

    assert not now.open_queries
    assert [reply.row.actor for reply in now.said[0].replies] == ["anna"]
    with pytest.raises(Refused) as refused:
        replied(standing, asked.event.sequence, "since June", "anna")
    assert code(refused) == ["review-no-query"]


def test_who_asked_does_not_reply_to_themselves_but_may_be_content(
    pack: Pack, judging: Judging, case: Case
) -> None:
    standing = in_review(case, pack)
    known = points_of(standing, judging)
    standing = then(standing, queried(standing, known, PLACE, "since when?"))
    (asked,) = review(standing).open_queries
    with pytest.raises(Refused) as refused:
        replied(standing, asked.event.sequence, "since May", asked.event.row.actor)
    assert code(refused) == ["review-no-query"]
    standing = then(standing, Replied(asked.event.sequence, "since May"))  # as an older program let it

    assert review(standing).open_queries

    standing = then(standing, reviewed(standing, known, PLACE, "", is_agreed=True))

    assert not review(standing).open_queries


def test_a_query_does_not_lift_that_a_point_is_not_agreed(pack: Pack, judging: Judging, case: Case) -> None:
    standing = in_review(case, pack)
    known = points_of(standing, judging)
    standing = then(standing, reviewed(standing, known, PLACE, "not so", is_agreed=False))
    standing = then(standing, queried(standing, known, PLACE, "since when?"))
    (asked,) = review(standing).open_queries
    standing = then(standing, replied(standing, asked.event.sequence, "since May", "anna"), who="anna")

    assert [one.at for one in review(standing).not_agreed] == [PLACE]


def test_a_point_that_went_away_can_still_be_agreed(pack: Pack, judging: Judging, case: Case) -> None:
    standing = in_review(case, pack)
    known = points_of(standing, judging)
    finding = next(point.at for point in known if point.kind == "finding")
    standing = then(standing, reviewed(standing, known, finding, "not so", is_agreed=False))
    left = tuple(point for point in known if point.at != finding)

    shown = with_gone(left, review(standing).last)
    standing = then(standing, reviewed(standing, left, finding, "mended", is_agreed=True))

    assert (shown[-1].at, shown[-1].kind) == (finding, "gone")
    assert counted(shown, review(standing).looked_at) == (0, len(left))
    assert not list(review(standing).holds_up())


@pytest.mark.parametrize(
    "at, text, is_agreed, expected",
    [
        ("area nowhere", "?", True, "review-unknown-point"),
        ("judgement", "  ", False, "shape-bad-value"),
        ("judgement", "\n\t", False, "shape-bad-value"),
    ],
)
def test_what_cannot_be_said_is_refused(
    pack: Pack, judging: Judging, case: Case, at: str, text: str, is_agreed: bool, expected: str
) -> None:
    standing = in_review(case, pack)

    with pytest.raises(Refused) as refused:
        reviewed(standing, points_of(standing, judging), at, text, is_agreed=is_agreed)

    assert code(refused) == [expected]


def test_nothing_is_said_before_the_review_is_begun(judging: Judging, case: Case) -> None:
    standing = stands(case)
    known = points_of(standing, judging)

    for say in (
        lambda: reviewed(standing, known, "judgement", "", is_agreed=True),
        lambda: queried(standing, known, "judgement", "why?"),
        lambda: signed_off(standing, known, "reviewer", by="rae"),
    ):
        with pytest.raises(Refused) as refused:
            say()
        assert code(refused) == ["review-not-begun"]


def test_a_point_may_be_typed_in_other_letters(pack: Pack, judging: Judging, case: Case) -> None:
    standing = in_review(case, pack)

    said = reviewed(standing, points_of(standing, judging), "Judgement", "", is_agreed=True)

    assert said.at == "judgement"


def test_a_review_is_not_begun_twice_of_a_case_that_has_not_changed(pack: Pack, case: Case) -> None:
    standing = in_review(case, pack)

    with pytest.raises(Refused) as refused:
        begun(standing, pack)

    assert code(refused) == ["review-begun"]
    for later in (then(standing, answered_anew(), who="anna"), then(standing, SignedOff("reviewer"))):
        assert begun(later, pack).pack == standing.pack


# ---------------------------------------------------------------- signing off


def test_nobody_signs_the_same_case_off_twice_as_the_same(pack: Pack, case: Case) -> None:
    signed = then(in_review(case, pack), SignedOff("reviewer"), who="rae")

    with pytest.raises(Refused) as refused:
        signed_off(signed, (), "reviewer", by="rae")

    assert code(refused) == ["review-signed"]
    assert signed_off(signed, (), "rim", by="rae").role == "rim"
    assert signed_off(signed, (), "reviewer", by="sam").role == "reviewer"


@pytest.mark.parametrize("purpose, signs", [("inspection", False), ("blind", False), ("training", True)])
def test_a_trainer_signs_off_training_cases_alone(
    pack: Pack, case: Case, purpose: Purpose, signs: bool
) -> None:
    standing = in_review(replace(case, purpose=purpose), pack)

    if signs:
        assert signed_off(standing, (), "trainer", by="tom").role == "trainer"
    else:
        with pytest.raises(Refused) as refused:
            signed_off(standing, (), "trainer", by="tom")
        assert code(refused) == ["review-role"]


def test_a_review_in_which_nothing_is_open_is_signed_off_with_how_many_points_were_looked_at(
    pack: Pack, judging: Judging, case: Case
) -> None:
    standing = in_review(case, pack)
    known = points_of(standing, judging)
    agreed = then(standing, reviewed(standing, known, PLACE, "", is_agreed=True))

    assert signed_off(standing, known, "reviewer", by="rae") == SignedOff("reviewer", None, 0, len(known))
    assert signed_off(agreed, known, "reviewer", by="rae") == SignedOff("reviewer", None, 1, len(known))
    assert then(standing, SignedOff("reviewer")).state == "signed off"


def held_up(how: str, case: Case, pack: Pack, judging: Judging) -> Standing:
    standing = in_review(case, pack)
    known = points_of(standing, judging)
    match how:
        case "an open query":
            return then(standing, queried(standing, known, PLACE, "since when?"))
        case "a point that is not agreed":
            return then(standing, reviewed(standing, known, "judgement", "too mild", is_agreed=False))
        case "a changed answer":
            return then(standing, answered_anew(), who="anna")
        case "another pack":
            return then(standing, PackAdopted("sha256:other", "2"), who="anna")
        case "a case review stated anew":
            return then(standing, CaseReviewStated("rim", False, "no need"), who="mel")
        case _:
            before = then(stands(case), answered_anew(), who="anna")
            again = then(before, begun(before, pack))
            return then(again, Undone((2,)), who="anna")


HOLDS = (
    "an open query",
    "a point that is not agreed",
    "a changed answer",
    "another pack",
    "a case review stated anew",
    "an answer that was taken back",
)


@pytest.mark.parametrize("how", HOLDS)
@pytest.mark.parametrize(
    "signer, dissent", [("reviewer", ""), ("reviewer", "even so"), ("rim", ""), ("rim", " ")]
)
def test_what_holds_it_up_is_told_and_nobody_signs_without_the_dissent(
    pack: Pack, judging: Judging, case: Case, how: str, signer: Signer, dissent: str
) -> None:
    standing = held_up(how, case, pack, judging)

    with pytest.raises(Refused) as refused:
        signed_off(standing, (), signer, dissent, by="rae")

    assert code(refused) == ["review-held-up"]


@pytest.mark.parametrize("how", HOLDS)
def test_the_regulatory_inspection_manager_signs_over_it_and_says_so(
    pack: Pack, judging: Judging, case: Case, how: str
) -> None:
    told = signed_off(
        held_up(how, case, pack, judging), (), "rim", "the reviewer wants more; I do not", by="rae"
    )

    assert (told.role, told.dissent) == ("rim", "the reviewer wants more; I do not")


def test_a_dissent_that_ends_a_sentence_is_told_within_one(pack: Pack, judging: Judging, case: Case) -> None:
    standing = held_up("a point that is not agreed", case, pack, judging)
    standing = then(standing, signed_off(standing, (), "rim", "The visit was cut short.", by="rae"))

    assert behind(standing).endswith("with dissent: The visit was cut short")


def test_begun_anew_after_a_change_it_is_of_the_case_as_it_stands(
    pack: Pack, judging: Judging, case: Case
) -> None:
    standing = in_review(case, pack)
    standing = then(standing, reviewed(standing, points_of(standing, judging), PLACE, "", is_agreed=True))
    standing = then(standing, answered_anew(), who="anna")

    standing = then(standing, begun(standing, pack))

    now = review(standing)
    assert not now.changed
    assert [one.is_before for one in now.said] == [True]
    assert now.mark(now.said[0].event) == BEFORE
    assert signed_off(standing, (), "reviewer", by="rae") == SignedOff("reviewer", None, 0, 0)


def test_what_was_said_after_the_case_changed_last_is_not_marked_as_of_another_case(
    pack: Pack, judging: Judging, case: Case
) -> None:
    standing = then(in_review(case, pack), answered_anew(), who="anna")
    standing = then(standing, reviewed(standing, points_of(standing, judging), PLACE, "", is_agreed=True))

    standing = then(standing, begun(standing, pack))

    now = review(standing)
    assert [now.mark(one.event) for one in now.said if one.is_before] == [BEGUN_ANEW]


def test_a_case_in_which_nothing_is_judged_is_not_signed_off(pack: Pack, case: Case) -> None:
    standing = in_review(replace(case, judgement=None), pack)

    with pytest.raises(Refused) as refused:
        signed_off(standing, (), "rim", "even so", by="rae")

    assert code(refused) == ["review-unjudged"]


def test_a_query_after_a_sign_off_opens_the_review_again(pack: Pack, judging: Judging, case: Case) -> None:
    standing = then(in_review(case, pack), SignedOff("reviewer"))

    standing = then(standing, queried(standing, points_of(standing, judging), PLACE, "since when?"))

    assert standing.state == "in review"


@pytest.mark.parametrize(
    "later",
    [answered_anew(), PackAdopted("sha256:other", "2"), Undone((2,)), Reviewed("judgement", False, "not so")],
)
def test_a_sign_off_holds_of_the_case_as_it_was_alone(pack: Pack, case: Case, later: Happening) -> None:
    before = then(stands(case), answered_anew(), who="anna")
    standing = then(then(before, begun(before, pack)), SignedOff("reviewer"))

    assert standing.is_signed_off
    assert [review(standing).is_signed_before(one) for one in review(standing).signed_off] == [False]

    standing = then(standing, later, who="anna")

    assert not standing.is_signed_off
    assert standing.state == "in review"


def test_a_sign_off_of_the_case_as_it_stood_before_is_known_as_one(pack: Pack, case: Case) -> None:
    signed = then(in_review(case, pack), SignedOff("reviewer"))
    changed = then(signed, answered_anew(), who="anna")
    again = then(then(changed, begun(changed, pack)), SignedOff("reviewer"))

    for standing, before in ((signed, [False]), (changed, [True]), (again, [True, False])):
        now = review(standing)
        assert [now.is_signed_before(one) for one in now.signed_off] == before


def test_initials_in_a_case_are_not_taken_for_the_account_of_a_reviewer(pack: Pack, case: Case) -> None:
    made = case.judgement
    assert made is not None
    standing = then(
        stands(replace(case, judgement=None)),
        JudgementRecorded(made.model_copy(update={"by": "rae"})),
        who="anna",
    )
    standing = then(standing, begun(standing, pack), who="rae")

    assert list(review(standing).same_people()) == []
