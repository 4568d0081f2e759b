"""The tables of ids of a pack: what each id of knowledge/ names, with a problem for each that stands twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TypeVar

from assistant.document import Document, Path
from assistant.pack import knowledge as k
from assistant.pack.model import AskedWhen, Coded
from assistant.pack.read import PackFiles
from assistant.pack.references import RESERVED, Ref, parse_ref
from assistant.problems import Problem, one_of

Item = TypeVar("Item")


class Names:
    """The tables of ids. What is wrong with them, or with what refers to them, is added to `problems`."""

    def __init__(self, files: PackFiles, problems: list[Problem]) -> None:
        self.files = files
        self.problems = problems
        self.paragraphs = self.table("knowledge/framework.yaml", "paragraphs", files.framework.paragraphs)
        self.areas = self.table("knowledge/areas.yaml", "areas", files.areas.areas)
        self.record_types = self.table("knowledge/records.yaml", "record_types", files.records.record_types)
        self.documents: dict[str, Document] = {}
        """By record type the file of its questions."""
        self.places: dict[tuple[str, str], Path] = {}
        """Where in that file a question stands, by record type and id."""
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
                self.places[file.record, question.id] = path
            found[file.record] = MappingProxyType(table)
            self.documents[file.record] = document
        return MappingProxyType(found)

    def _check_kind(self, question: k.Question, document: Document, path: Path) -> None:
        """That a question has the answers, and says what it is about, as its kind asks."""
        answers = [answer.id for answer in question.answers]
        if question.kind == "fact":
            is_whole = question.fact is not None and not answers
        else:
            is_whole = question.fact is None and len(answers) >= 2
        if not is_whole:
            self.add(
                "pack-scale",
                f"`{question.id}` is a {question.kind} with {len(answers)} answers",
                "give a scale or choice at least two answers, and a fact its kind instead",
                document,
                path,
            )
        may_be_about = {
            "scale": ("change", "level", "effect", "decision"),
            "choice": (None, "change"),
            "fact": (None,),
        }
        if question.about not in may_be_about[question.kind]:
            self.add(
                "pack-scale",
                f"`{question.id}` is a {question.kind} about {question.about or 'nothing said'}",
                "say what a scale is about (change, level, effect or decision); a choice may be about change, a fact about nothing",
                document,
                path,
            )
        is_about_change = question.kind == "scale" and question.about == "change"
        if question.even not in (answers if is_about_change else (None,)):
            self.add(
                "pack-scale",
                f"`{question.id}` names `{question.even}` as the answer that nothing has moved",
                "name that answer with `even` in every scale about change, and in no other question",
                document,
                path,
            )
        may_be_silent = answers if question.kind == "choice" and len(answers) > 2 else []
        if question.silent not in (None, *may_be_silent):
            self.add(
                "pack-scale",
                f"`{question.id}` names `{question.silent}` as the answer that the baseline says nothing",
                "name with `silent` one answer of a choice that has at least two others",
                document,
                (*path, "silent"),
            )
        for answer in dict.fromkeys(answer for answer in answers if answers.count(answer) > 1):
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
            for question in questions.values():
                gate: list[AskedWhen] = []
                for text, values in question.asked_when.items():
                    path: Path = (*self.places[record, question.id], "asked_when", text)
                    ref = parse_ref(text, record)
                    target = self.target(ref)
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
                        self.check_answers(target, values, self.documents[record], path)
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

    def target(self, ref: Ref | None) -> k.Question | None:
        """The question of the own record, or of a record that is not one of many; None where there is none."""
        if (
            ref is None
            or ref.record not in self.record_types
            or (not ref.own and self.record_types[ref.record].many == "many")
        ):
            return None
        return self.questions[ref.record].get(ref.question)

    def check_answers(
        self, question: k.Question, values: Iterable[str], document: Document, path: Path
    ) -> None:
        """Tell of each of these values that is no answer to a question."""
        known = [answer.id for answer in question.answers]
        for value in values:
            if value not in known:
                self.unknown(f"answer of `{question.id}`", value, known, document, path)
