"""This time's requirements: one on too few sources is warned about, and what the answers suggest is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.case import Answer, Case, Key, Note, Record
from assistant.pack import Pack
from assistant.work.report.improving import regulation_named, remarks
from tests.work.report.test_drafting import sample

M1 = Key("improvement", "M1")
EVIDENCE = "improvement:M1.evidence"


def with_evidence(case: Case, *sources: str | None, reason: str | None = None) -> Case:
    """The case with one requirement, whose evidence rests on a note of each of these sources."""
    notes = tuple(Note(id=f"x{number}", source=source, text="Seen.") for number, source in enumerate(sources))
    evidence = Answer("answered", "Seen and told.", reason, tuple(note.id for note in notes))
    record = Record(M1, {"evidence": evidence, "regulation": Answer("answered", "27 appointment of manager")})
    return replace(case, notes=(*case.notes, *notes), records={**case.records, M1: record})


def places(case: Case, pack: Pack) -> list[str]:
    return [one.place for one in remarks(case, pack)]


def test_a_requirement_without_a_source_or_with_one_kind_alone_is_warned_about(pack: Pack) -> None:
    case = sample(pack, 7)

    assert places(with_evidence(case), pack) == [EVIDENCE]
    assert places(with_evidence(case, "staff", "staff"), pack) == [EVIDENCE]


def test_a_requirement_from_two_kinds_of_source_stands(pack: Pack) -> None:
    assert places(with_evidence(sample(pack, 7), "staff", "case_record"), pack) == []


def test_a_note_without_a_source_bears_nothing_else_out(pack: Pack) -> None:
    case = sample(pack, 7)

    assert places(with_evidence(case, None, None), pack) == [EVIDENCE]
    assert places(with_evidence(case, "staff", None), pack) == [EVIDENCE]


def test_a_requirement_on_one_source_stands_with_a_reason(pack: Pack) -> None:
    case = with_evidence(sample(pack, 7), "staff", reason="The log of that night was destroyed.")

    assert places(case, pack) == []


def test_without_a_manager_a_requirement_on_the_appointment_is_suggested_until_it_is_made(pack: Pack) -> None:
    case = sample(pack, 7)
    without = replace(case, records={key: one for key, one in case.records.items() if key != M1})

    (remark,) = remarks(without, pack)

    assert remark.place == "no-manager-in-charge"
    assert "appointment of a manager" in remark.says
    assert "no-manager-in-charge" not in places(case, pack)


def test_another_regulation_does_not_stand_for_it(pack: Pack) -> None:
    case = sample(pack, 7)
    record = Record(M1, {"regulation": Answer("answered", "127 and 2.7 of the Guide")})

    assert "no-manager-in-charge" in places(replace(case, records={**case.records, M1: record}), pack)


def test_with_a_manager_nothing_is_suggested(pack: Pack) -> None:
    assert "no-manager-in-charge" not in places(sample(pack, 3), pack)


@pytest.mark.parametrize(
    "typed, told",
    [
        ("27 appointment of manager", "regulation 27 (appointment of manager)"),
        ("27", "regulation 27 (appointment of manager)"),
        ("Regulation 27: Appointment of manager", "regulation 27 (appointment of manager)"),
        ("reg. 7", "regulation 7 (children's views, wishes and feelings)"),
        ("27(2)(b), nobody applied", "27(2)(b), nobody applied"),
        ("the Guide, on the premises", "the Guide, on the premises"),
        ("registration", "registration"),
        ("25", "25"),
    ],
)
def test_a_regulation_that_the_pack_knows_is_named_and_all_else_stays_as_typed(
    pack: Pack, typed: str, told: str
) -> None:
    names = next(one.names for one in pack.report.headings if one.names)

    assert names is not None
    assert regulation_named(pack, names, typed) == told
