"""Writes a new file for its owner alone, whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from assistant.problems import Problem, Refused, Where


def write_new(path: Path, text: str) -> None:
    """Write the text into a file that is not there yet (0600). Raises `Refused` where it is, or cannot be written."""
    where = Where(str(path))
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        what, right = "there is a file of this name already", "give another name"
        raise Refused([Problem("file-changed", what, right, where)]) from None
    except OSError as error:
        raise Refused([_unwritable(error, where)]) from error
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        path.unlink(missing_ok=True)
        raise Refused([_unwritable(error, where)]) from error


def _unwritable(error: OSError, where: Where) -> Problem:
    what = f"the file cannot be written: {error.strerror or error}"
    return Problem("file-unwritable", what, "make room, or name another folder", where)
