"""The scenarios that come along: each reads cleanly, and its authors' reading comes to what it is to show."""

from __future__ import annotations

import calendar
import re
from functools import cache
from pathlib import Path

import pytest

from assistant.pack import load_pack
from assistant.reasoning import Judged, Judging
from assistant.work.training.model import CONSTRUCTED, Scenario
from assistant.work.training.reading import read_scenario
from assistant.work.working_days import Calendar

FOLDER = Path(__file__).parents[3] / "knowledge" / "scenarios"
NAMES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
PROVISIONAL = "07-half-term-and-nobody-in"
WORDS = range(600, 1501)
CAPITALS = {*calendar.month_name, *calendar.day_name, *(f"{day}s" for day in calendar.day_name)} | {
    "Christmas",
    "Easter",
    "Down",
    "English",
    "Wi",
}
"""What is written with a capital within a sentence and names no place or person."""
_WITHIN = re.compile(r"(?<=[a-z0-9,;] )[A-Z][a-z]+")


@cache
def judging() -> Judging:
    return Judging(load_pack(), "meaning")


@cache
def scenario(name: str) -> Scenario:
    return read_scenario(FOLDER / f"{name}.yaml", judging().pack)


@cache
def judged(name: str) -> Judged:
    return judging().confirm(judging().live(scenario(name).reading))


every = pytest.mark.parametrize("name", NAMES)


@every
def test_the_authors_reading_comes_to_the_judgement_that_the_scenario_shows(name: str) -> None:
    proposal = judged(name).proposal

    assert proposal.judgement == scenario(name).file.shows
    assert proposal.standing == ("provisional" if name == PROVISIONAL else "settled")


@every
def test_its_documents_are_read_in_some_minutes(name: str) -> None:
    documents = scenario(name).file.documents

    assert sum(len(one.text.split()) for one in documents) in WORDS


@every
def test_no_place_and_nobody_is_named(name: str) -> None:
    file = scenario(name).file
    texts = [file.brief, *(one.text for one in file.documents), *file.teaching]
    reasons = [answer.reason or "" for _, answer in scenario(name).asked()]

    found = {word for text in [*texts, *reasons] for word in _WITHIN.findall(" ".join(text.split()))}

    assert found <= CAPITALS
    assert scenario(name).reading.urn is None
    assert scenario(name).reading.about == CONSTRUCTED


@every
def test_the_inspection_is_on_working_days_after_its_baseline(name: str) -> None:
    case = scenario(name).given
    assert case.inspection
    assert case.inspection.start
    assert case.inspection.end

    days = Calendar()
    base = case.baseline.date_used() if case.baseline else None

    assert days.is_worked(case.inspection.start)
    assert days.is_worked(case.inspection.end)
    assert base is None or str(base) < str(case.inspection.start)


def test_together_they_cover_the_judgements_and_what_is_hard_about_them() -> None:
    shown = {name: judged(name) for name in NAMES}

    assert {one.proposal.judgement for one in shown.values()} == {"improved", "sustained", "declined", "none"}
    assert [name for name, one in shown.items() if one.proposal.ground == "presumed"] == [
        "04-the-deputy-holds-the-keys"
    ]
    assert "sustained-against-the-presumption" in shown["05-twelve-days-in-post"].known.judgement.rests_on
    assert "declined-at-the-floor" in shown["10-after-school-until-ten"].known.judgement.rests_on
    concern = shown["09-the-back-bedroom"]
    assert concern.proposal.judgement == "sustained"
    assert [one.reading for one in concern.known.case_review if one.consider] == ["15.1"]
