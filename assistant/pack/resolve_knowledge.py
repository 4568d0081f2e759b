"""Checks that every id which knowledge/ names in passing is there: paragraphs, areas, sources, regulations, questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from assistant.document import Document, Path
from assistant.pack.names import Names
from assistant.pack.references import parse_ref


def check_knowledge(names: Names) -> None:
    """Tell `names` of every id in knowledge/ that leads nowhere, at the place where it is named."""
    for check in (
        _questions,
        _records,
        _areas,
        _framework,
        _steps_and_headings,
        _outcomes,
        _evidence,
        _dates,
    ):
        check(names)


def _questions(names: Names) -> None:
    sources = [source.id for source in names.files.evidence.sources]
    regulations = [regulation.number for regulation in names.files.regulations.regulations]
    for (record, name), path in names.places.items():
        question, document = names.questions[record][name], names.documents[record]
        _each(names, "paragraph", question.cites, names.paragraphs, document, (*path, "cites"))
        _each(names, "area", question.only_for, names.areas, document, (*path, "only_for"))
        _each(names, "source", question.sources, sources, document, (*path, "sources"))
        _each(names, "regulation", question.regulations, regulations, document, (*path, "regulations"))
        answers = [*(answer.id for answer in question.answers), "uncertain"]
        for field in ("immediate", "outstanding"):
            _each(names, "answer", getattr(question, field), answers, document, (*path, field))


def _records(names: Names) -> None:
    document = names.files.documents["knowledge/records.yaml"]
    for number, kind in enumerate(names.files.records.record_types):
        path: Path = ("record_types", number)
        _conditions(names, kind.id, kind.register_when, document, (*path, "register_when"))
        if kind.chosen_by:
            asked = names.questions[kind.id]
            _each(names, "question", [kind.chosen_by], asked, document, (*path, "chosen_by"))


def _areas(names: Names) -> None:
    document = names.files.documents["knowledge/areas.yaml"]
    for number, area in enumerate(names.files.areas.areas):
        path: Path = ("areas", number)
        _each(names, "paragraph", [area.cites], names.paragraphs, document, (*path, "cites"))
        _each(names, "record type", area.sections, names.record_types, document, (*path, "sections"))


def _framework(names: Names) -> None:
    document = names.files.documents["knowledge/framework.yaml"]
    for number, paragraph in enumerate(names.files.framework.paragraphs):
        if paragraph.part_of:
            path: Path = ("paragraphs", number, "part_of")
            _each(names, "paragraph", [paragraph.part_of], names.paragraphs, document, path)


def _steps_and_headings(names: Names) -> None:
    document = names.files.documents["knowledge/timeline.yaml"]
    for number, step in enumerate(names.files.timeline.steps):
        _each(names, "paragraph", [step.cites], names.paragraphs, document, ("steps", number, "cites"))
    document = names.files.documents["knowledge/report/headings.yaml"]
    for number, heading in enumerate(names.files.report.headings):
        _each(names, "paragraph", heading.cites, names.paragraphs, document, ("headings", number, "cites"))


def _outcomes(names: Names) -> None:
    outcomes = names.files.outcomes
    document = names.files.documents["knowledge/outcomes.yaml"]
    for number, reading in enumerate(outcomes.readings):
        _each(names, "paragraph", [reading.id], names.paragraphs, document, ("readings", number, "id"))
    directions = [direction.id for direction in outcomes.directions]
    path: Path = ("case_review", "concern_directions")
    _each(names, "direction", outcomes.case_review.concern_directions, directions, document, path)


def _evidence(names: Names) -> None:
    document = names.files.documents["knowledge/evidence.yaml"]
    for number, check in enumerate(names.files.evidence.checks):
        _conditions(names, check.record, check.when, document, ("checks", number, "when"))
    for number, flag in enumerate(names.files.evidence.flags):
        _conditions(names, flag.record, flag.reads, document, ("flags", number, "reads"))


def _dates(names: Names) -> None:
    document = names.files.documents["knowledge/dates.yaml"]
    of_the_case = ("inspection", "baseline")
    for number, elapsed in enumerate(names.files.dates.elapsed):
        for field, named in (("start", elapsed.start), ("end", elapsed.end), ("beside", (elapsed.beside,))):
            for name in named:
                if name not in of_the_case and names.target(parse_ref(name, None)) is None:
                    known = [*of_the_case, "record.question"]
                    names.unknown("date", name, known, document, ("elapsed", number, field))


def _conditions(
    names: Names, own: str | None, when: Mapping[str, Iterable[str]], document: Document, path: Path
) -> None:
    """Conditions on answers; `own` is the record type whose questions they may read by a bare name."""
    for text, values in when.items():
        question = names.target(parse_ref(text, own))
        if question is None:
            _unknown_question(names, own, text, document, (*path, text))
        else:
            names.check_answers(question, values, document, (*path, text))


def _unknown_question(names: Names, own: str | None, text: str, document: Document, path: Path) -> None:
    """Tell of a question that is not there, and what its record type is asked instead."""
    ref = parse_ref(text, own)
    record = ref.record if ref else own
    if record is None or record not in names.record_types:
        names.unknown("record type", record or text, names.record_types, document, path)
        return
    before = "" if ref and ref.own else f"{record}."
    known = [f"{before}{question}" for question in names.questions[record]]
    nothing = f"write a file of knowledge/questions with `record: {record}` and its questions"
    names.unknown("question", text, known, document, path, nothing)


def _each(
    names: Names, kind: str, named: Iterable[str], known: Iterable[str], document: Document, path: Path
) -> None:
    """Tell of each name that is not known."""
    known = list(known)
    for name in named:
        if name not in known:
            names.unknown(kind, name, known, document, path)
