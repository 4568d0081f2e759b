"""`sccif whatif` of a case in the store, and how commands that sound alike tell each other apart."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import BEGUN, Sccif

SAMPLE = "knowledge/cases/12-declined-on-balance.yaml"
CASE = "sc000012-2019-06"


def fewest(told: str) -> list[tuple[str, int]]:
    return [(one["judgement"], len(one["changes"])) for one in json.loads(told)["what_if"]]


def test_a_case_of_the_store_comes_to_what_its_file_does(here: Sccif) -> None:
    assert here("cases", "import", SAMPLE).status == 0

    kept = here("whatif", CASE, "--to", "improved", "--limit", "1", "--json")
    of_file = here("whatif", SAMPLE, "--to", "improved", "--limit", "1", "--json")

    assert kept.status == 0
    # Of several sets of so few changes the solver may find any first.
    assert fewest(kept.out) == fewest(of_file.out)


def test_of_a_case_of_the_store_the_own_view_comes_first(here: Sccif) -> None:
    assert here("cases", "import", BEGUN).status == 0

    done = here("whatif", "sc000002-2020-01")

    assert (done.status, done.out, done.codes) == (2, "", ["use-own-view-first"])


def test_what_is_shown_of_a_case_before_the_own_view_is_in_its_history(here: Sccif) -> None:
    assert here("cases", "import", BEGUN).status == 0
    assert here("admin", "reveal", "live").status == 0

    assert here("whatif", "sc000002-2020-01", "--limit", "1").status == 0

    assert "proposal shown" in here("cases", "history", "sc000002-2020-01").out


def test_what_is_neither_a_file_nor_a_case_of_the_store_is_said(here: Sccif) -> None:
    here("cases", "new", "oak")

    for command in ("whatif", "interview"):
        done = here(command, "elm")

        assert done.codes == ["file-missing"]
        assert "no case `elm` in the store, and no file of this name" in done.err


@pytest.mark.parametrize(
    "command,other",
    [
        (["timeline"], "sccif cases timeline CASE"),
        (["cases", "timeline"], "sccif timeline --start DAY"),
        (["alike"], "sccif precedents CASE"),
        (["precedents"], "sccif alike"),
        (["judge"], "sccif cases show CASE --judge"),
    ],
    ids=" ".join,
)
def test_help_names_the_command_that_sounds_alike(here: Sccif, command: list[str], other: str) -> None:
    assert other in " ".join(here(*command, "--help").out.replace("`", "").split())
