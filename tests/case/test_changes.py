"""Changes as values: what each does, what none may do, and the laws of undo."""

from __future__ import annotations

import copy
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.case import (
    Answer,
    Answered,
    At,
    Baseline,
    BaselineSet,
    Case,
    Change,
    Child,
    ChildChanged,
    ChildRegistered,
    ChildRemoved,
    Cleared,
    HomeUrnSet,
    Inspection,
    InspectionSet,
    JudgementMade,
    JudgementRecorded,
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
    SectionCompleted,
    SectionReopened,
    SectionSampled,
    answer_problems,
    apply,
    change_problems,
    describe,
    fold,
    links,
    parse_case,
    to_text,
)
from assistant.pack import Pack
from assistant.problems import Refused
from tests.case.strategies import PACK, cases, changes

POST = At(Key("manager"), "post")
PLANNING = At(Key("leaver", "A"), "planning")
VACANT = Answer("answered", "vacant")
NOTE = Note(id="n9", text="A new note")
SEAL = Seal(judgement="declined", reasons="because")
laws = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture
def empty() -> Case:
    return Case("c1", "c1")


def code_of(case: Case, change: Change) -> str:
    with pytest.raises(Refused) as refused:
        apply(case, change)
    (problem,) = refused.value.problems
    return problem.code


# -- what each change does


def test_the_first_answer_begins_a_record_that_is_in_every_case(empty: Case) -> None:
    assert apply(empty, Answered(POST, VACANT)).answer(POST) == VACANT


def test_an_answer_takes_the_place_of_the_one_before(empty: Case) -> None:
    answered = fold(empty, [Answered(POST, VACANT), Answered(POST, Answer("uncertain", None, "who?"))])

    assert answered.answer(POST) == Answer("uncertain", None, "who?")


def test_an_answer_to_a_record_that_was_not_added_is_refused(empty: Case) -> None:
    assert code_of(empty, Answered(PLANNING, Answer("answered", "poor"))) == "change-missing"


def test_taking_the_last_answer_back_leaves_the_case_as_it_was(empty: Case) -> None:
    assert fold(empty, [Answered(POST, VACANT), Cleared(POST)]) == empty


def test_taking_back_an_answer_that_was_not_given_is_refused(empty: Case) -> None:
    assert code_of(empty, Cleared(POST)) == "change-missing"


def test_a_record_that_was_added_stays_when_its_answers_are_taken_back(empty: Case) -> None:
    added = apply(empty, RecordAdded(Key("leaver", "A")))

    case = fold(added, [Answered(PLANNING, Answer("answered", "poor")), Cleared(PLANNING)])

    assert case == added


def test_a_note_is_added_at_the_end(published: Case) -> None:
    assert [note.id for note in apply(published, NoteAdded(NOTE)).notes] == ["n1", "n2", "n9"]


def test_a_note_keeps_its_links_when_its_words_change(published: Case) -> None:
    case = apply(published, NoteChanged(Note(id="n1", text="Other words")))

    assert case.notes[0].text == "Other words"
    assert links(case, "n1") == links(published, "n1")


def test_a_note_that_is_linked_cannot_be_removed(published: Case) -> None:
    assert code_of(published, NoteRemoved("n1")) == "change-in-use"


def test_a_note_can_be_removed_when_its_links_are_gone(published: Case) -> None:
    unlinked = fold(published, [NoteUnlinked(at, "n1") for at in links(published, "n1")])

    assert apply(unlinked, NoteRemoved("n1")).note("n1") is None


def test_a_note_linked_the_other_way_is_moved(published: Case) -> None:
    answer = apply(published, NoteLinked(PLANNING, "n1", "contradicts")).answer(PLANNING)

    assert answer is not None
    assert (answer.supports, answer.contradicts) == ((), ("n1",))


def test_a_child_with_a_record_or_a_note_cannot_be_taken_out(published: Case) -> None:
    assert code_of(published, ChildRemoved("A")) == "change-in-use"


def test_a_child_with_nothing_can_be_taken_out(published: Case) -> None:
    assert [child.label for child in apply(published, ChildRemoved("B")).children] == ["A"]


def test_a_child_is_changed_in_its_place(published: Case) -> None:
    case = apply(published, ChildChanged(Child(label="A")))

    assert case.children == (Child(label="A"), published.children[1])


def test_a_record_cannot_be_added_to_a_section_that_is_closed(published: Case) -> None:
    assert code_of(published, RecordAdded(Key("leaver", "B"))) == "change-closed"
    assert code_of(published, RecordAdded(Key("incident", "I2"))) == "change-closed"


