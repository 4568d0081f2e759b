"""The shapes in which an audit is told: sections of tables, the same for a page, for CSV and for a screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Self

from assistant.work.coefficients import Coefficient, Share


class Named(str):
    """A sentence for whoever reads, with the name that a program knows the same by: that stands in CSV."""

    name: str

    def __new__(cls, name: str, says: str) -> Self:
        """The sentence, of this name."""
        made = super().__new__(cls, says)
        made.name = name
        return made


Cell = str | int | Share | Coefficient | None
"""What stands in a table; None where nothing is known or nothing may be told."""
Chart = Literal["each", "parts", "over_time"]
"""How a table is drawn beside its numbers: a bar for each share, the parts of each row, or columns over time."""

Holds = Literal["one", "lines", "share", "coefficient"]
"""Whether a column holds texts or numbers, one a cell, texts of several lines, or a figure of several numbers."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in CSV, its head for a reader, and what it holds."""

    id: str
    head: str
    says: str
    holds: Holds = "one"


@dataclass(frozen=True, slots=True)
class Table:
    """One table. `columns` are as many as each row has cells."""

    id: str
    title: str
    says: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str
    """What is said where there are no rows."""
    chart: Chart = "each"
    most: int = 100
    """So many rows are shown to a reader; the first are those that matter. CSV has all."""

    @property
    def left_out(self) -> int:
        """How many rows a reader is not shown."""
        return max(0, len(self.rows) - self.most)


@dataclass(frozen=True, slots=True)
class Section:
    """Tables that belong together."""

    id: str
    title: str
    says: str
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """An audit told: what it was made from, what is to be known first, and the sections."""

    title: str
    about: tuple[tuple[str, str], ...]
    """What it was made from, each with its name."""
    cautions: tuple[str, ...]
    sections: tuple[Section, ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table, in order."""
        return tuple(table for section in self.sections for table in section.tables)
