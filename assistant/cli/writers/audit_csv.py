"""Writes an audit as CSV files, one a table, in which a spreadsheet finds nothing to work out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from assistant.document.csv_text import csv_text
from assistant.work.audit.shapes import Cell, Column, Named, Report
from assistant.work.coefficients import Coefficient, Share

_DIGITS = 6
_OF_SHARE = {
    "count": "how many",
    "of": "of how many",
    "share": "the share, from 0 to 1",
    "low": "where its interval of 95% begins",
    "high": "where its interval of 95% ends",
}
_OF_COEFFICIENT = {
    "n": "of how many pieces of evidence",
    "value": "the coefficient; empty where it is undefined",
    "low": "where its interval of 95% begins; empty where nothing varied",
    "high": "where its interval of 95% ends; empty where nothing varied",
}
_PARTS = {"share": _OF_SHARE, "coefficient": _OF_COEFFICIENT}


def as_csv(report: Report) -> Mapping[str, str]:
    """The files by their names: one for each table, `about.csv`, and `columns.csv`, which says what each column is.

    INVARIANT: no text begins as a formula does; such a text has ' before it (tests/cli/test_audit_csv.py).
    """
    described: list[tuple[str, str, str]] = []
    files = {}
    for table in report.tables:
        heads = [head for column in table.columns for head in _heads(column)]
        described += [(f"{table.id}.csv", name, says) for name, says in heads]
        rows = (
            [
                value
                for cell, column in zip(row, table.columns, strict=True)
                for value in _values(cell, column)
            ]
            for row in table.rows
        )
        files[f"{table.id}.csv"] = csv_text([name for name, _ in heads], rows)
    about = (*report.about, *(("Caution", caution) for caution in report.cautions))
    files["about.csv"] = csv_text(("what", "told"), about)
    files["columns.csv"] = csv_text(("file", "column", "holds"), described)
    return files


def _heads(column: Column) -> Iterator[tuple[str, str]]:
    parts = _PARTS.get(column.holds)
    if parts is None:
        yield column.id, column.says
    else:
        for part, says in parts.items():
            yield f"{column.id}_{part}", f"{column.says}: {says}"


def _values(cell: Cell, column: Column) -> Sequence[str | float | None]:
    match cell:
        case Share():
            return (_number(cell.count), cell.of, *map(_number, (cell.value, cell.low, cell.high)))
        case Coefficient():
            return (cell.n, *map(_number, (cell.value, cell.low, cell.high)))
        case Named():
            return (cell.name,)
        case None:
            return (None,) * len(_PARTS.get(column.holds, " "))
        case _:
            return (cell,)


def _number(value: float | None) -> float | None:
    return None if value is None else int(value) if value == int(value) else round(value, _DIGITS)
