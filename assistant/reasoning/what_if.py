"""What would change a judgement: the fewest answers that would have to be otherwise for another to come out.

The case is put to z3 on what is known, every record written out, and z3 is asked for the least number of
answers given otherwise (or given at all, where they are open) under which the rules conclude another
judgement. Facts never vary, and choices only where the pack says that they could have been otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import NamedTuple

import z3

from assistant.case import Answer, At, Case, Key, Record
from assistant.pack import Question
from assistant.reasoning.evidence import ABSENT, OPEN
from assistant.reasoning.judge import Judged, Judging
from assistant.reasoning.phrases import answer_label, question_name
from assistant.reasoning.solve import Overtaken, Solver
from assistant.reasoning.solving.answers import Literal, Literals, Slot, among, place_of
from assistant.reasoning.solving.deciding import LOCK, can_be
from assistant.reasoning.solving.held import NOTHING, Held, held
from assistant.reasoning.solving.models import Named, named, true_among
from assistant.reasoning.supposing import Supposing

LIMIT = 5
"""So many sets of changes are looked for, for each judgement, unless told otherwise."""
_MOST = 6
"""A set of more changes than this tells nobody anything."""


class Change(NamedTuple):
    """One answer given otherwise."""

    at: At
    now: str
    """The answer's id as it stands, `OPEN` where there is none, `ABSENT` where it does not apply."""
    then: str


@dataclass(frozen=True, slots=True)
class WhatIf:
    """One set of changes under which another judgement comes out; no part of it is enough."""

    judgement: str
    changes: tuple[Change, ...]
    judged: Judged
    """The changed case, judged on the engine."""


@dataclass(frozen=True, slots=True)
class Searched:
    """What a search for one judgement came to, at its end."""

    judgement: str
    found: int
    is_reachable: bool
    """Whether any change of answers leads to it."""
    is_whole: bool
    """Whether every smallest set up to `size` answers was found."""
    size: int
    held: Held = NOTHING
    """Of a judgement that no change of answers leads to: what the choices that never vary have to do with it."""


def what_if(
    judging: Judging,
    solver: Solver,
    judged: Judged,
    targets: Sequence[str] | None = None,
    *,
    limit: int = LIMIT,
    is_overtaken: Callable[[], bool] = lambda: False,
) -> Generator[WhatIf | Searched, None, None]:
    """For each judgement (or those named) what would lead to it: each set as it is found, then how the search ended.

    A judgement is left out where it is the one that is concluded, or where it stands outside the scale and
    is not asked for. Sets come smallest first, each with the nearest answers that do. INVARIANT: each is
    judged again on the engine before it is given (checked here). Raises `Overtaken` once `is_overtaken`
    says so.
    """
    pack = judging.pack
    here = judged.known.judgement.outcome
    wanted = targets or [name for name, one in pack.judgements.items() if one.scale is not None]
    supposing = judging.supposing(judged)
    for target in wanted:
        if target != here:
            with LOCK:
                yield from _Search(judging, solver, judged, supposing, target).run(limit, is_overtaken)


def spoken(found: WhatIf) -> tuple[tuple[str, str], ...]:
    """For each change the question, and how it would be answered, in the pack's words."""
    pack = found.judged.pack
    told = []
    for change in found.changes:
        question = pack.questions[change.at.key.record][change.at.question]
        unsaid = {OPEN: "open", ABSENT: "not applicable"}
        now = unsaid.get(change.now) or f"“{answer_label(question, change.now)}”"
        then = answer_label(question, change.then)
        told.append((question_name(pack, change.at), f"“{then}” instead of {now}"))
    return tuple(told)


def answer_name(value: str) -> str | None:
    """An answer's id as JSON has it: None where nothing was answered, `not_applicable` where it does not apply."""
    return {OPEN: None, ABSENT: "not_applicable"}.get(value, value)


