"""The Word file: LibreOffice reads what the Markdown says, staff restyle the template, and a bad one is refused."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from assistant.pack import Pack
from assistant.problems import Refused
from assistant.reasoning import Judging
from assistant.work.report.as_markdown import as_markdown
from assistant.work.report.as_word import as_word
from assistant.work.report.drafting import draft
from assistant.work.report.shapes import Need
from assistant.work.report.word_template import word_template
from tests.work.report.reports import of_markdown, of_word, report_of, squeezed
from tests.work.report.test_drafting import sample


def template(tmp_path: Path, *lines: str) -> Path:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    path = tmp_path / "own.docx"
    document.save(str(path))
    return path


def refused(path: Path) -> str:
    with pytest.raises(Refused) as error:
        as_word(report_of("A text"), path)
    (problem,) = error.value.problems
    assert problem.where.file == str(path)
    return problem.code


@pytest.mark.libreoffice
@pytest.mark.parametrize("number", [3, 12])
def test_libreoffice_reads_what_the_markdown_says(
    number: int, pack: Pack, judging: Judging, tmp_path: Path
) -> None:
    report = draft(judging.live(sample(pack, number)))
    path = tmp_path / "report.docx"
    path.write_bytes(as_word(report))

    office = shutil.which("soffice") or "libreoffice"
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    subprocess.run(
        [office, home, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", tmp_path, path],
        check=True,
        capture_output=True,
    )

    read = (tmp_path / "report.txt").read_text(encoding="utf-8-sig")
    assert squeezed(read) == squeezed(" ".join(of_markdown(as_markdown(report))))


def test_headings_areas_and_points_have_the_styles_that_a_reader_steers_by(
    pack: Pack, judging: Judging
) -> None:
    report = draft(judging.live(sample(pack, 3)))

    document = Document(BytesIO(as_word(report)))

    styles = {paragraph.text: paragraph.style.name for paragraph in document.paragraphs if paragraph.style}
    assert styles["Report of an interim inspection"] == "Title"
    assert styles["Areas for improvement"] == "Heading 1"
    assert styles["Work in partnership with others"] == "Heading 2"
    assert styles["Children who left"] == "Heading 3"


def test_nothing_of_the_template_is_left_in_the_file() -> None:
    needs = (Need("one", "urn", "Which home is it?"),)

    assert of_word(as_word(report_of("A text", title="A point", needs=needs))) == [
        "Report",
        "Draft: 1 thing still needed.",
        "One",
        "A point",
        "A text",
        "Still needed: Which home is it?",
    ]


def test_each_page_of_a_draft_says_that_it_is_of_one() -> None:
    needs = (Need("one", "urn", "Which home is it?"),)

    feet = [
        Document(BytesIO(as_word(report_of("A text", needs=some)))).sections[0].footer.paragraphs[0].text
        for some in (needs, ())
    ]

    assert [foot.partition("\tPage")[0] for foot in feet] == ["SC000001, draft", "SC000001"]


def test_the_template_that_comes_along_can_be_restyled(tmp_path: Path) -> None:
    document = Document(BytesIO(word_template()))
    document.styles["Normal"].font.name = "Georgia"
    document.sections[0].header.paragraphs[0].text = "{{ urn }}: for comments on facts"
    path = tmp_path / "own.docx"
    document.save(str(path))

    made = Document(BytesIO(as_word(report_of("A text"), path)))

    assert made.styles["Normal"].font.name == "Georgia"
    assert made.sections[0].footer.paragraphs[0].text.startswith("SC000001\tPage")
    assert made.sections[0].header.paragraphs[0].text == "SC000001: for comments on facts"
    assert [paragraph.text for paragraph in made.paragraphs] == ["Report", "One", "A text"]


@pytest.mark.parametrize(
    "line",
    [
        "{{ nothing }}",
        "{{ title",
        "{% for part in %}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ parts.append(1) }}",
        "{% include 'other.docx' %}",
    ],
)
def test_a_template_that_asks_for_more_than_text_is_refused(tmp_path: Path, line: str) -> None:
    assert refused(template(tmp_path, line)) == "report-template"


def test_a_file_that_is_no_word_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.docx"
    path.write_text("a text")

    assert refused(path) == "report-template"
    with pytest.raises(Refused) as error:
        as_word(report_of("A text"), tmp_path / "nowhere.docx")
    assert error.value.problems[0].code == "file-missing"
