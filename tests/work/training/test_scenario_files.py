"""Every bad scenario file is refused with the codes, places and fields that its first lines expect."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.case import At, Key
from assistant.pack import Pack
from assistant.problems import Refused
from assistant.reasoning import Judging
from assistant.work.training.reading import read_scenario, scenario_problems

FIXTURES = Path(__file__).parents[2] / "fixtures" / "scenarios"
BAD = sorted((FIXTURES / "bad").glob("*.yaml"))
SMALL = FIXTURES / "small.yaml"


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_bad_file_is_refused_as_its_first_lines_expect(path: Path, pack: Pack) -> None:
    lines = path.read_text().splitlines()
    expected = [line.removeprefix("# expect: ") for line in lines if line.startswith("# expect: ")]

    with pytest.raises(Refused) as refused:
        read_scenario(path, pack)

    problems = refused.value.problems
    assert [
        f"{one.code} {one.where.line}:{one.where.column} {one.where.field}" for one in problems
    ] == expected
    assert all(one.where.file == str(path) and one.right for one in problems)


def test_the_passages_of_a_scenario_are_the_notes_of_what_a_trainee_begins_with(pack: Pack) -> None:
    scenario = read_scenario(SMALL, pack)

    given = scenario.given
    assert [(note.id, note.source, note.text) for note in given.notes] == [
        ("log-1", "case_record", "School as in spring."),
        ("log-2", "case_record", "Supper as in spring."),
    ]
    assert (given.purpose, given.evidence_id, given.judgement) == ("training", "scenario.small", None)
    assert {str(key): dict(record.answers) for key, record in given.records.items()} == {"resident:A": {}}


def test_what_is_asked_is_what_the_authors_answered_beside_what_is_given(pack: Pack) -> None:
    scenario = read_scenario(SMALL, pack)

    asked = [str(at) for at, _ in scenario.asked()]

    assert asked == [
        "experiences.progress_change",
        "experiences.daily_life_change",
        "resident:A.progress_change",
    ]
    room = scenario.room[At(Key("experiences"), "progress_change")]
    assert room.also == ("somewhat_better",)


def test_a_reading_that_the_rules_judge_otherwise_is_told_with_both(judging: Judging, tmp_path: Path) -> None:
    text = SMALL.read_text().replace("shows: sustained", "shows: improved")
    path = tmp_path / "otherwise.yaml"
    path.write_text(text.replace("decided: sustained", "decided: improved"))

    (problem,) = scenario_problems(judging.base, [path])

    assert (problem.code, problem.where.file) == ("scenario-comes-to", str(path))
    assert "`sustained`" in problem.what
    assert "`improved`" in problem.what
