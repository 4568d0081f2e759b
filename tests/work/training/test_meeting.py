"""A consensus meeting has an agenda: what several readers saw differently, what moves most judgements first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.case import At, Key, Seal, parse_case, to_text
from assistant.case.header import Note
from assistant.problems import Refused
from assistant.work.training.debrief import called, debrief, is_left_open
from assistant.work.training.meeting import READERS, agreed, differences, little_agreed
from assistant.work.training.progress import compared
from assistant.work.training.telling import lines
from tests.work.training.readings import judging, scenario, with_answers

BACK = scenario("the-back-bedroom")
ONE = with_answers(BACK.reading, "sustained", leadership__oversight_done="all")
OTHER = with_answers(BACK.reading, "declined", protection__safe_now="serious_risk")
THIRD = with_answers(BACK.reading, "sustained", experiences__progress_change="somewhat_worse")


def test_what_moves_the_proposals_of_most_pairs_stands_first() -> None:
    found = differences(judging().base, BACK, [ONE, OTHER, THIRD])

    assert [(str(one.place), one.moves, one.pairs) for one in found] == [
        ("protection.safe_now", "judgement", 2),
        ("experiences.progress_change", "rules", 0),
        ("leadership.oversight_done", "nothing", 0),
    ]
    assert [called(answer) for answer in found[0].said] == ["at_risk", "serious_risk", "at_risk"]
    assert found[0].room
    assert found[1].room is None


def test_readings_that_are_alike_leave_nothing_to_talk_of() -> None:
    assert differences(judging().base, BACK, [BACK.reading, BACK.reading]) == ()


def test_a_record_that_one_reader_does_not_have_is_told_of() -> None:
    some = scenario("no-room-for-a-fifth")
    records = {key: record for key, record in some.reading.records.items() if key.record != "leaver"}

    (found,) = differences(judging().base, some, [some.reading, replace(some.reading, records=records)])

    assert (found.place, found.there) == (Key("leaver", "B"), (True, False))


def test_what_all_said_alike_is_what_a_panels_reading_begins_as() -> None:
    panel = agreed(BACK, [ONE, OTHER, THIRD])

    open_still = [str(at) for at, _ in BACK.asked() if panel.answer(at) is None]
    assert sorted(open_still) == [
        "experiences.progress_change",
        "leadership.oversight_done",
        "protection.safe_now",
    ]
    assert (panel.judgement, panel.sealed) == (None, None)
    read = parse_case(
        to_text(panel, judging().pack) + "judgement: {decided: declined, reasons: agreed}\n", judging().pack
    )
    assert debrief(judging().base, BACK, ONE, read.case).judged == ("sustained", "declined")
    assert panel.answer(At(Key("protection"), "pattern")) == BACK.reading.answer(
        At(Key("protection"), "pattern")
    )


def test_a_reading_of_other_evidence_has_no_place_in_it() -> None:
    with pytest.raises(Refused) as refused:
        differences(judging().base, BACK, [ONE, scenario("a-bad-autumn").reading])

    assert [problem.code for problem in refused.value.problems] == ["scenario-other"]


def test_what_a_panel_left_open_is_no_difference_and_its_own_readers_are_not_measured_against_it() -> None:
    base, pack = judging().base, judging().pack
    seal = Seal(judgement="sustained", reasons="as I read it", by="jb")
    mine = replace(ONE, sealed=seal)
    met = Note(id=READERS, date=BACK.given.notes[0].date, text="jb\nmk")
    outcome = BACK.reading.judgement
    panel = replace(agreed(BACK, [ONE, OTHER, THIRD]), judgement=outcome)
    panel = replace(panel, notes=(*panel.notes, met))

    told = debrief(base, BACK, mine, panel)

    assert not any(is_left_open(point) for point in told.points)
    assert "Not answered" not in str(list(lines(pack, told)))
    assert "no measure of yours" in str(list(lines(pack, told)))
    other = replace(mine, sealed=seal.model_copy(update={"by": "zz"}))
    read = compared(base, [BACK], [mine, other], {panel.evidence_id: panel})
    assert [one.who for one in read] == ["zz"]
    assert (little_agreed(2, 1), little_agreed(0, 0)) == (None, None)
    assert "1 of 27" in str(little_agreed(27, 1))
