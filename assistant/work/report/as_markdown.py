"""Writes a report as Markdown in which nothing that somebody typed is read as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.document import printable
from assistant.work.report.shapes import Paragraph, Part, Report
from assistant.work.report.wanting import draft_line, still_needed

_ACTS = re.compile(r"[\\`*_\[\]<>~|]|&(?=#|\w)|!(?=\[)")
"""What means something wherever it stands."""
_BEGINS = re.compile(r"(?:[#+=-]|\d{1,9}[.)])")
"""What means something where a line begins."""


def as_markdown(report: Report) -> str:
    """The report as CommonMark, which is also read as plain text.

    INVARIANT: read as Markdown, every text is what was typed (tests/work/report/test_as_typed.py).
    """
    lines = [f"# {_text(report.title)}"]
    if draft_line(report):
        lines += ["", f"*{_text(draft_line(report))}*"]
    for part in report.parts:
        lines += _part(report, part, 2)
    return "\n".join(lines) + "\n"


def _part(report: Report, part: Part, level: int) -> Iterator[str]:
    yield from ("", f"{'#' * level} {_text(part.title)}")
    for paragraph in part.paragraphs:
        yield from _paragraph(paragraph, level + 1)
    for asks in still_needed(report, part):
        yield from ("", f"*{_text(asks)}*")
    for inner in part.parts:
        yield from _part(report, inner, level + 1)


def _paragraph(paragraph: Paragraph, level: int) -> Iterator[str]:
    if paragraph.title:
        yield from ("", f"{'#' * level} {_text(paragraph.title)}")
    yield ""
    blocks = re.split(r"\n\s*\n", printable(paragraph.text).strip())
    for number, block in enumerate(blocks):
        if number:
            yield ""
        yield "\\\n".join(_line(line) for line in block.split("\n"))


def _line(line: str) -> str:
    escaped = _ACTS.sub(r"\\\g<0>", line.strip())
    found = _BEGINS.match(escaped)
    if found is None:
        return escaped
    return f"{escaped[: found.end() - 1]}\\{escaped[found.end() - 1 :]}"


def _text(text: str) -> str:
    return _line(" ".join(printable(text).split()))
