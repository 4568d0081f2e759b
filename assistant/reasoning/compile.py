"""Compiles a pack's rules into the small tables that the meaning and durable-rules both read.

A condition becomes a test on one value; a rule for each area becomes one rule an area; a count
becomes the list of finding rules it counts. Nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from assistant.case import Key
from assistant.pack import (
    Answers,
    CaseReviewRule,
    Condition,
    CountAreas,
    CountFindings,
    EvaluationRule,
    FindingRule,
    JudgementIs,
    JudgementRule,
    Pack,
    Ref,
    parse_ref,
)


class Test(NamedTuple):
    """Holds when the value with this name is one of these answers."""

    name: str
    values: frozenset[str]


class FindingCode(NamedTuple):
    """One finding rule for one kind of record; a rule for each area is one of these an area."""

    rule: FindingRule
    number: int
    area: str
    key: Key | None
    """The single record it reads, or None for a section, whose records are read one by one."""
    when: tuple[Test, ...]
    unless: tuple[Test, ...]
    """Tests on single records."""
    own_when: tuple[Test, ...]
    own_unless: tuple[Test, ...]
    """Tests on the section's own record."""


class Count(NamedTuple):
    """How many findings, or records with findings, come from these finding codes."""

    codes: tuple[int, ...]
    distinct: bool
    at_least: int
    at_most: int | None


class AreaCount(NamedTuple):
    """How many of these areas have one of these evaluations."""

    areas: tuple[str, ...]
    evaluations: frozenset[str]
    at_least: int
    at_most: int | None


class Among(NamedTuple):
    """Holds when the judgement is one of these."""

    judgements: frozenset[str]


Code = Test | Count | AreaCount | Among


class StageCode(NamedTuple):
    """One rule of a later stage, for one area in an evaluation."""

    rule: EvaluationRule | JudgementRule | CaseReviewRule
    outcome: str
    """The evaluation or judgement it concludes; the reading of a case-review rule."""
    when: tuple[Code, ...]
    unless: tuple[Code, ...]


@dataclass(frozen=True, slots=True, eq=False)
class RuleBase:
    """A pack's rules, compiled. Compared and kept by identity: one for each loaded pack."""

    pack: Pack
    findings: tuple[FindingCode, ...]
    single: tuple[FindingCode, ...]
    """The finding codes that read single records only."""
    by_section: Mapping[str, tuple[FindingCode, ...]]
    """The finding codes of each section."""
    reads: Mapping[str, tuple[str, ...]]
    """For each section the questions that its rules read."""
    evaluations: Mapping[str, tuple[tuple[str, tuple[StageCode, ...]], ...]]
    """For each area its rules by outcome, the first outcome first."""
    judgements: tuple[tuple[str, tuple[StageCode, ...]], ...]
    reviews: tuple[tuple[str, tuple[StageCode, ...]], ...]
    grounds: Mapping[str, int]
    """How firm a ground is, firmest 0."""
    memory: dict[tuple[str, ...], tuple[tuple[int, int, int], ...]] = field(default_factory=dict, repr=False)
    """What the own tests of a section come to for a combination of answers; see the meaning."""


def compile_rules(pack: Pack) -> RuleBase:
    """The rules of a resolved pack as tables. Cannot fail on a pack that was resolved."""
    findings = tuple(_finding_codes(pack))
    by_section = {
        kind.id: tuple(code for code in findings if code.key is None and code.rule.record == kind.id)
        for kind in pack.sections
    }
    later = _Stages(pack, findings)
    return RuleBase(
        pack=pack,
        findings=findings,
        single=tuple(code for code in findings if code.key is not None),
        by_section=by_section,
        reads={
            section: tuple(sorted({test.name for code in codes for test in (*code.own_when, *code.own_unless)}))
            for section, codes in by_section.items()
        },
        evaluations={area: later.evaluation(area) for area in pack.areas},
        judgements=later.by_outcome(pack.judgements, later.of_type(JudgementRule)),
        reviews=later.by_outcome([reading.id for reading in pack.words.readings], later.of_type(CaseReviewRule)),
        grounds={ground.id: place for place, ground in enumerate(pack.words.grounds)},
    )


