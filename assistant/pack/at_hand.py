"""Keeps the pack that was read last as it stands in memory, so that the app need not read it anew at each start.

Reading, resolving and checking a pack takes longer than anything else that a start does. What is kept counts
only for the very bytes it was made from, by the same program on the same Python, and only where it is the
person's own file that nobody else may write. It is never what a judgement is checked by later: that is the
text in the store (`kept_pack`).
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

import pydantic

from assistant import __version__
from assistant.document.new_file import write_part
from assistant.document.text import LIMITS, open_file
from assistant.pack import graph
from assistant.pack.model import Pack
from assistant.pack.read import default_directory, names_of
from assistant.pack.to_judge_by import pack_to_judge_by
from assistant.problems import Refused

_PROGRAM = Path(__file__).parents[1]
_MARK = hashlib.sha256().digest_size


def pack_at_hand(directory: Path | str | None = None) -> Pack:
    """What `pack_to_judge_by` gives, and raises; taken from what was kept where nothing has changed since."""
    folder = Path(directory) if directory is not None else default_directory()
    mark = _mark_of(folder)
    if mark is None:
        return pack_to_judge_by(directory)
    file = _file()
    found = _kept(file, mark)
    if found is None:
        found = pack_to_judge_by(directory)
        # INVARIANT: what is kept is of the bytes that it is kept for, also where they change in between
        # (tests/pack/test_at_hand.py).
        if _mark_of(folder) == mark:
            _keep(found, file, mark)
    return found


def _file() -> Path:
    import platformdirs

    return platformdirs.user_cache_path("sccif", appauthor=False) / "pack-at-hand"


def _mark_of(folder: Path) -> bytes | None:
    """The digest of all that the pack comes from; None where that cannot be read, which is told by who reads it."""
    taken = hashlib.sha256(repr((__version__, sys.version, pydantic.VERSION, str(folder))).encode())
    try:
        for part in ("pack", "document", "problems.py"):
            for source in sorted(_PROGRAM.glob(f"{part}/**/*.py" if "." not in part else part)):
                found = source.stat()
                taken.update(repr((str(source), found.st_size, found.st_mtime_ns)).encode())
        for name in names_of(folder):
            with open_file(folder / name) as stream:
                data = stream.read(LIMITS.size + 1)
            taken.update(repr((name, len(data))).encode() + data)
    except (OSError, Refused):
        return None
    return taken.digest()


def _kept(file: Path, mark: bytes) -> Pack | None:
    """The pack that is kept for this mark, if there is one that can be trusted."""
    try:
        handle = os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as stream:
            if not _is_own(os.fstat(handle)):
                return None
            data = stream.read()
    except OSError:
        return None
    content = data[2 * _MARK :]
    if data[:_MARK] != mark or data[_MARK : 2 * _MARK] != hashlib.sha256(content).digest():
        return None
    try:
        found = graph.read(content.decode())
    except (
        ValueError,
        LookupError,
        TypeError,
    ):  # whatever is wrong with it, the pack's own files say what it says
        return None
    return found if isinstance(found, Pack) else None


def _is_own(found: os.stat_result) -> bool:
    """Whether it is an ordinary file of this person's that nobody else may write or read."""
    if not stat.S_ISREG(found.st_mode):
        return False
    return os.name != "posix" or (found.st_uid == os.geteuid() and not found.st_mode & 0o077)


def _keep(pack: Pack, file: Path, mark: bytes) -> None:
    """Keep it, or not: a start that cannot is slower, and nothing else."""
    content = graph.written(pack).encode()
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = write_part(file.parent, ".part-", "", mark + hashlib.sha256(content).digest() + content)
        try:
            part.replace(file)
        finally:
            part.unlink(missing_ok=True)
