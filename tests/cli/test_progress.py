"""Long work says on a terminal how far it is; Ctrl-C stops it, leaves whole things alone, and says what was done."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from assistant.case import Case
from assistant.store import Ledger, Standing
from assistant.work import keeping
from tests.cli.conftest import Sccif
from tests.end_to_end.pty_demo import Terminal, plain

FILES = 200
CASE = "sccif_case: 1\ncase: c{number:03}\nhome: {{urn: SC000001}}\ninspection: {{start: 2019-03-05}}\n"
CTRL_C = b"\x03"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder of many small cases."""
    folder = tmp_path / "files"
    folder.mkdir()
    for number in range(FILES):
        (folder / f"c{number:03}.yaml").write_text(CASE.format(number=number), encoding="utf-8")
    return folder


@contextmanager
def on_a_terminal(environment: dict[str, str], *args: str) -> Iterator[Terminal]:
    """The command under a pseudo-terminal."""
    clean = ["env", "-i", *(f"{name}={value}" for name, value in environment.items())]
    terminal = Terminal([*clean, sys.executable, "-m", "assistant.cli.main", *args], 24, 100, 60)
    try:
        yield terminal
    finally:
        terminal.end()
        os.close(terminal.master)
        os.close(terminal.slave)


def until(terminal: Terminal, holds: Callable[[str], bool]) -> str:
    """What was written once something holds of it."""
    end = time.monotonic() + 60
    while not holds(plain(terminal.output)):
        assert time.monotonic() < end, plain(terminal.output)[-500:]
        if not terminal.read(0.05) and terminal.status() is not None:
            break
    return plain(terminal.output)


def ended(terminal: Terminal) -> str:
    """All that was written, once the command is gone."""
    until(terminal, lambda _: terminal.status() is not None)
    while terminal.read(0.1):
        pass
    return plain(terminal.output)


def test_an_import_that_is_stopped_keeps_whole_cases_and_goes_on_where_it_ended(
    environment: dict[str, str], sccif: Sccif, files: Path
) -> None:
    with on_a_terminal(environment, "cases", "import", str(files)) as terminal:
        until(terminal, lambda said: "c000: imported" in said)
        os.write(terminal.master, CTRL_C)
        said = ended(terminal)

    told = re.search(rf"stopped after (\d+) of {FILES} files", said)
    kept = sccif("cases", "list", "--json").objects
    assert terminal.status() == 130
    assert told
    assert int(told[1]) == len(kept)
    assert 1 <= len(kept) < FILES
    assert sccif("cases", "verify").status == 0

    again = sccif("cases", "import", str(files))

    assert again.status == 0
    assert len(sccif("cases", "list", "--json").objects) == FILES


@pytest.mark.parametrize("comes", ["before", "after"])
def test_a_case_is_counted_if_and_only_if_it_is_in_the_store_whenever_ctrl_c_comes(
    here: Sccif, files: Path, monkeypatch: pytest.MonkeyPatch, comes: str
) -> None:
    begin = keeping.begin

    def stopped_at_the_third(ledger: Ledger, case: Case, *about: Any) -> Standing:
        if case.id == "c002" and comes == "before":
            signal.raise_signal(signal.SIGINT)
        standing = begin(ledger, case, *about)
        if case.id == "c002" and comes == "after":
            signal.raise_signal(signal.SIGINT)
        return standing

    monkeypatch.setattr(keeping, "begin", stopped_at_the_third)

    done = here("cases", "import", str(files))

    assert done.status == 130
    assert f"stopped after 3 of {FILES} files" in done.err
    assert len(here("cases", "list", "--json").objects) == 3


@pytest.mark.parametrize(
    "command,expected",
    [
        pytest.param(["cases", "import", "FILES"], f"of {FILES} files (^C stops)", id="import"),
        pytest.param(["cases", "verify"], f"of {FILES} cases (^C stops)", id="verify"),
        pytest.param(["backup", "COPY"], "pages copied (^C stops)", id="backup"),
        pytest.param(["restore", "--yes", "COPY"], "cases of the backup verified (^C stops)", id="restore"),
        pytest.param(["audit"], "cases read, being counted (^C stops)", id="audit"),
    ],
)
def test_long_work_says_on_a_terminal_how_far_it_is_and_takes_that_away(
    environment: dict[str, str], sccif: Sccif, files: Path, tmp_path: Path, command: list[str], expected: str
) -> None:
    copy = tmp_path / "copy.sqlite"
    if command[0] != "cases" or command[1] != "import":
        sccif("cases", "import", str(files))
    if command[0] == "restore":
        sccif("backup", str(copy))
    named = {"FILES": str(files), "COPY": str(copy)}

    with on_a_terminal(environment, *(named.get(word, word) for word in command)) as terminal:
        said = ended(terminal)

    assert terminal.status() == 0
    assert expected in said
    assert terminal.output.rfind(b"\r\x1b[K") > terminal.output.rfind(b"stops)")


def test_where_nobody_looks_no_progress_is_said(sccif: Sccif, files: Path) -> None:
    done = sccif("cases", "import", str(files))

    assert "stops" not in done.out + done.err
    assert "\x1b" not in done.out + done.err
