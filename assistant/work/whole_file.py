"""Puts a text in the place of a file whole or not at all: a crash leaves what was there before, or the new text."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def put_whole(path: Path, text: str) -> None:
    """Write a text as a file that its owner alone can read, in the place of one that is there.

    Its folder has to be there. It does not wait for the disk, as what is kept so can be typed or proved anew. Raises `OSError` where it cannot be written, and then leaves no part of it behind.
    """
    # `mkstemp` makes the file with mode 0600.
    handle, part = tempfile.mkstemp(dir=path.parent, prefix=".sccif-", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(part).replace(path)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise
