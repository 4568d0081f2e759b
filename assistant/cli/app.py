"""Whether the app can be shown here."""

from __future__ import annotations

import os
import sys


def has_terminal() -> bool:
    """Whether somebody sits at a terminal that can show the app."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