def test_a_record_can_be_added_when_its_section_is_open_again(published: Case) -> None:
    case = fold(published, [SectionReopened("leaver"), RecordAdded(Key("leaver", "B"))])

    assert Key("leaver", "B") in case.records


def test_a_section_is_complete_or_sampled_and_never_both(empty: Case) -> None:
    sampled = fold(empty, [SectionCompleted("leaver"), SectionSampled("leaver")])

    assert not sampled.complete
    assert sampled.sampled == {"leaver"}
    assert not fold(sampled, [SectionCompleted("leaver")]).sampled


def test_a_view_is_sealed_once(empty: Case) -> None:
    assert code_of(apply(empty, Sealed(SEAL)), Sealed(SEAL)) == "change-sealed"


def test_a_judgement_may_be_recorded_anew(empty: Case) -> None:
    last = JudgementMade(decided="improved", reasons="second thoughts", departure=True)

    case = fold(
        empty, [JudgementRecorded(JudgementMade(decided="declined", reasons="r")), JudgementRecorded(last)]
    )

    assert case.judgement == last


@pytest.mark.parametrize(
    "change,code",
    [
        (NoteAdded(Note(id="n1", text="t")), "change-exists"),
        (NoteChanged(NOTE), "change-missing"),
        (NoteRemoved("n9"), "change-missing"),
        (NoteLinked(PLANNING, "n9", "supports"), "change-missing"),
        (NoteLinked(At(Key("leadership"), "oversight"), "n1", "supports"), "change-missing"),
        (NoteUnlinked(PLANNING, "n2"), "change-missing"),
        (ChildRegistered(Child(label="A")), "change-exists"),
        (ChildChanged(Child(label="C")), "change-missing"),
        (ChildRemoved("C"), "change-missing"),
        (RecordAdded(Key("leaver", "A")), "change-exists"),
        (RecordAdded(Key("manager")), "change-exists"),
        (RecordAdded(Key("area", "protection")), "change-exists"),
        (RecordRemoved(Key("leaver", "B")), "change-missing"),
        (RecordRemoved(Key("manager")), "change-missing"),
        (SectionReopened("resident"), "change-missing"),
    ],
    ids=str,
)
def test_a_change_that_does_not_fit_is_refused(change: Change, code: str, published: Case) -> None:
    assert code_of(published, change) == code


# -- what is right for the pack


@pytest.mark.parametrize(
    "at,answer,codes",
    [
        (POST, VACANT, []),
        (POST, Answer("answered", "vaccant"), ["case-unknown-answer"]),
        (POST, Answer("answered"), ["case-answer-form"]),
        (POST, Answer("answered", 3), ["case-unknown-answer"]),
        (POST, Answer("uncertain", None, "why"), []),
        (POST, Answer("uncertain"), ["case-answer-form"]),
        (POST, Answer("uncertain", "vacant", "why"), ["case-answer-form"]),
        (POST, Answer("not_applicable", None, "why"), ["case-not-applicable"]),
        (POST, replace(VACANT, marks=("guessed",)), ["case-unknown-mark"]),
        (POST, replace(VACANT, supports=("n7",)), ["case-unknown-note"]),
        (POST, replace(VACANT, reason="a\x00b"), ["file-control-character"]),
        (At(Key("manager"), "timely"), Answer("answered", "not_reasonable"), ["case-reason-missing"]),
        (At(Key("manager"), "poste"), VACANT, ["case-unknown-question"]),
        (At(Key("managers"), "post"), VACANT, ["case-unknown-record-type"]),
        (At(Key("manager", "A"), "post"), VACANT, ["case-record-count"]),
        (At(Key("area", "home"), "reported"), Answer("answered", "yes"), ["case-unknown-area"]),
        (At(Key("leaver"), "planning"), Answer("answered", "poor"), ["case-label"]),
        (At(Key("home"), "children_now"), Answer("answered", 1_000_000), ["shape-wrong-type"]),
        (At(Key("home"), "children_now"), Answer("answered", "four"), ["shape-wrong-type"]),
        (
            At(Key("protection"), "incidents_by_month"),
            Answer("answered", (("2019-13", 1),)),
            ["shape-bad-date"],
        ),
    ],
    ids=str,
)
def test_an_answer_is_held_to_the_rules_of_the_case_file(
    at: At, answer: Answer, codes: list[str], published: Case, pack: Pack
) -> None:
    assert [problem.code for problem in answer_problems(pack, published, at, answer)] == codes


