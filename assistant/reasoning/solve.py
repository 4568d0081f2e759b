"""What is still possible of a case, exactly: the meaning's reading, each outcome confirmed or removed by z3.

The meaning looks at every condition on an open answer by itself, so it may call an outcome possible that needs
one question answered in two ways at once. The solver looks for a way of answering that leads to the outcome, and
where there is none the outcome is removed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

import z3

from assistant.case import At, Case, Key
from assistant.reasoning.codes import RuleBase
from assistant.reasoning.evidence import ABSENT, OPEN, Evidence, RecordEvidence
from assistant.reasoning.onward import Onward
from assistant.reasoning.results import Certain
from assistant.reasoning.solving import Answers, Slot, Stages
from assistant.reasoning.solving.answers import Literal, Literals, among
from assistant.reasoning.solving.contributions import Contribution, Section
from assistant.reasoning.solving.deciding import LOCK, can_be, take

_SLOTS = 4
"""The smallest number of records a section is written down for; more are so many times as many."""
_KEPT = 12
"""So many ways of writing the rules down are kept, each for other numbers of records."""


class Overtaken(Exception):
    """The case has changed while something was worked out about it."""


@dataclass
class Written:
    """A rule base written down in z3, with room for so many records."""

    answers: Answers
    stages: Stages
    is_searched: bool = False
    """Whether a search is under way, which nobody else may come between."""
    memory: dict[Any, Any] = field(default_factory=dict)
    """What was written down besides, by what it stands for."""


class Solver:
    """A rule base ready to be asked what its cases can still come to.

    `tighten` may be called from any thread; `posed` and `written` are for those who hold `LOCK`.
    """

    def __init__(self, base: RuleBase) -> None:
        """Keep the rule base; it is compiled when it is first asked about."""
        self.base = base
        self._written: dict[tuple[object, ...], Written] = {}

    def tighten(
        self,
        case: Case,
        evidence: Evidence,
        certain: Certain,
        is_overtaken: Callable[[], bool] = lambda: False,
    ) -> Certain:
        """What is certain, without the outcomes that no way of answering what is open gives.

        INVARIANT: nothing is added, and what is left out is given by no way of answering
        (tests/property/test_solve_agrees.py). Raises `Overtaken` once `is_overtaken` says so.
        """
        if all(len(possible) == 1 for possible in (certain.possible, *certain.evaluations.values())) and all(
            consider is not None for consider in certain.case_review.values()
        ):
            return certain
        with LOCK, self.posed(case, evidence) as posed:
            return posed.tighten(certain, is_overtaken)

    def leaves(
        self,
        case: Case,
        evidence: Evidence,
        asked: Sequence[Onward],
        is_overtaken: Callable[[], bool] = lambda: False,
    ) -> tuple[Onward, ...]:
        """Open questions with just the judgements that each answer leaves, where more were held possible."""
        with LOCK, self.posed(case, evidence) as posed:
            return tuple(posed.leaves(one, is_overtaken) for one in asked)

    def posed(self, case: Case, evidence: Evidence) -> Posed:
        """The case as z3 sees it, to be used in a `with` under `LOCK`."""
        return Posed(self, case, evidence)

    def written(self, numbers: Mapping[str, int], *, has_coming: bool = True) -> Written:
        """The rule base with room for so many records in each section, and any number besides if `has_coming`."""
        room = {kind.id: _room(numbers.get(kind.id, 0)) for kind in self.base.pack.sections}
        if not any(numbers.values()):
            room = dict.fromkeys(room, 0)
        at = (has_coming, *room.values())
        if at in self._written:
            self._written[at] = self._written.pop(at)  # used last
        else:
            if len(self._written) >= _KEPT:
                del self._written[next(iter(self._written))]  # used longest ago
            answers = Answers([self.base], room, has_coming=has_coming, solver=z3.SolverFor("QF_FD"))
            self._written[at] = Written(answers, Stages(answers, self.base))
        return self._written[at]


def _room(number: int) -> int:
    """For how many records a section is written down that holds so many: few sizes, to be used again."""
    room = _SLOTS
    while room < number:
        room *= _SLOTS
    return room


class Posed:
    """One case put to z3: what is answered is taken for true, and what is open left to it."""

    def __init__(self, solver: Solver, case: Case, evidence: Evidence) -> None:
        self.solver, self.case, self.evidence = solver, case, evidence
        self.pack = solver.base.pack

    def __enter__(self) -> Self:
        by_slot: dict[str, list[RecordEvidence]] = {}
        counted: dict[str, Counter[Contribution]] = {}
        sections = self.solver.written({}).answers.sections
        for kind in self.pack.sections:
            by_slot[kind.id], counted[kind.id] = self._apart(sections[kind.id])
        written = self.solver.written({section: len(records) for section, records in by_slot.items()})
        self.answers, self.stages = written.answers, written.stages
        self.slots: dict[Key, Slot] = {}
        self.z3 = self.answers.solver
        facts: list[Literal] = [z3.Not(self.answers.is_open)]
        for kind in self.pack.sections:
            slots = self.answers.slots[kind.id]
            self.slots |= {record.key: slot for record, slot in zip(by_slot[kind.id], slots, strict=False)}
            there = len(by_slot[kind.id])
            facts += (slot.is_there if slot.number < there else z3.Not(slot.is_there) for slot in slots)
            closed = kind.id in self.evidence.closed
            facts += self.answers.coming[kind.id].just(counted[kind.id], is_closed=closed)
        facts += self._said()
        # Nothing can fail from here on, so what is pushed is taken back (`__exit__`).
        self.z3.push()
        take(self.z3, facts)
        return self

    def __exit__(self, *_: object) -> None:
        self.z3.pop()

    def _apart(self, section: Section) -> tuple[list[RecordEvidence], Counter[Contribution]]:
        """The records in which anything is open, and of the others only how many add what to the tallies."""
        has_open: list[RecordEvidence] = []
        settled: Counter[Contribution] = Counter()
        given = {name: self.evidence.shared[name] for name in section.reads()}
        for record in self.evidence.records[section.record]:
            own = {question.id: record.values[question.id] for question in section.questions}
            if OPEN in (*given.values(), *own.values()):
                has_open.append(record)
            else:
                settled[section.contribution(own, given)] += 1
        return has_open, settled

    def _said(self) -> Iterator[Literal]:
        for records in self.evidence.records.values():
            for record in records:
                slot = self.slots.get(record.key)
                if slot is None and self.pack.record_types[record.key.record].many == "many":
                    continue
                for name, value in record.values.items():
                    question = self.answers.at(record.key, slot, name)
                    if question is not None:
                        yield from self._value(At(record.key, name), question, value)

    def _value(self, at: At, question: Literals, value: str) -> Iterator[Literal]:
        if value != OPEN:
            yield question[value]
            return
        # What was said behind an open gate comes back with it.
        kept = self.case.answer(at)
        if kept is not None and kept.state == "answered":
            yield among(question, [str(kept.value), ABSENT])
        elif kept is not None and kept.state == "not_applicable":
            yield question[ABSENT]

    def tighten(self, certain: Certain, is_overtaken: Callable[[], bool]) -> Certain:
        """See `Solver.tighten`."""
        stages = self.stages
        asked: list[tuple[Mapping[str, Literal], tuple[str, ...]]] = [
            (stages.judgement, certain.possible),
            *((stages.areas[area], possible) for area, possible in certain.evaluations.items()),
            *(({"yes": one, "no": z3.Not(one)}, ("yes", "no")) for one in stages.reviews.values()),
        ]
        left = [self._confirmed(literals, names, is_overtaken) for literals, names in asked]
        areas = dict(zip(certain.evaluations, left[1 : 1 + len(certain.evaluations)], strict=True))
        reviews = dict(zip(stages.reviews, left[1 + len(areas) :], strict=True))
        return replace(
            certain,
            possible=left[0],
            evaluations=areas,
            case_review={
                reading: None if len(reviews[reading]) > 1 else reviews[reading] == ("yes",)
                for reading in certain.case_review
            },
        )

    def leaves(self, asked: Onward, is_overtaken: Callable[[], bool]) -> Onward:
        """See `Solver.leaves`."""
        question = self.answers.at(asked.at.key, self.slots.get(asked.at.key), asked.at.question)
        if question is None:
            return asked
        left = []
        for answer, possible in asked.leaves:
            if is_overtaken():
                raise Overtaken
            of_this = [one for one in possible if self.can_be(question[answer], self.stages.judgement[one])]
            left.append((answer, tuple(of_this)))
        return asked._replace(leaves=tuple(left))

    def _confirmed(
        self, literals: Mapping[str, Literal], names: Iterable[str], is_overtaken: Callable[[], bool]
    ) -> tuple[str, ...]:
        """Of these outcomes, those that some way of answering gives."""
        names = tuple(names)
        if len(names) == 1:
            return names
        found = []
        for name in names:
            if is_overtaken():
                raise Overtaken
            if self.can_be(literals[name]):
                found.append(name)
        return tuple(found)

    def can_be(self, *so: Literal) -> bool:
        """Whether some way of answering what is open makes all of this true."""
        return can_be(self.z3, *so)
