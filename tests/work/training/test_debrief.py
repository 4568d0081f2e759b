"""A debrief lays two readings of a scenario side by side, what moves the judgement first, and calls nothing wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest

from assistant.case import Case, to_text
from assistant.problems import Refused
from assistant.work.training.debrief import debrief, panel_reading
from assistant.work.training.model import Scenario
from assistant.work.training.reading import scenario_named
from assistant.work.training.telling import lines
from tests.work.training.readings import every_scenario, judging, scenario, with_answers


@pytest.mark.parametrize("one", every_scenario(), ids=lambda one: one.id)
def test_a_reading_beside_itself_has_nothing_to_talk_of(one: Scenario) -> None:
    told = debrief(judging().base, one, one.reading)

    assert told.points == ()
    assert told.judged == (one.file.shows, one.file.shows) == told.proposed
    assert told.answers.count == told.answers.of > 0 or one.file.shows == "none"


def test_an_answer_that_moves_the_judgement_stands_first_with_what_taking_it_over_would_do() -> None:
    one = scenario("the-back-bedroom")
    mine = with_answers(
        one.reading,
        "declined",
        leadership__oversight_done="all",
        experiences__progress_change="somewhat_worse",
        protection__safe_now="serious_risk",
    )

    told = debrief(judging().base, one, mine)

    assert [(str(point.at), point.moves) for point in told.points] == [
        ("protection.safe_now", "judgement"),
        ("experiences.progress_change", "rules"),
        ("leadership.oversight_done", "nothing"),
    ]
    first = told.points[0]
    assert first.swap
    assert (first.swap.old, first.swap.new) == ("declined", "sustained")
    assert "children-at-serious-risk" in first.item.rules
    assert (told.answers.of - told.answers.count, told.judged) == (3, ("declined", "sustained"))


def by_rules(one: Scenario, mine: Case) -> str:
    told = debrief(judging().base, one, mine)
    return next(line.text for line in lines(judging().pack, told) if line.marker == "By rules: ")


def test_what_the_answers_come_to_says_on_how_many_of_them_it_rests() -> None:
    one = scenario("the-back-bedroom")
    asked = len(one.asked())

    said = by_rules(one, one.reading)

    assert said.startswith(
        f"your answers, on {asked} of the {asked} questions it covers, come to ■ sustained"
    )


def test_answers_that_are_too_few_for_a_proposal_say_so() -> None:
    one = scenario("the-back-bedroom")
    asked = len(one.asked())

    said = by_rules(one, replace(one.given, judgement=one.reading.judgement))

    assert (
        f"on 0 of the {asked} questions it covers, are too few to propose anything; so far they come to"
        in said
    )


def test_room_is_told_where_both_answers_can_be_defended_and_nowhere_else() -> None:
    one = scenario("the-back-bedroom")
    mine = with_answers(
        one.reading, "sustained", protection__safe_now="serious_risk", protection__recording="partly"
    )

    room = {str(point.at): point.room for point in debrief(judging().base, one, mine).points}

    assert room["protection.safe_now"]
    assert room["protection.recording"] is None


def test_uncertain_is_an_answer_that_room_can_be_left_for() -> None:
    one = scenario("half-term-and-nobody-in")
    mine = with_answers(one.reading, "sustained", leadership__leadership_change="uncertain")

    (point,) = debrief(judging().base, one, mine).points

    assert (point.said[0] and point.said[0].state, bool(point.room)) == ("uncertain", True)


def test_records_are_held_against_those_of_the_same_child() -> None:
    one = scenario("saturday-at-the-pool")
    mine = with_answers(one.reading, "improved", **{"newcomer:C__child_view": "mixed"})

    (point,) = debrief(judging().base, one, mine).points

    assert [str(place) for place in point.item.places] == ["newcomer:C.child_view"] * 2


def test_a_record_that_only_one_reading_has_is_a_point_of_its_own() -> None:
    one = scenario("no-room-for-a-fifth")
    records = {key: record for key, record in one.reading.records.items() if key.record != "leaver"}
    mine = replace(one.reading, records=MappingProxyType(records))

    (point,) = debrief(judging().base, one, mine).points

    assert (point.at, [place and str(place) for place in point.item.places]) == (None, [None, "leaver:B"])


def test_nothing_is_told_before_the_trainees_own_view() -> None:
    one = scenario("three-at-the-table")

    with pytest.raises(Refused) as refused:
        debrief(judging().base, one, replace(one.reading, judgement=None))

    assert [problem.code for problem in refused.value.problems] == ["use-own-view-first"]


def area_lines(mine: Case) -> list[str]:
    """What a debrief says of the areas where no judgement is due."""
    told = debrief(judging().base, scenario("before-the-first-child"), mine)
    said = [f"{line.marker}{line.text}" for line in lines(judging().pack, told)]
    first = next(number for number, line in enumerate(said) if line.startswith("Areas:"))
    return said[first : next(number for number, line in enumerate(said) if line.startswith("Answers:"))]


def test_where_no_judgement_is_due_it_says_so_in_the_place_of_the_areas() -> None:
    assert area_lines(scenario("before-the-first-child").reading) == [
        "Areas:    no judgement is due, so none is evaluated"
    ]


def test_who_judged_where_none_is_due_is_told_that_no_area_is_evaluated() -> None:
    mine = with_answers(scenario("before-the-first-child").reading, "sustained")

    found = area_lines(mine)

    assert found[0] == "Areas:    what you stated / what the rules make of theirs"
    assert found[1] == "Experiences: not stated / not evaluated"


def test_a_reading_of_other_evidence_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        debrief(judging().base, scenario("three-at-the-table"), scenario("a-bad-autumn").reading)

    assert [problem.code for problem in refused.value.problems] == ["scenario-other"]


def test_a_panels_reading_takes_the_place_of_the_authors(tmp_path: Path) -> None:
    one = scenario_named(judging().pack, "the-back-bedroom")
    file = tmp_path / "panel.yaml"
    panel = replace(with_answers(one.reading, "declined", protection__safe_now="serious_risk"), id="panel")
    file.write_text(to_text(panel, judging().pack))

    theirs = panel_reading(file, one, judging().pack)
    told = debrief(judging().base, one, one.reading, theirs)

    assert (told.whose, told.judged) == ("panel", ("sustained", "declined"))
    assert [str(point.at) for point in told.points] == ["protection.safe_now"]


def test_a_panels_file_without_a_judgement_is_refused(tmp_path: Path) -> None:
    one = scenario("three-at-the-table")
    file = tmp_path / "panel.yaml"
    file.write_text(to_text(one.given, judging().pack))

    with pytest.raises(Refused) as refused:
        panel_reading(file, one, judging().pack)

    assert [(problem.code, problem.where.file) for problem in refused.value.problems] == [
        ("shape-missing-field", str(file))
    ]
