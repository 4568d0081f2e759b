"""A case that z3 found, as a case that can be read, judged and kept: every question of it answered.

Questions that no rule reads may have any answer; they are given the ordinary one.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import z3

from assistant.case import Answer, Case, Child, Key, Record
from assistant.pack import Pack, Question
from assistant.reasoning.evidence import ABSENT
from assistant.reasoning.solving.answers import Answers, Literal, Literals, Slot
from assistant.reasoning.solving.deciding import can_be

Values = Mapping[str, str]
_SET_ASIDE = "not applicable"
"""A question that is asked and does not apply; with its space it is no answer's id."""


@dataclass(frozen=True)
class Found:
    """The answers of a model: of single records, and of every record of a section."""

    singles: Mapping[Key, Values]
    sections: Mapping[str, tuple[Values, ...]]
    slots: Mapping[tuple[str, int], int] = field(default_factory=dict)
    """For each slot that is there, its place among the records of its section."""


def ordinary(question: Question) -> str:
    """The answer a question has where nothing is out of the ordinary: unmoved, at its best, nothing decided, or the first."""
    return question.even or question.answers[-1 if question.about == "decision" else 0].id


def plainest(
    answers: Answers, so: Iterable[Literal], wanted: Mapping[str, str] | None = None
) -> tuple[Any, list[str]]:
    """A model of `so` with as many ordinary answers and as few records as can be, taken one by one.

    `wanted` gives other answers to come near to, by a question's place. Returns the model and the places
    whose answers cannot be those wanted. `so` must be possible.
    """
    taken, unusual, absent = list(so), [], []
    ask = answers.solver
    for coming in answers.coming.values():
        for some in coming.counts.values():
            taken = _with(ask, taken, z3.Not(some[0])) or taken
    for slots in answers.slots.values():
        for slot in slots:
            taken = _with(ask, taken, z3.Not(slot.is_there)) or taken
    for name, literals in _all_questions(answers):
        question = _question(answers.pack, name)
        near = (wanted or {}).get(name) or ordinary(question)
        tried = (_with(ask, taken, literals[one]) for one in _by_nearness(question, near))
        closer = next(filter(None, tried), taken)
        if closer[-1] is not literals[near]:
            unusual.append(name)
        if closer[-1] is literals[ABSENT]:
            absent.append(name)
        taken = closer
    can_be(ask, *taken)
    model = ask.model()
    # What is not asked depends on the answer that closes its gate, which is told itself.
    unasked = {name for name in absent if _holds(model, answers.gates[name].closed)}
    return model, [name for name in unusual if name not in unasked]


def _by_nearness(question: Question, near: str) -> list[str]:
    """The values of a question, the one wanted first, then that it is not asked, then the nearest on its scale."""
    ids = [answer.id for answer in question.answers]
    start = ids.index(near) if near in ids else 0
    others = sorted((one for one in ids if one != near), key=lambda one: abs(ids.index(one) - start))
    return list(dict.fromkeys([near, ABSENT, *others]))


def _with(ask: Any, taken: list[Literal], more: Literal) -> list[Literal] | None:
    return [*taken, more] if can_be(ask, *taken, more) else None


def _all_questions(answers: Answers) -> Iterator[tuple[str, Literals]]:
    yield from answers.single.items()
    for slots in answers.slots.values():
        for slot in slots:
            for question, literals in slot.questions.items():
                yield f"{slot.record}#{slot.number}.{question}", literals


def _question(pack: Pack, name: str) -> Question:
    record, _, _ = name.partition(".")
    return pack.questions[record.partition("#")[0]][name.rpartition(".")[2]]


def found(
    answers: Answers,
    model: Any,
    *,
    single: Mapping[str, Literals] | None = None,
    slots: Mapping[str, Iterable[Slot]] | None = None,
) -> Found:
    """The answers of a model: those of the case, or of the changed case whose questions are given."""
    pack = answers.pack
    questions = answers.single if single is None else single
    singles: dict[Key, dict[str, str]] = {}
    for name, literals in questions.items():
        singles.setdefault(key_of(name), {})[name.rsplit(".", 1)[1]] = value(model, literals)
    given = {name: value(model, literals) for name, literals in answers.single.items()}
    sections: dict[str, tuple[Values, ...]] = {}
    places: dict[tuple[str, int], int] = {}
    for kind in pack.sections:
        records: list[Values] = []
        for slot in (answers.slots if slots is None else slots)[kind.id]:
            if _holds(model, slot.is_there):
                places[kind.id, slot.number] = len(records)
                records.append({name: value(model, one) for name, one in slot.questions.items()})
        records += _coming(answers, kind.id, model, given)
        sections[kind.id] = tuple(records)
    return Found(singles, sections, places)


