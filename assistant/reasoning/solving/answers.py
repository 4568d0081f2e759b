"""The answers of a case as z3 literals: single records, records written out, and any number more.

Each question of a single record is one literal a value, of which exactly one is true; the gates say when it
is not asked. A section's records stand in two forms: a few *slots*, question by question, and beside them
any number that are told only by what they add to the tallies (`contributions.py`).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import z3

from assistant.case import Key
from assistant.pack.model import Coded
from assistant.reasoning.codes import RuleBase, Test
from assistant.reasoning.evidence import ABSENT, OPEN
from assistant.reasoning.solving.contributions import Contribution, Section, relevant
from assistant.reasoning.solving.limits import Limits

Literal = Any
"""A z3 Boolean (z3 comes without types)."""
Literals = Mapping[str, Literal]
"""A question as a literal for each of its values: its answers, `OPEN` and `ABSENT`."""

__all__ = ["Answers", "Limits", "Literal", "Literals", "Slot"]


@dataclass(frozen=True)
class Slot:
    """A record of a section, written out question by question; there is one only where `is_there` is true."""

    record: str
    number: int
    is_there: Literal
    questions: Mapping[str, Literals]


class Gated(NamedTuple):
    """How the gates of a question stand."""

    closed: Literal
    """Whether it is not asked."""
    waits: Literal
    """Whether what decides it is open itself."""


@dataclass(frozen=True)
class Coming:
    """The records of a section that are told by what they add alone."""

    section: Section
    counts: Mapping[Contribution, tuple[Literal, ...]]
    """For each contribution: whether there are at least one, two, … records of it."""
    fewer: Mapping[Contribution, tuple[Literal, ...]]
    """For each contribution: whether there are fewer than one, two, … records of it."""
    given: tuple[tuple[Mapping[str, frozenset[str]], dict[Contribution, Mapping[str, str]]], ...]
    """By the answers of single records: the contributions there can be, with answers that make them."""

    def just(self, numbers: Mapping[Contribution, int], *, is_closed: bool) -> Iterator[Literal]:
        """Say that there are this many records of each contribution, and where it is closed no more.

        Of each row one literal says it: where there are three there are two, and where not three not four.
        """
        for contribution, some in self.counts.items():
            number = min(numbers.get(contribution, 0), len(some))
            if number:
                yield some[number - 1]
            if is_closed and number < len(some):
                yield self.fewer[contribution][number]


@dataclass
class Answers:
    """Every case, as far as rule bases of the same knowledge can tell cases apart."""

    bases: Sequence[RuleBase]
    capacity: Mapping[str, int]
    """How many slots each section has."""
    limits: Limits | None = None
    has_coming: bool = True
    """Whether any number of records may stand beside the slots."""
    solver: Any = None
    single: dict[str, Literals] = field(default_factory=dict)
    """The questions of single records by name: `manager.post`, `area.experiences.reported`."""
    slots: dict[str, tuple[Slot, ...]] = field(default_factory=dict)
    coming: dict[str, Coming] = field(default_factory=dict)
    gates: dict[str, Gated] = field(default_factory=dict)
    """For each question, by its place, how its gates stand."""
    is_open: Literal = None
    """Must be true where any question is open."""

    def __post_init__(self) -> None:
        """Write down what makes up a case."""
        self.pack = self.bases[0].pack
        self.solver = self.solver or z3.SimpleSolver()
        self.is_open = z3.Bool("open")
        self.sections = {kind.id: Section(kind.id, self.bases, self.limits) for kind in self.pack.sections}
        wanted = self._single_questions()
        for key, questions in wanted.items():
            self.single |= {
                _name(key, question): one for question, one in self._record(key, questions, None).items()
            }
        for key, questions in wanted.items():
            self._limit(key, {question.id: self.single[_name(key, question.id)] for question in questions})
        for kind in self.pack.sections:
            section = self.sections[kind.id]
            self.slots[kind.id] = tuple(
                self._slot(section, number) for number in range(self.capacity.get(kind.id, 0))
            )
            if self.has_coming:
                self.coming[kind.id] = self._coming(section)

    def add(self, *facts: Literal) -> None:
        """Take these for true."""
        self.solver.add(*facts)

    def holds(self, tests: Iterable[Test], own: Mapping[str, Literals] | None = None) -> list[Literal]:
        """For each test whether it holds, of single records or of a slot's own questions."""
        questions = self.single if own is None else own
        return [among(questions[test.name], test.values) for test in tests]

    def at(self, key: Key, slot: Slot | None, question: str) -> Literals | None:
        """A question of a record as literals; None for one that no rule reads."""
        return slot.questions.get(question) if slot else self.single.get(_name(key, question))

    # ---------------------------------------------------------------- what is written down

    def _single_questions(self) -> dict[Key, tuple[Coded, ...]]:
        """The questions of single records that rules or gates read, in the order they are asked."""
        names: set[str] = set()
        for base in self.bases:
            for code in base.findings:
                names.update(test.name for test in (*code.when, *code.unless))
            for reads in base.stage_reads.values():
                names.update(reads.answers)
            names.update(test.name for test in base.further_tests)
        for section in self.sections.values():
            names.update(section.reads())
        if self.limits:
            for kind in self.pack.record_types.values():
                labels = self.pack.areas if kind.many == "each_area" else (None,)
                names.update(name for label in labels if (name := self.limits.reads(Key(kind.id, label))))
        order = sorted(self.pack.record_types.values(), key=lambda kind: kind.many == "many")
        singles = [
            Key(kind.id, label)
            for kind in order
            if kind.many != "many"
            for label in (self.pack.areas if kind.many == "each_area" else (None,))
        ]
        wanted: dict[Key, tuple[Coded, ...]] = {}
        for key in reversed(singles):
            chosen: list[Coded] = []
            for question in reversed(self.pack.coded[key.record]):
                if _name(key, question.id) in names:
                    names.update(
                        _name(key, gate.ref.question) if gate.ref.own else str(gate.ref)
                        for gate in question.gate
                    )
                    chosen.append(question)
            wanted[key] = tuple(reversed(chosen))
        return {key: wanted[key] for key in singles}

    def _record(self, key: Key, questions: Iterable[Coded], slot: int | None) -> dict[str, Literals]:
        own: dict[str, Literals] = {}
        for question in questions:
            asked = self.pack.questions[key.record][question.id]
            place = place_of(key, slot, question.id)
            values = [*(answer.id for answer in asked.answers), OPEN, ABSENT]
            literals = {value: z3.Bool(f"{place}={value}") for value in values}
            own[question.id] = literals
            self.add(z3.PbEq([(one, 1) for one in literals.values()], 1))
            self.add(z3.Implies(literals[OPEN], self.is_open))
            self.gates[place] = self._gate(
                key, question, literals, own, may_be_absent=bool(asked.not_applicable)
            )
        return own

    def _limit(self, key: Key, questions: Mapping[str, Literals]) -> None:
        """Leave out the answers that are not looked at."""
        limits = self.limits
        if limits is None:
            return
        name = limits.reads(key)
        read: Literals = self.single[name] if name else {}
        for question, literals in questions.items():
            for value, holds in read.items() or (("", z3.BoolVal(val=True)),):
                wanted = limits.answers(key, question, {name: value} if name else {})
                if wanted is not None:
                    self.add(z3.Implies(holds, among(literals, {*wanted, ABSENT, OPEN})))

    def _gate(
        self,
        key: Key,
        question: Coded,
        literals: Literals,
        own: Mapping[str, Literals],
        *,
        may_be_absent: bool,
    ) -> Gated:
        """Say when the question is asked: as `evidence.py` does, a gate that is open leaves it open."""
        is_absent, is_open = literals[ABSENT], literals[OPEN]
        if question.only_for and key.label not in question.only_for:
            self.add(is_absent)
            return Gated(z3.BoolVal(val=True), z3.BoolVal(val=False))
        opens, closes = [], []
        for gate in question.gate:
            read = own[gate.ref.question] if gate.ref.own else self.single[str(gate.ref)]
            opens.append(among(read, gate.values))
            closes.append(among(read, read.keys() - gate.values - {OPEN}))
        opened, closed = z3.And(opens), z3.Or(closes)
        self.add(z3.Implies(closed, is_absent))
        waits = z3.Not(z3.Or(opened, closed))
        self.add(z3.Implies(waits, is_open))
        if not may_be_absent:
            self.add(z3.Implies(opened, z3.Not(is_absent)))
        return Gated(closed, waits)

    def _slot(self, section: Section, number: int) -> Slot:
        questions = relevant(self.pack, section.record, section.codes)
        key = Key(section.record)
        own = self._record(key, questions, number)
        self._limit(key, own)
        return Slot(section.record, number, z3.Bool(f"{section.record}#{number}"), own)

    def _coming(self, section: Section) -> Coming:
        reads = section.reads()
        found: dict[Contribution, list[Literal]] = {}
        given = []
        for classes in itertools.product(*reads.values()):
            under = dict(zip(reads, classes, strict=True))
            contributions = section.contributions({name: min(values) for name, values in under.items()})
            given.append((under, contributions))
            so = z3.And([among(self.single[name], values) for name, values in under.items()])
            for contribution in contributions:
                if any(contribution):
                    found.setdefault(contribution, []).append(so)
        counts = {}
        for number, (contribution, where) in enumerate(found.items()):
            some = tuple(z3.Bool(f"{section.record}+{number}>={most + 1}") for most in range(section.most))
            counts[contribution] = some
            self.add(z3.Implies(some[0], z3.Or(where)))
            self.add(*(z3.Implies(more, fewer) for fewer, more in itertools.pairwise(some)))
        fewer = {contribution: tuple(map(z3.Not, some)) for contribution, some in counts.items()}
        return Coming(section, counts, fewer, tuple(given))


def among(question: Literals, values: Iterable[str]) -> Literal:
    """Whether a question has one of these values; a value it cannot have makes no difference."""
    return z3.Or([question[value] for value in sorted(values) if value in question])


def place_of(key: Key, slot: int | None, question: str) -> str:
    """The name of a question of a single record, or of the record in a slot: `leaver#0.planning`."""
    return _name(key, question) if slot is None else f"{key.record}#{slot}.{question}"


def _name(key: Key, question: str) -> str:
    return f"{key.record}.{key.label}.{question}" if key.label else f"{key.record}.{question}"
