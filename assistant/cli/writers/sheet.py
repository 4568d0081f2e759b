"""Writes a sheet of questions: as a page to print, which needs nothing but itself, or as Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from assistant.work.sheet import NO_NAMES, Asked, Sheet

_STYLE = """
* { box-sizing: border-box; }
@page { size: A4; margin: 14mm 15mm; }
body { font: 9.5pt/1.3 Georgia, "Times New Roman", serif; color: #111; max-width: 180mm; margin: 0 auto; }
h1 { font-size: 17pt; margin: 0 0 1mm; }
h2 { font-size: 13pt; margin: 0 0 1mm; border-bottom: 0.4mm solid #111; break-after: avoid; }
h3 { font-size: 11pt; margin: 0 0 1mm; break-after: avoid; }
section { margin-top: 7mm; }
article { margin-top: 4mm; break-inside: avoid; }
.quiet { color: #444; font-size: 8.5pt; margin: 0; }
.warning { border: 0.4mm solid #111; padding: 2mm 3mm; margin: 3mm 0; }
ul { list-style: none; margin: 1.5mm 0; padding: 0; }
li { padding-left: 6.5mm; text-indent: -6.5mm; margin-top: 1mm; }
li::before { content: ""; display: inline-block; width: 3.2mm; height: 3.2mm; border: 0.3mm solid #111;
  margin-right: 3mm; vertical-align: -0.4mm; }
hr { height: 7mm; margin: 0; border: 0; border-bottom: 0.25mm solid #888; }
"""
_FACTS = {"date": "Date: ____-__-__", "count": "Number: ______", "months": "A number for each month:"}


def as_html(sheet: Sheet) -> str:
    """The sheet as a page of HTML that prints on A4, each question whole on a page."""
    return "\n".join(_html(sheet)) + "\n"


def _html(sheet: Sheet) -> Iterator[str]:
    yield f'<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8"><title>{escape(sheet.title)}</title>'
    yield f"<style>{_STYLE}</style></head><body><header><h1>{escape(sheet.title)}</h1>"
    yield f'<p class="quiet">{escape(sheet.about)}</p><p class="warning"><strong>{escape(NO_NAMES)}</strong></p></header>'
    for part in sheet.parts:
        yield f'<section><h2>{escape(part.title)}</h2><p class="quiet">{escape(part.says)}</p>'
        for asked in part.asked:
            yield f"<article><h3>{escape(asked.question.ask)}</h3>"
            for line in _beside(asked):
                yield f'<p class="quiet">{escape(line)}</p>'
            if asked.question.answers:
                yield "<ul>"
                for label, says in _answers(asked):
                    yield f"<li><strong>{escape(label)}</strong> {escape(says)}</li>"
                yield "</ul>"
            yield "<hr><hr></article>"
        yield "</section>"
    yield "</body></html>"


def as_markdown(sheet: Sheet) -> str:
    """The sheet as Markdown, which is also read as plain text."""
    lines = [f"# {sheet.title}", "", sheet.about, "", f"**{NO_NAMES}**"]
    for part in sheet.parts:
        lines += ["", f"## {part.title}", "", part.says]
        lines += [line for asked in part.asked for line in _markdown(asked)]
    return "\n".join(lines) + "\n"


def _markdown(asked: Asked) -> Iterator[str]:
    yield from ("", f"### {asked.question.ask}", "")
    yield from _beside(asked)
    if asked.question.answers:
        yield ""
    for label, says in _answers(asked):
        yield f"- [ ] **{label}** {says}".rstrip()
    yield from ("", "Notes:", "")


def _beside(asked: Asked) -> Iterator[str]:
    question = asked.question
    if asked.only_where:
        yield f"Only where: {'; '.join(asked.only_where)}"
    if question.importance == "detail":
        yield f"Detail. {question.detail_when or ''}".rstrip()
    if question.look:
        yield f"Where to look: {'; '.join(question.look)}"
    if asked.sources:
        yield f"Who or what tells: {', '.join(asked.sources)}"
    if question.fact in _FACTS:
        yield _FACTS[question.fact]


def _answers(asked: Asked) -> Iterator[tuple[str, str]]:
    for answer in asked.question.answers:
        yield f"{answer.label}{' (say why)' if answer.reason else ''}.", answer.line
    if asked.question.answers:
        yield "Uncertain (say why).", ""
        if asked.question.not_applicable:
            yield "Does not apply:", asked.question.not_applicable


__all__ = ["as_html", "as_markdown"]
