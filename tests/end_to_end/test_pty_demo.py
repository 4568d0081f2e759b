"""The driver that CI uses on the app sees a screen come up, change and go; and sees when it does not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

DRIVER = Path(__file__).with_name("pty_demo.py")

SCREEN = """
import sys, termios, tty
before = termios.tcgetattr(0)
tty.setraw(0)
sys.stdout.write("\\x1b[?1049h\\x1b[?25l\\x1b[1;1HWas the \\x1b[1mmove\\x1b[0m planned?"); sys.stdout.flush()
while (key := sys.stdin.read(1)) != "q":
    if key == "1":
        sys.stdout.write("\\x1b[2;1Hwell"); sys.stdout.flush()
{ending}
"""
RESTORE = 'termios.tcsetattr(0, termios.TCSADRAIN, before); sys.stdout.write("\\x1b[?25h\\x1b[?1049l")'


def drive(tmp_path: Path, ending: str, *keys: str, text: str = "move planned?") -> tuple[int, str]:
    program = tmp_path / "screen.py"
    program.write_text(SCREEN.format(ending=ending), encoding="utf-8")
    presses = [word for key in keys for word in ("--press", key)]
    options = ["--await", text, "--timeout", "3", *presses]
    done = subprocess.run(
        [sys.executable, DRIVER, *options, "--", sys.executable, program],
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.returncode, done.stdout + done.stderr


def test_a_screen_that_answers_and_goes_is_passed(tmp_path: Path) -> None:
    status, said = drive(tmp_path, RESTORE, "1", "q")

    assert (status, said) == (0, "under a terminal of 24x80: came up, answered 1, q, left it as it was\n")


@pytest.mark.parametrize(
    "ending,keys,text,expected",
    [
        pytest.param(RESTORE, ("1", "q"), "nowhere", "'nowhere' was not shown", id="shows something else"),
        pytest.param(RESTORE, ("2", "q"), "planned?", "nothing changed on the screen after 2", id="is deaf"),
        pytest.param(RESTORE, ("q", "1", "q"), "planned?", "the command ended after q", id="ends early"),
        pytest.param(RESTORE, ("1", "x"), "planned?", "still running", id="does not end"),
        pytest.param(RESTORE + "\nsys.exit(3)", ("q",), "planned?", "exited with 3", id="fails"),
        pytest.param(
            RESTORE.replace("\\x1b[?25h", ""), ("q",), "planned?", "the hidden cursor", id="hides the cursor"
        ),
        pytest.param(
            RESTORE.replace("\\x1b[?1049l", ""), ("q",), "planned?", "mode 1049", id="keeps the screen"
        ),
        pytest.param("", ("q",), "planned?", "settings were left changed", id="leaves raw"),
    ],
)
def test_a_screen_that_does_not_is_caught(
    tmp_path: Path, ending: str, keys: tuple[str, ...], text: str, expected: str
) -> None:
    status, said = drive(tmp_path, ending, *keys, text=text)

    assert status == 1
    assert expected in said
