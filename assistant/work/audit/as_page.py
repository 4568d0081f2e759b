"""Writes an audit as one page of HTML that needs nothing but itself: no script, no other file, no network."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from assistant.visible import visible
from assistant.work.audit import page_charts as charts
from assistant.work.audit.page_style import STYLE
from assistant.work.audit.shapes import Cell, Column, Report, Section, Table
from assistant.work.coefficients import Coefficient, Share
from assistant.work.figures import of_coefficient, of_share

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""What a browser may do for the page: nothing but use the style that it holds."""


def as_html(report: Report) -> str:
    """The report as a page that prints on A4, light or dark as its reader's screen is.

    INVARIANT: every text is escaped, and nothing is fetched (tests/cli/test_audit_page.py).
    """
    return "\n".join(_page(report)) + "\n"


def _page(report: Report) -> Iterator[str]:
    title = _text(report.title)
    yield '<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">'
    yield f"<title>{title}</title><style>{STYLE}</style></head><body>"
    yield f"<header><h1>{title}</h1>"
    for caution in report.cautions:
        yield f'<p class="caution">{_text(caution)}</p>'
    yield '<dl class="about">'
    for name, told in report.about:
        yield f"<div><dt>{_text(name)}</dt><dd>{_text(told)}</dd></div>"
    yield '</dl></header><nav aria-label="Sections"><ul>'
    for section in report.sections:
        yield f'<li><a href="#{escape(section.id)}">{_text(section.title)}</a></li>'
    yield "</ul></nav><main>"
    for section in report.sections:
        yield from _section(section)
    yield "</main></body></html>"


def _section(section: Section) -> Iterator[str]:
    yield f'<section id="{escape(section.id)}"><h2>{_text(section.title)}</h2><p>{_text(section.says)}</p>'
    for table in section.tables:
        yield from _table(table)
    yield "</section>"


def _table(table: Table) -> Iterator[str]:
    yield f'<article id="table-{escape(table.id)}"><h3>{_text(table.title)}</h3>'
    if table.says:
        yield f'<p class="quiet">{_text(table.says)}</p>'
    if not table.rows:
        yield f'<p class="none">{_text(table.empty)}</p></article>'
        return
    if table.chart == "over_time":
        yield from _over_time(table)
    shown = table.rows[: table.most]
    if _is_list(table):
        yield '<ul class="names">'
        for row in shown:
            yield f"<li>{' · '.join(_text(str(cell)) for cell in row if cell is not None)}</li>"
        yield "</ul>"
    else:
        is_long = table.chart == "over_time"
        yield f'<div class="wide{" long" if is_long else ""}"><table><thead><tr>{"".join(_heads(table))}</tr></thead><tbody>'
        for row in shown:
            yield f"<tr>{''.join(_cells(table, row))}</tr>"
        yield "</tbody></table></div>"
    if table.left_out:
        yield f'<p class="quiet">{table.left_out:,} more rows are in the CSV files (--csv).</p>'
    yield "</article>"


def _is_list(table: Table) -> bool:
    """Whether its rows are names of cases alone."""
    return {column.id for column in table.columns} <= {"case", "urn"}


def _heads(table: Table) -> Iterator[str]:
    part = 0
    for column in table.columns:
        swatch = ""
        if table.chart == "parts" and _is_counted(table, column):
            swatch = f'<svg class="swatch" width="9" height="9" aria-hidden="true"><rect class="{charts.colour(part)}" width="9" height="9"/></svg> '
            part += 1
        yield f'<th scope="col" title="{_text(column.says)}">{swatch}{_text(column.head)}</th>'
    if table.chart == "parts":
        yield '<th scope="col"><span class="unseen">The numbers of the row as a bar</span></th>'


def _is_counted(table: Table, column: Column) -> bool:
    place = table.columns.index(column)
    return all(isinstance(row[place], int) for row in table.rows)


def _cells(table: Table, row: tuple[Cell, ...]) -> Iterator[str]:
    for place, cell in enumerate(row):
        match cell:
            case Share():
                yield f'<td class="figure">{_text(of_share(cell))}{charts.of_share(cell)}</td>'
            case Coefficient():
                yield f'<td class="figure">{_text(of_coefficient(cell))}{charts.of_coefficient(cell)}</td>'
            case int():
                yield f'<td class="number">{cell:,}</td>'
            case None:
                yield "<td></td>"
            case _ if place == 0:
                yield f'<th scope="row">{_text(cell)}</th>'
            case _:
                yield f"<td>{_text(cell)}</td>"
    if table.chart == "parts":
        yield f"<td>{charts.of_parts([cell for cell in row if isinstance(cell, int)])}</td>"


def _over_time(table: Table) -> Iterator[str]:
    """The first share of each row as a column of a picture, under what the row begins with."""
    departing = next((column for column in table.columns if column.holds == "share"), None)
    if departing is None:
        return
    place = table.columns.index(departing)
    named = [(visible(str(row[0])), share) for row in table.rows if isinstance(share := row[place], Share)]
    if not named:
        return
    says = f"{table.title}: {departing.says}, from {named[0][0]} to {named[-1][0]}. The numbers are in the table."
    yield f"<figure>{charts.over_time(named, says)}<figcaption>Pale: all that were judged. Dark: {_text(departing.head.lower())}. The numbers follow.</figcaption></figure>"


def _text(told: str) -> str:
    """Text as HTML: nothing in it is read as anything else, nor turns the order of what follows."""
    return escape(visible(told))
