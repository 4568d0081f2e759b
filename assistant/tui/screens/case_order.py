"""Which lines of the list of cases fit what is looked for, and in which order they stand."""

from __future__ import annotations

from typing import Literal, get_args

from assistant.store import Summary

Sort = Literal["changed", "case", "URN", "began", "next limit", "state"]
SORTS: tuple[Sort, ...] = get_args(Sort)
"""The columns that the list can be sorted by, in the order in which a key goes through them."""


def fits(line: Summary, wanted: str) -> bool:
    """Whether words in small letters stand in a line of the list, or are the label of a child in the case."""
    if not wanted:
        return True
    told = (line.case_id, line.urn or "", line.inspector or "", line.state, line.file or "")
    return any(wanted in one.lower() for one in told) or f" {wanted.upper()} " in line.labels


def in_order(lines: list[Summary], by: Sort) -> list[Summary]:
    """The lines by a column; days and changes the newest first, limits the soonest first, and what has none last."""
    match by:
        case "case":
            return sorted(lines, key=lambda one: one.case_id)
        case "URN":
            return sorted(lines, key=lambda one: (one.urn or "~", one.case_id))
        case "began":
            return sorted(lines, key=lambda one: one.started or "", reverse=True)
        case "next limit":
            return sorted(lines, key=lambda one: (one.next_by is None, one.next_by or "", one.case_id))
        case "state":
            return sorted(lines, key=lambda one: one.state)
        case "changed":
            return sorted(lines, key=lambda one: one.changed_at, reverse=True)
