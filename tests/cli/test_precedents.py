"""`sccif precedents`: past cases like one, once an own view is stated."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from assistant.case.header import JudgementMade, Seal
from assistant.case.write import to_tree
from assistant.pack import Pack
from tests.cli.conftest import BEGUN, Sccif
from tests.small_cases import UNMOVED, case_of


@pytest.fixture(autouse=True)
def a_store(sccif: Sccif) -> None:
    """The store that is named is there: one that is not is refused."""
    sccif("cases", "new", "begun")


@pytest.fixture
def past(pack: Pack, tmp_path: Path) -> Path:
    """A folder of two cases that were judged after an own view was sealed."""
    folder = tmp_path / "past"
    folder.mkdir()
    for name, judgement in (("one", "sustained"), ("two", "declined")):
        made = JudgementMade(decided=judgement, reasons=f"Reasons of {name}.")
        seal = Seal(judgement=judgement, reasons="As seen.")
        case = replace(case_of(pack, UNMOVED), id=name, evidence_id=name, judgement=made, sealed=seal)
        (folder / f"{name}.json").write_text(json.dumps(to_tree(case, pack)))
    return folder


def test_nothing_is_told_of_a_case_before_the_own_view(sccif: Sccif, past: Path) -> None:
    done = sccif("precedents", BEGUN, "--in", str(past))

    assert (done.status, done.out, done.codes) == (2, "", ["use-own-view-first"])


def test_a_case_of_somebody_else_is_told_without_its_reasons_until_it_is_among_ones_own(
    sccif: Sccif, past: Path
) -> None:
    asked = ("precedents", str(past / "one.json"), "--in", str(past), "--json")

    before = sccif(*asked)
    sccif("cases", "import", str(past / "two.json"))
    after = sccif(*asked)

    assert [one["judgement"] for one in before.objects] == ["declined"]
    assert "Reasons" not in before.out
    assert [one["reasons"] for one in after.objects] == ["Reasons of two."]


def test_a_judgement_in_tables_that_the_pack_does_not_have_is_told_as_it_stands(
    sccif: Sccif, past: Path, tmp_path: Path
) -> None:
    tables = tmp_path / "tables"
    sccif("cases", "generate", "-n", "3", "--seed", "1", "-o", str(tables))
    with duckdb.connect() as database:
        database.execute(f"CREATE TABLE odd AS FROM '{tables}/cases.parquet'")
        database.execute(
            f"COPY (SELECT * REPLACE ('elsewhere' AS decided) FROM odd) TO '{tables}/cases.parquet'"
        )

    done = sccif("precedents", str(past / "one.json"), "--in", str(tables))

    assert (done.status, done.err) == (0, "")
    assert "elsewhere" in done.out


def test_where_there_is_none_the_status_is_1(sccif: Sccif, past: Path) -> None:
    done = sccif("precedents", str(past / "one.json"))

    assert (done.status, done.err) == (1, "")
