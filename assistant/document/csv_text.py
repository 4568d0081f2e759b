"""Writes rows as CSV in which a spreadsheet finds nothing to work out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

_BEGINS_A_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def csv_text(head: Iterable[str], rows: Iterable[Iterable[str | float | None]]) -> str:
    """The rows under their heads, as one text."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows([_defused(value) for value in row] for row in rows)
    return out.getvalue()


def _defused(value: str | float | None) -> str | float | None:
    """A text that a spreadsheet would work out, marked as text; numbers are ours and stay."""
    if not isinstance(value, str):
        return value
    bare = value.replace("\0", "\N{REPLACEMENT CHARACTER}")
    return f"'{bare}" if bare.startswith(_BEGINS_A_FORMULA) else bare
