"""What somebody writes becomes an answer, a fact or a note, or it is said what is wrong with it."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.case import Answer, At, Key
from assistant.pack import Pack
from assistant.work.entering import NoteRead, answer_errors, read_fact, read_note
from assistant.work.keeping import new_case

DAY = date(2020, 1, 14)


@pytest.mark.parametrize(
    "written,noted",
    [
        ("said so", NoteRead("said so", None, DAY)),
        ("(child) said so", NoteRead("said so", "child", DAY)),
        ("(staff, 2020-01-15) said so", NoteRead("said so", "staff", date(2020, 1, 15))),
        ("(2020-01-15) said so", NoteRead("said so", None, date(2020, 1, 15))),
        ("(she whispered) said so", NoteRead("(she whispered) said so", None, DAY)),
        ("(child, 2020-13-45) said so", NoteRead("(child, 2020-13-45) said so", None, DAY)),
        ("(child)", NoteRead("", "child", DAY)),
    ],
)
def test_a_note_may_name_its_source_and_its_day(pack: Pack, written: str, noted: NoteRead) -> None:
    assert read_note(pack, written, DAY) == noted


@pytest.mark.parametrize(
    "written,read",
    [
        ("(child, B) said so", NoteRead("said so", "child", DAY, "B")),
        ("(B) was away", NoteRead("(B) was away", None, DAY)),
        ("(child, C) said so", NoteRead("(child, C) said so", None, DAY)),
    ],
)
def test_a_label_of_the_register_is_the_child_only_beside_a_source_or_a_day(
    pack: Pack, written: str, read: NoteRead
) -> None:
    assert read_note(pack, written, DAY, ["A", "B"]) == read


@pytest.mark.parametrize("reason,codes", [(None, ["case-answer-form"]), ("in the file", [])])
def test_an_answer_that_needs_a_reason_is_not_given_without(
    pack: Pack, reason: str | None, codes: list[str]
) -> None:
    answer = Answer("answered", "recorded", reason)

    found = answer_errors(pack, new_case("oak"), At(Key("manager"), "rebuttal"), answer)

    assert [problem.code for problem in found] == codes


@pytest.mark.parametrize(
    "written,value,codes",
    [
        ("2019-01: 3\n2019-02: 0", (("2019-01", 3), ("2019-02", 0)), []),
        ("2019-01: 3\n2019-01: 0", None, ["yaml-duplicate-key"]),
        ("2019-13: 3", None, ["shape-bad-date"]),
        ("", None, ["case-answer-form"]),
    ],
)
def test_counts_by_month_stand_one_a_line(pack: Pack, written: str, value: object, codes: list[str]) -> None:
    question = pack.questions["home"]["children_now"].model_copy(update={"fact": "months"})

    found, problems = read_fact(pack, question, written)

    assert (found, [problem.code for problem in problems]) == (value, codes)
