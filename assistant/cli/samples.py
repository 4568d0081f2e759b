"""Finds the sample cases of a pack."""

from __future__ import annotations

from pathlib import Path

from assistant.pack import Pack
from assistant.problems import Problem, Refused, Where


def sample_files(pack: Pack) -> list[Path]:
    """The pack's sample cases, by name. Raises `Refused` where it has none."""
    folder = pack.directory / "knowledge" / "cases"
    found = sorted(folder.glob("*.yaml"))
    if not found:
        right = "put case files there, or judge your own with `sccif judge FILE`"
        raise Refused([Problem("file-missing", "the pack has no sample cases", right, Where(str(folder)))])
    return found
