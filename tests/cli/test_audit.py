"""`sccif audit`: figures of many cases, from files, tables and the store, and the query that judges them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import sqlglot

from assistant.pack import Pack
from assistant.store import Ledger, parse_address
from tests.cli.conftest import DECLINED, Sccif
from tests.packs import REAL, changed

SAMPLE = str(DECLINED)


@pytest.fixture
def corpus(here: Sccif, tmp_path: Path) -> Path:
    path = tmp_path / "corpus.jsonl"
    here("cases", "generate", "-n", "40", "--seed", "1", "-o", str(path))
    return path


def test_the_figures_stand_in_tables_that_can_be_read(sccif: Sccif, corpus: Path) -> None:
    done = sccif("audit", str(corpus))

    assert (done.status, done.codes) == (0, [])
    assert "Audit of 40 cases" in done.out
    assert "Proposed, and judged" in done.out
    assert "Agreement between people on the same evidence" in done.out


def test_what_the_numbers_are_of_is_said(here: Sccif, corpus: Path) -> None:
    readings = sum('"purpose": "blind"' in line for line in corpus.read_text().splitlines())

    out = here("audit", str(corpus)).out

    assert readings
    assert f"{readings} of them blind readings, which count in the agreement alone" in out
    assert "rows: what is proposed; columns: the view that was sealed" in out
    assert "rows: what is proposed; columns: what was judged" in out


def test_readings_that_do_not_count_are_told_beside_the_agreement(here: Sccif, corpus: Path) -> None:
    first, *_ = (line for line in corpus.read_text().splitlines() if '"purpose": "blind"' in line)
    again = corpus.with_name("again.jsonl")
    again.write_text(corpus.read_text() + first.replace('"case": "', '"case": "again-', 1) + "\n")

    out = " ".join(here("audit", str(again)).out.split())

    assert "Readings left out: 1 by somebody who had read that evidence before" in out
    assert out.index("Agreement between people") < out.index("Readings left out")


def test_what_is_to_be_looked_at_stands_under_the_headings_of_the_page(here: Sccif, corpus: Path) -> None:
    lines = here("audit", str(corpus)).out.splitlines()

    headings = ["To be looked at again", "Thin evidence", "Steps of the timeline"]
    places = [lines.index(heading) for heading in headings]
    assert places == sorted(places)
    assert "  no case records a step with a limit" in lines
    assert any(line.startswith("  no step, or no first day, on record: ") for line in lines)


def test_what_few_cases_are_worth_is_said_before_any_figure(here: Sccif, corpus: Path) -> None:
    out = " ".join(here("audit", str(corpus)).out.split())

    assert out.index("may be chance alone") < out.index("Proposed, and judged")


def test_flags_are_told_in_words_and_of_cases_that_are_not_all_named_how_many_more_there_are(
    here: Sccif, corpus: Path, pack: Pack
) -> None:
    told = json.loads(here("audit", str(corpus), "--json").out)
    names = told["no_case_review"]["cases"]
    codes = [check.id for check in pack.evidence.checks if check.id in told["flags"]]

    out = " ".join(here("audit", str(corpus)).out.split())

    assert len(names) > 10
    assert f"{names[9]}, and {len(names) - 10} more; --json has all" in out
    assert codes
    assert not [code for code in codes if code in out]


def test_audits_by_two_packs_can_be_told_apart(here: Sccif, corpus: Path, tmp_path: Path) -> None:
    page = tmp_path / "audit.html"

    done = here("audit", str(corpus), "--pack", ".", "--html", str(page))
    told = json.loads(here("audit", str(corpus), "--pack", ".", "--json").out)

    assert f"digest {told['pack'][:18]}…, from ." in done.out
    assert told["folder"] == "."
    assert "<dt>Folder of the rules</dt><dd>" in page.read_text()


def test_a_case_that_cannot_be_used_is_told_with_its_line_and_counted(sccif: Sccif, corpus: Path) -> None:
    lines = corpus.read_text().splitlines()
    corpus.write_text("\n".join([*lines[:3], '{"sccif_case": 1}', *lines[3:]]))

    done = sccif("audit", "--json", str(corpus))

    told = json.loads(done.out)
    assert done.status == 2
    assert f"{corpus.name}" in done.err
    assert json.loads(done.err.splitlines()[0])["line"] == 4
    assert (told["cases"], told["problems"]) == (40, 1)


def test_tables_and_lines_of_the_same_cases_come_to_the_same(
    sccif: Sccif, corpus: Path, tmp_path: Path
) -> None:
    sccif("cases", "generate", "-n", "40", "--seed", "1", "-o", str(tmp_path / "tables"))

    by_lines, by_tables = (
        json.loads(sccif("audit", "--json", str(source)).out) for source in (corpus, tmp_path / "tables")
    )

    for figure in ("proposal_by_sealed", "proposal_by_judgement", "departures", "against_rules", "agreement"):
        assert by_tables[figure] == by_lines[figure]


def test_without_a_source_the_cases_of_the_store_are_audited(sccif: Sccif) -> None:
    sccif("cases", "import", SAMPLE)

    told = json.loads(sccif("audit", "--json").out)

    assert told["cases"] == 1


@pytest.mark.parametrize("dialect", ["duckdb", "spark"])
def test_the_query_is_text_that_its_dialect_reads(sccif: Sccif, dialect: str) -> None:
    done = sccif("audit", "--show-sql", "--dialect", dialect)

    assert done.status == 0
    query = sqlglot.parse_one(done.out, dialect=dialect)
    assert isinstance(query, sqlglot.exp.Select)
    assert query.named_selects[0] == "number"


def test_a_source_that_is_nowhere_is_bad_input(sccif: Sccif, tmp_path: Path) -> None:
    done = sccif("audit", str(tmp_path / "nowhere"))

    assert (done.status, done.codes) == (2, ["file-missing"])


@pytest.mark.parametrize("text", ["", "\n\n"], ids=["empty", "blank"])
def test_a_file_without_a_case_is_refused_as_an_empty_folder_is(
    here: Sccif, tmp_path: Path, text: str
) -> None:
    (tmp_path / "none.jsonl").write_text(text)
    (tmp_path / "folder").mkdir()

    of_file, of_folder = here("audit", str(tmp_path / "none.jsonl")), here("audit", str(tmp_path / "folder"))

    assert [(done.status, done.codes, done.out) for done in (of_file, of_folder)] == [
        (2, ["file-empty"], "")
    ] * 2


def test_a_store_without_a_case_is_refused_and_says_how_some_come_in(here: Sccif, tmp_path: Path) -> None:
    with Ledger.open(parse_address(str(tmp_path / "ledger.sqlite")), wanted="made"):
        done = here("audit")

    assert (done.status, done.codes, done.out) == (2, ["use-no-files"], "")
    assert "`sccif cases import FILE…`" in done.err


def test_a_flag_is_told_by_its_sentence_and_called_by_its_name_in_csv_alone(
    here: Sccif, tmp_path: Path
) -> None:
    said = " ".join(here("audit", "knowledge/cases", "--csv", str(tmp_path / "csv")).out.split())

    assert "of the cases: One kind of source. " in said
    assert "single_source" not in said
    assert "\nsingle_source," in (tmp_path / "csv" / "flags.csv").read_text()


def test_an_audit_by_a_changed_pack_says_so(here: Sccif, tmp_path: Path) -> None:
    folder = changed(REAL, tmp_path, "knowledge/evidence.yaml", "What a child told", "All that a child told")

    assert here("audit", SAMPLE, "--pack", str(folder)).codes == ["pack-changed"]
