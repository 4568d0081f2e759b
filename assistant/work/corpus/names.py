"""Quotes names, texts and paths for the database: nothing in a pack, a case or a path can be read as anything else."""

from __future__ import annotations

import re
from pathlib import Path


def quoted(name: str) -> str:
    """The name of a table or column."""
    return '"' + name.replace('"', '""') + '"'


def text(value: str) -> str:
    """A text."""
    return "'" + value.replace("'", "''") + "'"


def this_file(path: Path) -> str:
    """The path of one file: the database would take `*`, `?` and `[` in it for a pattern, and read other files too."""
    return re.sub(r"([*?\[])", r"[\1]", str(path))
