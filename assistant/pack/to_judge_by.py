"""Loads a pack that cases are to be judged by: one in which every case comes to a conclusion."""

from __future__ import annotations

from pathlib import Path

from assistant.pack.model import Pack
from assistant.pack.read import read_pack
from assistant.pack.resolve import resolve
from assistant.problems import Refused


def pack_to_judge_by(directory: Path | str | None = None) -> Pack:
    """The pack in `directory`, or the one that comes with the program.

    Raises `Refused` where it cannot be loaded, and where some stage has not exactly one `otherwise` rule
    in its last outcome: a case in which no other rule fires would then come to nothing. Commands that
    help to mend such a pack take `load_pack`.
    """
    # Brings all the other checks with it, which a command that only reads a pack has no use for.
    from assistant.pack.checks import otherwise

    files = read_pack(directory)
    pack = resolve(files)
    if problems := tuple(otherwise.check(files, pack)):
        raise Refused(problems)
    return pack
