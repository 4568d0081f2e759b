"""Lets the app end in order when its terminal is gone, or cannot be read.

Textual writes in a thread that ends at the first failed write; whoever writes next then waits for ever
on its full queue, deaf to every signal.
"""

from __future__ import annotations

from contextlib import suppress
from typing import IO, Any

from textual.driver import Driver


class Lasting:
    """A terminal to which writing never fails: what a terminal that is gone does not take is dropped."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, text: str) -> int:
        """Write, or drop what cannot be written."""
        with suppress(OSError, ValueError):
            return self._file.write(text)
        return len(text)

    def flush(self) -> None:
        """Flush, or drop what cannot be flushed."""
        with suppress(OSError, ValueError):
            self._file.flush()

    def __getattr__(self, name: str) -> Any:
        """Everything else is the terminal's own."""
        return getattr(self._file, name)


def lasting(driver: type[Driver]) -> type[Driver]:
    """The same driver of a terminal, that outlives it."""

    class LastingDriver(driver):  # type: ignore[valid-type,misc]  # whichever this system has
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            if hasattr(self, "_file"):
                file: IO[str] = self._file  # type: ignore[has-type]  # the driver that it is has one
                self._file = Lasting(file)

        def run_input_thread(self) -> None:
            try:
                super().run_input_thread()
            except Exception as error:  # Textual tells the app that there was one, and not which
                self._app.reading_failed = error
                raise

    return LastingDriver
