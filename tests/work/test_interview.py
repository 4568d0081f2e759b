"""The order of the interview, its gates, its progress and what stops it."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from assistant.case import Answer, Answered, At, Case, Child, Key, RecordAdded, SectionCompleted, fold
from assistant.case.changes import Change, ChildRegistered
from assistant.pack import Pack, load_pack
from assistant.work.acting import danger_line
from assistant.work.adding import proposed_label
from assistant.work.interview import (
    Closing,
    action_place,
    danger,
    gate,
    is_stopped,
    neighbour,
    next_open,
    places,
    progress,
    steps,
    waiting,
)

EMPTY = Case("c", "c", records=MappingProxyType({}))
MANAGER = Key("manager")


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack()


def given(*changes: Change) -> Case:
    return fold(EMPTY, changes)


def said(record: str, question: str, value: str, reason: str | None = None) -> Answered:
    key = Key(*record.split(":"))
    return Answered(At(key, question), Answer("answered", value, reason))


def test_the_interview_begins_where_the_pack_begins(pack: Pack) -> None:
    first_kind = next(iter(pack.record_types))
    first_question = next(iter(pack.questions[first_kind]))

    assert next(places(EMPTY, pack)) == At(Key(first_kind), first_question)


def test_records_are_asked_in_the_order_of_the_pack(pack: Pack) -> None:
    kinds = [
        place.section if isinstance(place, Closing) else place.key.record for place in places(EMPTY, pack)
    ]

    assert list(dict.fromkeys(kinds)) == list(pack.record_types)


def test_core_questions_of_a_record_come_before_its_detail(pack: Pack) -> None:
    for kind in pack.record_types.values():
        importance = [step.is_core for step in steps(EMPTY, pack, Key(kind.id, "experiences"))]

        assert importance == sorted(importance, reverse=True)


def test_a_question_behind_a_gate_waits_then_is_asked_or_is_not(pack: Pack) -> None:
    at = At(MANAGER, "steps")

    assert gate(EMPTY, pack, at) == "waiting"
    assert gate(given(said("manager", "vacancy", "open")), pack, at) == "asked"
    assert gate(given(said("manager", "vacancy", "none")), pack, at) == "closed"


def test_a_gate_that_is_uncertain_keeps_its_questions_waiting(pack: Pack) -> None:
    case = given(Answered(At(MANAGER, "vacancy"), Answer("uncertain", None, "accounts differ")))

    assert gate(case, pack, At(MANAGER, "steps")) == "waiting"
    assert waiting(case, pack, MANAGER) > 0


def test_a_question_is_put_only_to_the_areas_it_is_for(pack: Pack) -> None:
    asked = [step.at.question for step in steps(EMPTY, pack, Key("area", "requirements"))]

    assert "baseline_found" not in asked
    assert "reported" in asked


def test_progress_counts_core_and_detail_apart(pack: Pack) -> None:
    case = given(
        said("home", "kind", "childrens_home"),
        Answered(At(Key("home"), "short_breaks"), Answer("uncertain", None, "unclear")),
        Answered(At(Key("home"), "children_now"), Answer("answered", 4)),
    )

    counted = progress(steps(case, pack, Key("home")))

    assert (counted.settled, counted.uncertain, counted.core, counted.detail_settled) == (1, 1, 3, 1)
    assert not counted.is_done


def test_next_open_leaves_detail_for_the_end_and_asks_open_sections(pack: Pack) -> None:
    case, place, seen = EMPTY, next_open(EMPTY, pack, None), []
    while place is not None and place not in seen:
        seen.append(place)
        place = next_open(case, pack, place)

    assert all(
        isinstance(one, Closing) or pack.questions[one.key.record][one.question].importance == "core"
        for one in seen
    )
    assert {one.section for one in seen if isinstance(one, Closing)} == {kind.id for kind in pack.sections}


def test_a_closed_section_is_not_open(pack: Pack) -> None:
    case = fold(EMPTY, [SectionCompleted(kind.id) for kind in pack.sections])
    place = next_open(case, pack, None)
    while place is not None and not isinstance(place, Closing):
        question = pack.questions[place.key.record][place.question]
        case = Answered(place, Answer("uncertain", None, "x")).on(case)
        assert question.id == place.question
        place = next_open(case, pack, place)

    assert place is None


def test_a_section_stands_after_its_records(pack: Pack) -> None:
    case = given(RecordAdded(Key("incident", "I1")))
    found = list(places(case, pack))

    last = max(
        number for number, one in enumerate(found) if isinstance(one, At) and one.key.record == "incident"
    )
    assert found[last + 1] == Closing("incident")


def test_neighbours_lead_through_every_place_and_back(pack: Pack) -> None:
    found = list(places(EMPTY, pack))

    assert neighbour(EMPTY, pack, found[0], 1) == found[1]
    assert neighbour(EMPTY, pack, found[1], -1) == found[0]
    assert neighbour(EMPTY, pack, found[-1], 1) is None


def test_the_question_on_immediate_action_is_found_by_what_it_leaves_outstanding(pack: Pack) -> None:
    at = action_place(pack)

    assert at is not None
    assert pack.questions[at.key.record][at.question].outstanding


def test_an_immediate_answer_is_danger_until_it_is_said_what_was_done(pack: Pack) -> None:
    risk = said("protection", "safe_now", "serious_risk")
    told = said("protection", "immediate_action", "taken", "police told at 14:20")

    unstated = danger(given(risk), pack)

    assert unstated is not None
    assert unstated.is_unstated
    assert danger(given(risk, told), pack) is None


def test_that_nothing_was_needed_must_be_said_with_a_reason_beside_an_immediate_answer(pack: Pack) -> None:
    risk = said("protection", "safe_now", "serious_risk")

    unstated = danger(given(risk, said("protection", "immediate_action", "not_needed")), pack)

    assert unstated is not None
    assert unstated.is_unstated
    told = said("protection", "immediate_action", "not_needed", "moved out before the visit")
    answered = danger(given(risk, told), pack)
    assert answered is not None
    assert answered.state == "denied"  # it stops nothing, and stands until one of the two answers is changed
    assert not is_stopped(given(risk, told), pack, [None])


def test_a_doubt_whether_a_child_is_at_risk_is_settled_by_the_reason_why_nobody_has_to_act(
    pack: Pack,
) -> None:
    doubt = Answered(At(Key("protection"), "safe_now"), Answer("uncertain", None, "not seen"))
    told = said("protection", "immediate_action", "not_needed", "seen since, and safe")

    assert danger(given(doubt, told), pack) is None


def test_that_nothing_was_needed_is_enough_where_nothing_is_immediate(pack: Pack) -> None:
    assert danger(given(said("protection", "immediate_action", "not_needed")), pack) is None


def test_what_is_outstanding_stands_even_when_nobody_is_at_risk_any_more(pack: Pack) -> None:
    case = given(said("protection", "immediate_action", "outstanding", "duty team not reached"))

    now = danger(case, pack)

    assert now is not None
    assert now.state == "outstanding"
    assert danger_line(case, pack) == "Outstanding: duty team not reached"


def test_uncertain_is_danger_where_the_pack_says_so(pack: Pack) -> None:
    case = given(Answered(At(Key("protection"), "safe_now"), Answer("uncertain", None, "B would not speak")))

    assert danger(case, pack) is not None


def test_numbered_labels_are_proposed_in_their_order(pack: Pack) -> None:
    case = given(RecordAdded(Key("incident", "I1")), RecordAdded(Key("incident", "I2")))

    assert proposed_label(case, pack.record_types["incident"]) == "I3"


def test_a_child_is_proposed_whose_dates_put_it_here(pack: Pack) -> None:
    case = given(ChildRegistered(Child(label="A")), ChildRegistered(Child(label="B", left="2019-01-20")))

    assert proposed_label(case, pack.record_types["leaver"]) == "B"


def test_the_next_letter_is_proposed_where_no_child_fits(pack: Pack) -> None:
    case = given(ChildRegistered(Child(label="A")))

    assert proposed_label(case, pack.record_types["leaver"]) == "B"
