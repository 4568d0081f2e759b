"""Draws the tables of an audit as rows of text: each figure with a bar beside its numbers."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from assistant.tui.text import BLANK, Row, plain, plain_line, row
from assistant.work.audit.shapes import Cell, Section, Table
from assistant.work.coefficients import Coefficient, Share

_BAR = 16
_NAMES = {"case", "urn"}
_UNNAMED = 4
"""So many texts of a row are told apart without the heads of their columns."""


def of_section(section: Section) -> Iterator[Row]:
    """A section as rows; its title stands elsewhere on the screen."""
    yield row(plain(section.says, "$quiet"))
    for table in section.tables:
        yield BLANK
        yield from _of_table(table)


def _of_table(table: Table) -> Iterator[Row]:
    yield row(plain(table.title, "bold"))
    if table.says:
        yield row(plain(table.says, "$quiet"))
    if not table.rows:
        yield row(plain(table.empty), indent=2, lead="  ")
        return
    shown = table.rows[: table.most]
    if {column.id for column in table.columns} <= _NAMES:
        names = (" ".join(str(cell) for cell in cells if cell is not None) for cells in shown)
        yield row(plain(", ".join(names)), indent=2, lead="  ")
    elif table.chart == "parts":
        yield from _grid(table)
    elif table.chart == "over_time":
        most = max((cell.of for cells in shown for cell in cells if isinstance(cell, Share)), default=0)
        yield row(plain("█ departing  ░ the others that were judged", "$quiet"), indent=2, lead="  ")
        for cells in shown:
            yield from _of_time(cells, most)
    else:
        for cells in shown:
            yield from _stacked(table, cells)
    if table.left_out:
        yield row(plain(f"{table.left_out:,} more: sccif audit --csv DIR", "$quiet"), indent=2, lead="  ")


def _grid(table: Table) -> Iterator[Row]:
    """A table of counts, a line a row, and under it the share of each row."""
    heads = [column.head for column in table.columns if column.holds == "one"]
    places = [place for place, column in enumerate(table.columns) if column.holds == "one"]
    widths = [
        max(len(head), *(len(_number(cells[place])) for cells in table.rows))
        for head, place in zip(heads, places, strict=True)
    ]
    is_text = [any(isinstance(cells[place], str) for cells in table.rows) for place in places]
    heads_line = "  ".join(
        head.ljust(wide) if left else head.rjust(wide)
        for head, wide, left in zip(heads, widths, is_text, strict=True)
    )
    yield row(plain(heads_line, "$quiet"), lead="  ", indent=2)
    for cells in table.rows:
        told = "  ".join(
            _number(cells[place]).ljust(wide) if left else _number(cells[place]).rjust(wide)
            for place, wide, left in zip(places, widths, is_text, strict=True)
        )
        yield row(plain(told), lead="  ", indent=2)
    wide = max(len(str(cells[0])) for cells in table.rows)
    for place, column in enumerate(table.columns):
        if column.holds == "share":
            yield row(plain(column.head, "$quiet"), lead="  ", indent=2)
            for cells in table.rows:
                one = cells[place]
                if isinstance(one, Share):
                    name = plain_line(cells[0])
                    gap = " " * (wide + 2 - name.cell_length)
                    yield row(name, gap, bar(one), " ", of_share(one), lead="  ", indent=2)


def _of_time(cells: tuple[Cell, ...], most: int) -> Iterator[Row]:
    """A line a month, as long as what was judged in it."""
    name, share = str(cells[0]), next(cell for cell in cells if isinstance(cell, Share))
    departing, of = (round(count / most * _BAR) if most else 0 for count in (share.count, share.of))
    if share.count:
        departing = max(departing, 1)
    drawn = Content.assemble(
        ("█" * departing, "$accent"),
        ("░" * max(of - departing, 0), "$quiet"),
        " " * (_BAR - max(of, departing)),
    )
    yield row(plain_line(name), "  ", drawn, " ", of_share(share), lead="  ", indent=2)


def _stacked(table: Table, cells: tuple[Cell, ...]) -> Iterator[Row]:
    """A row under its texts, each figure on a line of its own, and the numbers together on one."""
    pairs = list(zip(table.columns, cells, strict=True))
    told_of = [
        (column.head, cell)
        for column, cell in pairs
        if isinstance(cell, str) and column.id != "flagged" and column.holds == "one"
    ]
    is_named = len(told_of) > _UNNAMED
    texts = [f"{head}: {cell}" if is_named and place else cell for place, (head, cell) in enumerate(told_of)]
    flagged = any(column.id == "flagged" and cell == "yes" for column, cell in pairs)
    numbers = [(column.head, cell) for column, cell in pairs if isinstance(cell, int)]
    begins_with_number = isinstance(cells[0], int)
    figures = [(column.head, cell) for column, cell in pairs if isinstance(cell, Share | Coefficient)]
    number = f"{numbers.pop(0)[1]}  " if begins_with_number else ""
    lead = plain("! " if flagged else "  ", "$warn")
    first = Content.assemble(plain_line(f"{number}{texts[0] if texts else ''}"))
    rest = [Content.assemble(("  · ", "$quiet"), plain_line(one, "$quiet")) for one in texts[1:] if one]
    yield row(first, *rest, lead=lead, indent=2)
    yield from _lines(
        [(column.head, str(cell)) for column, cell in pairs if column.holds == "lines" and cell]
    )
    wide = max((len(head) for head, _ in figures), default=0)
    for head, figure in figures:
        if isinstance(figure, Share):
            drawn, told = bar(figure), of_share(figure)
        else:
            drawn, told = _dot(figure), _of_coefficient(figure)
        yield row(drawn, " ", told, lead=plain(f"    {head.ljust(wide)}  ", "$quiet"), indent=6 + wide)
    if any(count for _, count in numbers) or (numbers and not figures):
        counted = " · ".join(f"{head.lower()} {count:,}" for head, count in numbers)
        yield row(plain(counted, "$quiet"), lead="    ", indent=4)


def _lines(told: list[tuple[str, str]]) -> Iterator[Row]:
    """Texts of several lines, each beside its head."""
    wide = max((len(head) for head, _ in told), default=0)
    for head, text in told:
        for number, line in enumerate(text.splitlines()):
            name = "" if number else head.lower()
            yield row(plain(line), lead=plain(f"    {name:{wide}}  ", "$quiet"), indent=6 + wide)


def bar(share: Share) -> Content:
    """A share as a bar of always the same length."""
    full = round((share.value or 0) * _BAR)
    if share.count:
        full = max(full, 1)
    if share.count < share.of:
        full = min(full, _BAR - 1)
    return Content.assemble(("█" * full, "$accent"), ("░" * (_BAR - full), "$quiet"))


def of_share(share: Share) -> Content:
    """Its numbers."""
    if share.value is None or share.low is None or share.high is None:
        return plain("none", "$quiet")
    ends = f" ({share.low:.0%} to {share.high:.0%})"
    return Content.assemble(
        plain(f"{share.count:,.0f} of {share.of:,}, {share.value:.0%}"), plain(ends, "$quiet")
    )


def _dot(one: Coefficient) -> Content:
    """A coefficient as a dot between -1 and 1, with nought in the middle."""
    line = ["─"] * (_BAR - 1)
    line[len(line) // 2] = "┼"
    if one.value is not None:
        line[round((max(-1.0, min(1.0, one.value)) + 1) / 2 * (len(line) - 1))] = "●"
    return Content.assemble(*((sign, "$accent" if sign == "●" else "$quiet") for sign in line), " ")


def _of_coefficient(one: Coefficient) -> Content:
    if one.value is None:
        return plain(f"undefined, n {one.n}", "$quiet")
    ends = "" if one.low is None or one.high is None else f" ({one.low:.2f} to {one.high:.2f})"
    return Content.assemble(plain(f"{one.value:.2f}"), plain(f"{ends}, n {one.n}", "$quiet"))


def _number(cell: Cell) -> str:
    return f"{cell:,}" if isinstance(cell, int) else str(cell or "")
