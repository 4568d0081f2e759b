"""`sccif report`: the report of a case file and of a case in the store, printed and written."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from assistant.document import digest_of
from assistant.store import Ledger, parse_address, read
from assistant.store.kinds import Exported
from tests.cli.conftest import BEGUN, DECLINED, Sccif

SAMPLE = "knowledge/cases/07-declined-presumed-no-manager.yaml"
JUDGED = "knowledge/cases/12-declined-on-balance.yaml"


def test_the_report_of_a_file_is_printed_with_what_it_still_needs(here: Sccif) -> None:
    done = here("report", SAMPLE)

    assert done.status == 0, done.err
    assert "There is no permanent manager" in done.out
    assert "legal_basis: What is the legal basis of this inspection?" in done.out


def test_each_sentence_is_printed_with_what_it_rests_on_where_that_is_asked(here: Sccif) -> None:
    done = here("report", SAMPLE, "--grounds")

    assert "(manager.post)" in done.out
    assert "finding: " in done.out


def test_as_json_each_sentence_names_its_grounds(here: Sccif) -> None:
    told = json.loads(here("report", SAMPLE, "--json").out)

    (judgement,) = [part for part in told["parts"] if part["id"] == "judgement"]
    (leadership,) = [part for part in judgement["parts"] if part["id"] == "leadership"]
    grounds = [
        ground["id"]
        for paragraph in leadership["paragraphs"]
        for sentence in paragraph["sentences"]
        for ground in sentence["grounds"]
    ]
    assert "manager.post" in grounds
    assert {need["place"] for need in told["needs"]} == {
        *("service", "enforcement", "judgement", "history", "legal_basis")
    }


@pytest.mark.parametrize("kind", ["md", "html", "docx"])
def test_a_report_is_written_in_the_format_that_its_name_says(here: Sccif, tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"report.{kind}"

    done = here("report", SAMPLE, "-o", str(path))

    assert done.status == 0, done.err
    assert path.stat().st_mode & 0o777 == 0o600
    begins = {"md": b"# Report", "html": b"<!DOCTYPE html>", "docx": b"PK"}
    assert path.read_bytes().startswith(begins[kind])


def test_no_file_is_written_over(here: Sccif, tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text("mine")

    done = here("report", SAMPLE, "-o", str(path))

    assert (done.status, done.codes, path.read_text()) == (2, ["file-changed"], "mine")


def test_a_name_that_says_no_format_needs_one(here: Sccif, tmp_path: Path) -> None:
    assert here("report", SAMPLE, "-o", str(tmp_path / "report")).status == 2
    assert here("report", SAMPLE, "-o", str(tmp_path / "report"), "--format", "md").status == 0


def test_what_looks_like_a_name_holds_the_report_back_until_it_is_written_even_so(
    here: Sccif, tmp_path: Path
) -> None:
    case, path = tmp_path / "case.yaml", tmp_path / "report.md"
    case.write_text(Path(SAMPLE).read_text() + '\nservice: "Run by Ann Smith."\n')

    held = here("report", str(case), "-o", str(path))
    assert (held.status, held.codes, path.exists()) == (1, ["report-name-like"], False)

    done = here("report", str(case), "-o", str(path), "--even-so")
    assert (done.status, done.codes) == (0, ["report-name-like"])
    assert "Run by Ann Smith." in path.read_text()


def test_before_the_own_view_is_sealed_no_report_tells_what_was_found(here: Sccif, tmp_path: Path) -> None:
    assert here("cases", "import", BEGUN).status == 0
    (name,) = [one["case"] for one in map(json.loads, here("cases", "list", "--json").out.splitlines())]

    done = here("report", name, "-o", str(tmp_path / "report.md"))

    assert (done.status, done.codes) == (2, ["use-own-view-first"])
    assert not (tmp_path / "report.md").exists()


def test_where_all_is_shown_throughout_it_is_logged_that_a_report_showed_it(here: Sccif) -> None:
    assert here("cases", "import", DECLINED).status == 0
    (name,) = [one["case"] for one in map(json.loads, here("cases", "list", "--json").out.splitlines())]
    assert here("admin", "reveal", "live").status == 0

    assert here("report", name).status == 0

    assert "proposal shown" in here("cases", "history", name).out


def test_that_a_report_left_stands_in_the_history_of_its_case(here: Sccif, tmp_path: Path) -> None:
    assert here("cases", "import", JUDGED).status == 0
    (name,) = [one["case"] for one in map(json.loads, here("cases", "list", "--json").out.splitlines())]
    path = tmp_path / "report.docx"

    done = here("report", name, "-o", str(path), "--even-so")

    assert done.status == 0, done.err
    history = here("cases", "history", name).out
    assert "exported as report to report.docx" in " ".join(history.split())
    with Ledger.open(parse_address(None)) as ledger:
        exported = read(ledger, name).events[-1].happened
    assert isinstance(exported, Exported)
    assert (exported.purpose, exported.digest) == ("report", digest_of(path.read_bytes()))


def test_the_template_that_comes_along_is_written_to_be_restyled_and_used(
    here: Sccif, tmp_path: Path
) -> None:
    own, path = tmp_path / "own.docx", tmp_path / "report.docx"
    assert here("report", "--write-template", str(own)).status == 0
    document = Document(str(own))
    document.sections[0].footer.paragraphs[0].text = "Draft for {{ urn }}"
    document.save(str(own))

    done = here("report", SAMPLE, "-o", str(path), "--template", str(own))

    assert done.status == 0, done.err
    made = Document(BytesIO(path.read_bytes()))
    assert made.sections[0].footer.paragraphs[0].text == "Draft for SC000007"


@pytest.mark.parametrize("more", [["-o", "report.md", "--template", "x.docx"], ["--template", "x.docx"]])
def test_a_template_without_a_word_file_is_refused(here: Sccif, more: list[str]) -> None:
    done = here("report", SAMPLE, *more)

    assert done.status == 2
    assert "--template is for a Word file" in done.err
