"""Tells whether the app can be shown here, before anything of it is imported."""

from __future__ import annotations

import importlib.util
import os
import sys


def has_terminal() -> bool:
    """Whether somebody sits at a terminal that can show the app."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def app_is_here() -> bool:
    """Whether the app came with this installation."""
    return importlib.util.find_spec("assistant.tui") is not None
