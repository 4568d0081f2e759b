"""A paragraph written by hand is kept when the case changes, and marked where its ground has moved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.case import (
    Answer,
    Answered,
    At,
    Case,
    Change,
    JudgementRecorded,
    Key,
    NoteChanged,
    RecordRemoved,
    change_problems,
    parse_case,
    to_text,
)
from assistant.case.header import JudgementMade, Passage, PastInspection
from assistant.pack import Pack
from assistant.problems import Refused
from assistant.reasoning import Judging
from assistant.store import Address, Ledger, read
from assistant.work.deciding import since
from assistant.work.keeping import begin
from assistant.work.report import editing
from assistant.work.report.drafting import draft
from assistant.work.report.shapes import Report
from assistant.work.report.wanting import draft_line
from tests.store.told import stands
from tests.work.report.test_drafting import sample

MANAGER = "leadership/manager"
TEXT = "Nobody leads the home for good, and children notice."


@pytest.fixture
def case(pack: Pack) -> Case:
    """A home without a permanent manager."""
    return sample(pack, 7)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    store = tmp_path / "ledger.sqlite"
    with Ledger.open(Address(str(store), store), "anna") as found:
        yield found


def report_of(judging: Judging, case: Case) -> Report:
    return draft(judging.live(case))


def edited(judging: Judging, pack: Pack, case: Case, place: str = MANAGER) -> Case:
    return editing.written(report_of(judging, case), pack, place, TEXT).on(case)


def moved(judging: Judging, case: Case, place: str = MANAGER) -> set[tuple[str, str]]:
    paragraph = report_of(judging, case).paragraph(place)
    assert paragraph is not None
    assert paragraph.text == TEXT
    return {(one.name, one.how) for one in paragraph.moved}


def test_a_paragraph_whose_ground_stands_is_not_marked(judging: Judging, pack: Pack, case: Case) -> None:
    assert moved(judging, edited(judging, pack, case)) == set()


def test_an_answer_that_is_another_marks_the_paragraphs_that_rested_on_it(
    judging: Judging, pack: Pack, case: Case
) -> None:
    before = edited(judging, pack, case)
    later = Answered(At(Key("manager"), "timely"), Answer("answered", "reasonable", "It was.")).on(before)

    found = moved(judging, later)

    assert "before the case changed" not in draft_line(report_of(judging, before))
    assert "1 paragraph written before the case changed." in draft_line(report_of(judging, later))
    assert ("answer manager.timely", "went") in found
    assert any(name.startswith("finding ") and how == "went" for name, how in found)


def test_a_note_that_was_changed_marks_the_paragraph_that_told_it(
    judging: Judging, pack: Pack, case: Case
) -> None:
    before = edited(judging, pack, case)
    paragraph = report_of(judging, before).paragraph(MANAGER)
    assert paragraph is not None
    told = next(ground.id for ground in paragraph.grounds.values() if ground.kind == "note")
    note = before.note(told)
    assert note is not None

    later = NoteChanged(note.model_copy(update={"text": "Another text."})).on(before)

    assert moved(judging, later) == {(f"note {told}", "changed")}


def test_what_came_to_a_point_since_is_told_too(judging: Judging, pack: Pack, case: Case) -> None:
    place = "improvement/M1"
    before = edited(judging, pack, RecordRemoved(Key("improvement", "M1")).on(case), "leadership/leadership")
    later = Answered(At(Key("leadership"), "leadership_change"), Answer("answered", "clearly_better")).on(
        before
    )

    assert {how for _, how in moved(judging, later, "leadership/leadership")} >= {"came", "went"}
    assert report_of(judging, case).paragraph(place) is not None


def test_a_change_elsewhere_marks_nothing(judging: Judging, pack: Pack, case: Case) -> None:
    later = Answered(At(Key("partnership"), "partnership_change"), Answer("answered", "clearly_better")).on(
        edited(judging, pack, case)
    )

    assert moved(judging, later) == set()


def test_a_paragraph_can_be_written_where_nothing_is_drafted(
    judging: Judging, pack: Pack, case: Case
) -> None:
    later = edited(judging, pack, case, "experiences/leaver")

    assert moved(judging, later, "experiences/leaver") == set()
    written = edited(judging, pack, case, "enforcement")
    assert "enforcement" not in {need.heading for need in report_of(judging, written).needs}


def test_a_paragraph_by_hand_does_not_stand_for_the_judgement(
    judging: Judging, pack: Pack, case: Case
) -> None:
    written = edited(judging, pack, case, "judgement")

    assert "judgement" in {need.place for need in report_of(judging, written).needs}


def test_left_as_it_is_drafted_it_is_the_draft_again(judging: Judging, pack: Pack, case: Case) -> None:
    again = editing.left(MANAGER).on(edited(judging, pack, case))

    assert again == case
    with pytest.raises(Refused):
        editing.left(MANAGER).on(again)


@pytest.mark.parametrize("place,text", [("nowhere", TEXT), ("leadership/leaver", TEXT), (MANAGER, " \n")])
def test_a_paragraph_that_is_not_there_or_says_nothing_is_refused(
    judging: Judging, pack: Pack, case: Case, place: str, text: str
) -> None:
    with pytest.raises(Refused):
        editing.written(report_of(judging, case), pack, place, text)


def test_what_is_told_for_the_report_stands_in_the_case_file(
    judging: Judging, pack: Pack, case: Case
) -> None:
    changes: list[Change] = [
        editing.told("service", "For three children."),
        editing.told("enforcement", "None."),
        editing.told("legal_basis", "As the law has it."),
        editing.history([PastInspection(date="2018-05", kind="Full inspection", judgement="good")]),
        editing.written(report_of(judging, case), pack, MANAGER, TEXT),
    ]
    for change in changes:
        assert change_problems(pack, case, change) == ()
        case = change.on(case)

    assert parse_case(to_text(case, pack), pack).case == case
    assert editing.told("service", "  ").on(case).service is None


def test_a_paragraph_is_undone_as_everything_else_and_both_stand_in_the_history(
    judging: Judging, pack: Pack, case: Case, ledger: Ledger
) -> None:
    standing = begin(ledger, case, pack)
    change = editing.written(report_of(judging, case), pack, MANAGER, TEXT)
    standing = standing.then(editing.keep(ledger, standing, pack, [change]))
    assert standing.case.passage(MANAGER) is not None

    undone = standing.undo("anna")
    assert undone is not None
    ledger.append(case.id, standing.sequence, undone)

    now = read(ledger, case.id)
    assert now.case.passage(MANAGER) is None
    assert [event.row.kind for event in now.events] == ["opened", "passage-written", "undone"]
    assert now.redo("anna") is not None


def test_what_is_written_for_the_report_is_no_change_of_the_evidence(
    judging: Judging, pack: Pack, case: Case
) -> None:
    made = JudgementMade(decided="declined", reasons="As it is.")
    change = editing.written(report_of(judging, case), pack, MANAGER, TEXT)
    standing = stands(case, [("anna", [JudgementRecorded(made)]), ("anna", [change])])

    changed = since(standing, standing.case, pack, JudgementRecorded)

    assert changed is not None
    assert not changed


def test_why_a_requirement_stands_is_kept_with_its_evidence(pack: Pack, case: Case) -> None:
    place = "improvement:M1.evidence"
    change = editing.stands_because(case, place, "The log of that night was destroyed.")

    assert change_problems(pack, case, change) == ()
    answer = change.on(case).answer(change.at)
    assert answer is not None
    assert answer.reason == "The log of that night was destroyed."
    assert answer.value == case.answer(change.at).value  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "place,reason", [("improvement:M9.evidence", "so"), ("x", "so"), ("improvement:M1.evidence", " ")]
)
def test_a_reason_for_nothing_and_no_reason_are_refused(case: Case, place: str, reason: str) -> None:
    with pytest.raises(Refused):
        editing.stands_because(case, place, reason)


def test_a_paragraph_for_which_the_report_has_no_place_is_told_and_not_lost(
    judging: Judging, case: Case
) -> None:
    lost = replace(case, passages=(Passage(at="elsewhere", text=TEXT),))

    report = report_of(judging, lost)

    assert report.paragraph("elsewhere") is None
    (remark,) = [one for one in report.remarks if one.place == "elsewhere"]
    assert remark.says.endswith(TEXT)


def test_two_paragraphs_at_one_place_are_one(case: Case) -> None:
    from assistant.case import PassageWritten

    for text in ("One.", "Another."):
        case = PassageWritten(Passage(at="service", text=text)).on(case)

    assert [one.text for one in case.passages] == ["Another."]
    assert replace(case, passages=()) != case
