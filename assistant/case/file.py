"""Reads a case file: its head by its shape, its records by the pack's questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from types import MappingProxyType

from assistant.case.checks import Checks
from assistant.case.header import Header
from assistant.case.model import Answer, Case, Key, Record
from assistant.document import Document, Path, Tree, parse, read_text
from assistant.document.fields import into
from assistant.pack import Pack, RecordType
from assistant.problems import Problem, Refused, Where, one_of

VERSION = "1"
RESERVED_FIELDS = ("improvements",)
"""Kept as written until a version of this program gives them a meaning."""


_BEGINNING = 20
"""In so many lines a case says that it is one, though its fields may stand in any order."""
_NO_CASE = "this is not a case file", "begin with `sccif_case: 1`; see `sccif schema case`"


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
    return case_from(read_document(path), pack)


def read_document(path: FilePath | str) -> Document:
    """What is in a file that should hold a case, before it is looked at as one. Raises `Refused`.

    Of a text that does not say near its beginning that it is a case, that is told instead of its first fault.
    """
    text, file = read_text(FilePath(path)), str(path)
    try:
        return parse(text, file)
    except Refused as refused:
        first = refused.problems[0]
        begins = text.splitlines()[: max(first.where.line or 0, _BEGINNING)]
        if first.code not in ("yaml-syntax", "yaml-key") or any("sccif_case" in line for line in begins):
            raise
        raise Refused([Problem("shape-wrong-type", *_NO_CASE, Where(file))]) from None


def parse_case(text: str, pack: Pack, file: str | None = None) -> CaseFile:
    """The case in a text of YAML or JSON; `file` is only named in problems. Raises `Refused`."""
    return case_from(parse(text, file), pack)


def case_from(document: Document, pack: Pack) -> CaseFile:
    """The case in a document. Raises `Refused` with every problem found."""
    return _Reader(document, pack).read()


class _Reader:
    def __init__(self, document: Document, pack: Pack) -> None:
        self.document, self.pack = document, pack
        self.checks = Checks(pack, self.add)
        self.problems: list[Problem] = []
        self.paths: dict[Key, Path] = {}

    def add(self, code: str, what: str, right: str, path: Path, *, key: bool = False) -> None:
        self.problems.append(Problem(code, what, right, self.document.where(path, key=key)))

    def read(self) -> CaseFile:
        value = self.document.value
        if not isinstance(value, dict):
            self.add("shape-wrong-type", *_NO_CASE, ())
            raise Refused(self.problems)
        self._check_version(value)
        header = self._header(value)
        urn = self._urn(value.get("home"))
        records = dict(self._heads(value))
        records.update(self._records(value.get("records")))
        if header is not None:
            self._check_header(header, records)
        self.problems.sort(key=lambda problem: (problem.where.line or 0, problem.where.column or 0))
        if header is None or any(problem.severity == "error" for problem in self.problems):
            raise Refused(self.problems)
        case = Case(
            id=header.case,
            evidence_id=header.evidence_id or header.case,
            purpose=header.purpose,
            urn=urn,
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
            case_review=header.case_review,
            timeline=header.timeline,
            service=header.service,
            enforcement=header.enforcement,
            legal_basis=header.legal_basis,
            history=header.history,
            passages=header.passages,
            provider_comments=header.provider_comments,
            reserved=MappingProxyType({name: value[name] for name in RESERVED_FIELDS if name in value}),
        )
        return CaseFile(case, self.document, tuple(self.problems))

    def _check_version(self, value: Mapping[str, Tree]) -> None:
        version = value.get("sccif_case")
        if version != VERSION:
            shown = f"`{version[:80]}`" if isinstance(version, str) else "this"
            told = (
                "`sccif_case` is missing"
                if version is None
                else f"{shown} is not a version this program reads"
            )
            right = f"write `sccif_case: {VERSION}`, or use a newer program for a newer file"
            self.add("case-version", told, right, ("sccif_case",))
            raise Refused(self.problems)

    def _header(self, value: Mapping[str, Tree]) -> Header | None:
        heads = [kind.id for kind in self.pack.record_types.values() if kind.header]
        elsewhere = ("sccif_case", "records", "home", *heads, *RESERVED_FIELDS)
        head: Tree = {
            name: inner for name, inner in value.items() if name not in elsewhere and inner is not None
        }
        document = Document(self.document.file, head, self.document.places, self.document.keys)
        try:
            return into(Header, document)
        except Refused as refused:
            self.problems.extend(refused.problems)
            return None

    def _urn(self, home: Tree) -> str | None:
        if not isinstance(home, dict):
            if home is not None and "home" not in self.pack.record_types:
                self.add(
                    "shape-wrong-type", "`home` is not a mapping", "write `home: {urn: SC000001}`", ("home",)
                )
            return None
        if "home" not in self.pack.record_types:
            for name in home:
                if name != "urn":
                    right = "this pack asks nothing of the home; take the field out"
                    self.add(
                        "shape-unknown-field",
                        f"there is no field `{name}` here",
                        right,
                        ("home", name),
                        key=True,
                    )
        urn = home.get("urn")
        self.checks.urn(urn, ("home", "urn"))
        return urn if isinstance(urn, str) else None

    def _heads(self, value: Mapping[str, Tree]) -> Iterator[tuple[Key, Record]]:
        for kind in self.pack.record_types.values():
            inner = value.get(kind.id)
            if kind.header and inner is not None:
                yield from self._record(
                    kind, inner, (kind.id,), None, besides="urn" if kind.id == "home" else None
                )

    def _records(self, records: Tree) -> Iterator[tuple[Key, Record]]:
        if records is None:
            return
        if not isinstance(records, dict):
            right = "write each type of record with its answers"
            self.add("shape-wrong-type", "`records` is not a mapping", right, ("records",))
            return
        for name, inner in records.items():
            path: Path = ("records", name)
            kind = self.pack.record_types.get(name)
            if kind is None or kind.header:
                known = [other.id for other in self.pack.record_types.values() if not other.header]
                right = f"write `{name}` at the top of the file" if kind else one_of(name, known)
                what = f"there is no type of record `{name}`" + (" under `records`" if kind else "")
                self.add("case-unknown-record-type", what, right, path, key=True)
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
            right = "write the area's id and under it its answers"
            self.add("case-record-count", f"`{kind.id}` holds one record for each area", right, path)
            return
        for area, answers in inner.items():
            if self.checks.area(area, (*path, area), key=True) and answers is not None:
                yield from self._record(kind, answers, (*path, area), area)

    def _many(self, kind: RecordType, inner: Tree, path: Path) -> Iterator[tuple[Key, Record]]:
        if not isinstance(inner, list):
            right = "write a list, each record with its label, even where there is one"
            self.add("case-record-count", f"`{kind.id}` is not a list", right, path)
            return
        seen: set[str] = set()
        for number, answers in enumerate(inner):
            at: Path = (*path, number)
            if not isinstance(answers, dict):
                self.add("shape-wrong-type", "a record is not a mapping", "write `label` and the answers", at)
                continue
            label = answers.get("label")
            if not self.checks.label(kind, label, (*at, "label")) or not isinstance(label, str):
                continue
            if label in seen:
                what = f"two records of `{kind.id}` are labelled `{label}`"
                self.add("case-label-twice", what, "give each its own label", (*at, "label"))
                continue
            seen.add(label)
            yield from self._record(kind, answers, at, label, besides="label")

    def _record(
        self, kind: RecordType, answers: Tree, path: Path, label: str | None, besides: str | None = None
    ) -> Iterator[tuple[Key, Record]]:
        if not isinstance(answers, dict):
            whose = f"`{kind.id}` of `{label}`" if label else f"`{kind.id}`"
            right = "write its answers as `question: answer`"
            found = "a list" if isinstance(answers, list) else "text"
            self.add("case-record-count", f"{whose} is one record, and here is {found}", right, path)
            return
        questions = self.pack.questions[kind.id]
        read: dict[str, Answer] = {}
        for name, said in answers.items():
            at: Path = (*path, name)
            if name == besides or not self.checks.question(kind, label, name, at) or said is None:
                continue
            answer = self.checks.answers.read(questions[name], said, at)
            if answer is not None:
                read[name] = answer
        key = Key(kind.id, label)
        self.paths[key] = path
        # A record that is in every case says nothing by being written down without an answer.
        if read or key.added:
            yield key, Record(key, MappingProxyType(read))

    def _check_header(self, header: Header, records: Mapping[Key, Record]) -> None:
        checks = self.checks
        checks.twice((note.id for note in header.notes), "case-note-twice", ("notes",), "id")
        checks.twice((child.label for child in header.children), "case-label-twice", ("children",), "label")
        checks.twice((one.at for one in header.passages), "case-passage-twice", ("passages",), "at")
        for number, note in enumerate(header.notes):
            checks.note(note, ("notes", number))
        for field in ("complete", "sampled"):
            for number, name in enumerate(getattr(header, field)):
                checks.section(name, (field, number))
        children = {child.label for child in header.children}
        notes = {note.id for note in header.notes}
        for key, record in records.items():
            path = self.paths[key]
            if self.pack.record_types[key.record].labels == "child" and key.label not in children:
                right = "add it under `children` with the dates of arrival and leaving"
                what = f"`{key.label}` is not in the child register"
                self.add("case-label-unregistered", what, right, (*path, "label"))
            for question, answer in record.answers.items():
                checks.links(answer, notes, (*path, question))
        if header.sealed:
            checks.seal(header.sealed, ("sealed",))
        if header.judgement:
            checks.judgement(header.judgement, ("judgement",))
        checks.inspection(header.inspection, ("inspection",))
        checks.baseline(header.baseline, ("baseline",))
        checks.grade(header.baseline, ("baseline",))
        checks.order(header.baseline, header.inspection, ("baseline",))
