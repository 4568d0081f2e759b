"""Looks through a report before it leaves: what looks like a name, and labels of nobody in the register.

It only asks. What the pack itself says is taken for granted; what people typed is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.case import Case
from assistant.case.header import LABEL_FORM
from assistant.pack import Pack
from assistant.problems import Problem, Where
from assistant.work.naming import looks_like, name_like, ordinary
from assistant.work.report.shapes import Paragraph, Report

_LABEL = LABEL_FORM.strip("^$")


def privacy_problems(report: Report, case: Case, pack: Pack) -> tuple[Problem, ...]:
    """Each thing to look at before the report is given out, once, with the paragraphs it stands in."""
    places: dict[tuple[str, str, str], list[str]] = {}
    for (code, what, right), place in _found(report, case, pack):
        places.setdefault((code, what, right), []).append(place)
    problems = []
    for (code, what, right), found in places.items():
        first, *others = dict.fromkeys(found)
        problems.append(Problem(code, what + _also(others), right, Where(field=first)))
    return tuple(problems)


def _also(places: list[str]) -> str:
    return f", in {' and '.join(places)} too" if places else ""


def _found(report: Report, case: Case, pack: Pack) -> Iterator[tuple[tuple[str, str, str], str]]:
    """What is found, by its code and words, and where."""
    known = ordinary(pack)
    registered = {child.label for child in case.children}
    labelled = _labelled(pack)
    for paragraph in report.paragraphs:
        for text in _typed(paragraph):
            for name in name_like(text, known):
                what, right = f"`{name}` looks like {looks_like(name)}", "write a label or a role instead"
                yield ("report-name-like", what, right), paragraph.at
            for found in labelled.finditer(text):
                label = found["called"] or found["bracketed"]
                if label not in registered:
                    what = f"`{label}` is the label of no child in the register"
                    right = "write the label that the register has"
                    yield ("report-label", what, right), paragraph.at


def _typed(paragraph: Paragraph) -> Iterator[str]:
    """What somebody typed of a paragraph: all of one that was written, else what its draft took from the case."""
    if paragraph.written:
        yield paragraph.written.text
        return
    for ground in paragraph.grounds.values():
        if ground.kind in ("note", "told", "answer"):
            yield ground.says


def _labelled(pack: Pack) -> re.Pattern[str]:
    """Where a text speaks of somebody by a label: as the pack calls them, or in brackets."""
    called = {
        re.escape(kind.called.partition("{label}")[0].strip())
        for kind in pack.record_types.values()
        if kind.labels == "child"
    }
    names = "|".join(sorted(called)) or "(?!)"
    return re.compile(rf"\b(?i:{names})\s+(?P<called>{_LABEL})\b|\[(?P<bracketed>{_LABEL})\]")
