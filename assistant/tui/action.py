"""What an action is: something a person can do, with its keys and when it is valid."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from assistant.tui.situation import Situation


def _always(_: Situation) -> bool:
    return True


class Action(NamedTuple):
    """Something a person can do on the screens named by `contexts`."""

    id: str
    keys: str
    """As Textual names them, the first shown."""
    shown: str
    label: str
    help: str
    contexts: tuple[str, ...]
    valid: Callable[[Situation], bool] = _always
    foot: int = 0
    """Its place in the footer, from 1; 0 keeps it out."""
    not_now: str = ""
    """What is told where its key is pressed and it is not valid; empty where that says nothing."""
