"""How the files of a pack name a question: `planning`, `manager.post`, `area.experiences.reported`."""

from __future__ import annotations

import functools
from typing import NamedTuple

RESERVED = frozenset({"answer", "uncertain", "not_applicable", "supports", "contradicts", "label"})
"""Ids that the case file keeps for itself."""


class Ref(NamedTuple):
    """A question of a record type; `area` for the record of one area, `own` for the rule's own record."""

    record: str
    question: str
    area: str | None = None
    own: bool = False

    def __str__(self) -> str:
        return ".".join(part for part in (self.record, self.area, self.question) if part)


@functools.lru_cache(maxsize=4096)
def parse_ref(text: str, own: str | None) -> Ref | None:
    """The reference a text writes; `own` is the record type that a bare name belongs to."""
    match text.split("."):
        case [question] if own is not None:
            return Ref(own, question, own=True)
        case [record, question]:
            return Ref(record, question)
        case [record, area, question]:
            return Ref(record, question, area)
        case _:
            return None
