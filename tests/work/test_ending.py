"""The end of the interview: everything that is left, and nothing of what the rules conclude."""

from __future__ import annotations

from assistant.case import (
    Answer,
    Answered,
    At,
    Case,
    Change,
    Key,
    Note,
    NoteAdded,
    NoteLinked,
    RecordAdded,
    SectionCompleted,
    fold,
)
from assistant.pack import Pack
from assistant.reasoning import covered_flags
from assistant.work.detail import calls_for_detail
from assistant.work.ending import Left, amiss, amiss_line, ending
from assistant.work.interview import Closing, is_core, next_open, places
from assistant.work.keeping import new_case

LEAVER = Key("leaver", "A")
PLANNING = At(LEAVER, "planning")


def said(place: str, value: str) -> Answered:
    key, _, question = place.rpartition(".")
    return Answered(At(Key(*key.split(":")), question), Answer("answered", value))


def left(pack: Pack, case: Case, waiting: tuple[str, ...] = ()) -> dict[str, tuple[Left, ...]]:
    found = covered_flags(case, pack)
    return {heap.title: heap.left for heap in ending(case, pack, found, waiting)}


def case_of(*changes: Change) -> Case:
    return fold(new_case("oak"), changes)


def test_core_questions_and_sections_are_left_until_they_are_answered_and_closed(pack: Pack) -> None:
    before = left(pack, case_of())
    after = left(pack, case_of(said("manager.post", "vacant"), SectionCompleted("leaver")))

    post, closing = At(Key("manager"), "post"), Closing("leaver")
    assert post in [one.place for one in before["Core questions without an answer"]]
    assert post not in [one.place for one in after["Core questions without an answer"]]
    assert closing in [one.place for one in before["Sections not closed"]]
    assert closing not in [one.place for one in after["Sections not closed"]]


def test_answers_that_do_not_agree_are_asked_about_where_they_stand(pack: Pack) -> None:
    found = left(pack, case_of(said("manager.post", "registered"), said("manager.vacancy", "open")))

    (one,) = found["Is this right?"]
    assert one.place == At(Key("manager"), "post")
    assert "Is this right?" in one.says


def test_an_area_that_is_left_out_is_said_to_withhold_a_judgement(pack: Pack) -> None:
    found = left(
        pack,
        case_of(said("area:partnership.reported", "no"), said("area:partnership.exceptional_reason", "none")),
    )

    (one,) = found["May withhold a judgement"]
    assert one.place == At(Key("area", "partnership"), "reported")


def test_a_note_is_linked_to_nothing_until_it_is_linked_or_waits(pack: Pack) -> None:
    note = NoteAdded(Note(id="n1", text="seen"))

    assert left(pack, case_of(note))["Notes linked to nothing"] == (Left("seen", note="n1"),)
    assert "Notes linked to nothing" not in left(pack, case_of(note), ("n1",))
    linked = case_of(
        note, said("manager.post", "vacant"), NoteLinked(At(Key("manager"), "post"), "n1", "supports")
    )
    assert "Notes linked to nothing" not in left(pack, linked)


def test_detail_is_called_for_where_a_core_answer_is_poor_uncertain_or_disputed(pack: Pack) -> None:
    begun = case_of(RecordAdded(LEAVER))
    note = NoteAdded(Note(id="n1", text="seen"))
    good = fold(begun, [said("leaver:A.planning", "well")])
    poor = fold(begun, [said("leaver:A.planning", "poor")])
    uncertain = fold(begun, [Answered(PLANNING, Answer("uncertain", reason="accounts differ"))])
    disputed = fold(good, [note, NoteLinked(PLANNING, "n1", "contradicts")])

    assert [calls_for_detail(case, pack, LEAVER) for case in (begun, good, poor, uncertain, disputed)] == [
        False,
        False,
        True,
        True,
        True,
    ]


def test_of_the_detail_that_is_asked_first_which_is_called_for(pack: Pack) -> None:
    case = case_of(RecordAdded(LEAVER), RecordAdded(Key("leaver", "B")))
    case = fold(case, [SectionCompleted(kind.id) for kind in pack.sections])
    core = [place for place in places(case, pack) if not isinstance(place, Closing) and is_core(pack, place)]
    while core:
        case = fold(case, [Answered(at, Answer("not_applicable", reason="-")) for at in core])
        open_ = [at for at in places(case, pack) if not isinstance(at, Closing) and not case.answer(at)]
        core = [at for at in open_ if is_core(pack, at)]
    at = At(Key("leaver", "B"), "planning")
    case = fold(case, [Answered(at, Answer("answered", "poor"))])

    found = next_open(case, pack, None)

    assert isinstance(found, At)
    assert found.key == at.key


def test_dates_and_answers_that_do_not_fit_are_counted_by_the_evidence_alone(pack: Pack) -> None:
    agreed = case_of(said("manager.post", "registered"))
    both = case_of(said("manager.post", "registered"), said("manager.vacancy", "open"))
    counted = [amiss(pack, covered_flags(case, pack)) for case in (agreed, both)]

    assert counted == [0, 1]
    assert [amiss_line(count, "w shows them") for count in (*counted, 2)] == [
        "",
        "1 date or answer does not fit the others or the days of the inspection: w shows them.",
        "2 dates or answers do not fit the others or the days of the inspection: w shows them.",
    ]
