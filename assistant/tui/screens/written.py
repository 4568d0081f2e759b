"""What a dialogue is to have written, and what was written in it; without the dialogue, which a start does not need."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Literal, NamedTuple

from assistant.case.changes import How
from assistant.problems import Problem
from assistant.tui.text import Rows

Check = Callable[["Written"], Iterable[Problem]]


class Written(NamedTuple):
    """What was written; for a note also where it comes from and what it does, for a comment which answer it touches."""

    text: str
    source: str | None = None
    how: How | None = "supports"
    day: str = ""
    child: str | None = None
    touches: str | None = None


class Task(NamedTuple):
    """What is to be written, and what must hold of it."""

    title: str
    about: str
    hint: str
    draft: str
    """The place its draft is kept at."""
    check: Check
    initial: str = ""
    size: Literal["line", "lines"] = "lines"
    sources: Sequence[tuple[str, str]] = ()
    """For a note: labels and ids of the sources, likeliest first."""
    link: str = "The answer"
    """For a note on a question: what it supports or contradicts."""
    day: date | None = None
    source: str | None = None
    children: Sequence[str] | None = None
    """For a note that belongs to no question: the labels of the register, of which one may be named."""
    child: str | None = None
    touches: Sequence[tuple[str, str]] = ()
    """For a comment: what the answers say that it may touch, and their places."""
    under: Rows | None = None
    """What is to be read while it is written, under the field."""
