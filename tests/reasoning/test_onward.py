"""Which question to ask next, and what each of its answers would leave possible."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.case import At, Key
from assistant.pack import load_pack
from assistant.reasoning import Closing, Judging, Onward, ask_first, closings, onward
from tests.generated import Shape, random_case
from tests.packs import TINY
from tests.small_cases import UNMOVED, Said, case_of

seeds = st.integers(0, 2**32)


def looked_onward(
    judging: Judging,
    answers: dict[str, Said],
    possible: tuple[str, ...] | None = None,
    *,
    closed: bool = True,
) -> dict[str, Onward]:
    judged = judging.live(case_of(judging.pack, answers, closed=closed))
    return {str(one.at): one for one in onward(judging.supposing(judged), possible)}


def first_of(judging: Judging, answers: dict[str, Said]) -> list[str]:
    return [str(one.at) for one in ask_first(looked_onward(judging, answers).values())]


def place(question: str) -> At:
    return At(Key("ground"), question)


def section(judging: Judging, answers: dict[str, Said], name: str) -> Closing:
    judged = judging.live(case_of(judging.pack, answers, closed=False))
    return next(one for one in closings(judging.supposing(judged)) if one.section == name)


def test_in_an_otherwise_complete_case_each_answer_says_what_it_would_leave(judging: Judging) -> None:
    found = looked_onward(judging, UNMOVED | {"protection.safety_change": None})

    assert found["protection.safety_change"].leaves == (
        ("clearly_better", ("sustained",)),
        ("somewhat_better", ("sustained",)),
        ("same", ("sustained",)),
        ("somewhat_worse", ("declined",)),
        ("clearly_worse", ("declined",)),
    )


def test_of_two_whose_worst_answers_leave_as_many_the_one_that_may_settle_it_comes_first(
    judging: Judging,
) -> None:
    answers = UNMOVED | {"home.judgement_due": None, "protection.safety_change": None}

    assert first_of(judging, answers) == ["home.judgement_due", "protection.safety_change"]


def test_first_comes_the_fewest_at_worst_then_the_most_that_settle_then_the_order_of_the_pack() -> None:
    settled, left, both = ("one", ("warn",)), ("other", ("keep", "warn")), ("none", ("keep", "warn", "prize"))
    leaves = {
        "all": (both, settled, settled),
        "first": (left, settled),
        "second": (left, settled),
        "settles": (left, settled, settled),
        "idle": (left, left),
    }
    questions = [Onward(place(name), given, name != "idle") for name, given in leaves.items()]

    asked = [one.at.question for one in ask_first(questions)]

    assert asked == ["settles", "first", "second", "all"]


def test_a_question_no_answer_to_which_changes_anything_is_not_asked_first(judging: Judging) -> None:
    answers = UNMOVED | {"protection.safety_change": None, "leadership.oversight_done": None}

    found = looked_onward(judging, answers)

    assert not found["leadership.oversight_done"].matters
    assert first_of(judging, answers) == ["protection.safety_change"]


def test_once_one_judgement_is_possible_nothing_is_left_to_ask(judging: Judging) -> None:
    answers: dict[str, Said] = {"home.judgement_due": "yes", "protection.safe_now": "serious_risk"}

    found = looked_onward(judging, answers, closed=False)

    assert found
    assert {left for one in found.values() for _, left in one.leaves} == {("declined",)}
    assert ask_first(found.values()) == ()


def test_no_answer_leaves_what_the_caller_knows_to_be_impossible(judging: Judging) -> None:
    answers = UNMOVED | {"protection.safety_change": None, "protection.safe_now": None}

    found = looked_onward(judging, answers, ("declined",))

    assert {left for one in found.values() for _, left in one.leaves} == {("declined",)}


def test_the_worst_answer_and_the_answers_that_settle_are_counted() -> None:
    leaves = (("one", ("warn",)), ("other", ("warn", "keep")), ("third", ("keep",)))

    one = Onward(place("moved"), leaves, matters=True)

    assert (one.worst, one.settles) == (2, 2)


def test_a_section_does_not_matter_where_no_record_still_to_come_could_move_the_judgement(
    judging: Judging,
) -> None:
    answers: dict[str, Said] = {"home.judgement_due": "yes", "protection.safe_now": "serious_risk"}

    assert not section(judging, answers, "leaver").matters
    assert section(judging, answers, "leaver").leaves == ("declined",)


def test_a_record_on_its_way_is_all_that_keeps_a_home_from_being_settled() -> None:
    judging = Judging(load_pack(TINY), "meaning")
    answers: dict[str, Said] = {
        "plot.kind": "full",
        "part:soil.walked": "yes",
        "part:soil.said": "fine",
        "part:water.walked": "yes",
        "part:water.said": "fine",
        "ground.moved": "same",
        "ground.weeds": "clean",
        "water.care": "well",
        "water.moved": "same",
    }

    found = section(judging, answers, "bed")

    assert found == Closing("bed", ("keep",), matters=True)


@settings(max_examples=100)
@given(seed=seeds)
def test_the_questions_to_ask_are_those_that_matter_fewest_left_at_worst_first(
    judging: Judging, seed: int
) -> None:
    judged = judging.live(random_case(judging.pack, seed, Shape(answered=0.7, closed=0.5)))

    questions = onward(judging.supposing(judged))

    asked = ask_first(questions)

    assert {one.at for one in asked} == {one.at for one in questions if one.matters}
    assert [(one.worst, -one.settles) for one in asked] == sorted((one.worst, -one.settles) for one in asked)


@settings(max_examples=100)
@given(seed=seeds)
def test_every_answer_leaves_something_and_nothing_new(judging: Judging, seed: int) -> None:
    judged = judging.live(random_case(judging.pack, seed, Shape(answered=0.7, closed=0.5)))

    for one in onward(judging.supposing(judged)):
        for answer, left in one.leaves:
            assert left, f"{one.at}: {answer}"
            assert set(left) <= set(judged.certain.possible), f"{one.at}: {answer}"
