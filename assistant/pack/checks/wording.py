"""Every place in the words of the report is filled by a question, or by something a case has without one; so in a flag's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from assistant.document import Path
from assistant.pack.beside import (
    HISTORY,
    HISTORY_PLACES,
    POINT_PLACES,
    REGULATION_PLACES,
    REPORT_PLACES,
    First,
    Heading,
    Suggested,
)
from assistant.pack.model import Pack
from assistant.pack.read import PackFiles
from assistant.pack.references import parse_ref
from assistant.problems import Problem, one_of

CODE = "pack-wording"
REPORT = "knowledge/report/headings.yaml"
EVIDENCE = "knowledge/evidence.yaml"
_PLACE = re.compile(r"\{([^{}]*)\}")


class _Found(NamedTuple):
    what: str
    right: str
    path: Path


def check(files: PackFiles, pack: Pack) -> Iterator[Problem]:
    """Sentences of the report and of flags with a place that nothing fills, and conditions that name nothing."""
    for file, all_found in (
        (REPORT, (*_headings(pack), *_beside(pack))),
        (EVIDENCE, _flags(pack)),
    ):
        for found in all_found:
            yield Problem(CODE, found.what, found.right, files.documents[file].where(found.path))


def _flags(pack: Pack) -> Iterator[_Found]:
    for number, flag in enumerate(pack.evidence.flags):
        yield from _sentences([flag.says], ["at"], ("flags", number, "says"))


def _headings(pack: Pack) -> Iterator[_Found]:
    once = {*REPORT_PLACES, *_of_single_records(pack)}
    each = [*(kind.id for kind in pack.sections), HISTORY]
    for number, heading in enumerate(pack.report.headings):
        at: Path = ("headings", number)
        yield from _sentences(heading.says, once, (*at, "says"))
        yield from _named(heading.needs, once, (*at, "needs"))
        if heading.each is not None and heading.each not in each:
            yield _unknown(heading.each, each, (*at, "each"))
        yield from _sentences(heading.each_says, _of_each(pack, heading), (*at, "each_says"))
        if heading.sources:
            yield from _named(
                [heading.sources.question], _of_each(pack, heading), (*at, "sources", "question")
            )
        if heading.names:
            yield from _named([heading.names.question], _of_each(pack, heading), (*at, "names", "question"))
            yield from _sentences([heading.names.says], REGULATION_PLACES, (*at, "names", "says"))


def _beside(pack: Pack) -> Iterator[_Found]:
    for field, places in POINT_PLACES.items():
        yield from _sentences([getattr(pack.report.points, field)], places, ("points", field))
    sources = [source.id for source in pack.evidence.sources]
    yield from _named(pack.report.points.sources, sources, ("points", "sources"))
    known = [*REPORT_PLACES, *pack.record_types, *_of_single_records(pack), "area"]
    yield from _named(pack.report.asks, known, ("asks",))
    regulations = [regulation.number for regulation in pack.regulations.regulations]
    for number, suggested in enumerate(pack.report.suggests):
        asked = pack.questions.get(suggested.improvement, {})
        yield from _named([suggested.regulation], regulations, ("suggests", number, "regulation"))
        yield from _named([suggested.question], asked, ("suggests", number, "question"))
        yield from _when(pack, suggested, ("suggests", number, "when"))
    if first := pack.report.first:
        yield from _when(pack, first, ("first", "when"))
        yield from _named(first.without, {*REPORT_PLACES, *_of_single_records(pack)}, ("first", "without"))
        headings = [heading.id for heading in pack.report.headings]
        yield from _named([first.heading], headings, ("first", "heading"))


def _when(pack: Pack, told: Suggested | First, at: Path) -> Iterator[_Found]:
    for text, values in told.when.items():
        path = (*at, text)
        ref = parse_ref(text, told.record)
        question = pack.questions.get(ref.record, {}).get(ref.question) if ref else None
        if question is None:
            yield _unknown(text, pack.questions.get(told.record, {}), path)
        else:
            yield from _named(values, question.labels, path)


def _of_single_records(pack: Pack) -> set[str]:
    return {
        f"{kind.id}.{question}"
        for kind in pack.record_types.values()
        if kind.many == "one"
        for question in pack.questions[kind.id]
    }


def _of_each(pack: Pack, heading: Heading) -> Iterable[str]:
    return HISTORY_PLACES if heading.each == HISTORY else pack.questions.get(heading.each or "", {})


def _sentences(sentences: Iterable[str], known: Iterable[str], path: Path) -> Iterator[_Found]:
    for number, sentence in enumerate(sentences):
        at = (*path, number) if path[0] == "headings" else path
        if set("{}") & set(_PLACE.sub("", sentence)):
            yield _Found("a brace stands without its partner", "write places as `{question}`", at)
        yield from _named(_PLACE.findall(sentence), known, at)


def _named(names: Iterable[str], known: Iterable[str], path: Path) -> Iterator[_Found]:
    known = sorted(known)
    for name in names:
        if name not in known:
            yield _unknown(name, known, path)


def _unknown(name: str, known: Iterable[str], path: Path) -> _Found:
    return _Found(f"nothing is called `{name}` here", one_of(name, known, "write it without that"), path)
