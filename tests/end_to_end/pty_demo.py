"""Drives a command under a pseudo-terminal as a person would, with Python's own library alone.

    python tests/end_to_end/pty_demo.py --await TEXT --press 1 --press q -- sh scripts/demo

It waits until the screen shows TEXT, presses each key in turn and waits until the screen has changed
and come to rest after each but the last, which must end the command. It fails, and says why, unless the
command then exits with 0 and leaves the terminal as it found it.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import re
import select
import signal
import struct
import sys
import termios
import time

QUIET = 0.5  # seconds without output after which a screen has come to rest

# A person's names for keys that are no single letter.
KEYS = {
    "enter": b"\r",
    "escape": b"\x1b",
    "tab": b"\t",
    "space": b" ",
    "up": b"\x1b[A",
    "down": b"\x1b[B",
    "right": b"\x1b[C",
    "left": b"\x1b[D",
} | {f"ctrl+{chr(letter)}": bytes([letter - 96]) for letter in range(ord("a"), ord("z") + 1)}

ESCAPES = re.compile(
    rb"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # titles, clipboards
    rb"|\x1bP.*?\x1b\\"
    rb"|\x1b\[[0-9:;<=>?]*[ -/]*[@-~]"
    rb"|\x1b[ -/]*[0-~]",
    re.DOTALL,
)
MODES = re.compile(rb"\x1b\[\?([0-9;]+)([hl])")
CURSOR = 25  # on is its usual state; every other mode's is off
KEPT_MODES = {7, 2026}  # line wrap, and drawing in one go: nothing that a person would see


class Failed(Exception):
    """The command did not do what was expected; says what."""


def key_bytes(name: str) -> bytes:
    """What a terminal sends for a key, named as in the app's own help."""
    return KEYS.get(name.lower()) or name.encode()


def plain(output: bytes) -> str:
    """The words among what was written to the terminal, without colours and places."""
    return ESCAPES.sub(b"", output).decode(errors="replace")


def modes_left_on(output: bytes) -> list[str]:
    """What was switched on in the terminal and not switched off again."""
    state: dict[int, bool] = {}
    for numbers, switch in MODES.findall(output):
        for number in numbers.split(b";"):
            state[int(number)] = switch == b"h"
    left = [f"mode {mode}" for mode, on in state.items() if on and mode not in KEPT_MODES | {CURSOR}]
    return left if state.get(CURSOR, True) else [*left, "the hidden cursor"]


class Terminal:
    """A pseudo-terminal with a command running in it."""

    def __init__(self, command: list[str], rows: int, columns: int, timeout: float) -> None:
        self.timeout = timeout
        self.output = b""
        master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.settings = termios.tcgetattr(slave)
        self.pid = os.fork()
        if self.pid == 0:
            os.close(master)
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # what a shell starts in the background ignores it
            os.environ.setdefault("TERM", "xterm-256color")
            os.environ |= {"LINES": str(rows), "COLUMNS": str(columns)}
            try:
                os.login_tty(slave)
                os.execvp(command[0], command)
            except OSError as error:
                os.write(2, f"{command[0]}: {error}\n".encode())
            os._exit(127)
        # The other end stays open here, so that the settings can be read when the command is gone.
        self.master, self.slave = master, slave

    def read(self, seconds: float) -> bool:
        """Takes what is written within so many seconds; whether there was anything."""
        if not select.select([self.master], [], [], seconds)[0]:
            return False
        self.output += os.read(self.master, 65536)
        return True

    def wait_for(self, text: str) -> None:
        """Waits until the text has been shown and the screen is at rest."""
        end = time.monotonic() + self.timeout
        while text not in plain(self.output):
            if time.monotonic() > end:
                raise Failed(f"{text!r} was not shown within {self.timeout:g} seconds")
            if not self.read(0.1) and self.status() is not None:
                raise Failed(f"the command ended before it showed {text!r}")
        self.rest()

    def rest(self) -> None:
        """Reads until nothing more is written, at most five seconds (a clock may tick for ever)."""
        end = time.monotonic() + 5
        while time.monotonic() < end and self.read(QUIET):
            pass

    def press(self, key: str) -> None:
        """Presses a key and waits until the screen shows something new."""
        before = len(self.output)
        os.write(self.master, key_bytes(key))
        end = time.monotonic() + self.timeout
        while not plain(self.output[before:]).strip():
            if time.monotonic() > end:
                raise Failed(f"nothing changed on the screen after {key}")
            if not self.read(0.1) and self.status() is not None:
                raise Failed(f"the command ended after {key}")
        self.rest()

    def status(self) -> int | None:
        """The exit status once the command is gone (negative: the signal that ended it)."""
        if not hasattr(self, "_status"):
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid == 0:
                return None
            self._status = os.waitstatus_to_exitcode(status)
        return self._status

    def leave(self, key: str) -> None:
        """Presses the key that ends the command, and looks at what it leaves behind."""
        os.write(self.master, key_bytes(key))
        end = time.monotonic() + self.timeout
        while self.status() is None:
            if time.monotonic() > end:
                raise Failed(f"the command was still running {self.timeout:g} seconds after {key}")
            self.read(0.1)
        while self.read(0.1):
            pass
        if self.status() != 0:
            raise Failed(f"the command exited with {self.status()}")
        if termios.tcgetattr(self.slave) != self.settings:
            raise Failed("the terminal's settings were left changed")
        if left := modes_left_on(self.output):
            raise Failed(f"left on in the terminal: {', '.join(left)}")

    def end(self) -> None:
        """Ends the command if it is still there."""
        if self.status() is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)


def main(arguments: list[str]) -> int:
    """Reads the arguments, drives the command, and says in one line how it went."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--await", dest="text", required=True, help="what the first screen shows")
    parser.add_argument("--press", action="append", required=True, help="a key; the last ends the command")
    parser.add_argument("--size", default="24x80", help="rows x columns")
    parser.add_argument("--timeout", type=float, default=60, help="seconds to wait for each thing")
    parser.add_argument("command", nargs="+")
    wanted = parser.parse_args(arguments)
    rows, columns = map(int, wanted.size.split("x"))

    terminal = Terminal(wanted.command, rows, columns, wanted.timeout)
    try:
        terminal.wait_for(wanted.text)
        for key in wanted.press[:-1]:
            terminal.press(key)
        terminal.leave(wanted.press[-1])
    except Failed as failure:
        print(f"under a terminal: {failure}; the last that it wrote:", file=sys.stderr)
        print(plain(terminal.output)[-2000:], file=sys.stderr)
        return 1
    finally:
        terminal.end()
    answered = ", ".join(wanted.press)
    print(f"under a terminal of {wanted.size}: came up, answered {answered}, left it as it was")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
