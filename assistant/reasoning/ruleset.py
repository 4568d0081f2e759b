"""A rule base as durable-rules reads it: which facts there are, their fields, and each rule over one of them.

Fields and kinds are named by number or behind a word of their own, so that no name of a pack's can
meet another, nor what durable-rules keeps for itself (`sid`, `id`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from assistant.reasoning.codes import (
    CASE_REVIEW,
    JUDGEMENT,
    Among,
    AreaCount,
    Code,
    Count,
    Group,
    RuleBase,
    StageCode,
    Test,
    flat,
    of_area,
)

Expression = dict[str, Any]
Action = Callable[[Any], None]

GO = "go"
"""The kind of the fact that follows others and starts the actions they call for."""
JUDGED = "judged"
"""The field of the judgement, in the fact of the case review."""


class RuleSet:
    """The rules of a base over the facts of each stage."""

    def __init__(self, base: RuleBase) -> None:
        """Name the fields and number the rules of the later stages behind those of the findings."""
        self.base = base
        self.stages: dict[str, list[StageCode]] = {
            of_area(area): flat(rules) for area, rules in base.evaluations.items()
        }
        self.stages |= {JUDGEMENT: flat(base.judgements), CASE_REVIEW: flat(base.reviews)}
        self.later = [code for codes in self.stages.values() for code in codes]
        self.fields: dict[str | AreaCount, str] = {}
        self.answers = {stage: self.named(base.stage_reads[stage].answers) for stage in self.stages}
        self.tallies = {
            stage: [(place, _tally(place)) for place in base.stage_reads[stage].tallies]
            for stage in self.stages
        }
        self.area_counts = {
            stage: [(count, self.field(count)) for count in dict.fromkeys(_area_counts(codes))]
            for stage, codes in self.stages.items()
        }
        self.groups = [
            (kind_of(group), group, self.named(group.shared), self.named(group.own)) for group in base.groups
        ]

    def field(self, name: str | AreaCount) -> str:
        """The field in which an answer, or a number of areas, stands."""
        if isinstance(name, AreaCount):
            # How many there must be is the rule's; the number itself is the same for all that count alike.
            name = AreaCount(name.areas, name.evaluations, 0, None)
        return self.fields.setdefault(name, f"read_{len(self.fields)}")

    def named(self, names: Iterable[str]) -> list[tuple[str, str]]:
        """Names of answers with the fields they stand in."""
        return [(name, self.field(name)) for name in names]

    def definition(self, action: Callable[[int], Action]) -> dict[str, Expression]:
        """Every rule by its name; `action` gives what is done when the rule with a number fires."""
        rules: dict[str, Expression] = {GO: {"all": [{"m": {"kind": GO}}], "run": _nothing}}
        for group in self.base.groups:
            for code in group.codes:
                when: tuple[Code, ...] = (*code.own_when, *code.when)
                unless: tuple[Code, ...] = (*code.own_unless, *code.unless)
                for way, expression in enumerate(self.ways(kind_of(group), when, unless)):
                    name = f"finding {code.number} {code.rule.id} {way}"
                    rules[name] = expression | {"run": action(code.number)}
        number = len(self.base.findings)
        for stage, codes in self.stages.items():
            for later in codes:
                for way, expression in enumerate(self.ways(kind_of(stage), later.when, later.unless)):
                    rules[f"{stage} {later.rule.id} {way}"] = expression | {"run": action(number)}
                number += 1
        return rules

    def ways(self, kind: str, when: tuple[Code, ...], unless: tuple[Code, ...]) -> Iterator[Expression]:
        """The rule as conditions: one, or one for each way in which what defeats it can fail.

        The ways exclude one another, so at most one of them fires: an `$or` over two fields would fire twice.
        """
        holds = [{"kind": kind}, *(expression for code in when for expression in self.holds(code))]
        for way in self.fails(unless) if unless else [[]]:
            yield {"all": [{"m": {"$and": [*holds, *way]}}]}

    def holds(self, code: Code) -> list[Expression]:
        """The expressions that all hold where a condition does."""
        match code:
            case Test(name, values):
                return [_one_of(self.field(name), values)]
            case Among(judgements):
                return [_one_of(JUDGED, judgements)]
            case Count() | AreaCount():
                name = self.number(code)
                most: list[Expression] = [] if code.at_most is None else [{"$lte": {name: code.at_most}}]
                return [*([{"$gte": {name: code.at_least}}] if code.at_least else []), *most]

    def fails(self, unless: tuple[Code, ...]) -> Iterator[list[Expression]]:
        """The ways in which a conjunction fails, each excluding those before."""
        before: list[Expression] = []
        for code in unless:
            for way in self.fails_alone(code):
                yield [*before, *way]
            before = [*before, *self.holds(code)]

    def fails_alone(self, code: Code) -> list[list[Expression]]:
        """The ways in which one condition fails."""
        match code:
            case Test(name, values):
                return [[{"$neq": {self.field(name): value}} for value in sorted(values)]]
            case Among(judgements):
                return [[{"$neq": {JUDGED: value}} for value in sorted(judgements)]]
            case Count() | AreaCount():
                name = self.number(code)
                under = [[{"$lt": {name: code.at_least}}]] if code.at_least else []
                return [*under, *([] if code.at_most is None else [[{"$gt": {name: code.at_most}}]])]

    def number(self, code: Count | AreaCount) -> str:
        """The field in which the number that a count reads stands."""
        return _tally(code.tally) if isinstance(code, Count) else self.field(code)


def kind_of(what: Group | str) -> str:
    """The kind of fact that a group of finding rules reads, or the rules of a stage."""
    return f"record {what.key or what.record}" if isinstance(what, Group) else f"stage {what}"


def _tally(place: int) -> str:
    return f"tally_{place}"


def _area_counts(codes: Iterable[StageCode]) -> Iterator[AreaCount]:
    for code in codes:
        yield from (one for one in (*code.when, *code.unless) if isinstance(one, AreaCount))


def _one_of(field: str, values: Iterable[str]) -> Expression:
    options: list[Expression] = [{field: value} for value in sorted(values)]
    return options[0] if len(options) == 1 else {"$or": options}


def _nothing(c: Any) -> None:
    """The action of a rule that has none."""
