"""What docs/ shows is what is so: commands and what they write, links, pictures, and tables made from the product."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.shown import DOCS, PAGES, ROOT, Sitting, agrees, commands
from tests.docs.tables import TABLES

LINK = re.compile(r"\]\(<?([^)#>\s]+)(?:#[^)>]*)?>?\)")
WITH_COMMANDS = [page for page in PAGES if list(commands(page.read_text("utf-8")))]


def name_of(page: Path) -> str:
    return page.relative_to(DOCS).as_posix()


@pytest.fixture
def offline() -> Iterator[list[str]]:
    """Every attempt of this process to reach another host is written down and refused."""
    tried: list[str] = []
    watched = [True]

    def watch(event: str, told: tuple[object, ...]) -> None:
        if watched and event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
            tried.append(f"{event} {told[1:]}")
            raise OSError("no network here")

    sys.addaudithook(watch)
    yield tried
    watched.clear()


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=name_of)
def test_every_command_on_a_page_writes_what_the_page_says_and_asks_no_network(
    page: Path, tmp_path: Path, offline: list[str]
) -> None:
    sitting = Sitting(tmp_path)

    for shown in commands(page.read_text("utf-8")):
        written = sitting.run(shown.command)

        assert agrees(shown.output, written), (
            f"{name_of(page)}:{shown.line}: `{shown.command}` now writes\n{written}"
        )
    assert offline == []


def test_every_link_and_picture_is_there_and_no_picture_is_elsewhere() -> None:
    missing = [
        f"{name_of(page)}: {target}"
        for page in PAGES
        for target in LINK.findall(page.read_text("utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]
    elsewhere = [name_of(page) for page in PAGES if re.search(r"!\[[^\]]*\]\(<?https?:", page.read_text("utf-8"))]

    assert missing == []
    assert elsewhere == []


def test_every_page_is_reached_from_the_first() -> None:
    first = (DOCS / "index.md").read_text("utf-8")

    assert [name_of(page) for page in PAGES if page.name != "index.md" and name_of(page) not in first] == []
    assert "docs/index.md" in (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("name", TABLES)
def test_a_page_that_is_made_is_as_it_would_be_made_now(name: str) -> None:
    assert (DOCS / name).read_text("utf-8") == TABLES[name](), "run: python -m tests.docs.tables"