def _finding_codes(pack: Pack) -> Iterable[FindingCode]:
    number = 0
    for rule in pack.rules:
        if not isinstance(rule, FindingRule):
            continue
        kind = pack.record_types[rule.record]
        keys: list[Key | None]
        match kind.many:
            case "one":
                keys = [Key(kind.id)]
            case "each_area":
                keys = [Key(kind.id, area) for area in pack.areas]
            case "many":
                keys = [None]
        for key in keys:
            when, own_when = _tests(rule.when, rule.record, key)
            unless, own_unless = _tests(rule.unless, rule.record, key)
            area = rule.find.area or (key.label if key else None) or ""
            yield FindingCode(rule, number, area, key, when, unless, own_when, own_unless)
            number += 1


def _tests(conditions: Mapping[str, tuple[str, ...]], record: str, key: Key | None) -> tuple[tuple[Test, ...], tuple[Test, ...]]:
    """The conditions as tests on single records and on the section's own record."""
    shared: list[Test] = []
    own: list[Test] = []
    for text, values in conditions.items():
        ref = _ref(text, record)
        if ref.own and key is None:
            own.append(Test(ref.question, frozenset(values)))
        else:
            name = str(ref._replace(area=key.label)) if ref.own and key else str(ref)
            shared.append(Test(name, frozenset(values)))
    return tuple(shared), tuple(own)


def _ref(text: str, own: str | None) -> Ref:
    ref = parse_ref(text, own)
    if ref is None:  # the pack was resolved, so every reference was read once before
        raise LookupError(text)
    return ref


class _Stages:
    """Compiles the rules of the later stages."""

    def __init__(self, pack: Pack, findings: tuple[FindingCode, ...]) -> None:
        self.pack, self.findings = pack, findings

    def of_type(self, kind: type[JudgementRule] | type[CaseReviewRule]) -> list[StageCode]:
        return [
            StageCode(rule, rule.conclude if isinstance(rule, JudgementRule) else rule.reading, self.codes(rule.when, None), self.codes(rule.unless, None))
            for rule in self.pack.rules
            if isinstance(rule, (JudgementRule, CaseReviewRule)) and isinstance(rule, kind)
        ]

    def evaluation(self, area: str) -> tuple[tuple[str, tuple[StageCode, ...]], ...]:
        codes = [
            StageCode(rule, rule.evaluate, self.codes(rule.when, area), self.codes(rule.unless, area))
            for rule in self.pack.rules
            if isinstance(rule, EvaluationRule) and (area in rule.area or rule.area == ("each",))
        ]
        return self.by_outcome(self.pack.evaluations, codes)

    def by_outcome(self, outcomes: Iterable[str], codes: list[StageCode]) -> tuple[tuple[str, tuple[StageCode, ...]], ...]:
        return tuple((outcome, tuple(code for code in codes if code.outcome == outcome)) for outcome in outcomes)

    def codes(self, conditions: tuple[Condition, ...], area: str | None) -> tuple[Code, ...]:
        return tuple(code for condition in conditions for code in self.condition(condition, area))

    def condition(self, condition: Condition, area: str | None) -> Iterable[Code]:
        match condition:
            case Answers(answers=answers):
                for text, values in answers.items():
                    ref = _ref(text, "area" if area else None)
                    yield Test(str(ref._replace(area=area) if ref.own else ref), frozenset(values))
            case CountFindings():
                codes = tuple(code.number for code in self.findings if _counts(condition, code, area))
                yield Count(codes, condition.distinct == "records", condition.at_least or 0, condition.at_most)
            case CountAreas(areas=counted):
                yield AreaCount(counted.among or tuple(self.pack.areas), frozenset(counted.evaluation), condition.at_least or 0, condition.at_most)
            case JudgementIs(judgement=judgements):
                yield Among(frozenset(judgements))


def _counts(condition: CountFindings, code: FindingCode, area: str | None) -> bool:
    """Whether a count counts this finding; in an evaluation only findings of its area."""
    wanted, find = condition.findings, code.rule.find
    return (
        (area is None or code.area == area)
        and (not wanted.rule or code.rule.id in wanted.rule)
        and (not wanted.record or code.rule.record in wanted.record)
        and (not wanted.area or code.area in wanted.area)
        and (not wanted.direction or find.direction in wanted.direction)
        and (not wanted.weight or find.weight in wanted.weight)
        and (not wanted.rests_on or find.rests_on in wanted.rests_on)
    )
