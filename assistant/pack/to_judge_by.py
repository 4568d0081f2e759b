"""Loads a pack that cases are to be judged by: one in which every case comes to a conclusion."""

from __future__ import annotations

from pathlib import Path

from assistant.pack.model import Pack
from assistant.pack.read import PackFiles, read_pack
from assistant.pack.resolve import resolve
from assistant.problems import Refused


def pack_to_judge_by(directory: Path | str | None = None) -> Pack:
    """The pack in `directory`, or the one that comes with the program.

    Raises `Refused` where it cannot be loaded, and where some stage has not exactly one `otherwise` rule
    in its last outcome: a case in which no other rule fires would then come to nothing. Commands that
    help to mend such a pack take `load_pack`.
    """
    files = read_pack(directory)
    pack = resolve(files)
    _check(files, pack)
    return pack


def check_to_judge_by(pack: Pack) -> Pack:
    """The same pack, where cases can be judged by it. Raises `Refused` as `pack_to_judge_by` does."""
    _check(read_pack(pack.directory), pack)
    return pack


def _check(files: PackFiles, pack: Pack) -> None:
    # Brings all the other checks with it, which a command that only reads a pack has no use for.
    from assistant.pack.checks import otherwise

    if problems := tuple(otherwise.check(files, pack)):
        raise Refused(problems)
