"""Reads a case file: its head by its shape, its records by the pack's questions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from types import MappingProxyType

from assistant.case.answers import AnswerReader
from assistant.case.header import Header
from assistant.case.model import Answer, Case, Key, Record
from assistant.document import Document, Path, Tree, parse, read_file
from assistant.document.fields import into
from assistant.pack import Pack, RecordType
from assistant.problems import Problem, Refused

VERSION = "1"
RESERVED_FIELDS = ("case_review", "timeline", "service", "history", "enforcement", "legal_basis", "improvements", "provider_comments")
"""Kept as written until a version of this program gives them a meaning."""

_CHILD = re.compile(r"[A-Z]{1,2}[0-9]{0,3}")
_URN = re.compile(r"[A-Z0-9]{2,12}")
_WORD = re.compile(r"[A-Z][a-z]+")


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case as it was read, with what was odd about it and did not stop the reading."""

    case: Case
    document: Document
    warnings: tuple[Problem, ...] = ()


def read_case(path: FilePath | str, pack: Pack) -> CaseFile:
    """The case in a file of YAML or JSON.

    Raises `Refused` with every problem found, each with its file, line, column and field.
    """
    return case_from(read_file(path), pack)


def parse_case(text: str, pack: Pack, file: str | None = None) -> CaseFile:
    """The case in a text of YAML or JSON; `file` is only named in problems. Raises `Refused`."""
    return case_from(parse(text, file), pack)


def case_from(document: Document, pack: Pack) -> CaseFile:
    """The case in a document. Raises `Refused` with every problem found."""
    return _Reader(document, pack).read()


