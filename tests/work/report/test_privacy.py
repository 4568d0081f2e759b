"""What looks like a name, and labels of nobody, are found in what people typed before a report leaves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.case import Case, Note
from assistant.case.header import Passage
from assistant.pack import Pack
from assistant.reasoning import Judging
from assistant.work.report.drafting import draft
from assistant.work.report.privacy import privacy_problems
from tests.work.report.test_drafting import SAMPLES, sample


def found(pack: Pack, judging: Judging, case: Case) -> list[str]:
    report = draft(judging.live(case))
    return [f"{one.code} {one.where.field} {one.what}" for one in privacy_problems(report, case, pack)]


NO_NAMES = {6: ["Stock", "Prescription"], 8: ["Board"]}
"""What begins a sentence of a sample and looks like a name there."""


@pytest.mark.parametrize("number", range(1, len(SAMPLES) + 1))
def test_in_the_samples_hardly_anything_looks_like_a_name(pack: Pack, judging: Judging, number: int) -> None:
    told = found(pack, judging, sample(pack, number))

    assert [one.split("`")[1] for one in told] == NO_NAMES.get(number, [])


def test_a_name_in_what_was_told_is_found_where_it_stands(pack: Pack, judging: Judging) -> None:
    case = replace(sample(pack, 7), enforcement="A notice was served on Mrs Brown.")

    assert found(pack, judging, case) == ["report-name-like enforcement `Mrs Brown` looks like a name"]


def test_a_name_in_a_note_that_the_report_tells_is_found(pack: Pack, judging: Judging) -> None:
    case = sample(pack, 7)
    named = tuple(note.model_copy(update={"text": "Seen with Kayleigh present."}) for note in case.notes)

    told = found(pack, judging, replace(case, notes=named))

    assert told
    assert all("`Kayleigh` looks like a name" in one for one in told)


def test_a_name_in_a_note_that_the_report_does_not_tell_is_no_matter(pack: Pack, judging: Judging) -> None:
    case = sample(pack, 7)
    unused = Note(id="n99", text="Kayleigh said no")

    assert found(pack, judging, replace(case, notes=(*case.notes, unused))) == []


def test_a_paragraph_written_by_hand_is_looked_through_in_place_of_its_draft(
    pack: Pack, judging: Judging
) -> None:
    case = sample(pack, 7)
    written = Passage(at="leadership/manager", text="Nobody followed Ann Smith.")

    assert found(pack, judging, replace(case, passages=(written,))) == [
        "report-name-like leadership/manager `Ann Smith` looks like a name"
    ]


@pytest.mark.parametrize("text", ["child ZQ said so", "[ZQ] said so"])
def test_the_label_of_nobody_is_found(pack: Pack, judging: Judging, text: str) -> None:
    case = replace(sample(pack, 7), service=text)

    assert found(pack, judging, case) == [
        "report-label service `ZQ` is the label of no child in the register"
    ]


def test_a_name_that_stands_in_two_places_is_told_once_with_both(pack: Pack, judging: Judging) -> None:
    case = replace(sample(pack, 7), enforcement="Served on Mrs Brown.", service="Run by Mrs Brown.")

    assert found(pack, judging, case) == [
        "report-name-like service `Mrs Brown` looks like a name, in enforcement too"
    ]


def test_a_law_is_no_name(pack: Pack, judging: Judging) -> None:
    law = "Care Standards Act 2000 and the Children's Homes (England) Regulations 2015."

    assert found(pack, judging, replace(sample(pack, 7), legal_basis=law)) == []
