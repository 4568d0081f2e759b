"""A crash shows nothing of the case, leaves a report and a true status; a signal restores the terminal."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

PROGRAM = """
import sys
from assistant.pack import load_pack
from assistant.tui import run_open
from assistant.tui.screens.interview import Interview
{patch}
sys.exit(run_open(sys.argv[1], load_pack()))
"""
CRASH = """
def do_next(self):
    secret = self.session.case.notes[0].text
    raise RuntimeError(secret)
Interview.do_next = do_next
"""


def drive(folder: Path, patch: str, keys: list[bytes], ending: int | None = None) -> tuple[int, bytes, str]:
    """Runs the app under a pseudo-terminal; its status, what it wrote and what it said on stderr."""
    import pty
    import select

    master, slave = pty.openpty()
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "TERM": "xterm-256color",
        "LINES": "24",
        "COLUMNS": "80",
    }
    program = [sys.executable, "-c", PROGRAM.format(patch=patch), str(folder / "oak.yaml")]
    running = subprocess.Popen(program, stdin=slave, stdout=slave, stderr=subprocess.PIPE, env=environment)
    os.close(slave)
    output, waiting = b"", list(keys)
    with running:
        while True:
            if select.select([master], [], [], 20)[0]:
                try:
                    read = os.read(master, 65536)
                except OSError:
                    break
                if not read:
                    break
                output += read
            if b"core" in output and waiting:
                os.write(master, waiting.pop(0))
            elif b"core" in output and ending is not None:
                running.send_signal(ending)
                ending = None
        assert running.stderr is not None
        said = running.stderr.read().decode()
        os.close(master)
        return running.wait(20), output, said


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_crash_shows_nothing_of_the_case_and_leaves_a_report(folder: Path, tmp_path: Path) -> None:
    status, output, said = drive(folder, CRASH, [b"\x1b[C"])

    assert status == 70
    assert b"Traceback" not in output
    assert "Traceback" not in said
    assert "discharge" not in said
    [report] = (tmp_path / "state" / "sccif").glob("crash-*.txt")
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    assert "RuntimeError" in report.read_text(encoding="utf-8")
    assert "discharge" not in report.read_text(encoding="utf-8")
    assert output.rstrip().endswith(b"\x1b[?25h") or b"\x1b[?1049l" in output


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_app_and_restores_the_terminal(folder: Path, ending: signal.Signals) -> None:
    status, output, _ = drive(folder, "", [b"o"], ending)

    assert status == 128 + ending
    assert b"\x1b[?1049l" in output
    assert b"\x1b[?25h" in output
