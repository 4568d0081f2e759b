"""Writes a report as one page of HTML that needs nothing but itself: no script, no other file, no network."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from assistant.document import printable
from assistant.work.report.shapes import Paragraph, Part, Report
from assistant.work.report.wanting import draft_line, still_needed

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""What a browser may do for the page: nothing but use the style that it holds."""
_STYLE = """
:root { color-scheme: light dark; --ink: #1b1f24; --quiet: #555d66; --page: #ffffff; --line: #c6ccd3; --note: #fdf3d8; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ed; --quiet: #aab2bb; --page: #15181c; --line: #434b54;
  --note: #332b14; } }
* { box-sizing: border-box; }
body { font: 16px/1.55 Georgia, "Times New Roman", serif; color: var(--ink); background: var(--page);
  max-width: 46rem; margin: 0 auto; padding: 2rem 1.5rem; }
h1, h2, h3, h4 { font-family: system-ui, -apple-system, "Segoe UI", sans-serif; line-height: 1.25; break-after: avoid; }
h1 { font-size: 1.7rem; margin: 0 0 .5rem; } h2 { font-size: 1.25rem; margin: 2rem 0 .5rem; padding-bottom: .2rem;
  border-bottom: 1px solid var(--line); } h3 { font-size: 1.08rem; margin: 1.5rem 0 .3rem; }
h4 { font-size: .95rem; margin: 1rem 0 .2rem; color: var(--quiet); }
p { margin: .4rem 0; } p, h1, h2, h3, h4 { overflow-wrap: anywhere; unicode-bidi: isolate; }
.needed { background: var(--note); padding: .3rem .6rem; font-style: italic; }
@page { size: A4; margin: 20mm; @bottom-right { content: counter(page) " / " counter(pages); font: 9pt sans-serif; } }
@media print { :root { --ink: #000; --quiet: #333; --page: #fff; --note: #fff; } body { font-size: 11pt; padding: 0;
  max-width: none; } .needed { border: 1px solid #000; } p { orphans: 3; widows: 3; } }
"""


def as_html(report: Report) -> str:
    """The report as a page that prints on A4, light or dark as its reader's screen is.

    INVARIANT: every text is escaped, and nothing is fetched (tests/work/report/test_as_typed.py).
    """
    return "\n".join(_page(report)) + "\n"


def _page(report: Report) -> Iterator[str]:
    yield '<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">'
    yield f"<title>{_text(report.title)}</title><style>{_STYLE}</style></head><body><main>"
    yield f"<h1>{_text(report.title)}</h1>"
    if told := draft_line(report):
        yield f'<p class="needed">{_text(told)}</p>'
    for part in report.parts:
        yield from _part(report, part, 2)
    yield "</main></body></html>"


def _part(report: Report, part: Part, level: int) -> Iterator[str]:
    yield f"<section><h{level}>{_text(part.title)}</h{level}>"
    for paragraph in part.paragraphs:
        yield from _paragraph(paragraph, level + 1)
    for asks in still_needed(report, part):
        yield f'<p class="needed">{_text(asks)}</p>'
    for inner in part.parts:
        yield from _part(report, inner, level + 1)
    yield "</section>"


def _paragraph(paragraph: Paragraph, level: int) -> Iterator[str]:
    if paragraph.title:
        yield f"<h{level}>{_text(paragraph.title)}</h{level}>"
    yield f"<p>{_text(paragraph.text)}</p>"


def _text(text: str) -> str:
    """Text as HTML: nothing in it is read as anything else, and its lines stay lines."""
    return "<br>\n".join(escape(line) for line in printable(text).split("\n"))
