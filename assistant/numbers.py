"""A count with what it counts, for every floor: how many there are is said in one way."""

from __future__ import annotations


def number(count: int, noun: str) -> str:
    """`1 case`, `2,000 cases`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
