"""Quotes names and texts for the database: nothing in a pack or a case can be read as anything else."""

from __future__ import annotations


def quoted(name: str) -> str:
    """The name of a table or column."""
    return '"' + name.replace('"', '""') + '"'


def text(value: str) -> str:
    """A text."""
    return "'" + value.replace("'", "''") + "'"
