"""Progress: readings beside the authors' or a panel's, over time, by area and rule, in a cohort, with intervals."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.case import Case, Seal, to_text
from assistant.problems import Refused
from assistant.work.coefficients import Share
from assistant.work.training.progress import Summed, by_person, by_scenario, compared, panels_in
from tests.work.training.readings import every_scenario, judging, scenario, with_answers

BACK, TABLE = "the-back-bedroom", "three-at-the-table"


def read_by(name: str, who: str, day: int, decided: str, **said: str) -> Case:
    """A scenario as somebody read it, sealed on a day in May."""
    at = datetime(2026, 5, day, tzinfo=UTC)
    seal = Seal(judgement=decided, reasons="as I read it", by=who, at=at)
    return replace(with_answers(scenario(name).reading, decided, **said), id=f"{name}.{who}", sealed=seal)


def readings() -> tuple[Case, ...]:
    return (
        read_by(BACK, "kb", 9, "declined", protection__safe_now="serious_risk"),
        read_by(TABLE, "kb", 2, "sustained"),
        read_by(TABLE, "mw", 3, "improved", leadership__leadership_change="clearly_better"),
    )


def test_readings_stand_in_the_order_in_which_they_were_sealed() -> None:
    found = compared(judging().base, every_scenario(), readings(), {})

    assert [(one.who, one.scenario, one.is_same) for one in found] == [
        ("kb", TABLE, True),
        ("mw", TABLE, False),
        ("kb", BACK, False),
    ]
    assert {one.whose for one in found} == {"authors"}


def test_shares_are_told_with_number_and_interval() -> None:
    summed = Summed(compared(judging().base, every_scenario(), readings(), {}))

    judgements, answers = summed.judgements, summed.answers
    assert (judgements.count, judgements.of) == (1, 3)
    assert judgements.low is not None
    assert judgements.high is not None
    assert judgements.low < 1 / 3 < judgements.high
    assert answers.of - answers.count == 2
    assert sum(share.of for share in summed.areas.values()) == answers.of
    assert summed.areas["protection"].of - summed.areas["protection"].count == 1


def test_the_rules_that_differences_moved_are_counted_once_for_each() -> None:
    summed = Summed(compared(judging().base, every_scenario(), readings(), {}))

    assert dict(summed.rules)["children-at-serious-risk"] == 1
    assert dict(summed.rules)["leadership-clearly-better"] == 1


def test_a_cohort_is_told_by_person_and_by_scenario() -> None:
    found = compared(judging().base, every_scenario(), readings(), {})

    assert {who: one.judgements for who, one in by_person(found).items()} == {
        "kb": Share(1, 2),
        "mw": Share(0, 1),
    }
    assert {name: one.judgements.of for name, one in by_scenario(found).items()} == {BACK: 1, TABLE: 2}


def test_a_panels_reading_takes_the_authors_place(tmp_path: Path) -> None:
    panel = with_answers(scenario(BACK).reading, "declined", protection__safe_now="serious_risk")
    (tmp_path / "panel.yaml").write_text(to_text(replace(panel, id="panel"), judging().pack))

    panels = panels_in(tmp_path, every_scenario(), judging().pack)
    found = compared(judging().base, every_scenario(), readings(), panels)

    assert [(one.whose, one.is_same) for one in found if one.scenario == BACK] == [("panel", True)]


def test_a_panels_reading_of_no_scenario_is_refused(tmp_path: Path) -> None:
    other = replace(scenario(BACK).reading, evidence_id="sc000001-2019-03")
    (tmp_path / "panel.yaml").write_text(to_text(other, judging().pack))

    with pytest.raises(Refused) as refused:
        panels_in(tmp_path, every_scenario(), judging().pack)

    assert [problem.code for problem in refused.value.problems] == ["scenario-other"]


def test_a_panels_reading_without_a_judgement_is_refused(tmp_path: Path) -> None:
    (tmp_path / "panel.yaml").write_text(to_text(scenario(BACK).given, judging().pack))

    with pytest.raises(Refused) as refused:
        panels_in(tmp_path, every_scenario(), judging().pack)

    assert [problem.code for problem in refused.value.problems] == ["shape-missing-field"]


def test_of_two_panels_of_one_scenario_the_second_is_refused(tmp_path: Path) -> None:
    for name in ("one", "two"):
        panel = replace(scenario(BACK).reading, id=name)
        (tmp_path / f"{name}.yaml").write_text(to_text(panel, judging().pack))

    with pytest.raises(Refused) as refused:
        panels_in(tmp_path, every_scenario(), judging().pack)

    assert [problem.code for problem in refused.value.problems] == ["scenario-readings"]


def test_in_a_pack_without_scenarios_a_panels_reading_is_of_none(tmp_path: Path) -> None:
    (tmp_path / "panel.yaml").write_text(to_text(scenario(BACK).reading, judging().pack))

    with pytest.raises(Refused) as refused:
        panels_in(tmp_path, (), judging().pack)

    assert [problem.code for problem in refused.value.problems] == ["scenario-other"]


def test_readings_without_a_view_and_cases_of_no_scenario_are_left_out() -> None:
    begun = scenario(TABLE).given
    real = replace(scenario(TABLE).reading, evidence_id="sc000001-2019-03")

    assert compared(judging().base, every_scenario(), [begun, real], {}) == ()


def test_a_reading_that_was_judged_and_never_sealed_is_left_out() -> None:
    judged = scenario(TABLE).reading

    assert judged.judgement
    assert compared(judging().base, every_scenario(), [judged], {}) == ()


def test_a_scenario_that_was_sealed_with_nothing_answered_tells_nothing_of_its_reader() -> None:
    blank = replace(readings()[1], records={})

    assert compared(judging().base, every_scenario(), [blank], {}) == ()
