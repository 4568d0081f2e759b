"""Writes a report into a new file in one of the formats, once the history of its case says so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal, TypeVar, get_args

from assistant.document import digest_of, prepared
from assistant.problems import Problem, Refused, Where
from assistant.store import Ledger
from assistant.store.kinds import Exported
from assistant.work.report.as_html import as_html
from assistant.work.report.as_markdown import as_markdown
from assistant.work.report.as_word import as_word
from assistant.work.report.shapes import Report

Logged = TypeVar("Logged")
Format = Literal["md", "html", "docx"]
FORMATS: tuple[Format, ...] = get_args(Format)
_BY_NAME: dict[str, Format] = {
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
}


def format_of(path: Path) -> Format:
    """The format that a file's name asks for. Raises `Refused` where it asks for none that is there."""
    found = _BY_NAME.get(path.suffix.lower())
    if found is None:
        what = "the name of the file does not say in which format to write"
        right = "name it .md, .html or .docx, or give the format"
        if path.suffix.lower() == ".pdf":
            right = "name it .html or .docx, and print that into a PDF"
        raise Refused([Problem("file-unwritable", what, right, Where(str(path)))])
    return found


def written(report: Report, kind: Format, template: Path | None = None) -> str | bytes:
    """The report in a format; a template is for Word alone. Raises `Refused` where it cannot be used."""
    match kind:
        case "md":
            return as_markdown(report)
        case "html":
            return as_html(report)
        case "docx":
            return as_word(report, template)


def export(path: Path, content: str | bytes, log: Callable[[Exported], Logged]) -> Logged:
    """Log that a report is written, and then write it, for its owner alone, where there is no file yet.

    Gives what `log` does. Raises `Refused`: where the file is there or cannot be written nothing is logged, and
    where it cannot be logged there is no file.
    """
    with prepared(path, content) as put:
        # INVARIANT: no report leaves the store that its case's history does not tell of (tests/work/report/test_exporting.py).
        logged = log(Exported(path.name, digest_of(content), "report", str(path.absolute().parent)))
        put()
    return logged


def log(ledger: Ledger, case_id: str, exported: Exported) -> int | None:
    """Put an export into the history of its case. Gives the event's number; None where a store may only be read."""
    if not ledger.database.may_write:
        return None
    return ledger.add(case_id, exported)[-1].sequence
