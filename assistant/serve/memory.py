"""What a process holds, where the system says so: by it a session that grows is ended."""

from __future__ import annotations

import os
from pathlib import Path

PROCESSES = Path("/proc")
"""Not every system has it."""
NOT_SEEN = "this system does not say what a process holds, so --memory ends no session"
_PAGE = os.sysconf("SC_PAGE_SIZE")


def held_by(process: int) -> int | None:
    """So many bytes a process holds now; None where there is none, or the system does not say."""
    try:
        told = (PROCESSES / str(process) / "statm").read_text(encoding="ascii")
        return int(told.split()[1]) * _PAGE
    except (OSError, IndexError, ValueError):
        return None
