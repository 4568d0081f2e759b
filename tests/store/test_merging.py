"""Two people write to one case: what goes together by itself, and where both are asked."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from assistant.case import (
    Answer,
    Answered,
    At,
    Case,
    Change,
    Child,
    ChildRegistered,
    ChildRemoved,
    Cleared,
    HomeUrnSet,
    Key,
    Note,
    NoteAdded,
    NoteChanged,
    NoteLinked,
    NoteRemoved,
    NoteUnlinked,
    RecordAdded,
    RecordRemoved,
    Seal,
    Sealed,
    apply,
    fold,
)
from assistant.problems import Refused
from assistant.store import Merged, Standing, merge
from assistant.store.kinds import Undone
from assistant.store.merging import places
from tests.case.strategies import PACK, answers, cases, changes
from tests.store.told import POST, VACANCY, after, answered, noted, stands

LEAVER = Key("leaver", "A")
PLANNING = At(LEAVER, "planning")
BEGUN = Case("c1", "c1", children=(Child(label="A"),), notes=(Note(id="n1", text="one"),))
WITH_LEAVER = apply(BEGUN, RecordAdded(LEAVER))
laws = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def merged(case: Case, theirs: list[Change], mine: list[Change]) -> tuple[Standing, Merged]:
    before = stands(case)
    now = after(before, [("bea", theirs)])
    return now, merge(before, now, mine)


def test_answers_to_different_questions_go_together() -> None:
    _, found = merged(BEGUN, [answered("vacant")], [answered("none", VACANCY)])

    assert found == Merged((answered("none", VACANCY),))


def test_two_answers_to_one_question_are_both_given() -> None:
    now, found = merged(BEGUN, [answered("vacant")], [answered("registered")])

    (meeting,) = found.meetings
    assert found.changes == ()
    assert (meeting.place, meeting.theirs, meeting.mine) == (
        "manager.post",
        now.events[-1],
        answered("registered"),
    )


@pytest.mark.parametrize(
    "case, change",
    [
        (BEGUN, answered("vacant")),
        (BEGUN, noted("a", "n5")),
        (BEGUN, NoteRemoved("n1")),
        (BEGUN, ChildRegistered(Child(label="B"))),
        (BEGUN, HomeUrnSet("SC1")),
        (WITH_LEAVER, RecordRemoved(LEAVER)),
        (apply(BEGUN, answered("vacant")), Cleared(POST)),
    ],
)
def test_what_was_said_in_the_same_way_need_not_be_said_again(case: Case, change: Change) -> None:
    _, found = merged(case, [change], [change])

    assert found == Merged(())


def test_a_note_of_which_the_id_is_taken_gets_another_and_what_points_to_it_too() -> None:
    mine: list[Change] = [noted("mine", "n2"), Answered(POST, Answer("answered", "vacant", supports=("n2",)))]

    now, found = merged(BEGUN, [noted("theirs", "n2")], mine)

    case = fold(now.case, found.changes)
    assert [(note.id, note.text) for note in case.notes] == [("n1", "one"), ("n2", "theirs"), ("n3", "mine")]
    answer = case.answer(POST)
    assert answer is not None
    assert answer.supports == ("n3",)


@pytest.mark.parametrize(
    "case, theirs, mine",
    [
        pytest.param(
            WITH_LEAVER, answered("poor", PLANNING), RecordRemoved(LEAVER), id="removed-but-answered"
        ),
        pytest.param(
            WITH_LEAVER, RecordRemoved(LEAVER), answered("poor", PLANNING), id="answered-but-removed"
        ),
        pytest.param(BEGUN, RecordAdded(LEAVER), RecordAdded(LEAVER), id="both-added"),
        pytest.param(
            BEGUN,
            NoteRemoved("n1"),
            Answered(POST, Answer("answered", "vacant", supports=("n1",))),
            id="rests-on-a-note-that-is-gone",
        ),
        pytest.param(BEGUN, ChildRemoved("A"), RecordAdded(LEAVER), id="of-a-child-that-is-gone"),
        pytest.param(
            BEGUN,
            ChildRemoved("A"),
            NoteAdded(Note(id="n2", text="x", child="A")),
            id="note-of-a-child-that-is-gone",
        ),
        pytest.param(
            BEGUN,
            NoteChanged(Note(id="n1", text="theirs")),
            NoteChanged(Note(id="n1", text="mine")),
            id="one-note",
        ),
        pytest.param(
            BEGUN,
            answered("vacant"),
            Sealed(Seal(judgement="declined", reasons="on what I had seen")),
            id="a-view-of-evidence-that-moved",
        ),
        pytest.param(
            apply(BEGUN, answered("vacant")),
            answered("registered"),
            NoteLinked(POST, "n1", "supports"),
            id="a-note-for-another-answer",
        ),
    ],
)
def test_where_two_changes_meet_both_are_given(case: Case, theirs: Change, mine: Change) -> None:
    now, found = merged(case, [theirs], [mine])

    assert found.changes == ()
    assert [(meeting.theirs, meeting.mine) for meeting in found.meetings] == [(now.events[-1], mine)]


TWO_NOTES = fold(BEGUN, [noted("two", "n2"), answered("vacant")])


@pytest.mark.parametrize(
    "case, theirs, mine",
    [
        pytest.param(
            TWO_NOTES,
            NoteLinked(POST, "n1", "supports"),
            NoteLinked(POST, "n2", "contradicts"),
            id="each-linked-one",
        ),
        pytest.param(
            apply(BEGUN, noted("two", "n2")),
            Answered(POST, Answer("answered", "vacant", supports=("n1",))),
            Answered(POST, Answer("answered", "vacant", contradicts=("n2",))),
            id="each-answered-the-same-with-one",
        ),
        pytest.param(
            TWO_NOTES,
            NoteLinked(POST, "n1", "supports"),
            Answered(POST, Answer("answered", "vacant", contradicts=("n2",))),
            id="linked-one-and-answered-the-same-with-the-other",
        ),
        pytest.param(
            apply(TWO_NOTES, NoteLinked(POST, "n1", "supports")),
            NoteLinked(POST, "n2", "contradicts"),
            Answered(POST, Answer("answered", "vacant", supports=("n1",))),
            id="said-again-what-stood",
        ),
    ],
)
def test_notes_that_two_people_linked_to_one_answer_all_stay(
    case: Case, theirs: Change, mine: Change
) -> None:
    now, found = merged(case, [theirs], [mine])

    answer = fold(now.case, found.changes).answer(POST)
    assert found.meetings == ()
    assert answer == Answer("answered", "vacant", supports=("n1",), contradicts=("n2",))


LINKED = apply(TWO_NOTES, NoteLinked(POST, "n1", "supports"))


@pytest.mark.parametrize(
    "case, theirs, mine",
    [
        pytest.param(
            TWO_NOTES,
            NoteLinked(POST, "n1", "supports"),
            NoteLinked(POST, "n1", "contradicts"),
            id="for-and-against",
        ),
        pytest.param(
            LINKED, NoteUnlinked(POST, "n1"), NoteLinked(POST, "n1", "contradicts"), id="away-and-against"
        ),
        pytest.param(
            TWO_NOTES,
            answered("registered"),
            NoteLinked(POST, "n1", "supports"),
            id="linked-to-another-answer",
        ),
        pytest.param(
            TWO_NOTES,
            NoteLinked(POST, "n1", "supports"),
            answered("registered"),
            id="answered-otherwise-since",
        ),
    ],
)
def test_links_that_contradict_each_other_meet(case: Case, theirs: Change, mine: Change) -> None:
    now, found = merged(case, [theirs], [mine])

    (meeting,) = found.meetings
    assert (found.changes, meeting.theirs, meeting.mine) == ((), now.events[-1], mine)


def test_what_somebody_took_back_meets_what_rested_on_it() -> None:
    first = stands(BEGUN, [("bea", [answered("vacant")])])
    now = after(first, [("bea", [Undone((2,))])])

    found = merge(first, now, [NoteLinked(POST, "n1", "supports")])

    assert [meeting.theirs.sequence for meeting in found.meetings] == [3]


def test_where_nobody_else_wrote_everything_stays_as_it_is() -> None:
    before = stands(BEGUN)

    assert merge(before, before, [Cleared(POST)]) == Merged((Cleared(POST),))


def drawn_changes(data: st.DataObject, case: Case, most: int = 5) -> list[Change]:
    found: list[Change] = []
    for _ in range(data.draw(st.integers(1, most))):
        change = data.draw(changes(case))
        try:
            case = apply(case, change)
        except Refused:
            continue
        found.append(change)
    return found


@laws
@given(st.data())
def test_answers_to_different_questions_commute(data: st.DataObject) -> None:
    case = data.draw(cases())
    keys = [Key("manager"), Key("leadership"), *case.records]
    asked = [At(key, name) for key in dict.fromkeys(keys) for name in PACK.questions[key.record]]
    places = data.draw(st.lists(st.sampled_from(asked), unique=True, min_size=2, max_size=6))
    said: list[Change] = [Answered(at, data.draw(answers(at.key.record, at.question, ()))) for at in places]
    mine, theirs = said[::2], said[1::2]

    now, found = merged(case, theirs, mine)
    other, turned = merged(case, mine, theirs)

    assert found.meetings == turned.meetings == ()
    assert fold(now.case, found.changes) == fold(other.case, turned.changes)


@laws
@given(st.data())
def test_nothing_that_was_typed_is_lost(data: st.DataObject) -> None:
    case = data.draw(cases())
    theirs, mine = drawn_changes(data, case), drawn_changes(data, case)

    now, found = merged(case, theirs, mine)

    kept, met = list(found.changes), [meeting.mine for meeting in found.meetings]
    result = fold(now.case, kept)
    for change in mine:
        match change:
            case NoteAdded(note=note):
                texts = [
                    one.text
                    for one in (*result.notes, *(one.note for one in met if isinstance(one, NoteAdded)))
                ]
                changed = [one.note.id for one in (*theirs, *mine) if isinstance(one, NoteChanged)]
                removed = [one.note_id for one in (*theirs, *mine) if isinstance(one, NoteRemoved)]
                assert note.text in texts or changed or removed
            case Answered(at=at, answer=answer):
                told = [one for one in (*kept, *met) if isinstance(one, Answered) and one.at == at]
                assert told or result.answer(at) == answer, change
            case _:
                assert change in (*kept, *met, *theirs) or _changes_nothing(case, mine, change), change


@laws
@given(st.data())
def test_what_others_wrote_is_never_written_over(data: st.DataObject) -> None:
    case = data.draw(cases())
    theirs, mine = drawn_changes(data, case), drawn_changes(data, case)
    assume(theirs)

    now, found = merged(case, theirs, mine)

    result = fold(now.case, found.changes)
    for change in theirs:
        if isinstance(change, Answered) and now.case.answer(change.at) == change.answer:
            assert result.answer(change.at) == change.answer
        if isinstance(change, (NoteAdded, NoteChanged)) and now.case.note(change.note.id) == change.note:
            assert result.note(change.note.id) == change.note


def test_every_change_has_a_place() -> None:
    seen = {
        type(change).__name__: places(change) for change in (answered("vacant"), noted("x"), HomeUrnSet("S1"))
    }

    assert seen == {
        "Answered": ("manager.post", "links of manager.post", "record manager"),
        "NoteAdded": ("note n1",),
        "HomeUrnSet": ("urn",),
    }


def _changes_nothing(case: Case, mine: list[Change], change: Change) -> bool:
    """Whether a change left my own case as it was, so that there was nothing to keep of it."""
    for one in mine:
        if one is change:
            return apply(case, one) == case
        case = apply(case, one)
    return False
