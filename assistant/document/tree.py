"""The values a document holds and the places they stand at."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

Tree: TypeAlias = "str | None | list[Tree] | dict[str, Tree]"
"""Text, nothing, a list or a mapping. Every scalar is text as it was typed: `no` stays `no`."""

Path: TypeAlias = tuple[str | int, ...]
"""The keys and positions that lead to a value, from the top."""


class Place(NamedTuple):
    """Line and column of a value, both from 1."""

    line: int
    column: int


def field_name(path: Path) -> str:
    """A path as people write it: `records.leaver[0].planning`."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text
