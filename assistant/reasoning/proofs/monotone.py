"""Proves that worse evidence is never better for those who are judged by it.

Two cases stand side by side: the second is the first with one scale answer a step worse, or with one more
record at its worst. Beside the changed record there may be any number of others, which stay as they are;
so the property is not proved of a rule that reads, for each record of a section, a scale of a single one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

import z3

from assistant.pack import Outcome, Question
from assistant.pack.properties import Property
from assistant.reasoning.evidence import ABSENT, OPEN
from assistant.reasoning.judge import Judging
from assistant.reasoning.proofs.asking import Asking, exactly_one
from assistant.reasoning.proofs.cases import as_case, found, plainest, value
from assistant.reasoning.proofs.results import Broken, Progress, Proof
from assistant.reasoning.solving import Slot, Stages
from assistant.reasoning.solving.answers import Literal, Literals
from assistant.reasoning.solving.stages import Read


def monotone(judging: Judging, one: Property) -> Iterator[Progress | Proof]:
    """Proves it of every scale and every section, one by one."""
    beside = _SideBySide(judging, one)
    broken = list(_beyond(judging))
    for number, change in enumerate(beside.changes):
        yield Progress(one.id, number, len(beside.changes))
        if beside.asking.ask(*beside.just(change)):
            broken.append(beside.broken(change))
    yield Proof(one.id, one.says, beside.asking.asked, tuple(broken))


class _SideBySide:
    def __init__(self, judging: Judging, one: Property) -> None:
        self.judging, self.pack = judging, judging.pack
        self.asking = Asking(judging.base, one, slots=1)
        self.answers, self.before = self.asking.answers, self.asking.stages
        self.changes: dict[str, Literal] = {}
        """For each change the literal under which it is made: a question's place, or `+section`."""
        self.single = {
            name: self.worsened(name, self.pack.questions[name.split(".")[0]][name.split(".")[-1]], literals)
            for name, literals in self.answers.single.items()
        }
        self.slots = {kind.id: (self.slot(kind.id),) for kind in self.pack.sections}
        self.after = Stages(self.answers, self.asking.base, read=Read(self.single, self.slots), name="after ")
        self.answers.add(z3.Or(list(self.better())))

    def worsened(self, name: str, question: Question, before: Literals) -> Literals:
        """The question as it is answered after: the same, or a step worse."""
        if question.kind != "scale":
            return before
        after = {value: z3.Bool(f"after {name}={value}") for value in before}
        step = self.changes[name] = z3.Bool(f"worse {name}")
        ids = [answer.id for answer in question.answers]
        self.answers.add(
            exactly_one(after.values()),
            *(z3.Implies(z3.Not(step), after[value] == before[value]) for value in before),
            *(z3.Implies(step, z3.Not(before[value])) for value in (OPEN, ABSENT, ids[-1])),
            *(z3.Implies(z3.And(step, before[one]), after[worse]) for one, worse in pairwise(ids)),
        )
        return after

    def slot(self, section: str) -> Slot:
        """The one record of a section that may be worse after, or come to be there."""
        before = self.answers.slots[section][0]
        changes = self.changes
        questions = {}
        for name, literals in before.questions.items():
            place = f"{section}.{name}"
            questions[name] = self.worsened(place, self.pack.questions[section][name], literals)
            if place in changes:
                self.answers.add(z3.Implies(changes[place], before.is_there))
        added = changes[f"+{section}"] = z3.Bool(f"added {section}")
        self.answers.add(z3.Implies(added, z3.Not(before.is_there)))
        for name, literals in before.questions.items():
            question = self.pack.questions[section][name]
            if question.kind == "scale":
                worst = literals[question.answers[-1].id]
                self.answers.add(z3.Implies(added, z3.Or(worst, literals[ABSENT])))
        return Slot(section, 0, z3.Or(before.is_there, added), questions)

    def better(self) -> Iterator[Literal]:
        """The ways in which the case after may come out better."""
        pack, before, after = self.pack, self.before, self.after
        yield from _better(before.judgement, after.judgement, pack.judgements)
        for area, outcomes in before.areas.items():
            yield from _better(outcomes, after.areas[area], pack.evaluations)
        for reading, review in before.reviews.items():
            yield z3.And(review, z3.Not(after.reviews[reading]))

    def just(self, change: str) -> list[Literal]:
        """That this change is made and no other."""
        return [one if name == change else z3.Not(one) for name, one in self.changes.items()]

    def broken(self, change: str) -> Broken:
        """The plainest two cases in which a change makes something better."""
        model, unusual = plainest(self.answers, self.just(change))
        name = self.asking.property.id
        before = as_case(self.pack, f"{name}-before", found(self.answers, model))
        after = as_case(
            self.pack, f"{name}-after", found(self.answers, model, single=self.single, slots=self.slots)
        )
        then, now = self.judging.live(before).known, self.judging.live(after).known
        became = [
            f"{what} goes from `{one}` to `{other}`"
            for what, one, other in (
                ("the judgement", then.judgement.outcome, now.judgement.outcome),
                *(
                    (f"the area {area}", conclusion.outcome, now.evaluations[area].outcome)
                    for area, conclusion in then.evaluations.items()
                ),
                *(
                    (f"a case review under {one.reading}", _said(one.consider), _said(other.consider))
                    for one, other in zip(then.case_review, now.case_review, strict=True)
                ),
            )
            if one != other
        ]
        what = (
            f"with one more {change[1:]} at its worst"
            if change.startswith("+")
            else f"where `{change}` is one step worse ({self.step(change, model)})"
        )
        return Broken(f"{what}, {' and '.join(became)}", before, after, self.asking.spoken(model, unusual))

    def step(self, change: str, model: Any) -> str:
        """From which answer to which a question goes."""
        section, _, question = change.partition(".")
        before = self.answers.single.get(change) or self.answers.slots[section][0].questions[question]
        after = self.single.get(change) or self.slots[section][0].questions[question]
        return f"`{value(model, before)}` to `{value(model, after)}`"


def _said(consider: bool) -> str:  # noqa: FBT001  # what a reading concludes
    return "considered" if consider else "not considered"


def _beyond(judging: Judging) -> Iterator[Broken]:
    """The rules of which it cannot be proved."""
    pack = judging.pack
    for code in judging.base.findings:
        for test in (*code.when, *code.unless) if code.key is None else ():
            record, question = test.name.split(".")[0], test.name.rpartition(".")[2]
            if pack.questions[record][question].kind == "scale":
                yield Broken(
                    f"it cannot be proved of rule `{code.rule.id}`, which reads the scale `{test.name}` "
                    f"for each {code.rule.record}; read a choice, or count its findings in a later rule"
                )


def _better(
    before: Mapping[str, Literal], after: Mapping[str, Literal], outcomes: Mapping[str, Outcome]
) -> Iterator[Literal]:
    """The ways from one outcome of the scale to a better one; outcomes outside it are not compared."""
    for one in outcomes.values():
        for other in outcomes.values():
            if one.scale is not None and other.scale is not None and other.scale < one.scale:
                yield z3.And(before[one.id], after[other.id])
