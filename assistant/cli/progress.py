"""Says how far long work has come, on one line of a terminal that goes away, and what was done where it is stopped."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from assistant.cli.store import is_json

UNTOUCHED = "nothing was written"


class Line:
    """How far it has come; silent where standard error is no terminal."""

    def __init__(self, what: str, of: int | None, stopped: str) -> None:
        self.what, self.of, self.stopped = what, of, stopped
        self.done = 0
        self._is_shown = sys.stderr.isatty()

    def __call__(self, done: int, of: int | None = None, what: str | None = None) -> None:
        """So much is done now; `of` and `what` where they are not what they were."""
        self.done, self.of, self.what = done, of or self.of, what or self.what
        if self._is_shown:
            sys.stderr.write(f"\r\x1b[K{self.told} (^C stops)")
            sys.stderr.flush()

    @property
    def told(self) -> str:
        """As `3 of 40 files`."""
        return f"{self.done:,}{f' of {self.of:,}' if self.of else ''} {self.what}"

    def clear(self) -> None:
        """Take the line away, before something else is written and at the end."""
        if self._is_shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


@contextmanager
def progress(what: str, of: int | None = None, *, stopped: str = UNTOUCHED) -> Iterator[Line]:
    """What is called with how much is done. Where Ctrl-C stops it, that is said with what became of the work.

    `stopped` says what is left then; it can be changed (`Line.stopped`) as the work goes on.
    """
    line = Line(what, of, stopped)
    try:
        yield line
    except BaseException as error:
        line.clear()
        if is_ctrl_c(error):
            told = f"stopped after {line.told}: {line.stopped}"
            sys.stderr.write((json.dumps({"stopped": told}) if is_json() else f"sccif: {told}") + "\n")
        raise
    line.clear()


@contextmanager
def whole() -> Iterator[None]:
    """Holds Ctrl-C back until the end, so that what is done here is done and counted, or neither.

    Without it Ctrl-C would come between the two: after a case is in the store, and before that is known.
    """
    before = signal.getsignal(signal.SIGINT)
    if not callable(before):  # it is ignored, as under nohup
        yield
        return
    came: list[int] = []
    signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if came:
        raise KeyboardInterrupt


def is_ctrl_c(error: BaseException | None) -> bool:
    """Whether this is Ctrl-C, also where it came while an argument was made ready for z3: ctypes wraps it then."""
    wrapped = type(error).__name__ == "ArgumentError" and "KeyboardInterrupt" in str(error)
    return wrapped or isinstance(error, KeyboardInterrupt)
