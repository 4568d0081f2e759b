"""How a case stands after its events; undo and redo are events too."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.case import (
    Answer,
    Answered,
    At,
    Case,
    Child,
    ChildRegistered,
    Cleared,
    JudgementMade,
    JudgementRecorded,
    Key,
    NoteRemoved,
    RecordAdded,
    Seal,
    Sealed,
    apply,
    parse_at,
)
from assistant.problems import Refused
from assistant.store import Standing, standing_of
from assistant.store.kinds import (
    Archived,
    Assigned,
    Happening,
    HoldLifted,
    HoldPlaced,
    PackAdopted,
    ProposalShown,
    Queried,
    Redone,
    Replied,
    SignedOff,
    Unarchived,
    Undone,
    Withdrawn,
)
from tests.case.strategies import PACK, answers, cases, changes
from tests.store.told import POST, VACANCY, after, answered, noted, stands

EMPTY = Case("c1", "c1")
SEAL = Sealed(Seal(judgement="declined", reasons="because"))
SHOWN = ProposalShown("sha256:0", "meaning", "declined", None, None, ("declined",))
laws = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def test_a_step_that_is_taken_back_no_longer_counts_and_stays_in_the_history() -> None:
    before = stands(EMPTY, [("anna", [answered("vacant")])])

    now = after(before, [("anna", [undo(before, "anna")])])

    assert now.case == EMPTY
    assert [event.row.kind for event in now.events] == ["opened", "answered", "undone"]


def test_what_was_done_at_one_stroke_is_taken_back_at_one_stroke() -> None:
    before = stands(EMPTY, [("anna", [answered("vacant")]), ("anna", [noted("a"), noted("b", "n2")])])

    assert before.undo("anna") == Undone((3, 4))


def test_nobody_takes_back_what_somebody_else_did() -> None:
    before = stands(EMPTY, [("anna", [answered("vacant")]), ("bea", [answered("none", VACANCY)])])

    assert before.undo("anna") == Undone((2,))
    assert before.undo("carl") is None


def test_what_was_taken_back_is_done_again() -> None:
    before = stands(EMPTY, [("anna", [answered("vacant")]), ("anna", [Undone((2,))])])

    now = after(before, [("anna", [redo(before, "anna")])])

    assert now.case.answer(POST) == Answer("answered", "vacant")


def test_steps_are_done_again_in_the_order_they_were_made() -> None:
    before = stands(
        EMPTY,
        [
            ("anna", [answered("vacant")]),
            ("anna", [noted("a")]),
            ("anna", [Undone((3,))]),
            ("anna", [Undone((2,))]),
        ],
    )

    assert before.redo("anna") == Redone((2,))
    assert after(before, [("anna", [Redone((2,))])]).redo("anna") == Redone((3,))


def test_once_something_else_was_done_nothing_is_done_again() -> None:
    before = stands(EMPTY, [("anna", [noted("a")]), ("anna", [Undone((2,))]), ("anna", [answered("vacant")])])

    assert before.redo("anna") is None


def test_what_something_else_rests_on_is_not_taken_back() -> None:
    before = stands(
        EMPTY,
        [("anna", [RecordAdded(Key("leaver", "A"))]), ("bea", [answered("poor", at("leaver:A.planning"))])],
    )

    with pytest.raises(Refused) as refused:
        before.undo("anna")

    assert refused.value.problems[0].code == "change-in-use"


def test_what_somebody_else_did_since_is_not_done_a_second_time() -> None:
    added = RecordAdded(Key("leaver", "A"))
    before = stands(EMPTY, [("anna", [added]), ("anna", [Undone((2,))]), ("bea", [added])])

    assert before.redo("anna") is None


def test_neither_a_sealed_view_nor_what_came_before_it_is_taken_back_or_done_again() -> None:
    before = stands(
        EMPTY,
        [
            ("anna", [answered("vacant")]),
            ("bea", [noted("a")]),
            ("bea", [Undone((3,))]),
            ("anna", [SEAL]),
        ],
    )

    assert before.undo("anna") is None
    assert before.redo("bea") is None


@laws
@given(st.data())
def test_undo_is_undone_by_redo(data: st.DataObject) -> None:
    case = data.draw(cases())
    change = data.draw(changes(case).filter(lambda one: fits(case, one) and not isinstance(one, Sealed)))
    before = stands(case, [("anna", [change])])

    undone = after(before, [("anna", [undo(before, "anna")])])
    redone = after(undone, [("anna", [redo(undone, "anna")])])

    assert undone.case == case
    assert redone.case == before.case


@laws
@given(st.data())
def test_a_case_stands_as_if_it_were_read_from_its_beginning(data: st.DataObject) -> None:
    standing = stands(data.draw(cases()))
    for _ in range(data.draw(st.integers(1, 6))):
        beside: list[Happening] = [SHOWN, Archived(), Undone((2,))]
        change = data.draw(st.sampled_from([*beside, data.draw(changes(standing.case))]))
        standing = after(standing, [(data.draw(st.sampled_from(["anna", "bea"])), [change])])

    assert standing == standing_of(standing.events)


@laws
@given(st.data())
def test_answers_that_follow_each_other_come_to_what_each_alone_comes_to(data: st.DataObject) -> None:
    case = data.draw(cases())
    keys = data.draw(
        st.lists(
            st.sampled_from([*map(Key, ("manager", "home")), Key("leaver", "ZZ9"), *case.records]),
            min_size=2,
            max_size=9,
        )
    )
    said = [
        Answered(At(key, question), data.draw(answers(key.record, question, ())))
        for key in keys
        for question in [data.draw(st.sampled_from(list(PACK.questions[key.record])))]
    ]

    together = stands(case, [("anna", said)])

    alone = case
    for change in said:
        with suppress(Refused):
            alone = apply(alone, change)
    assert together.case == alone
    assert list(together.case.records) == list(alone.records)
    assert together.lost == tuple(
        n for n, one in enumerate(said, 2) if one.at.key.added and one.at.key not in case.records
    )


def test_a_change_that_does_not_fit_is_told_and_the_rest_stands() -> None:
    standing = stands(EMPTY, [("anna", [Cleared(POST)]), ("anna", [answered("vacant")])])

    assert standing.lost == (2,)
    assert standing.case.answer(POST) == Answer("answered", "vacant")


def test_where_something_was_erased_later_steps_are_still_taken_back() -> None:
    whole = stands(
        EMPTY,
        [
            ("anna", [RecordAdded(Key("leaver", "A"))]),
            ("anna", [answered("poor", at("leaver:A.planning"))]),
            ("anna", [answered("vacant")]),
        ],
    )
    standing = standing_of(
        [replace(one, happened=None) if one.sequence == 2 else one for one in whole.events]
    )

    assert standing.lost == (3,)
    assert standing.undo("anna") == Undone((4,))


def test_a_case_of_which_the_beginning_was_erased_is_not_shown() -> None:
    events = stands(EMPTY).events

    with pytest.raises(Refused) as refused:
        standing_of([replace(events[0], happened=None)])

    assert refused.value.problems[0].code == "store-erased"


@pytest.mark.parametrize(
    "happened, state",
    [
        ([], "open"),
        ([SEAL], "sealed"),
        ([SEAL, JudgementRecorded(JudgementMade(decided="declined", reasons="so"))], "judged"),
        ([SEAL, Queried("manager.post", "why?")], "in review"),
        ([SEAL, Queried("manager.post", "why?"), SignedOff("reviewer")], "signed off"),
    ],
)
def test_how_far_a_case_has_come(happened: list[Happening], state: str) -> None:
    assert stands(EMPTY, [("anna", happened)]).state == state


def test_what_is_told_beside_the_case() -> None:
    standing = stands(
        EMPTY,
        [
            ("anna", [PackAdopted("sha256:1", "2")]),
            ("anna", [Archived(), Unarchived(), Archived("over")]),
            ("anna", [HoldPlaced("a"), HoldLifted("b"), HoldPlaced("c")]),
            ("anna", [Assigned("rae", "reviewer"), Assigned("rob", "rim"), Withdrawn("rae")]),
            ("rob", [Queried("manager.post", "why?"), Queried("manager.vacancy", "why?"), Replied(12, "so")]),
            ("anna", [SHOWN, SHOWN]),
        ],
    )

    assert standing.pack == "sha256:1"
    assert standing.is_archived
    assert standing.is_held
    assert standing.assigned == (Assigned("rob", "rim"),)
    assert standing.proposal == SHOWN


def test_a_note_that_is_pointed_to_is_not_taken_back_with_its_step() -> None:
    standing = stands(EMPTY, [("anna", [noted("a")]), ("anna", [NoteRemoved("n1")])])

    assert standing.undo("anna") == Undone((3,))
    assert stands(EMPTY, [("anna", [ChildRegistered(Child(label="A"))])]).undo("anna") == Undone((2,))


def undo(standing: Standing, actor: str) -> Undone:
    found = standing.undo(actor)
    assert found is not None
    return found


def redo(standing: Standing, actor: str) -> Redone:
    found = standing.redo(actor)
    assert found is not None
    return found


def fits(case: Case, change: object) -> bool:
    try:
        return apply(case, change) != case  # type: ignore[arg-type]
    except Refused:
        return False


def at(text: str) -> At:
    found = parse_at(text)
    assert found is not None
    return found
