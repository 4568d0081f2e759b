"""What docs/ shows is what is so: commands and what they write, links, pictures, and tables made from the product."""

from __future__ import annotations

import re
import shlex
import socket
from itertools import pairwise
from pathlib import Path
from typing import NoReturn

import pytest
import rich_click as click

from assistant.cli.main import sccif
from tests.docs.licences import all_pins, licence_of, unknown_in
from tests.docs.shown import DOCS, PAGES, ROOT, Sitting, agrees, commands
from tests.docs.tables import TABLES

LINK = re.compile(r"\]\(<?([^)#>\s]+)(?:#[^)>]*)?>?\)")
WITH_COMMANDS = [page for page in PAGES if list(commands(page.read_text("utf-8")))]
LONG = {"rules.md"}
"""A whole change with two proofs, each of every case there can be."""


def name_of(page: Path) -> str:
    return page.relative_to(DOCS).as_posix()


def opts(command: click.Command) -> set[str]:
    return {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}


def found_in(group: click.Group, word: str) -> click.Command | None:
    return group.get_command(click.Context(group), word)


@pytest.fixture
def reached(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every host that this process tries to reach; each attempt is refused."""
    tried: list[str] = []

    def refuse(*told: object, **_: object) -> NoReturn:
        tried.append(repr(told[-1]))
        raise OSError("no network here")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    return tried


@pytest.mark.parametrize(
    "page",
    [pytest.param(page, marks=[pytest.mark.long] if page.name in LONG else []) for page in WITH_COMMANDS],
    ids=name_of,
)
def test_every_command_on_a_page_writes_what_the_page_says_and_asks_no_network(
    page: Path, tmp_path: Path, reached: list[str]
) -> None:
    sitting = Sitting(tmp_path)

    for shown in commands(page.read_text("utf-8")):
        written = sitting.run(shown.command)

        assert agrees(shown.output, written), (
            f"{name_of(page)}:{shown.line}: `{shown.command}` now writes\n{written}"
        )
    assert reached == []


def test_every_link_and_picture_is_there_and_no_picture_is_elsewhere() -> None:
    missing = [
        f"{name_of(page)}: {target}"
        for page in PAGES
        for target in LINK.findall(page.read_text("utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]
    elsewhere = [
        name_of(page) for page in PAGES if re.search(r"!\[[^\]]*\]\(<?https?:", page.read_text("utf-8"))
    ]

    assert missing == []
    assert elsewhere == []


def test_every_file_that_a_page_names_is_there() -> None:
    named = re.compile(r"`((?:assistant|tests|scripts|rules|knowledge|requirements)/[\w./-]*)`")
    pages = [*PAGES, ROOT / "SECURITY.md"]
    told = {(page.name, path) for page in pages for path in named.findall(page.read_text("utf-8"))}

    assert {(page, path) for page, path in told if not (ROOT / path).exists()} == set()


def test_every_page_is_reached_from_the_first() -> None:
    first = (DOCS / "index.md").read_text("utf-8")

    assert [name_of(page) for page in PAGES if page.name != "index.md" and name_of(page) not in first] == []
    assert "docs/index.md" in (ROOT / "README.md").read_text("utf-8")


def test_commands_that_are_told_and_not_run_are_there_with_their_options() -> None:
    told = re.compile(r"^sccif .*$|`(sccif [^`]+)`", re.MULTILINE)
    unknown = []
    for page in [*PAGES, ROOT / "README.md"]:
        for found in told.finditer(page.read_text("utf-8")):
            words = shlex.split((found[1] or found[0]).split("#")[0].split("|")[0])[1:]
            command: click.Command = sccif
            options = {"--help", "--version", *opts(sccif)}
            for before, word in pairwise(["", *words]):
                is_group = isinstance(command, click.Group)
                inner = found_in(command, word) if isinstance(command, click.Group) else None
                is_option = word.startswith("-")
                is_value = before.startswith("-") or word.isupper() or command.name == "train"
                if inner is not None:
                    command, options = inner, options | opts(inner)
                elif (word.split("=")[0] not in options) if is_option else (is_group and not is_value):
                    unknown.append(f"{page.name}: {found[0]}")
    assert unknown == []


def test_no_licence_is_there_that_nobody_looked_at() -> None:
    assert {name: unknown_in(licence_of(name)) for name in all_pins() if unknown_in(licence_of(name))} == {}


@pytest.mark.parametrize("name", TABLES)
def test_a_page_that_is_made_is_as_it_would_be_made_now(name: str) -> None:
    assert (DOCS / name).read_text("utf-8") == TABLES[name](), "run: python -m tests.docs.tables"
