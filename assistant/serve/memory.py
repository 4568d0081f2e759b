"""What a process holds, where the system says so: by it a session that grows is ended."""

from __future__ import annotations

import os
from pathlib import Path

PROCESSES = Path("/proc")
"""Not every system has it."""
NOT_SEEN = "this system does not say what a process holds, so --memory ends no session"
_PAGE = os.sysconf("SC_PAGE_SIZE")


def watch(process: int) -> int | None:
    """A descriptor by which is seen what a process holds; None where the system does not say.

    It is taken before the process lets nobody look at it any more (`assistant.serve.process`).
    """
    try:
        return os.open(PROCESSES / str(process) / "statm", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None


def held(watched: int | None) -> int | None:
    """So many bytes a process holds now; None where it has ended, or the system does not say."""
    if watched is None:
        return None
    try:
        return int(os.pread(watched, 200, 0).split()[1]) * _PAGE
    except (OSError, IndexError, ValueError):
        return None


def is_seen() -> bool:
    """Whether the system says what a process holds."""
    watched = watch(os.getpid())
    if watched is not None:
        os.close(watched)
    return watched is not None
