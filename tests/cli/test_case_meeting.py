"""`sccif train meeting CASE`: a meeting about the readings of a real inspection, said in the review of the case."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.case import Answer, Case, Key, Record, read_case, write_file
from assistant.case.header import JudgementMade
from assistant.pack import Pack
from tests.cli.conftest import ROOT, Sccif

SAMPLE = "knowledge/cases/12-declined-on-balance.yaml"
CASE = "sc000012-2019-06"


@pytest.fixture
def second(pack: Pack, tmp_path: Path) -> Path:
    """A second inspector's blind reading of the sample, which judges otherwise, as a file."""
    case = read_case(ROOT / SAMPLE, pack).case
    assert case.sealed is not None
    assert case.inspection is not None
    key = Key("experiences")
    answers = {**case.records[key].answers, "progress_change": Answer("answered", "somewhat_better")}
    other = replace(
        case,
        id="second",
        purpose="blind",
        records={**case.records, key: Record(key, answers)},
        sealed=case.sealed.model_copy(update={"judgement": "sustained", "by": "mk"}),
        inspection=case.inspection.model_copy(update={"inspector": "mk"}),
        judgement=None,
    )
    return written(other, tmp_path / "second.yaml", pack)


def written(case: Case, path: Path, pack: Pack) -> Path:
    write_file(path, case, pack)
    return path


def test_the_readings_of_a_case_are_laid_side_by_side_once_there_are_two(here: Sccif, second: Path) -> None:
    here("cases", "import", SAMPLE)
    alone = here("train", "meeting", CASE)
    here("cases", "import", str(second))

    done = here("train", "meeting", CASE, "--json")

    assert (alone.status, alone.codes) == (2, ["scenario-readings"])
    assert f"--reading-of {CASE}" in alone.err
    told = json.loads(done.out)
    assert (told["case"], told["readers"], told["judged"]) == (CASE, ["lc", "mk"], ["declined", "sustained"])
    assert [one["at"] for one in told["differences"]] == ["experiences.progress_change"]
    assert "Meeting about: sc000012-2019-06" in here("train", "meeting", CASE).out


def test_whoever_reads_the_evidence_blind_is_told_nothing_before_their_own_view(here: Sccif) -> None:
    here("cases", "import", SAMPLE)
    here("cases", "new", "mine", "--reading-of", CASE)

    done = here("train", "meeting", CASE)

    assert (done.status, done.out, done.codes) == (2, "", ["use-own-view-first"])
    assert here("train", "meeting", "mine").codes == ["decide-unsealed"]


def test_what_a_meeting_came_to_is_said_in_the_review_and_holds_a_sign_off_up(
    here: Sccif, second: Path, pack: Pack, tmp_path: Path
) -> None:
    here("cases", "import", SAMPLE, str(second))
    panel = tmp_path / "panel.yaml"
    here("train", "meeting", CASE, "--to", str(panel))
    made = JudgementMade(decided="sustained", reasons="both agree on the days")
    panel = written(replace(read_case(panel, pack).case, judgement=made), tmp_path / "settled.yaml", pack)
    early = here("train", "meeting", CASE, "--record", str(panel), "--learned", "date it")
    here("review", CASE, "--begin")
    unlearned = here("train", "meeting", CASE, "--record", str(panel))
    blank = here("train", "meeting", CASE, "--record", str(panel), "--learned", " ")

    done = here("train", "meeting", CASE, "--record", str(panel), "--learned", "date it")

    assert (early.codes, unlearned.codes) == (["review-not-begun"], ["shape-missing-field"])
    assert (blank.status, blank.codes) == (2, ["shape-missing-field"])
    assert done.status == 0
    (said,) = json.loads(here("review", CASE, "--json").out)["review"]["said"]
    assert (said["at"], said["verdict"]) == ("judgement", "not agreed")
    assert said["text"] == (
        "A meeting about the readings of lc, mk agreed on sustained effectiveness, because: "
        "both agree on the days\nLearned: date it"
    )
    assert here("review", CASE, "--sign-off", "reviewer").codes == ["review-held-up"]


def test_names_are_asked_about_in_what_a_meeting_came_to(
    here: Sccif, second: Path, pack: Pack, tmp_path: Path
) -> None:
    here("cases", "import", SAMPLE, str(second))
    panel = tmp_path / "panel.yaml"
    here("train", "meeting", CASE, "--to", str(panel))
    made = JudgementMade(decided="declined", reasons="Jane Smith saw it too")
    panel = written(replace(read_case(panel, pack).case, judgement=made), tmp_path / "settled.yaml", pack)
    here("review", CASE, "--begin")

    done = here("train", "meeting", CASE, "--record", str(panel), "--learned", "ask Tom Brown first")

    assert (done.status, done.codes) == (0, ["text-name-like"])
    assert "“Jane Smith”, “Tom Brown” look like names" in done.err


def test_a_meeting_recorded_after_the_case_changed_says_that_the_review_was_begun_before(
    here: Sccif, second: Path, pack: Pack, tmp_path: Path
) -> None:
    here("cases", "import", SAMPLE, str(second))
    panel = tmp_path / "panel.yaml"
    here("train", "meeting", CASE, "--to", str(panel))
    made = JudgementMade(decided="declined", reasons="both agree on the days")
    panel = written(replace(read_case(panel, pack).case, judgement=made), tmp_path / "settled.yaml", pack)
    here("review", CASE, "--begin")
    in_time = here("train", "meeting", CASE, "--record", str(panel), "--learned", "date it")
    here("interview", CASE, "--from", "leadership.staffing", stdin="because as the rota says\ndone\n")

    late = here("train", "meeting", CASE, "--record", str(panel), "--learned", "date it")

    assert "has changed" not in in_time.out
    assert (
        "the case has changed since the review began (event 5): this is said of the case as it is" in late.out
    )
    here("review", CASE, "--begin")
    said = json.loads(here("review", CASE, "--json").out)["review"]["said"]
    assert [one["before_change"] for one in said] == [True, False]
    assert "– before the review was begun anew" in " ".join(here("review", CASE).out.split())