class _Search:
    """The search for one judgement. Holds z3's lock from its first question to its last."""

    def __init__(
        self, judging: Judging, solver: Solver, judged: Judged, supposing: Supposing, target: str
    ) -> None:
        self.judging, self.judged, self.target = judging, judged, target
        self.pack, self.case, self.evidence = judging.pack, judged.case, judged.evidence
        room = {kind.id: len(self.evidence.records[kind.id]) for kind in self.pack.sections}
        self.written = solver.written(room, has_coming=False)
        self.ask = self.written.answers.solver
        self.supposing = supposing
        self.costs: dict[At, Named] = {}
        self.held: dict[At, Literal] = {}
        """The choices that the pack does not let vary, each with the literal that it is answered otherwise."""

    def run(self, limit: int, is_overtaken: Callable[[], bool]) -> Iterator[WhatIf | Searched]:
        """Find the sets, smallest first."""
        if self.written.is_searched:
            raise RuntimeError("a search was begun before the one before it was ended or closed")
        facts = list(self._facts())
        self.written.is_searched = True
        self.ask.push()
        try:
            self.ask.add(*facts, self.written.stages.judgement[self.target])
            self.ask.push()
            try:
                self.ask.add(*map(z3.Not, self.held.values()))
                is_reachable = self._can_be()
                if is_reachable:
                    yield from self._sets(limit, is_overtaken)
            finally:
                self.ask.pop()
            if not is_reachable:
                yield self._unreachable(is_overtaken)
        finally:
            self.ask.pop()
            self.written.is_searched = False

    def _sets(self, limit: int, is_overtaken: Callable[[], bool]) -> Iterator[WhatIf | Searched]:
        found, size, is_more = 0, 0, True
        while is_more and found < limit and size < _MOST:
            size += 1
            at_most = z3.Bool(f"at most {size} otherwise")
            self.ask.add(
                z3.Implies(at_most, z3.PbLe([(cost.literal, 1) for cost in self.costs.values()], size))
            )
            while found < limit and self._can_be(at_most):
                if is_overtaken():
                    raise Overtaken
                changed, values = self._read()
                self.ask.add(z3.Or([z3.Not(self.costs[at].literal) for at in changed]))
                nearest = self._nearest(changed, values)
                if nearest is None:
                    # INVARIANT: z3 and the engine conclude the same (tests/property/test_solve_agrees.py).
                    raise RuntimeError("z3 and the engine conclude differently; please report this case")
                found += 1
                yield nearest
            is_more = found < limit and self._can_be()
        yield Searched(self.target, found, is_reachable=True, is_whole=found < limit, size=size)

    def _unreachable(self, is_overtaken: Callable[[], bool]) -> Searched:
        """No change of answers leads there: what would, if it were not held."""
        kept = held(self.ask, self.pack, self.held, is_overtaken)
        if kept is None:
            raise Overtaken
        return Searched(self.target, 0, is_reachable=False, is_whole=True, size=0, held=kept)

    def _can_be(self, *so: Literal) -> bool:
        return can_be(self.ask, *so)

    def _read(self) -> tuple[tuple[At, ...], dict[At, str]]:
        """The answers that are otherwise in the model, and what they are."""
        model = self.ask.model()
        truths = true_among(model, self.costs.values())
        changed = tuple(at for at, is_otherwise in zip(self.costs, truths, strict=True) if is_otherwise)
        values = {}
        for at in changed:
            literals = self._literals(at)
            values[at] = next(value for value, one in literals.items() if z3.is_true(model[one]))
        return changed, values

    def _literals(self, at: At) -> Literals:
        literals = self.written.answers.at(at.key, self._slot(at.key), at.question)
        if literals is None:
            raise LookupError(str(at))
        return literals

    def _slot(self, key: Key) -> Slot | None:
        if self.pack.record_types[key.record].many != "many":
            return None
        number = next(
            place for place, record in enumerate(self.evidence.records[key.record]) if record.key == key
        )
        return self.written.answers.slots[key.record][number]

    def _facts(self) -> Iterator[Literal]:
        """What stays as it is, and for each question that may be answered otherwise whether it is."""
        answers = self.written.answers
        for section, records in self.evidence.records.items():
            for slot in answers.slots.get(section, ()):
                yield slot.is_there if slot.number < len(records) else z3.Not(slot.is_there)
            for number, record in enumerate(records):
                many = self.pack.record_types[section].many == "many"
                slot_of = answers.slots[section][number] if many else None
                for name in record.values:
                    literals = answers.at(record.key, slot_of, name)
                    if literals is not None:
                        place = place_of(record.key, number if many else None, name)
                        yield from self._fact(At(record.key, name), place, literals)

    def _fact(self, at: At, place: str, literals: Literals) -> Iterator[Literal]:
        question = self.pack.questions[at.key.record][at.question]
        now = self._now(at)
        cost, fixed = self._otherwise(place, now, question, literals)
        if question.kind == "scale" or question.varies:
            self.costs[at] = cost
        else:
            self.held[at] = cost.literal
        yield from fixed

    def _otherwise(
        self, place: str, now: str, question: Question, literals: Literals
    ) -> tuple[Named, tuple[Literal, ...]]:
        """Whether a question is answered otherwise, and what no change of answers brings about.

        That a question does not apply is no answer to be given otherwise, and an answer that was given is
        not taken back; it waits only behind a gate that is open itself.
        """
        memory: dict[tuple[str, str], tuple[Named, tuple[Literal, ...]]] = self.written.memory
        if (place, now) not in memory:
            cost = z3.Bool(f"{place} other than {now}")
            otherwise = [answer.id for answer in question.answers if answer.id != now]
            self.written.answers.add(cost == among(literals, otherwise))
            gated = self.written.answers.gates[place]
            fixed = []
            if now != ABSENT:
                fixed.append(z3.Implies(literals[ABSENT], gated.closed))
            if now != OPEN:
                fixed.append(z3.Implies(literals[OPEN], gated.waits))
            memory[place, now] = (named(cost), tuple(fixed))
        return memory[place, now]

    def _nearest(self, changed: tuple[At, ...], values: dict[At, str]) -> WhatIf | None:
        """The set with each answer as near to the one given as the others allow, judged again on the engine."""
        for at in changed:
            for _, value in self._by_distance(at):
                nearer = values | {at: value}
                if value == values[at] or self._concludes(nearer):
                    values = nearer
                    break
        judged = self.judging.judge(with_answers(self.case, values))
        if judged.known.judgement.outcome != self.target:
            return None
        changes = tuple(Change(at, self._now(at), values[at]) for at in changed)
        return WhatIf(self.target, changes, judged)

    def _concludes(self, values: Mapping[At, str]) -> bool:
        return self.supposing.all_answered(values).known.outcome == self.target

    def _by_distance(self, at: At) -> list[tuple[int, str]]:
        """The other answers of a question, each with how far it lies from the one given."""
        question = self.pack.questions[at.key.record][at.question]
        ids = [answer.id for answer in question.answers]
        now = self._now(at)
        start = ids.index(now) if now in ids else _start(question, ids)
        others = [(abs(place - start), one) for place, one in enumerate(ids) if one != now]
        return sorted(others, key=lambda one: one[0]) if question.kind == "scale" else others

    def _now(self, at: At) -> str:
        answer = self.case.answer(at)
        if answer is None or answer.state == "uncertain":
            return OPEN
        return ABSENT if answer.state == "not_applicable" else str(answer.value)


def _start(question: Question, ids: Sequence[str]) -> int:
    """From where the answers of an open question are tried: where nothing has moved, or the middle."""
    return ids.index(question.even) if question.even else len(ids) // 2


def with_answers(case: Case, values: Mapping[At, str]) -> Case:
    """The case with these answers given, whatever stood there before."""
    records = dict(case.records)
    for at, value in values.items():
        record = records.get(at.key) or Record(at.key)
        before = record.answers.get(at.question) or Answer("answered")
        answer = replace(before, state="answered", value=value, reason=None)
        records[at.key] = Record(at.key, MappingProxyType({**record.answers, at.question: answer}))
    return replace(case, records=MappingProxyType(records))