@pytest.mark.parametrize(
    "change,codes",
    [
        (NoteAdded(Note(id="n9", text="t", source="hearsay", areas=("garden",))), 2),
        (NoteAdded(Note(id="n9", text="\x1b[2J")), 1),
        (RecordAdded(Key("newcomers", "A")), 1),
        (RecordAdded(Key("requirement", "A")), 1),
        (RecordAdded(Key("resident", "C")), 1),
        (SectionCompleted("manager"), 1),
        (BaselineSet(Baseline()), 1),
        (BaselineSet(None), 0),
        (HomeUrnSet("sc 1"), 1),
        (HomeUrnSet("SC1"), 0),
        (JudgementRecorded(JudgementMade(decided="worse", reasons="r")), 1),
        (NoteRemoved("n1"), 1),
    ],
    ids=str,
)
def test_a_change_is_held_to_the_rules_of_the_case_file(
    change: Change, codes: int, published: Case, pack: Pack
) -> None:
    assert len(change_problems(pack, published, change)) == codes


def test_an_inspection_that_ends_before_it_starts_is_told(published: Case, pack: Pack) -> None:
    assert published.inspection is not None
    assert published.inspection.start is not None
    early = published.inspection.start.replace(day=1)
    change = InspectionSet(Inspection(start=published.inspection.start, end=early))

    assert [problem.code for problem in change_problems(pack, published, change)] == ["case-dates"]


@pytest.mark.parametrize(
    "change",
    [
        BaselineSet(Baseline(last_full_inspection=date(2023, 7, 10))),
        BaselineSet(Baseline(last_full_inspection="2018-05", last_inspection="2019-04")),
        InspectionSet(Inspection(start=date(2018, 5, 14))),
    ],
    ids=["full", "any-kind", "first-day"],
)
def test_a_baseline_that_is_not_before_the_first_day_is_told(
    change: Change, published: Case, pack: Pack
) -> None:
    assert {problem.code for problem in change_problems(pack, published, change)} == {"case-dates"}


def test_a_baseline_of_which_the_month_alone_is_known_may_be_of_the_month_of_the_first_day(
    published: Case, pack: Pack
) -> None:
    change = BaselineSet(Baseline(last_full_inspection="2019-03"))

    assert not change_problems(pack, published, change)


# -- how a change is told


@pytest.mark.parametrize(
    "change,line",
    [
        (
            Answered(POST, VACANT),
            "The manager's post: Who holds the manager's post today? No permanent manager at work",
        ),
        (
            Answered(At(Key("area", "leadership"), "reported"), Answer("uncertain", None, "not\nyet")),
            "uncertain: not yet",
        ),
        (NoteAdded(Note(id="n9", text="word " * 40)), "note n9 added: word word word word"),
        (RecordAdded(Key("leaver", "B")), "Child who left B added"),
        (SectionCompleted("leaver"), "Children who left: complete, nothing more will be added"),
        (Sealed(SEAL), "own view sealed: "),
        (InspectionSet(Inspection(inspector="jb")), "inspection by jb, its dates not told"),
        (InspectionSet(Inspection()), "dates of the inspection taken back"),
        (Answered(At(Key("gone"), "away"), Answer("answered", "x")), "gone: away x"),
    ],
    ids=str,
)
def test_a_change_is_told_in_the_words_of_the_pack(change: Change, line: str, pack: Pack) -> None:
    assert line in describe(change, pack)


@given(st.data())
@laws
def test_every_change_is_told_in_one_line(data: st.DataObject) -> None:
    line = describe(data.draw(changes(data.draw(cases()))), PACK)

    assert line
    assert len(line.splitlines()) == 1


# -- laws


@given(st.data())
@laws
def test_a_change_leaves_the_case_it_is_made_to_as_it_is(data: st.DataObject) -> None:
    case = data.draw(cases())
    change = data.draw(changes(case))
    before, text = copy.copy(case), to_text(case, PACK)

    with_or_without(case, change)

    assert case == before
    assert to_text(case, PACK) == text


def with_or_without(case: Case, change: Change) -> Case:
    try:
        return apply(case, change)
    except Refused:
        return case


@given(st.data())
@laws
def test_what_the_checks_let_through_can_be_written_and_read_again(data: st.DataObject) -> None:
    case = data.draw(cases())
    change = data.draw(changes(case))
    if any(problem.severity == "error" for problem in change_problems(PACK, case, change)):
        return

    after = apply(case, change)

    assert parse_case(to_text(after, PACK), PACK).case == after
