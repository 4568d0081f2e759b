"""`sccif cases report` and `sccif cases comments`: what a report says beside the answers, and what came of its drafts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import BEGUN, Sccif

SAMPLE = "knowledge/cases/12-declined-on-balance.yaml"
CASE = "sc000012-2019-06"


@pytest.fixture
def judged(here: Sccif) -> Sccif:
    """The command on a store with a case that was judged."""
    assert here("cases", "import", SAMPLE).status == 0
    return here


def needs(sccif: Sccif) -> set[str]:
    return {need["place"] for need in json.loads(sccif("report", CASE, "--json").out)["needs"]}


def paragraph(sccif: Sccif, place: str) -> dict[str, object]:
    told = json.loads(sccif("report", CASE, "--json").out)
    parts = [*told["parts"], *(inner for part in told["parts"] for inner in part["parts"])]
    return next(one for part in parts for one in part["paragraphs"] if one["at"] == place)


def test_what_no_question_asks_is_told_and_no_longer_needed(judged: Sccif) -> None:
    assert {"service", "enforcement", "legal_basis", "history"} <= needs(judged)

    done = judged(
        *("cases", "report", CASE, "--service", "For five children.", "--enforcement", "None."),
        *("--legal-basis", "As the law has it.", "--before", "2018-11-06", "Full inspection", "good"),
    )

    assert done.status == 0, done.err
    assert needs(judged) == set()
    assert "everything that the headings ask for is there" in judged("report", CASE).out.lower()


def test_a_paragraph_is_written_undone_and_left_as_drafted(judged: Sccif) -> None:
    place = "partnership/partnership"
    drafted = paragraph(judged, place)["text"]

    judged("cases", "report", CASE, "--write", place, "By hand.")
    assert paragraph(judged, place) | {"text": "By hand.", "written": True} == paragraph(judged, place)
    judged("cases", "undo", CASE)
    assert paragraph(judged, place)["text"] == drafted
    judged("cases", "report", CASE, "--write", place, "By hand.")
    judged("cases", "report", CASE, "--as-drafted", place)
    assert paragraph(judged, place)["text"] == drafted


def test_what_cannot_be_told_is_refused_and_nothing_is_written(judged: Sccif) -> None:
    for given, code in (
        (["--write", "nowhere", "x"], "report-no-place"),
        (["--before", "yesterday", "Full", "good"], "shape-bad-value"),
        (["--as-drafted", "service"], "change-missing"),
        (["--stands", "improvement:M9.evidence", "so"], "change-missing"),
        (["--enforcement", " "], "change-nothing"),
    ):
        done = judged("cases", "report", CASE, "--service", "So.", *given)
        assert (done.status, done.codes) == (2, [code])
    assert judged("cases", "report", CASE).status == 2
    assert "service" in needs(judged)


def test_no_paragraph_is_written_before_the_own_view_is_sealed(here: Sccif) -> None:
    here("cases", "import", BEGUN)
    (name,) = [one["case"] for one in map(json.loads, here("cases", "list", "--json").out.splitlines())]

    done = here("cases", "report", name, "--write", "leadership/manager", "By hand.")

    assert (done.status, done.codes) == (2, ["use-own-view-first"])


def test_a_draft_and_a_comment_are_told_one_after_the_other(judged: Sccif, tmp_path: Path) -> None:
    path = tmp_path / "draft.md"
    path.write_text("# Report\n")
    judged("cases", "comments", CASE, "--sent", str(path))

    done = judged("cases", "comments", CASE, "--sent", str(path), "--comment", "It was two.")

    assert done.status == 2
    (draft,) = json.loads(judged("cases", "comments", CASE, "--json").out)["drafts"]
    assert draft["comments"] == []


def test_a_draft_goes_is_commented_on_and_the_comment_is_settled(judged: Sccif, tmp_path: Path) -> None:
    path = tmp_path / "draft.md"
    assert judged("report", CASE, "-o", str(path), "--even-so").status == 0

    sent = judged("cases", "comments", CASE, "--sent", str(path), "--on", "2019-07-05")
    assert (sent.status, sent.codes) == (0, ["report-unsigned"])
    said = judged("cases", "comments", CASE, "--comment", "It was two.", "--place", "service", "--json")
    (draft,) = json.loads(said.out)["drafts"]
    (comment,) = draft["comments"]
    assert (comment["place"], comment["accepted"], draft["signed_off"]) == ("service", None, False)
    assert draft["export"] is not None

    number = str(comment["event"])
    assert judged("cases", "comments", CASE, "--settle", number).status == 2
    for alone in (["--accepted"], ["--reasons", "so"], ["--place", "service"], ["--looked-again", "mm"]):
        assert "goes with --" in judged("cases", "comments", CASE, *alone).err
    settle = [
        "--settle",
        number,
        "--not-accepted",
        "--reasons",
        "The log says three.",
        "--looked-again",
        "mm",
    ]
    done = judged("cases", "comments", CASE, *settle)

    assert "not accepted" in done.out
    assert done.codes == []
    assert "mm looked at the judgement again" in " ".join(done.out.split())
    assert "The log says three." in " ".join(judged("cases", "history", CASE).out.split())
    assert "done 5 Jul 2019" in judged("cases", "timeline", CASE).out


def test_names_are_asked_about_in_a_comment_and_in_what_came_of_it(judged: Sccif, tmp_path: Path) -> None:
    path = tmp_path / "draft.md"
    path.write_text("# Report\n")
    judged("cases", "comments", CASE, "--sent", str(path))

    said = judged("cases", "comments", CASE, "--comment", "Jane Smith was not there.")
    number = str(
        json.loads(judged("cases", "comments", CASE, "--json").out)["drafts"][0]["comments"][0]["event"]
    )
    settled = judged(
        "cases", "comments", CASE, "--settle", number, "--accepted", "--reasons", "Tom Brown says so as well."
    )

    assert [(done.status, done.codes) for done in (said, settled)] == [(0, ["text-name-like"])] * 2
    assert "“Jane Smith” looks like a name" in said.err
    assert "“Tom Brown” looks like a name" in settled.err


@pytest.mark.parametrize("day", ["2018-03-20", "2091-03-20"])
def test_a_draft_cannot_have_gone_before_the_inspection_or_on_a_day_to_come(
    judged: Sccif, tmp_path: Path, day: str
) -> None:
    path = tmp_path / "draft.md"
    path.write_text("# Report\n")

    refused = judged("cases", "comments", CASE, "--sent", str(path), "--on", day)
    judged("cases", "comments", CASE, "--sent", str(path))
    early = judged("cases", "comments", CASE, "--comment", "It was two.", "--on", day)

    assert (refused.status, refused.codes) == (2, ["timeline-day"])
    assert (early.status, early.codes) == (2, ["timeline-day"])
    (draft,) = json.loads(judged("cases", "comments", CASE, "--json").out)["drafts"]
    assert draft["comments"] == []
