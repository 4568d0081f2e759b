"""Tells whether the app can be shown here, before anything of it is imported, and lets it start quickly."""

from __future__ import annotations

import gc
import importlib.util
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager


def has_terminal() -> bool:
    """Whether somebody sits at a terminal that can show the app."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def app_is_here() -> bool:
    """Whether the app came with this installation."""
    return importlib.util.find_spec("assistant.tui") is not None


@contextmanager
def starting() -> Iterator[None]:
    """No garbage is looked for until the app stands (`SccifApp.on_ready`): nearly all that a start makes is kept."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