def _coming(answers: Answers, section: str, model: Any, given: Values) -> Iterator[Values]:
    coming = answers.coming.get(section)
    if coming is None:
        return
    witness = next(
        contributions
        for under, contributions in coming.given
        if all(given[name] in values for name, values in under.items())
    )
    for contribution, some in coming.counts.items():
        for more in some:
            if _holds(model, more):
                yield witness[contribution]


def as_case(pack: Pack, name: str, told: Found) -> Case:
    """The answers as a case in which nothing is open."""
    singles: dict[Key, Values] = {}
    shared: dict[tuple[str, str | None, str], str] = {}
    for kind in pack.record_types.values():
        for label in () if kind.many == "many" else pack.areas if kind.many == "each_area" else (None,):
            key = Key(kind.id, label)
            singles[key] = values = _filled(pack, key, told.singles.get(key, {}), shared)
            shared |= {(kind.id, label, question): value for question, value in values.items()}
    children = _letters()
    records = dict(singles)
    labels = []
    for kind in pack.sections:
        for number, values in enumerate(told.sections.get(kind.id, ()), start=1):
            label = next(children) if kind.labels == "child" else f"{kind.letter or 'Z'}{number}"
            labels += [label] if kind.labels == "child" else []
            key = Key(kind.id, label)
            records[key] = _filled(pack, key, values, shared)
    return Case(
        id=name,
        evidence_id=name,
        children=tuple(Child(label=label) for label in labels),
        complete=frozenset(kind.id for kind in pack.sections),
        records=MappingProxyType(
            {
                key: Record(key, MappingProxyType(_answers(pack, key, values)))
                for key, values in records.items()
            }
        ),
    )


def _filled(
    pack: Pack, key: Key, values: Values, shared: Mapping[tuple[str, str | None, str], str]
) -> Values:
    """The values of a record, every question that no rule reads given its ordinary answer.

    `shared` holds the single records filled before, which are all that a gate may read.
    """
    told: dict[str, str] = {}
    for question in pack.coded[key.record]:
        asked = not question.only_for or key.label in question.only_for
        for gate in question.gate:
            ref = gate.ref
            read = told[ref.question] if ref.own else shared[ref.record, ref.area, ref.question]
            asked = asked and read in gate.values
        said = values.get(question.id) or ordinary(pack.questions[key.record][question.id])
        told[question.id] = (_SET_ASIDE if said == ABSENT else said) if asked else ABSENT
    return told


def _answers(pack: Pack, key: Key, values: Values) -> dict[str, Answer]:
    found: dict[str, Answer] = {}
    for question, said in values.items():
        if said == _SET_ASIDE:
            why = pack.questions[key.record][question].not_applicable
            found[question] = Answer("not_applicable", None, why)
        elif said != ABSENT:
            asked = pack.questions[key.record][question].answers
            needs = any(one.reason for one in asked if one.id == said)
            found[question] = Answer("answered", said, "made to show this" if needs else None)
    return found


def value(model: Any, literals: Literals) -> str:
    """The answer that a question has in a model."""
    return next(answer for answer, one in literals.items() if _holds(model, one))


def _holds(model: Any, literal: Literal) -> bool:
    return bool(z3.is_true(model.eval(literal, model_completion=True)))


def key_of(name: str) -> Key:
    """The single record of a question by its name: `manager.post`, `area.experiences.reported`."""
    parts = name.split(".")
    return Key(parts[0], parts[1] if len(parts) == 3 else None)


def _letters() -> Iterator[str]:
    alphabet = [chr(number) for number in range(ord("A"), ord("Z") + 1)]
    for size in (1, 2):
        yield from map("".join, itertools.product(alphabet, repeat=size))
