"""One line a case."""

from __future__ import annotations

from io import StringIO

from assistant.case import read_case
from assistant.cli.writers import Result
from assistant.cli.writers.brief import Brief
from assistant.reasoning import Judging
from tests.cli.conftest import ROOT


def written(result: Result) -> str:
    file = StringIO()
    Brief(file).case(result)
    return file.getvalue()


def test_a_line_names_case_sign_outcome_standing_and_ground(declined: Result) -> None:
    line = written(declined)

    assert line.count("\n") == 1
    assert line.split() == [
        "sc000001-2019-03",
        "▼",
        "declined",
        "settled,",
        "on",
        "the",
        "evidence,",
        "10",
        "open",
    ]


def test_a_case_without_a_proposal_says_so(empty: Result) -> None:
    assert "· none yet" in written(empty)


def test_what_withholds_a_judgement_is_named_on_the_line(judging: Judging) -> None:
    path = ROOT / "knowledge/cases/14-withheld-an-area-not-covered.yaml"
    judged = judging.judge(read_case(path, judging.pack).case)

    line = " ".join(written(Result(judged, ())).split())

    assert "? withheld no judgement until put right: Work in partnership with others, settled" in line
