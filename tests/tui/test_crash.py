"""A crash shows nothing of the case, leaves a report and a true status; a signal restores the terminal."""

from __future__ import annotations

import os
import select
import signal
import stat
import sys
import termios
from contextlib import closing, suppress
from pathlib import Path
from typing import IO, cast

import pytest
from textual.drivers._writer_thread import MAX_QUEUED_WRITES, WriterThread

from assistant.tui.lasting import Lasting
from tests.end_to_end.pty_demo import Terminal, key_bytes, modes_left_on, plain

ROOT = Path(__file__).parents[2]

PROGRAM = """
import sys
from pathlib import Path
from typing import IO, cast
from assistant.pack import load_pack
from assistant.store import Ledger, parse_address
from assistant.tui import run_open
from assistant.tui.screens.interview import Interview
from assistant.work.keeping import import_file
{patch}
pack, ledger = load_pack(), Ledger.open(parse_address())
sys.exit(run_open(import_file(ledger, Path(sys.argv[1]), pack).case.id, ledger, pack))
"""
CRASH = """
def do_next(self):
    secret = self.session.case.notes[0].text
    raise RuntimeError(secret)
Interview.do_next = do_next
"""


def start(folder: Path, patch: str = "") -> Terminal:
    """The app on a case under a pseudo-terminal, its first screen shown."""
    program = [
        "env",
        f"PYTHONPATH={ROOT}",
        sys.executable,
        "-c",
        PROGRAM.format(patch=patch),
        str(folder / "oak.yaml"),
    ]
    terminal = Terminal(program, 24, 80, 30)
    terminal.wait_for("core questions")
    return terminal


def wait_for_the_end(terminal: Terminal) -> int | None:
    """The exit status, once everything that was written is read."""
    for _ in range(300):
        terminal.read(0.1)
        if terminal.status() is not None:
            break
    while terminal.read(0.1):
        pass
    return terminal.status()


def test_a_crash_shows_nothing_of_the_case_and_leaves_a_report(folder: Path, tmp_path: Path) -> None:
    terminal = start(folder, CRASH)
    shown = len(terminal.output)
    try:
        os.write(terminal.master, key_bytes("right"))
        status = wait_for_the_end(terminal)
    finally:
        terminal.end()
    written = plain(terminal.output[shown:])

    assert status == 70
    assert "Traceback" not in written
    assert "discharge" not in written
    assert not modes_left_on(terminal.output)
    assert termios.tcgetattr(terminal.slave) == terminal.settings
    [report] = (tmp_path / "state" / "sccif").glob("crash-*.txt")
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    assert "RuntimeError" in report.read_text(encoding="utf-8")
    assert "discharge" not in report.read_text(encoding="utf-8")


UNREADABLE = """
from assistant.tui.pasting import WholePastes
def feed(self, data):
    raise RuntimeError("discharge")
WholePastes.feed = feed
"""


def test_where_the_terminal_can_be_read_no_more_a_report_says_so(folder: Path, tmp_path: Path) -> None:
    terminal = start(folder, UNREADABLE)
    try:
        os.write(terminal.master, b"1")
        status = wait_for_the_end(terminal)
    finally:
        terminal.end()

    assert status == 70
    [report] = (tmp_path / "state" / "sccif").glob("crash-*.txt")
    assert "RuntimeError" in report.read_text(encoding="utf-8")
    assert "discharge" not in report.read_text(encoding="utf-8")


def test_a_byte_that_is_no_text_harms_nothing(folder: Path) -> None:
    terminal = start(folder)
    try:
        terminal.press("n")
        os.write(terminal.master, b"caf\xe9 au lait")
        terminal.wait_for("au lait")
        assert terminal.status() is None
    finally:
        terminal.end()

    assert "caf\ufffd" in plain(terminal.output)


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_app_and_restores_the_terminal(folder: Path, ending: signal.Signals) -> None:
    terminal = start(folder)
    try:
        os.kill(terminal.pid, ending)
        status = wait_for_the_end(terminal)
    finally:
        terminal.end()

    assert status == 128 + ending
    assert not modes_left_on(terminal.output)
    assert termios.tcgetattr(terminal.slave) == terminal.settings


def test_a_terminal_that_is_closed_with_keys_under_way_ends_the_app(folder: Path) -> None:
    terminal = start(folder)
    try:
        os.write(terminal.master, b" 1" * 20)
        os.close(terminal.slave)
        os.close(terminal.master)
        for _ in range(300):
            if terminal.status() is not None:
                break
            select.select([], [], [], 0.1)
        status = terminal.status()
    finally:
        terminal.end()

    # 120 is Python's own, where the last of its output finds no terminal.
    assert status in (128 + signal.SIGHUP, 120)


def test_writing_to_a_terminal_that_is_gone_never_waits() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with suppress(OSError), closing(os.fdopen(writing, "w", buffering=1)) as gone:
        writer = WriterThread(cast("IO[str]", Lasting(gone)))
        writer.start()
        for _ in range(3 * MAX_QUEUED_WRITES):
            writer.write("a line\n")
            assert writer.is_alive()

        writer.stop()

        assert not writer.is_alive()


def test_a_crash_while_nothing_can_be_saved_does_not_say_that_it_is_saved(folder: Path) -> None:
    terminal = start(folder, CRASH.replace("    secret", "    self.session.kept.waiting = [()]\n    secret"))
    shown = len(terminal.output)
    try:
        os.write(terminal.master, key_bytes("right"))
        wait_for_the_end(terminal)
    finally:
        terminal.end()

    assert "What was answered last is NOT saved" in plain(terminal.output[shown:])
