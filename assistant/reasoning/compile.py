"""Compiles a pack's rules into the small tables that the meaning and durable-rules both read.

A condition becomes a test on one value; a rule for each area becomes one rule an area; a count
becomes the list of finding rules it counts. Nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

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
from assistant.reasoning.codes import (
    CASE_REVIEW,
    JUDGEMENT,
    Among,
    AreaCount,
    ByOutcome,
    Code,
    Count,
    FindingCode,
    Group,
    RuleBase,
    StageCode,
    StageReads,
    Tally,
    Test,
    of_area,
)
from assistant.reasoning.evidence import OPEN
from assistant.reasoning.reach import raised, reach_of


def compile_rules(pack: Pack) -> RuleBase:
    """The rules of a resolved pack as tables. Cannot fail on a pack that was resolved."""
    findings = tuple(_finding_codes(pack))
    later = _Stages(pack, findings)
    evaluations = {area: later.evaluation(area) for area in pack.areas}
    judgements = later.by_outcome(pack.judgements, later.of_type(JudgementRule))
    reviews = later.by_outcome([reading.id for reading in pack.words.readings], later.of_type(CaseReviewRule))
    tallies = tuple(later.tallies)
    groups = tuple(_groups(findings))
    stages = {
        **{of_area(area): rules for area, rules in evaluations.items()},
        JUDGEMENT: judgements,
        CASE_REVIEW: reviews,
    }
    reads = {stage: stage_reads(rules) for stage, rules in stages.items()}
    return RuleBase(
        pack=pack,
        findings=findings,
        groups=groups,
        tallies=tallies,
        feeds=_feeds(findings, tallies),
        evaluations=evaluations,
        judgements=judgements,
        reviews=reviews,
        stage_reads=reads,
        reach=reach_of(pack, groups, stages, reads, len(tallies)),
        grounds={ground.id: place for place, ground in enumerate(pack.words.grounds)},
    )


def compile_conditions(
    base: RuleBase, asked: Iterable[tuple[Condition, ...]]
) -> tuple[RuleBase, tuple[tuple[Code, ...], ...]]:
    """Conditions that are no rule's, compiled as a judgement rule's are, and the rule base with their tallies."""
    later = _Stages(base.pack, base.findings)
    later.tallies = {tally: place for place, tally in enumerate(base.tallies)}
    codes = tuple(later.codes(conditions, None) for conditions in asked)
    tallies = tuple(later.tallies)
    flat = [code for some in codes for code in some]
    limits = [*base.reach.limits, *[0] * (len(tallies) - len(base.tallies))]
    wider = replace(
        base,
        tallies=tallies,
        feeds=_feeds(base.findings, tallies),
        reach=base.reach._replace(limits=raised(limits, flat)),
        further_tests=tuple(code for code in flat if isinstance(code, Test)),
        memory={},
    )
    return wider, codes


def _feeds(findings: tuple[FindingCode, ...], tallies: tuple[Tally, ...]) -> tuple[tuple[int, ...], ...]:
    feeds: list[list[int]] = [[] for _ in findings]
    for place, tally in enumerate(tallies):
        for number in tally.codes:
            feeds[number].append(place)
    return tuple(tuple(places) for places in feeds)


def stage_reads(by_outcome: ByOutcome) -> StageReads:
    """What the rules of a stage read, each once and in order."""
    conditions = [code for _, codes in by_outcome for rule in codes for code in (*rule.when, *rule.unless)]
    return StageReads(
        answers=tuple(sorted({code.name for code in conditions if isinstance(code, Test)})),
        tallies=tuple(sorted({code.tally for code in conditions if isinstance(code, Count)})),
        areas=tuple(
            sorted({area for code in conditions if isinstance(code, AreaCount) for area in code.areas})
        ),
    )


def _groups(findings: tuple[FindingCode, ...]) -> Iterable[Group]:
    by_kind: dict[Key, list[FindingCode]] = {}
    for code in findings:
        by_kind.setdefault(code.key or Key(code.rule.record), []).append(code)
    for codes in by_kind.values():
        watched: dict[tuple[str, bool], list[FindingCode]] = {}
        for code in codes:
            first, is_own = (code.own_when[0], True) if code.own_when else (code.when[0], False)
            watched.setdefault((first.name, is_own), []).append(code)
        yield Group(
            record=codes[0].rule.record,
            key=codes[0].key,
            codes=tuple(codes),
            own=_names(test for code in codes for test in (*code.own_when, *code.own_unless)),
            shared=_names(test for code in codes for test in (*code.when, *code.unless)),
            watched=tuple(
                (name, is_own, _by_value(watching, is_own=is_own))
                for (name, is_own), watching in watched.items()
            ),
        )


def _names(tests: Iterable[Test]) -> tuple[str, ...]:
    return tuple(sorted({test.name for test in tests}))


def _by_value(codes: list[FindingCode], *, is_own: bool) -> Mapping[str, tuple[FindingCode, ...]]:
    """By the value of the first test, the codes it does not rule out; an open value rules out none."""
    found: dict[str, list[FindingCode]] = {OPEN: list(codes)}
    for code in codes:
        for value in (code.own_when if is_own else code.when)[0].values:
            found.setdefault(value, []).append(code)
    return {value: tuple(some) for value, some in found.items()}


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


def _tests(
    conditions: Mapping[str, tuple[str, ...]], record: str, key: Key | None
) -> tuple[tuple[Test, ...], tuple[Test, ...]]:
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
        self.tallies: dict[Tally, int] = {}
        # In an evaluation only findings of its area are counted.
        self.in_area = {area: tuple(code for code in findings if code.area == area) for area in pack.areas}

    def of_type(self, kind: type[JudgementRule | CaseReviewRule]) -> list[StageCode]:
        return [
            StageCode(
                rule,
                rule.conclude if isinstance(rule, JudgementRule) else rule.reading,
                self.codes(rule.when, None),
                self.codes(rule.unless, None),
            )
            for rule in self.pack.rules
            if isinstance(rule, (JudgementRule, CaseReviewRule)) and isinstance(rule, kind)
        ]

    def evaluation(self, area: str) -> ByOutcome:
        codes = [
            StageCode(rule, rule.evaluate, self.codes(rule.when, area), self.codes(rule.unless, area))
            for rule in self.pack.rules
            if isinstance(rule, EvaluationRule) and (area in rule.area or rule.area == ("each",))
        ]
        return self.by_outcome(self.pack.evaluations, codes)

    def by_outcome(self, outcomes: Iterable[str], codes: list[StageCode]) -> ByOutcome:
        return tuple(
            (outcome, tuple(code for code in codes if code.outcome == outcome)) for outcome in outcomes
        )

    def codes(self, conditions: tuple[Condition, ...], area: str | None) -> tuple[Code, ...]:
        return tuple(code for condition in conditions for code in self.condition(condition, area))

    def condition(self, condition: Condition, area: str | None) -> Iterable[Code]:
        match condition:
            case Answers(answers=answers):
                for text, values in answers.items():
                    ref = _ref(text, self.pack.area_record if area else None)
                    yield Test(str(ref._replace(area=area) if ref.own else ref), frozenset(values))
            case CountFindings():
                among = self.in_area[area] if area else self.findings
                takes = condition.findings.takes
                codes = tuple(code.number for code in among if takes(code.rule, code.area))
                tally = Tally(codes, condition.distinct == "records")
                place = self.tallies.setdefault(tally, len(self.tallies))
                yield Count(place, condition.at_least or 0, condition.at_most)
            case CountAreas(areas=counted):
                yield AreaCount(
                    counted.among or tuple(self.pack.areas),
                    frozenset(counted.evaluation),
                    condition.at_least or 0,
                    condition.at_most,
                )
            case JudgementIs(judgement=judgements):
                yield Among(frozenset(judgements))
