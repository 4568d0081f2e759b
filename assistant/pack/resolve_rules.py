"""Checks that every rule reads what is there and what its stage knows, with the place of each that does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assistant.document import Document, Path
from assistant.pack.model import Pack
from assistant.pack.references import parse_ref
from assistant.pack.rules import (
    Answers,
    CaseReviewRule,
    Condition,
    CountAreas,
    CountFindings,
    EvaluationRule,
    FindingRule,
    JudgementIs,
    JudgementRule,
    RulesFile,
)
from assistant.problems import Problem, one_of


def rule_problems(pack: Pack, file: RulesFile, document: Document) -> Iterator[Problem]:
    """Every problem of reference in one file of rules."""
    for number, rule in enumerate(file.rules):
        at: Path = ("rules", number)
        scope = Scope(pack, document, f"rule `{rule.id}`", at)
        # The place that the pack keeps is that of the last rule of this id, in whatever file.
        if pack.rule_places[rule.id] != document.where(at):
            yield scope.problem(
                "pack-duplicate-id", f"the rule `{rule.id}` stands twice", "give each rule its own id", "id"
            )
        yield from scope.names("paragraph", rule.cites, pack.paragraphs, "cites")
        match rule:
            case FindingRule():
                yield from _finding(scope, rule)
            case EvaluationRule():
                areas = () if rule.area == ("each",) else rule.area
                yield from scope.names("area", areas, pack.areas, "area")
                yield from scope.names("evaluation", [rule.evaluate], pack.evaluations, "evaluate")
                yield from _conditions(scope, rule, own=pack.area_record)
            case JudgementRule():
                yield from scope.names("judgement", [rule.conclude], pack.judgements, "conclude")
                grounds = [ground.id for ground in pack.words.grounds]
                yield from scope.names("ground", [rule.ground] if rule.ground else [], grounds, "ground")
                yield from _conditions(scope, rule, own=None)
            case CaseReviewRule():
                readings = [reading.id for reading in pack.words.readings]
                yield from scope.names("reading", [rule.reading], readings, "reading")
                yield from _conditions(scope, rule, own=None)


class Scope:
    """One rule, or one property, and where it stands."""

    def __init__(self, pack: Pack, document: Document, subject: str, at: Path) -> None:
        """`subject` is what a problem speaks of: rule `its-id`."""
        self.pack, self.document, self.subject, self.at = pack, document, subject, at

    def problem(self, code: str, what: str, right: str, *path: str | int) -> Problem:
        """A problem of it, at a path below its place."""
        where = self.document.where((*self.at, *path))
        return Problem(code, f"{self.subject}: {what}", right, where)

    def names(
        self, kind: str, names: Iterable[str], known: Iterable[str], *path: str | int
    ) -> Iterator[Problem]:
        """A problem for each name that is not known."""
        known = list(known)
        for name in names:
            if name not in known:
                yield self.problem(
                    "rule-unknown-reference",
                    f"there is no {kind} `{name}`",
                    one_of(name, known),
                    *path,
                )

    def answers(
        self, text: str, values: Iterable[str], own: str | None, *path: str | int
    ) -> Iterator[Problem]:
        """Problems of one condition on an answer."""
        ref = parse_ref(text, own)
        kind = self.pack.record_types.get(ref.record) if ref else None
        question = self.pack.questions[ref.record].get(ref.question) if ref and kind else None
        if ref is None or kind is None or question is None:
            yield self.problem(
                "rule-unknown-reference",
                f"there is no question `{text}`",
                "write `question` of its own record, `record.question` of a single record, or `area.name.question`",
                *path,
            )
        elif not ref.own and kind.many == "many":
            yield self.problem(
                "rule-reads-many",
                f"`{text}` belongs to a record of which a case may hold many",
                "read its own record and single records; count findings of the others",
                *path,
            )
        elif not ref.own and (kind.many == "each_area") != (ref.area is not None):
            yield self.problem(
                "rule-unknown-reference",
                f"`{text}` does not name one record",
                "write `area.name.question` for a record of each area, `record.question` for a single one",
                *path,
            )
        elif ref.area is not None and (
            ref.area not in self.pack.areas or not self.pack.asks(question, ref.area)
        ):
            yield self.problem(
                "rule-unknown-reference",
                f"`{ref.question}` is not asked of an area `{ref.area}`",
                one_of(ref.area, question.only_for or self.pack.areas),
                *path,
            )
        elif question.kind == "fact":
            yield self.problem(
                "rule-reads-fact",
                f"`{text}` is a fact",
                "read a scale or a choice; facts are shown, never weighed",
                *path,
            )
        else:
            yield from self.names(
                f"answer of `{text}`", values, [answer.id for answer in question.answers], *path
            )


def _finding(scope: Scope, rule: FindingRule) -> Iterator[Problem]:
    pack, find = scope.pack, rule.find
    kind = pack.record_types.get(rule.record)
    if kind is None:
        yield from scope.names("record type", [rule.record], pack.record_types, "for")
        return
    for field, conditions in (("when", rule.when), ("unless", rule.unless)):
        for text, values in conditions.items():
            yield from scope.answers(text, values, rule.record, field, text)
    if not rule.when:
        yield scope.problem(
            "rule-shape", "it has no condition", "write at least one answer under `when`", "when"
        )
    if (find.area is None) != (kind.many == "each_area"):
        yield scope.problem(
            "rule-shape",
            "its finding has no area, or names one where each area has its own",
            "name the area, except in a rule for a record of each area",
            "find",
        )
    yield from scope.names("area", [find.area] if find.area else [], pack.areas, "find", "area")
    words = pack.words
    yield from scope.names(
        "direction", [find.direction], [item.id for item in words.directions], "find", "direction"
    )
    yield from scope.names("weight", [find.weight], [item.id for item in words.weights], "find", "weight")
    yield from scope.names(
        "rests_on", [find.rests_on], [item.id for item in words.rests_on], "find", "rests_on"
    )


def _conditions(
    scope: Scope, rule: EvaluationRule | JudgementRule | CaseReviewRule, own: str | None
) -> Iterator[Problem]:
    otherwise = getattr(rule, "otherwise", False)
    if otherwise == bool(rule.when):
        yield scope.problem(
            "rule-shape",
            "it has conditions and `otherwise`, or neither",
            "write conditions under `when`, or `otherwise: true` without any",
            "when",
        )
    for field, conditions in (("when", rule.when), ("unless", rule.unless)):
        for number, condition in enumerate(conditions):
            yield from condition_problems(scope, rule.stage, condition, own, (field, number))


def condition_problems(
    scope: Scope, stage: str, condition: Condition, own: str | None, path: Path
) -> Iterator[Problem]:
    """Every problem of reference in one condition of a later stage; `own` is the record it may read as its own."""
    pack, words = scope.pack, scope.pack.words
    match condition:
        case CountFindings(findings=counted):
            known = {
                "rule": [other.id for other in pack.rules if isinstance(other, FindingRule)],
                "record": pack.record_types,
                "area": pack.areas,
                "direction": [item.id for item in words.directions],
                "weight": [item.id for item in words.weights],
                "rests_on": [item.id for item in words.rests_on],
            }
            for field, names in known.items():
                yield from scope.names(field, getattr(counted, field), names, *path, "findings", field)
            yield from _bounds(scope, condition, path)
        case CountAreas(areas=counted_areas):
            if stage == "evaluation":
                yield scope.problem(
                    "rule-stage",
                    "an evaluation cannot count evaluations",
                    "count findings here, and areas in a judgement",
                    *path,
                )
            yield from scope.names("evaluation", counted_areas.evaluation, pack.evaluations, *path, "areas")
            yield from scope.names("area", counted_areas.among, pack.areas, *path, "areas")
            yield from _bounds(scope, condition, path)
        case Answers(answers=answers):
            for text, values in answers.items():
                yield from scope.answers(text, values, own, *path, "answers", text)
        case JudgementIs(judgement=outcomes):
            if stage in ("evaluation", "judgement"):
                yield scope.problem(
                    "rule-stage",
                    "the judgement is not known at this stage",
                    "read it in a case-review rule only",
                    *path,
                )
            yield from scope.names("judgement", outcomes, pack.judgements, *path, "judgement")


def _bounds(scope: Scope, condition: CountFindings | CountAreas, path: Path) -> Iterator[Problem]:
    if condition.at_least is None and condition.at_most is None:
        yield scope.problem(
            "rule-shape", "a count has neither `at_least` nor `at_most`", "write one of them, or both", *path
        )
    elif (condition.at_least or 0) > (condition.at_most if condition.at_most is not None else 10**6):
        yield scope.problem(
            "rule-never",
            "a count asks for more than it allows",
            "make `at_least` no larger than `at_most`",
            *path,
        )
    elif condition.at_least == 0 and condition.at_most is None:
        yield scope.problem("rule-shape", "`at_least: 0` always holds", "take the condition out", *path)