class _Reader:
    def __init__(self, document: Document, pack: Pack) -> None:
        self.document, self.pack = document, pack
        self.problems: list[Problem] = []

    def add(self, code: str, what: str, right: str, path: Path, *, key: bool = False) -> None:
        self.problems.append(Problem(code, what, right, self.document.where(path, key=key)))

    def read(self) -> CaseFile:
        value = self.document.value
        if not isinstance(value, dict):
            self.add("shape-wrong-type", "this is not a case file", "begin with `sccif_case: 1`; see `sccif schema case`", ())
            raise Refused(self.problems)
        self._check_version(value)
        header = self._header(value)
        records = {key: record for key, record in self._home(value)}
        records.update(self._records(value.get("records")))
        urn: Tree = None
        for name in self._heads():
            head = value.get(name)
            urn = head.get("urn") if isinstance(head, dict) else None
            if urn is not None and not (isinstance(urn, str) and _URN.fullmatch(urn)):
                self.add("case-urn", f"`{urn}` is not a unique reference number", "write capital letters and digits, such as SC000001", (name, "urn"))
        if header is not None:
            self._check_header(header, records)
        errors = [problem for problem in self.problems if problem.severity == "error"]
        if errors or header is None:
            raise Refused(errors)
        case = Case(
            id=header.case,
            evidence_id=header.evidence_id or header.case,
            purpose=header.purpose,
            urn=urn if isinstance(urn, str) else None,
            about=header.about,
            baseline=header.baseline,
            inspection=header.inspection,
            children=header.children,
            notes=header.notes,
            complete=frozenset(header.complete),
            sampled=frozenset(header.sampled),
            records=MappingProxyType(records),
            sealed=header.sealed,
            judgement=header.judgement,
            reserved=MappingProxyType({name: value[name] for name in RESERVED_FIELDS if name in value}),
        )
        return CaseFile(case, self.document, tuple(self.problems))

    def _check_version(self, value: Mapping[str, Tree]) -> None:
        version = value.get("sccif_case")
        if version != VERSION:
            told = "there is no `sccif_case`" if version is None else f"`{version}` is not a version this program reads"
            self.add("case-version", told, f"write `sccif_case: {VERSION}`, or use a newer program for a newer file", ("sccif_case",))
            raise Refused(self.problems)

    def _header(self, value: Mapping[str, Tree]) -> Header | None:
        pack_s = ("sccif_case", "records", *self._heads(), *RESERVED_FIELDS)
        head: Tree = {name: inner for name, inner in value.items() if name not in pack_s and inner is not None}
        try:
            return into(Header, Document(self.document.file, head, self.document.places, self.document.keys))
        except Refused as refused:
            self.problems.extend(refused.problems)
            return None

    def _heads(self) -> list[str]:
        """The record types that stand at the head of the file, beside `records`."""
        return [kind.id for kind in self.pack.record_types.values() if kind.header]

    def _home(self, value: Mapping[str, Tree]) -> Iterator[tuple[Key, Record]]:
        for kind in self.pack.record_types.values():
            inner = value.get(kind.id)
            if kind.header and inner is not None:
                yield from self._record(kind, inner, (kind.id,), None, besides=("urn",))

    def _records(self, records: Tree) -> Iterator[tuple[Key, Record]]:
        if records is None:
            return
        if not isinstance(records, dict):
            self.add("shape-wrong-type", "`records` is not a mapping", "write each type of record with its answers", ("records",))
            return
        for name, inner in records.items():
            path: Path = ("records", name)
            kind = self.pack.record_types.get(name)
            if kind is None or kind.header:
                known = ", ".join(other.id for other in self.pack.record_types.values() if not other.header)
                self.add("case-unknown-record-type", f"there is no type of record `{name}`", f"use one of: {known}", path, key=True)
            elif inner is None:
                continue
            elif kind.many == "one":
                yield from self._record(kind, inner, path, None)
            elif kind.many == "each_area":
                yield from self._each_area(kind, inner, path)
            else:
                yield from self._many(kind, inner, path)

    def _each_area(self, kind: RecordType, inner: Tree, path: Path) -> Iterator[tuple[Key, Record]]:
        if not isinstance(inner, dict):
            self.add("case-record-count", f"`{kind.id}` holds one record for each area", "write the area's id and under it its answers", path)
            return
        for area, answers in inner.items():
            if area not in self.pack.areas:
                self.add("case-unknown-area", f"there is no area `{area}`", "use one of: " + ", ".join(self.pack.areas), (*path, area), key=True)
            elif answers is not None:
                yield from self._record(kind, answers, (*path, area), area)

    def _many(self, kind: RecordType, inner: Tree, path: Path) -> Iterator[tuple[Key, Record]]:
        if not isinstance(inner, list):
            self.add("case-record-count", f"a case may hold many of `{kind.id}`", "write a list, each record with its label", path)
            return
        seen: dict[str, int] = {}
        for number, answers in enumerate(inner):
            at: Path = (*path, number)
            if not isinstance(answers, dict):
                self.add("shape-wrong-type", "a record is not a mapping", "write `label` and the answers", at)
                continue
            label = answers.get("label")
            if not self._label_fits(kind, label, (*at, "label") if "label" in answers else at):
                continue
            if label in seen:
                self.add("case-label-twice", f"two records of `{kind.id}` are labelled `{label}`", "give each its own label", (*at, "label"))
                continue
            seen[str(label)] = number
            yield from self._record(kind, answers, at, str(label), besides=("label",))

    def _label_fits(self, kind: RecordType, label: Tree, path: Path) -> bool:
        if kind.labels == "child":
            fits, right = isinstance(label, str) and bool(_CHILD.fullmatch(label)), "write the child's label from the register, A to ZZ with a number if wanted; never a name"
        else:
            letter = kind.letter or "I"
            fits = isinstance(label, str) and bool(re.fullmatch(letter + r"[1-9][0-9]{0,3}", label))
            right = f"write {letter}1, {letter}2 and so on"
        if not fits:
            told = "a record has no label" if label is None else f"`{label}` is not a label" if isinstance(label, str) else "the label is not text"
            self.add("case-label", told, right, path)
            if isinstance(label, str) and _WORD.search(label):
                self.add("case-name-like", f"`{label}` looks like a person's name", "use a label; names are kept nowhere in this program", path)
        return fits

    def _record(self, kind: RecordType, answers: Tree, path: Path, label: str | None, besides: Iterable[str] = ()) -> Iterator[tuple[Key, Record]]:
        if not isinstance(answers, dict):
            self.add("case-record-count", f"`{kind.id}` holds one record", "write its answers as `question: answer`", path)
            return
        questions = self.pack.questions[kind.id]
        read: dict[str, Answer] = {}
        for name, said in answers.items():
            at: Path = (*path, name)
            if name in besides or said is None:
                continue
            question = questions.get(name)
            area = label if kind.many == "each_area" else None
            if question is None or not self.pack.asks(question, area):
                asked = [other.id for other in questions.values() if self.pack.asks(other, area)]
                self.add("case-unknown-question", f"`{kind.id}` has no question `{name}`", "use one of: " + ", ".join(asked), at, key=True)
                continue
            answer = AnswerReader(self.pack, self.add).read(question, said, at)
            if answer is not None:
                read[name] = answer
        key = Key(kind.id, label)
        yield key, Record(key, MappingProxyType(read))

    def _check_header(self, header: Header, records: Mapping[Key, Record]) -> None:
        pack = self.pack
        notes = self._twice("notes", [note.id for note in header.notes], "case-note-twice", "id")
        self._twice("children", [child.label for child in header.children], "case-label-twice", "label")
        sources = {source.id for source in pack.evidence.sources}
        for number, note in enumerate(header.notes):
            if note.source is not None and note.source not in sources:
                self.add("case-unknown-source", f"there is no source `{note.source}`", "use one of: " + ", ".join(sorted(sources)), ("notes", number, "source"))
            for area in note.areas:
                if area not in pack.areas:
                    self.add("case-unknown-area", f"there is no area `{area}`", "use one of: " + ", ".join(pack.areas), ("notes", number, "areas"))
        sections = [kind.id for kind in pack.sections]
        for field in ("complete", "sampled"):
            for number, name in enumerate(getattr(header, field)):
                if name not in sections:
                    self.add("case-unknown-section", f"`{name}` is not a section that repeats", "use one of: " + ", ".join(sections), (field, number))
        children = {child.label for child in header.children}
        for key, record in records.items():
            kind = pack.record_types[key.record]
            if kind.labels == "child" and key.label not in children:
                self.add("case-label-unregistered", f"`{key.label}` is not in the child register", "add it under `children` with the dates of arrival and leaving", self._path(key))
            for question, answer in record.answers.items():
                for note_id in (*answer.supports, *answer.contradicts):
                    if note_id not in notes:
                        self.add("case-unknown-note", f"there is no note `{note_id}`", "point to the id of a note under `notes`", (*self._path(key), question))
        if header.sealed:
            self._outcome(header.sealed.judgement, pack.judgements, ("sealed", "judgement"))
            for area, evaluation in header.sealed.areas.items():
                if area not in pack.areas:
                    self.add("case-unknown-area", f"there is no area `{area}`", "use one of: " + ", ".join(pack.areas), ("sealed", "areas", area), key=True)
                self._outcome(evaluation, pack.evaluations, ("sealed", "areas", area))
        if header.judgement:
            self._outcome(header.judgement.decided, pack.judgements, ("judgement", "decided"))
        dates = header.inspection
        if dates and dates.start and dates.end and dates.end < dates.start:
            self.add("case-dates", f"the inspection ends on {dates.end}, before it starts on {dates.start}", "give the end the day of the start or a later one", ("inspection", "end"))
        base = header.baseline
        if base and base.used != "none" and base.date_used() is None:
            self.add("case-unknown-inspection", f"the baseline used is `{base.used}`, which has no date", "give its date, or `used: none`", ("baseline", "used") if ("baseline", "used") in self.document.places else ("baseline",))

    def _outcome(self, name: str, known: Iterable[str], path: Path) -> None:
        if name not in known:
            self.add("case-unknown-outcome", f"`{name}` is not on the scale", "use one of: " + ", ".join(known), path)

    def _twice(self, field: str, names: list[str], code: str, inner: str) -> set[str]:
        for number, name in enumerate(names):
            if name in names[:number]:
                self.add(code, f"`{name}` stands twice", "give each its own", (field, number, inner))
        return set(names)

    def _path(self, key: Key) -> Path:
        kind = self.pack.record_types[key.record]
        if kind.header:
            return (kind.id,)
        if kind.many == "each_area" and key.label:
            return ("records", kind.id, key.label)
        if kind.many == "one":
            return ("records", kind.id)
        top = self.document.value
        records = top.get("records") if isinstance(top, dict) else None
        listed = records.get(kind.id) if isinstance(records, dict) else None
        for number, record in enumerate(listed if isinstance(listed, list) else []):
            if isinstance(record, dict) and record.get("label") == key.label:
                return ("records", kind.id, number)
        return ("records", kind.id)
