"""Cases made by chance from a pack's questions: empty, partial, complete, mild and adverse, few records and many."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType

from assistant.case import Answer, At, Case, Key, Record
from assistant.pack import Pack, Question, RecordType


@dataclass(frozen=True)
class Shape:
    """What a generated case is like; shares are between 0 and 1."""

    answered: float = 1.0
    uncertain: float = 0.0
    not_applicable: float = 0.05
    closed: float = 1.0
    best: float = 0.3
    """The share of scales answered at their best; of the rest, `worst` are at their worst."""
    worst: float = 0.1
    records: int = 2
    """The largest number of records in a section."""


def shapes(rng: random.Random) -> Shape:
    """A shape by chance, so that every kind of case is met."""
    complete = rng.random() < 0.4
    return Shape(
        answered=1.0 if complete else rng.choice([0.0, 0.1, 0.5, 0.9, 1.0]),
        uncertain=0.0 if complete else rng.choice([0.0, 0.1, 0.5]),
        not_applicable=rng.choice([0.0, 0.05, 0.3]),
        closed=1.0 if complete else rng.choice([0.0, 0.5, 1.0]),
        best=rng.choice([0.0, 0.3, 0.6, 0.9]),
        worst=rng.choice([0.0, 0.05, 0.3, 0.9]),
        records=rng.choice([0, 1, 2, 5]),
    )


def random_case(pack: Pack, seed: int, shape: Shape | None = None) -> Case:
    """The case that a seed stands for, of a shape by chance where none is given."""
    rng = random.Random(seed)
    return _Maker(pack, rng, shape or shapes(rng)).case(f"generated-{seed}")


class _Maker:
    def __init__(self, pack: Pack, rng: random.Random, shape: Shape) -> None:
        self.pack, self.rng, self.shape = pack, rng, shape

    def case(self, name: str) -> Case:
        closed = {kind.id for kind in self.pack.sections if self.rng.random() < self.shape.closed}
        sampled = {section for section in closed if self.rng.random() < 0.2}
        records = {
            key: self.record(key) for kind in self.pack.record_types.values() for key in self.keys(kind)
        }
        return Case(
            id=name,
            evidence_id=name,
            records=MappingProxyType(records),
            complete=frozenset(closed - sampled),
            sampled=frozenset(sampled),
        )

    def keys(self, kind: RecordType) -> Iterator[Key]:
        match kind.many:
            case "one":
                yield Key(kind.id)
            case "each_area":
                yield from (Key(kind.id, area) for area in self.pack.areas)
            case "many":
                letter = kind.letter or "C"
                yield from (
                    Key(kind.id, f"{letter}{n}")
                    for n in range(1, self.rng.randint(0, self.shape.records) + 1)
                )

    def record(self, key: Key) -> Record:
        answers = {}
        for question in self.pack.questions[key.record].values():
            answer = self.answer(question) if question.kind != "fact" else None
            if answer is not None:
                answers[question.id] = answer
        return Record(key, MappingProxyType(answers))

    def answer(self, question: Question) -> Answer | None:
        rng, shape = self.rng, self.shape
        if rng.random() >= shape.answered:
            return Answer("uncertain", None, "accounts differ") if rng.random() < shape.uncertain else None
        if question.not_applicable and rng.random() < shape.not_applicable:
            return Answer("not_applicable", None, "not so here")
        return Answer("answered", self.value(question))

    def value(self, question: Question) -> str:
        ids = [answer.id for answer in question.answers]
        if question.kind == "choice":
            usual = USUAL.get(question.id)
            return usual if usual and usual in ids and self.rng.random() < 0.8 else self.rng.choice(ids)
        roll = self.rng.random()
        if roll < self.shape.best:
            return ids[0]
        return ids[-1] if roll > 1 - self.shape.worst else self.rng.choice(ids)


USUAL = {
    "judgement_due": "yes",
    "reported": "yes",
    "slip_found": "no",
    "period_dip": "none",
    "post": "registered",
    "vacancy": "none",
}
"""Choices that most cases share; without them nearly every case would be withheld or caught by the presumption."""


def with_answer(case: Case, at: At, value: str | None) -> Case:
    """The case with one answer put in, or taken out."""
    record = case.records.get(at.key) or Record(at.key)
    answers = {name: answer for name, answer in record.answers.items() if name != at.question}
    if value is not None:
        answers[at.question] = Answer("answered", value)
    records = {**case.records, at.key: Record(at.key, MappingProxyType(answers))}
    return replace(case, records=MappingProxyType(records))


def smallest(case: Case, fails: Callable[[Case], bool]) -> Case:
    """The case with every answer and record taken out that it does not need to fail."""
    for key in list(case.records):
        without = replace(case, records=MappingProxyType({k: r for k, r in case.records.items() if k != key}))
        if fails(without):
            case = without
    for key, record in list(case.records.items()):
        for name in record.answers:
            without = with_answer(case, At(key, name), None)
            if fails(without):
                case = without
    return case
