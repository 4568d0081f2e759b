"""Places of the interview are found by name and by words, and the nearest where one is gone."""

from __future__ import annotations

from assistant.case import Answer, Answered, At, Key, RecordAdded, fold
from assistant.pack import Pack
from assistant.work.interview import Closing, steps
from assistant.work.keeping import new_case
from assistant.work.seeking import named, nearest, next_in_detail, with_words

LEFT = fold(new_case("oak"), [RecordAdded(Key("leaver", "A"))])
REASON = At(Key("leaver", "A"), "reason")


def test_a_place_is_found_by_its_name_and_a_record_or_section_by_its_first(pack: Pack) -> None:
    names = ["leaver:A.planning", "leaver:A", "leaver", "leaver:", "newcomer", "manager", "nowhere"]

    assert [named(LEFT, pack, name) for name in names] == [
        At(Key("leaver", "A"), "planning"),
        REASON,
        REASON,
        Closing("leaver"),
        Closing("newcomer"),
        At(Key("manager"), "post"),
        None,
    ]


def test_words_may_be_parts_of_words_and_all_of_them_must_stand_there(pack: Pack) -> None:
    assert with_words(LEFT, pack, "HOLDS manag post") == (At(Key("manager"), "post"),)
    assert with_words(LEFT, pack, "holds zebra") == ()


def test_where_a_place_is_gone_the_nearest_is_one_of_its_record_or_section(pack: Pack) -> None:
    assert nearest(LEFT, pack, REASON) == REASON
    assert nearest(new_case("oak"), pack, REASON) == Closing("leaver")
    assert nearest(LEFT, pack, At(Key("manager"), "steps")) == At(Key("manager"), "post")


def test_behind_detail_comes_the_next_open_detail_of_the_same_record_and_behind_core_none(pack: Pack) -> None:
    case = fold(new_case("oak"), [RecordAdded(Key("resident", "A"))])
    asked = [step.at for step in steps(case, pack, Key("resident", "A"))]
    second = fold(case, [Answered(asked[1], Answer("uncertain", reason="not told"))])

    assert next_in_detail(case, pack, asked[0]) == asked[1]
    assert next_in_detail(second, pack, asked[0]) == asked[2]
    assert next_in_detail(case, pack, asked[-1]) is None
    assert next_in_detail(LEFT, pack, REASON) is None
    assert next_in_detail(case, pack, Closing("resident")) is None
