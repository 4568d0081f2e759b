"""The page of an audit: it needs nothing but itself, nothing in it acts, and it is there whole or not at all."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.cli.conftest import Sccif
from tests.cli.test_hostile_text import HOSTILE

LINKS = {"href", "src", "srcset", "action", "data", "poster", "background", "xlink:href", "formaction"}
VOID = {"meta", "br", "hr", "img", "input", "link"}
HOMES = [
    "<script>document.title='x'</script>",
    "'\"><img src=x onerror=alert(1)>",
    "</td></table><h1>x",
    "<!--",
    "&lt;b&gt;",
]


class Page(HTMLParser):
    """What stands in a page: its elements with their attributes, its text, and whether all of it is closed."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@pytest.fixture
def corpus(sccif: Sccif, tmp_path: Path) -> Path:
    """Generated cases, some of them with hostile names of people."""
    path = tmp_path / "corpus.jsonl"
    sccif("cases", "generate", "-n", "60", "--seed", "5", "-o", str(path))
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    hostile = [*HOMES, *(one for one in HOSTILE if len(one) < 200)]
    for number, case in enumerate(lines):
        case["judgement"]["by"] = hostile[number % 3]
        case["judgement"]["reasons"] = hostile[number % len(hostile)]
    path.write_text("".join(json.dumps(case) + "\n" for case in lines))
    return path


@pytest.fixture
def page(sccif: Sccif, corpus: Path, tmp_path: Path) -> Path:
    """The page of these cases, by person too."""
    path, config = tmp_path / "audit.html", tmp_path / "config.toml"
    config.write_text("by_inspector = true\n")
    done = sccif("audit", str(corpus), "--html", str(path), SCCIF_CONFIG=str(config))
    assert done.status == 0, done.err
    return path


def test_it_needs_nothing_but_itself_and_nothing_in_it_acts(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    found = Page(text)

    assert found.open == []
    for tag, attributes in found.elements:
        assert tag not in {
            "script",
            "link",
            "iframe",
            "object",
            "embed",
            "img",
            "form",
            "base",
            "foreignobject",
        }
        for name, value in attributes.items():
            assert not name.startswith("on")
            assert name not in LINKS or (value or "").startswith("#"), (tag, name, value)
    style = "".join(re.findall(r"<style>(.*?)</style>", text, re.DOTALL))
    assert "url(" not in style
    assert "@import" not in style
    assert "://" not in text


def test_every_link_within_it_leads_somewhere_and_no_name_stands_twice(page: Path) -> None:
    found = Page(page.read_text(encoding="utf-8"))

    names = [attributes["id"] for _, attributes in found.elements if "id" in attributes]
    links = [str(attributes["href"])[1:] for _, attributes in found.elements if "href" in attributes]
    assert len(names) == len(set(names))
    assert links
    assert set(links) <= set(names)


def test_each_picture_has_its_numbers_beside_it_or_says_them(page: Path) -> None:
    found = Page(page.read_text(encoding="utf-8"))

    pictures = [attributes for tag, attributes in found.elements if tag == "svg"]
    assert len(pictures) > 20
    assert all(one.get("aria-hidden") == "true" or one.get("aria-label") for one in pictures)


def test_hostile_names_stand_as_they_were_typed(page: Path) -> None:
    text = "".join(Page(page.read_text(encoding="utf-8")).texts)

    assert [name for name in HOMES[:3] if name in text] == HOMES[:3]


def test_it_says_what_it_was_made_from(page: Path) -> None:
    text = " ".join(Page(page.read_text(encoding="utf-8")).texts)

    for told in ("corpus.jsonl", "sha256:", "DuckDB", "synthetic", "Section 19", "Cases left out"):
        assert told in text


def test_it_is_for_its_owner_alone_and_takes_no_other_files_place(
    sccif: Sccif, corpus: Path, page: Path
) -> None:
    before = page.read_bytes()

    done = sccif("audit", str(corpus), "--html", str(page))

    assert page.stat().st_mode & 0o777 == 0o600
    assert (done.status, done.out, done.codes) == (2, "", ["file-changed"])
    assert page.read_bytes() == before


def test_json_stays_alone_on_standard_output(sccif: Sccif, corpus: Path, tmp_path: Path) -> None:
    done = sccif("audit", str(corpus), "--json", "--html", str(tmp_path / "a.html"))

    assert done.objects[0]["cases"] == 60
    assert (tmp_path / "a.html").is_file()


def test_no_urn_is_in_it_unless_that_is_asked_for(sccif: Sccif, corpus: Path, tmp_path: Path) -> None:
    without, with_urns = tmp_path / "without.html", tmp_path / "with.html"

    sccif("audit", str(corpus), "--html", str(without), "--csv", str(tmp_path / "csv"))
    sccif("audit", str(corpus), "--html", str(with_urns), "--with-urns")

    urn = re.compile(r"sc\d{6}", re.IGNORECASE)
    assert not urn.search(without.read_text())
    assert not any(urn.search(file.read_text()) for file in (tmp_path / "csv").iterdir())
    assert urn.search(with_urns.read_text())


def test_a_folder_that_takes_nothing_is_told_and_nothing_is_left(
    sccif: Sccif, corpus: Path, tmp_path: Path
) -> None:
    done = sccif("audit", str(corpus), "--html", str(tmp_path / "none" / "a.html"))
    also = sccif("audit", str(corpus), "--csv", str(tmp_path / "none" / "a"))

    assert (done.status, done.codes) == (2, ["file-unwritable"])
    assert (also.status, also.codes) == (2, ["file-unwritable"])
    assert not (tmp_path / "none").exists()


@pytest.mark.chromium
def test_a_browser_shows_it_without_a_word_of_complaint(page: Path, tmp_path: Path) -> None:
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    done = subprocess.run(
        [
            browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
            f"--user-data-dir={tmp_path / 'browser'}", "--enable-logging=stderr", "--v=0",
            "--virtual-time-budget=2000", "--dump-dom", page.as_uri(),
        ],
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip

    assert done.returncode == 0
    assert "CONSOLE" not in done.stderr, done.stderr
    assert "<title>Audit of 60 cases</title>" in done.stdout
