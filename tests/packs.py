"""Packs changed for a test: a copy of a pack with some of its text replaced, and what is wrong with it."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

from assistant.pack import Pack, load_pack
from assistant.pack.checks import check_pack
from assistant.pack.read import read_pack
from assistant.pack.resolve import resolve
from assistant.problems import Problem, Refused
from assistant.reasoning import Judging
from assistant.work.examples import run_examples

HERE = Path(__file__).parent
REAL = HERE.parent
TINY = HERE / "fixtures" / "packs" / "tiny"


@cache
def real_pack() -> Pack:
    """The pack that comes along, read once for all tests of a process, also those that need it as they are collected."""
    return load_pack()


def changed(pack: Path, target: Path, file: str, old: str, new: str) -> Path:
    """A copy of `pack` under `target`, with the one `old` in `file` replaced."""
    for part in ("rules", "knowledge"):
        shutil.copytree(pack / part, target / part, ignore=shutil.ignore_patterns("cases", "scenarios"))
    path = target / file
    text = path.read_text()
    assert text.count(old) == 1, f"{file} holds {text.count(old)} of {old!r}"
    path.write_text(text.replace(old, new))
    return target


def problems(pack: Path) -> list[Problem]:
    """What `rules check` would find: shapes, else references, else what the checks find."""
    try:
        files = read_pack(pack)
        return check_pack(files, resolve(files))
    except Refused as refused:
        return list(refused.problems)


def failures(pack: Path) -> list[Problem]:
    """What `rules check` finds, or else `rules test` with the meaning as judge."""
    found = problems(pack)
    if found:
        return found
    loaded = resolve(read_pack(pack))
    return [one for result in run_examples(loaded, Judging(loaded, "meaning")) for one in result.problems]


def text_at(pack: Path, problem: Problem) -> str:
    """The text that begins at a problem's line and column, to the end of the line."""
    where = problem.where
    assert where.file is not None
    assert Path(where.file).is_relative_to(pack)
    assert where.line is not None
    assert where.column is not None
    return Path(where.file).read_text().splitlines()[where.line - 1][where.column - 1 :]
