"""What `sccif judge` can write: one format a file, all from the same result."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from assistant.problems import Problem
from assistant.reasoning import Judged, Onward, Supposing


class Result(NamedTuple):
    """A judged case, the open questions that matter, the one to ask first in front, and what is wrong with the rules."""

    judged: Judged
    asked: tuple[Onward, ...]
    supposing: Supposing | None = None
    """The case ready to look ahead from, for a writer that tells what would be otherwise."""
    warnings: tuple[Problem, ...] = ()
    """The properties that the rules break."""


class Writer(Protocol):
    """Writes results, one after the other, and what is left to say after the last."""

    def case(self, result: Result) -> None:
        """Write one judged case."""
        ...

    def end(self) -> None:
        """Write what stands once below all cases."""
        ...
