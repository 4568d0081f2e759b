"""The tables of ids of a pack: finds every id of knowledge/ that stands twice or leads nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from assistant.document import Document, Path
from assistant.pack import knowledge as k
from assistant.pack.model import AskedWhen, Coded
from assistant.pack.read import PackFiles
from assistant.pack.references import RESERVED, Ref, parse_ref
from assistant.problems import Problem, one_of

Item = TypeVar("Item")


class Names:
    """The tables of ids, collecting a problem for each that stands twice or leads nowhere."""

    def __init__(self, files: PackFiles, problems: list[Problem]) -> None:
        self.files = files
        self.problems = problems
        self.paragraphs = self.table("knowledge/framework.yaml", "paragraphs", files.framework.paragraphs)
        self.areas = self.table("knowledge/areas.yaml", "areas", files.areas.areas)
        self.record_types = self.table("knowledge/records.yaml", "record_types", files.records.record_types)
        self.documents: dict[str, Document] = {}
        self.questions = self._questions()

    def table(self, file: str, field: str, items: Iterable[Item]) -> Mapping[str, Item]:
        """The items by their id, telling of each id that stands twice."""
        found: dict[str, Item] = {}
        document = self.files.documents[file]
        for number, item in enumerate(items):
            name: str = item.id  # type: ignore[attr-defined]
            if name in found:
                self.add(
                    "pack-duplicate-id",
                    f"`{name}` stands twice",
                    "give each its own id",
                    document,
                    (field, number, "id"),
                )
            found[name] = item
        return MappingProxyType(found)

    def add(self, code: str, what: str, right: str, document: Document, path: Path) -> None:
        """Tell of a problem at a place."""
        self.problems.append(Problem(code, what, right, document.where(path)))

    def unknown(
        self,
        kind: str,
        name: str,
        known: Iterable[str],
        document: Document,
        path: Path,
        otherwise: str = "declare it, or leave it out",
    ) -> None:
        """Tell of an id that leads nowhere; `otherwise` is right where nothing of its kind is known."""
        self.add(
            "pack-unknown-reference",
            f"there is no {kind} `{name}`",
            one_of(name, known, otherwise),
            document,
            path,
        )

    def _questions(self) -> Mapping[str, Mapping[str, k.Question]]:
        found: dict[str, Mapping[str, k.Question]] = {name: {} for name in self.record_types}
        for file, document in self.files.questions:
            if file.record not in self.record_types:
                self.unknown("record type", file.record, self.record_types, document, ("record",))
                continue
            if file.record in self.documents:
                what = f"the questions of `{file.record}` stand in another file already"
                right = "keep all questions of a record type in one file"
                self.add("pack-duplicate-id", what, right, document, ("record",))
                continue
            table: dict[str, k.Question] = {}
            for number, question in enumerate(file.questions):
                path: Path = ("questions", number)
                if question.id in table:
                    self.add(
                        "pack-duplicate-id",
                        f"`{question.id}` stands twice",
                        "give each question its own id",
                        document,
                        (*path, "id"),
                    )
                if question.id in RESERVED:
                    self.add(
                        "pack-reserved",
                        f"`{question.id}` is a word of the case file",
                        "choose another id",
                        document,
                        (*path, "id"),
                    )
                self._check_kind(question, document, path)
                table[question.id] = question
            found[file.record] = MappingProxyType(table)
            self.documents[file.record] = document
        return MappingProxyType(found)

    def _check_kind(self, question: k.Question, document: Document, path: Path) -> None:
        is_fact = question.kind == "fact"
        if is_fact != (question.fact is not None) or is_fact == (len(question.answers) >= 2):
            self.add(
                "pack-scale",
                f"`{question.id}` is a {question.kind} with {len(question.answers)} answers",
                "give a scale or choice at least two answers, and a fact its kind instead",
                document,
                path,
            )
        fits = {
            "scale": question.about is not None,
            "choice": question.about in (None, "change"),
            "fact": question.about is None,
        }
        if not fits[question.kind]:
            self.add(
                "pack-scale",
                f"`{question.id}` is a {question.kind} about {question.about or 'nothing said'}",
                "say what a scale is about (change, level, effect or decision); a choice may be about change, a fact about nothing",
                document,
                path,
            )
        answers = [answer.id for answer in question.answers]
        if (question.even is not None) != (
            question.kind == "scale" and question.about == "change"
        ) or question.even not in (None, *answers):
            self.add(
                "pack-scale",
                f"`{question.id}` names `{question.even}` as the answer that nothing has moved",
                "name that answer with `even` in every scale about change, and in no other question",
                document,
                path,
            )
        if question.silent is not None and (
            question.silent not in answers or question.kind != "choice" or len(answers) == 2
        ):
            self.add(
                "pack-scale",
                f"`{question.id}` names `{question.silent}` as the answer that the baseline says nothing",
                "name with `silent` one answer of a choice that has at least two others",
                document,
                (*path, "silent"),
            )
        for answer in {answer for answer in answers if answers.count(answer) > 1}:
            self.add(
                "pack-duplicate-id",
                f"the answer `{answer}` stands twice",
                "give each answer its own id",
                document,
                path,
            )

    def gates(self) -> Mapping[tuple[str, str], tuple[AskedWhen, ...]]:
        """Every gate, its references resolved. A gate reads choices, and only ones asked before."""
        found: dict[tuple[str, str], tuple[AskedWhen, ...]] = {}
        asked: set[tuple[str, str]] = set()
        for record, questions in sorted(
            self.questions.items(), key=lambda item: self.record_types[item[0]].many == "many"
        ):
            for number, question in enumerate(questions.values()):
                gate: list[AskedWhen] = []
                for text, values in question.asked_when.items():
                    path: Path = ("questions", number, "asked_when", text)
                    ref = parse_ref(text, record)
                    target = self._target(ref)
                    if ref is None or target is None:
                        self.add(
                            "pack-gate",
                            f"the gate reads `{text}`, which is not there",
                            "name a choice of the same record, or `record.choice` of a single record",
                            self.documents[record],
                            path,
                        )
                    elif target.kind != "choice" or (ref.record, ref.question) not in asked:
                        self.add(
                            "pack-gate",
                            f"the gate reads `{text}`",
                            "a gate reads only choices, and only those asked before it",
                            self.documents[record],
                            path,
                        )
                    else:
                        self._check_answers(target, values, self.documents[record], path)
                        gate.append(AskedWhen(ref, frozenset(values)))
                asked.add((record, question.id))
                if gate:
                    found[record, question.id] = tuple(gate)
        return MappingProxyType(found)

    def coded(
        self, gates: Mapping[tuple[str, str], tuple[AskedWhen, ...]]
    ) -> Mapping[str, tuple[Coded, ...]]:
        """The scales and choices of each record type, in the order they are asked."""
        return MappingProxyType(
            {
                record: tuple(
                    Coded(one.id, one.kind == "scale", one.only_for, gates.get((record, one.id), ()))
                    for one in questions.values()
                    if one.kind != "fact"
                )
                for record, questions in self.questions.items()
            }
        )

    def _target(self, ref: Ref | None) -> k.Question | None:
        if (
            ref is None
            or ref.record not in self.record_types
            or (not ref.own and self.record_types[ref.record].many == "many")
        ):
            return None
        return self.questions[ref.record].get(ref.question)

    def _check_answers(
        self, question: k.Question, values: Iterable[str], document: Document, path: Path
    ) -> None:
        known = [answer.id for answer in question.answers]
        for value in values:
            if value not in known:
                self.unknown(f"answer of `{question.id}`", value, known, document, path)

    def check_references(self, files: PackFiles) -> None:
        """Every id that knowledge/ names in passing: paragraphs, areas, sources, sections, questions."""
        sources = [source.id for source in files.evidence.sources]
        regulations = [regulation.number for regulation in files.regulations.regulations]
        for record, questions in self.questions.items():
            for number, question in enumerate(questions.values()):
                document, path = self.documents.get(record), ("questions", number)
                if document is None:
                    continue
                self._each("paragraph", question.cites, self.paragraphs, document, (*path, "cites"))
                self._each("area", question.only_for, self.areas, document, (*path, "only_for"))
                self._each("source", question.sources, sources, document, (*path, "sources"))
                self._each("regulation", question.regulations, regulations, document, (*path, "regulations"))
                answers = [*(answer.id for answer in question.answers), "uncertain"]
                self._each("answer", (*question.immediate, *question.outstanding), answers, document, path)
        records = files.documents["knowledge/records.yaml"]
        for number, kind in enumerate(files.records.record_types):
            self._conditions(kind.id, kind.register_when, records, ("record_types", number, "register_when"))
            chosen = [kind.chosen_by] if kind.chosen_by else []
            asked = list(self.questions.get(kind.id, {}))
            self._each("question", chosen, asked, records, ("record_types", number, "chosen_by"))
        areas = files.documents["knowledge/areas.yaml"]
        for number, area in enumerate(files.areas.areas):
            self._each("paragraph", [area.cites], self.paragraphs, areas, ("areas", number, "cites"))
            self._each("record type", area.sections, self.record_types, areas, ("areas", number, "sections"))
        for name, items, field in (
            ("knowledge/timeline.yaml", [[step.cites] for step in files.timeline.steps], "steps"),
            (
                "knowledge/report/headings.yaml",
                [heading.cites for heading in files.report.headings],
                "headings",
            ),
        ):
            for number, cites in enumerate(items):
                self._each(
                    "paragraph", cites, self.paragraphs, files.documents[name], (field, number, "cites")
                )
        paragraphs = files.documents["knowledge/framework.yaml"]
        for number, paragraph in enumerate(files.framework.paragraphs):
            self._each(
                "paragraph",
                [paragraph.part_of] if paragraph.part_of else [],
                self.paragraphs,
                paragraphs,
                ("paragraphs", number, "part_of"),
            )
        outcomes = files.documents["knowledge/outcomes.yaml"]
        self._each(
            "paragraph",
            [reading.id for reading in files.outcomes.readings],
            self.paragraphs,
            outcomes,
            ("readings",),
        )
        directions = [direction.id for direction in files.outcomes.directions]
        self._each(
            "direction", files.outcomes.case_review.concern_directions, directions, outcomes, ("case_review",)
        )
        self._check_evidence(files)

    def _check_evidence(self, files: PackFiles) -> None:
        document = files.documents["knowledge/evidence.yaml"]
        for number, check in enumerate(files.evidence.checks):
            self._conditions(check.record, check.when, document, ("checks", number, "when"))
        for number, flag in enumerate(files.evidence.flags):
            self._conditions(flag.record, flag.reads, document, ("flags", number, "reads"))
        dates = files.documents["knowledge/dates.yaml"]
        for number, elapsed in enumerate(files.dates.elapsed):
            for field, names in (
                ("start", elapsed.start),
                ("end", elapsed.end),
                ("beside", (elapsed.beside,)),
            ):
                for name in names:
                    if name not in ("inspection", "baseline") and self._target(parse_ref(name, None)) is None:
                        self.unknown(
                            "date",
                            name,
                            ["inspection", "baseline", "record.question"],
                            dates,
                            ("elapsed", number, field),
                        )

    def _conditions(self, own: str | None, when: Mapping[str, Any], document: Document, path: Path) -> None:
        for text, values in when.items():
            target = self._target(parse_ref(text, own))
            if target is None:
                self._unknown_question(own, text, document, (*path, text))
            else:
                self._check_answers(target, values, document, (*path, text))

    def _unknown_question(self, own: str | None, text: str, document: Document, path: Path) -> None:
        """Tell of a question that is not there, and what its record type is asked instead."""
        ref = parse_ref(text, own)
        record = ref.record if ref else own
        if record is None or record not in self.record_types:
            self.unknown("record type", record or text, self.record_types, document, path)
            return
        before = "" if ref and ref.own else f"{record}."
        known = [f"{before}{question}" for question in self.questions[record]]
        nothing = f"write a file of knowledge/questions with `record: {record}` and its questions"
        self.unknown("question", text, known, document, path, nothing)

    def _each(
        self, kind: str, names: Iterable[str], known: Iterable[str], document: Document, path: Path
    ) -> None:
        known = list(known)
        for name in names:
            if name not in known:
                self.unknown(kind, name, known, document, path)
