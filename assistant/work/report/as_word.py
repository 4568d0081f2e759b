"""Writes a report as a Word file by a template that staff can restyle.

A template may use: `title`, `case`, `urn`, `draft` (a line while something is still needed, else nothing) and
`parts`; of each part its `title`, its `paragraphs` (`title` or nothing, and `text`), its `parts` (the areas, of
the same shape) and what is still `needed`. It is docxtpl's: `{{ title }}`, and `{%p for part in parts %}` in a
paragraph of its own.
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias

from assistant.document import printable
from assistant.document.text import open_file
from assistant.problems import Problem, Refused, Where
from assistant.work.report.shapes import Part, Report
from assistant.work.report.wanting import draft_line, still_needed
from assistant.work.report.word_template import word_template

_Context: TypeAlias = dict[str, Any]
_MEANS: dict[str, str] = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    # docxtpl turns `{_{` into `{{` in what it has filled in.
    "{": "&#123;",
    "}": "&#125;",
    "%": "&#37;",
}
_TO_XML = str.maketrans(_MEANS)


def as_word(report: Report, template: Path | None = None) -> bytes:
    """The report as a Word file; without a template by the one that comes along.

    The template can do nothing but place text: what it asks for beyond is refused. Raises `Refused` where it
    is no Word file, or holds something that cannot be filled.

    INVARIANT: every text in the file is what was typed (tests/work/report/test_as_typed.py).
    """
    from docxtpl import DocxTemplate
    from jinja2 import DictLoader, StrictUndefined, TemplateError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    where = Where(str(template)) if template else Where()
    document = DocxTemplate(BytesIO(_read(template) if template else word_template()))
    safe = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined, loader=DictLoader({}))
    stream = BytesIO()
    try:
        document.render(_context(report), safe)
        about = document.docx.core_properties
        about.title = about.title or report.title
        about.created = about.modified = datetime.now(UTC)  # a template's are its own
        document.save(stream)
    except TemplateError as error:
        what = f"the template cannot be filled: {error.message or type(error).__name__}"
        right = "mend what stands in braces; `sccif report --write-template FILE` writes one to begin with"
        raise Refused([Problem("report-template", what, right, where)]) from None
    except Exception as error:  # noqa: BLE001  # a file of somebody else's breaks in as many ways as it can be made
        what = f"the template is not a Word file (.docx) that can be used ({type(error).__name__})"
        right = "save it as .docx; `sccif report --write-template FILE` writes one to begin with"
        raise Refused([Problem("report-template", what, right, where)]) from None
    return stream.getvalue()


def _read(template: Path) -> bytes:
    with open_file(template) as stream:
        return stream.read()


def _context(report: Report) -> _Context:
    return {
        "title": _text(report.title),
        "case": _text(report.case),
        "urn": _text(report.urn or ""),
        "draft": _text(draft_line(report)),
        "parts": [_part(report, part) for part in report.parts],
    }


def _part(report: Report, part: Part) -> _Context:
    return {
        "title": _text(part.title),
        "paragraphs": [{"title": _text(one.title or ""), "text": _text(one.text)} for one in part.paragraphs],
        "parts": [_part(report, inner) for inner in part.parts],
        "needed": [_text(asks) for asks in still_needed(report, part)],
    }


def _text(text: str) -> Any:
    """Text as Word's XML holds it: nothing in it is read as XML, and nothing as a template."""
    from markupsafe import Markup

    return Markup(printable(text).translate(_TO_XML))  # noqa: S704  # every character that means something was replaced
