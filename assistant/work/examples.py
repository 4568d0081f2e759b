"""Runs the examples of a rule base: a case in which each rule fires, and a near miss in which it does not.

An example is built on a *base*, an ordinary complete home in which nothing has moved. Bases may hold
`leaver:*.planning: well`: what a record of that type starts from once an example names one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from assistant.case import Answer, At, Case, Key, Record, parse_at
from assistant.document import Document, Path
from assistant.pack import EvaluationRule, FindingRule, JudgementRule, Pack, Rule
from assistant.pack.read import read_examples
from assistant.pack.rules import Example, ExamplesFile, Expected
from assistant.problems import Problem, Refused, Where
from assistant.reasoning import Conclusion, Judged, Judging
from assistant.work.stated import Outcome, expected, stated

TEMPLATE = "*"
"""The label under which a base keeps what a new record starts from."""

Given = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """What came of one example, or of a rule that has none."""

    rule: str
    where: Where
    problems: tuple[Problem, ...] = ()
    example: Example | None = None
    """None for a rule that has none."""

    @property
    def passed(self) -> bool:
        """Whether it came out as it says."""
        return not self.problems


def run_examples(pack: Pack, judging: Judging) -> list[ExampleResult]:
    """Every example of the pack judged on the engine and on the meaning, then each rule without one.

    Raises `Refused` where a file of examples cannot be read.
    """
    return list(each_example(pack, judging))


def each_example(pack: Pack, judging: Judging) -> Iterator[ExampleResult]:
    """The same one by one, for somebody who waits for the first or may give up."""
    files = read_examples(pack.directory)
    homes = bases(files)
    for file, document in files:
        for number, example in enumerate(file.examples):
            yield _Running(pack, judging, homes, document, number, example).result()
    for rule, missing in _without_example(pack, files):
        yield ExampleResult(rule, pack.rule_places[rule], (missing,))


def bases(files: Iterable[tuple[ExamplesFile, Document]]) -> dict[str, Given]:
    """The bases that examples begin from, by name, of all files of examples."""
    return {name: given for file, _ in files for name, given in file.bases.items()}


def unpinned(pack: Pack) -> list[Problem]:
    """What is wrong with the examples before any is judged: rules without one, and examples of no rule.

    Raises `Refused` where a file of examples cannot be read.
    """
    files = read_examples(pack.directory)
    found = [missing for _, missing in _without_example(pack, files)]
    for file, document in files:
        for number, example in enumerate(file.examples):
            if example.rule not in pack.rules_by_id:
                where = document.where(("examples", number, "rule"))
                what = f"example of `{example.rule}`: there is no such rule"
                found.append(
                    Problem("example-unknown", what, "name a rule of this pack, or put the rule back", where)
                )
    return found


def _without_example(
    pack: Pack, files: Iterable[tuple[ExamplesFile, Document]]
) -> Iterator[tuple[str, Problem]]:
    pinned = {example.rule for file, _ in files for example in file.examples}
    right = "write one under rules/examples: a case in which it fires, and a near miss in which it does not"
    for rule in pack.rules:
        if rule.id not in pinned:
            what = f"rule `{rule.id}` has no example"
            yield rule.id, Problem("rule-no-example", what, right, pack.rule_places[rule.id])


def example_case(pack: Pack, base: Given, *given: Given) -> Case:
    """A base with answers put in and taken out, as a case with every section complete.

    Raises `LookupError` with the place that the pack does not have, or the answer it does not know.
    """
    answers = {place: value for place, value in base.items() if _label(place) != TEMPLATE}
    for changes in given:
        for place in changes:
            for starting, value in starts_from(base, place):
                answers.setdefault(starting, value)
        answers |= changes
    records: dict[Key, dict[str, Answer]] = {}
    for place, value in answers.items():
        at = _at(pack, place)
        if value is not None:
            records.setdefault(at.key, {})[at.question] = _answer(pack, at, value)
    return Case(
        id="example",
        evidence_id="example",
        complete=frozenset(kind.id for kind in pack.sections),
        records=MappingProxyType({key: Record(key, MappingProxyType(held)) for key, held in records.items()}),
    )


def starts_from(base: Given, place: str) -> Iterator[tuple[str, str | None]]:
    """What a base has the record of a place start from, each answer with its own place; nothing of one that is there."""
    record = place.rpartition(".")[0]
    kind, _, label = record.partition(":")
    for starting, value in base.items():
        if label and starting.startswith(f"{kind}:{TEMPLATE}."):
            yield f"{record}.{starting.rpartition('.')[2]}", value


def _label(place: str) -> str | None:
    at = parse_at(place)
    return at.key.label if at else None


def _at(pack: Pack, place: str) -> At:
    at = parse_at(place)
    kind = pack.record_types.get(at.key.record) if at else None
    if at is None or kind is None or at.question not in pack.questions[kind.id]:
        raise LookupError(f"there is no question `{place}`")
    fits = (
        at.key.label is not None
        if kind.many == "many"
        else at.key.label in (tuple(pack.areas) if kind.many == "each_area" else (None,))
    )
    if not fits:
        raise LookupError(f"`{place}` does not name one record")
    return at


def _answer(pack: Pack, at: At, value: str) -> Answer:
    question = pack.questions[at.key.record][at.question]
    if value in [answer.id for answer in question.answers]:
        return Answer("answered", value)
    if value == "uncertain":
        return Answer("uncertain", None, "not settled in this example")
    if value == "not_applicable" and question.not_applicable:
        return Answer("not_applicable", None, question.not_applicable)
    raise LookupError(f"`{value}` is no answer to `{at}`")


class _Running:
    """One example, its two halves and what is wrong with them."""

    def __init__(
        self,
        pack: Pack,
        judging: Judging,
        bases: Mapping[str, Given],
        document: Document,
        number: int,
        example: Example,
    ) -> None:
        self.pack, self.judging, self.bases = pack, judging, bases
        self.document, self.example = document, example
        self.at: Path = ("examples", number)

    def result(self) -> ExampleResult:
        where = self.document.where((*self.at, "rule"))
        return ExampleResult(self.example.rule, where, tuple(self.problems()), self.example)

    def problem(self, code: str, what: str, right: str, *path: str | int) -> Problem:
        return Problem(
            code, f"example of `{self.example.rule}`: {what}", right, self.document.where((*self.at, *path))
        )

    def problems(self) -> Iterator[Problem]:
        example = self.example
        rule = self.pack.rules_by_id.get(example.rule)
        base = self.bases.get(example.base)
        if rule is None:
            yield self.problem("example-unknown", "there is no such rule", "name a rule of this pack", "rule")
        if base is None:
            known = ", ".join(sorted(self.bases)) or "none in this pack"
            yield self.problem(
                "example-unknown", f"there is no base `{example.base}`", f"use one of: {known}", "base"
            )
        if rule is None or base is None:
            return
        near = example.near_miss
        for given, expect, path, fires in (
            ((example.given,), example.expect, (), True),
            ((example.given, near.given), near.expect, ("near_miss",), False),
        ):
            try:
                case = example_case(self.pack, base, *given)
            except LookupError as unknown:
                told = str(unknown.args[0])
                yield self.problem(
                    "example-unknown", told, "name a question and answer of this pack", *path, "given"
                )
                return
            yield from self.half(rule, case, expect, path, fires=fires)

    def half(self, rule: Rule, case: Case, expect: Expected, path: Path, *, fires: bool) -> Iterator[Problem]:
        try:
            judged = self.judging.judge(case)
        except Refused as refused:
            yield from refused.problems
            return
        live = self.judging.live(case)
        if judged.known != live.known:
            yield self.problem(
                "example-failed",
                f"the engine and the meaning disagree: {_differ(judged, live)}",
                "this is a mistake in the program; please report it with this example",
                *path,
                "expect",
            )
        if fired(rule, judged, expect.areas) != fires:
            half = "the near miss" if path else "the example"
            yield self.problem(
                "example-failed",
                f"the rule should {'fire' if fires else 'not fire'} in {half} and "
                + ("does not" if fires else "does"),
                "see whether the rule or the answers given are wrong",
                *path,
                "given",
            )
        came = stated(expect, judged)
        for field, wanted in expected(expect).items():
            if came[field] != wanted:
                rests_on = judged.known.judgement.rests_on
                resting = f", resting on {_listed(rests_on)}" if field == ("judgement",) else ""
                yield self.problem(
                    "example-failed",
                    f"{'.'.join(field).replace('_', ' ')} should be {_shown(wanted)} and came to {_shown(came[field])}{resting}",
                    "see whether the rule or the example is wrong, and mend that one",
                    *path,
                    "expect",
                    *field,
                )


def fired(rule: Rule, judged: Judged, areas: Iterable[str] = ()) -> bool:
    """Whether a rule fired; one of an area's evaluation in one of `areas`, or in any where none is named.

    A rule marked `otherwise` always holds, so it counts as fired only where the conclusion rests on it.
    """
    known = judged.known
    if isinstance(rule, FindingRule):
        return any(finding.rule == rule.id for finding in known.findings)
    if isinstance(rule, EvaluationRule):
        named = [area for area in areas if area in known.evaluations]
        found = [_in(rule, known.evaluations[area]) for area in named or known.evaluations]
        return any(found)
    if isinstance(rule, JudgementRule):
        return _in(rule, known.judgement)
    return any(rule.id in reading.rests_on for reading in known.case_review)


def _in(rule: EvaluationRule | JudgementRule, conclusion: Conclusion) -> bool:
    shown = conclusion.rests_on if rule.otherwise else (*conclusion.rests_on, *conclusion.outweighed)
    return rule.id in shown


def _differ(judged: Judged, live: Judged) -> str:
    one, other = judged.known.judgement, live.known.judgement
    if one != other:
        return f"`{one.outcome}` on {_listed(one.rests_on)} against `{other.outcome}` on {_listed(other.rests_on)}"
    return "in findings, areas or case review"


def _shown(came: Outcome) -> str:
    if isinstance(came, bool):
        return "considered" if came else "not considered"
    if came is None or isinstance(came, str):
        return f"`{came}`" if came else "nothing"
    return _listed(came)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names)) or "no rule"
