"""The sheet of questions: what stands on it, what never does, and how it is written."""

from __future__ import annotations

import stat
from html.parser import HTMLParser
from pathlib import Path

import pytest

from assistant.pack import Pack, load_pack
from assistant.work.sheet import NO_NAMES
from tests.cli.conftest import DECLINED, Sccif


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack()


def test_every_question_of_a_case_to_come_stands_on_the_sheet_with_its_answers(
    here: Sccif, tmp_path: Path, pack: Pack
) -> None:
    done = here("sheet", "-o", str(tmp_path / "sheet.md"))
    told = (tmp_path / "sheet.md").read_text()

    assert done.status == 0
    assert NO_NAMES in told
    for asked in pack.questions.values():
        for question in asked.values():
            assert f"### {question.ask}" in told
            assert all(f"- [ ] **{answer.label}" in told for answer in question.answers)
            assert all(place in told for place in question.look)


def test_it_is_told_how_many_questions_there_are_and_how_many_of_them_are_different(
    here: Sccif, tmp_path: Path, pack: Pack
) -> None:
    done = here("sheet", "-o", str(tmp_path / "sheet.md"))

    stand = (tmp_path / "sheet.md").read_text().count("\n### ")
    different = sum(map(len, pack.questions.values()))
    assert stand > different
    assert done.out.startswith(f"{stand} questions ({different} different ones, ")


def test_a_question_that_waits_for_an_answer_says_for_which(here: Sccif, tmp_path: Path) -> None:
    here("sheet", "-o", str(tmp_path / "sheet.md"))

    told = (tmp_path / "sheet.md").read_text()

    assert "Only where: How did this child's stay end? “The home could or would not keep the child”" in told


def test_a_section_that_repeats_has_as_many_blank_records_as_asked_for(here: Sccif, tmp_path: Path) -> None:
    here("sheet", "-o", str(tmp_path / "three.md"), "--copies", "3")

    told = (tmp_path / "three.md").read_text()

    assert told.count("## Child who left ______") == 3


def test_nothing_that_was_answered_or_noted_is_on_the_sheet_of_a_case(here: Sccif, tmp_path: Path) -> None:
    case, name = tmp_path / "case.yaml", tmp_path / "sheet.html"
    case.write_text(Path(DECLINED).read_text().replace('text: "', 'text: "HUSH-HUSH '))
    assert "HUSH-HUSH" in case.read_text()

    done = here("sheet", str(case), "-o", str(name))

    assert done.status == 0
    assert "HUSH-HUSH" not in name.read_text()
    assert stat.S_IMODE(name.stat().st_mode) == 0o600


def test_a_page_is_well_formed_and_asks_nothing_of_the_network(here: Sccif, tmp_path: Path) -> None:
    here("sheet", "-o", str(tmp_path / "sheet.html"))
    reader = _Tags()

    reader.feed((tmp_path / "sheet.html").read_text())

    assert reader.open == []
    assert not reader.addresses


def test_a_file_that_is_there_stays_as_it_is(here: Sccif, tmp_path: Path) -> None:
    (tmp_path / "sheet.md").write_text("mine")

    done = here("sheet", "-o", str(tmp_path / "sheet.md"))

    assert (done.status, done.codes) == (2, ["file-changed"])
    assert (tmp_path / "sheet.md").read_text() == "mine"


def test_a_case_of_a_store_that_is_nowhere_is_told(here: Sccif, tmp_path: Path) -> None:
    done = here("sheet", "nowhere", "-o", str(tmp_path / "sheet.md"))

    assert (done.status, done.codes) == (2, ["store-missing"])
    assert not (tmp_path / "sheet.md").exists()


class _Tags(HTMLParser):
    """Which tags are open, and which addresses were named."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "hr"):
            self.open.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href")]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
