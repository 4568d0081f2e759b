"""Finds the sample cases of a pack, and copies them to where nothing can happen to them."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
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


@contextmanager
def throw_away(pack: Pack) -> Iterator[Pack]:
    """The pack with its files copied to a folder that is gone afterwards, so that its samples can be changed."""
    with tempfile.TemporaryDirectory(prefix="sccif-demo-") as name:
        folder = Path(name)
        for part in ("knowledge", "rules"):
            shutil.copytree(pack.directory / part, folder / part)
        yield replace(pack, directory=folder)
