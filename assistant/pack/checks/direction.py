"""A worse answer is never treated as better: each rule is monotone by the way it is written.

The solver proves this of the rule base as a whole; the check names the one rule and list at fault.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from assistant.pack.checks.counting import counted
from assistant.pack.checks.placed import Placed, direction_of, listed, placed_rules, reads
from assistant.pack.knowledge import Outcome
from assistant.pack.model import Pack
from assistant.pack.read import PackFiles
from assistant.pack.rules import (
    CaseReviewRule,
    CountAreas,
    CountFindings,
    EvaluationRule,
    FindingRule,
    JudgementIs,
    JudgementRule,
    Rule,
)
from assistant.problems import Problem

CODE = "rule-direction"
Way = Literal["worse", "better"]
_TURNED: Mapping[Way, Way] = {"worse": "better", "better": "worse"}


def check(files: PackFiles, pack: Pack) -> Iterator[Problem]:
    """Rules in which worse evidence could stop a bad conclusion or bring a good one."""
    for placed in placed_rules(files):
        towards = _towards(pack, placed.rule)
        if towards is None:
            continue
        sides: tuple[tuple[str, Way], ...] = (("when", towards), ("unless", _TURNED[towards]))
        for field, way in sides:
            yield from _answers(pack, placed, field, way)
            yield from _counts(pack, placed, field, way)


def _towards(pack: Pack, rule: Rule) -> Way | None:
    """Whether what the rule concludes is bad news or good; None where it is neither."""
    match rule:
        case FindingRule():
            return _way(pack, rule)
        case EvaluationRule():
            return _end_of_scale(pack.evaluations, rule.evaluate)
        case JudgementRule():
            return _end_of_scale(pack.judgements, rule.conclude)
        case CaseReviewRule():
            return "worse"


def _way(pack: Pack, rule: FindingRule) -> Way | None:
    direction = direction_of(pack, rule)
    if direction.points == "down" or direction.id in pack.words.case_review.concern_directions:
        return "worse"
    return "better" if direction.points == "up" else None


def _end_of_scale(outcomes: Mapping[str, Outcome], name: str) -> Way | None:
    """The middle of the scale is reached from both sides, so nothing can be asked of its rules."""
    places = [outcome.scale for outcome in outcomes.values() if outcome.scale is not None]
    place = outcomes[name].scale
    if place is None or min(places) == max(places):
        return None
    return "worse" if place == max(places) else "better" if place == min(places) else None


def _answers(pack: Pack, placed: Placed[Rule], field: str, way: Way) -> Iterator[Problem]:
    for read in reads(pack, placed.rule, field):
        ids = [answer.id for answer in read.question.answers]
        if read.question.kind == "scale" and (missing := _not_closed(ids, read.values, way)):
            yield placed.problem(
                CODE,
                f"`{field}` holds for {listed(read.values)} and not for the {way} {listed(missing)}",
                f"list every answer from there to the {way} end of the scale, or begin elsewhere",
                *read.path,
            )


def _not_closed(ordered: Sequence[str], chosen: Sequence[str], way: Way) -> list[str]:
    """What is missing of a list (best first) that should reach to one end."""
    inner = [place for place, name in enumerate(ordered) if name in chosen]
    if not inner:
        return []
    reach = ordered[min(inner) :] if way == "worse" else ordered[: max(inner) + 1]
    return [name for name in reach if name not in chosen]


def _counts(pack: Pack, placed: Placed[Rule], field: str, way: Way) -> Iterator[Problem]:
    rule = placed.rule
    if isinstance(rule, FindingRule):
        return
    for number, condition in enumerate(getattr(rule, field)):
        match condition:
            case CountFindings():
                yield from _findings(pack, placed, condition, way, field, number)
            case CountAreas(areas=areas):
                for bound, wanted in _bounds(condition, way):
                    if missing := _outcomes_missing(pack.evaluations, areas.evaluation, wanted):
                        yield placed.problem(
                            CODE,
                            f"`{field}` counts areas evaluated {listed(areas.evaluation)} with `{bound}` "
                            f"and not the {wanted} {listed(missing)}",
                            f"count {listed([*areas.evaluation, *missing])}",
                            field,
                            number,
                            "areas",
                            "evaluation",
                        )
            case JudgementIs(judgement=judgements):
                if missing := _outcomes_missing(pack.judgements, judgements, way):
                    yield placed.problem(
                        CODE,
                        f"`{field}` holds for {listed(judgements)} and not for the {way} {listed(missing)}",
                        f"add {listed(missing)}",
                        field,
                        number,
                        "judgement",
                    )


def _bounds(condition: CountFindings | CountAreas, way: Way) -> Iterator[tuple[str, Way]]:
    """For each bound of a count which way more of what it counts must be."""
    if condition.at_least:
        yield "at_least", way
    if condition.at_most is not None:
        yield "at_most", _TURNED[way]


def _outcomes_missing(outcomes: Mapping[str, Outcome], chosen: Sequence[str], way: Way) -> list[str]:
    ordered = sorted(
        (one for one in outcomes.values() if one.scale is not None), key=lambda one: one.scale or 0
    )
    return _not_closed([one.id for one in ordered], chosen, way)


def _findings(
    pack: Pack, placed: Placed[Rule], condition: CountFindings, way: Way, field: str, number: int
) -> Iterator[Problem]:
    found = {source.rule.id: _way(pack, source.rule) for source in counted(pack, condition, None)}
    for bound, wanted in _bounds(condition, way):
        against = sorted(name for name, points in found.items() if points == _TURNED[wanted])
        if against:
            yield placed.problem(
                CODE,
                f"`{field}` counts findings with `{bound}`, and one of them, `{against[0]}`, makes things "
                + _TURNED[wanted],
                f"count here only findings that make things {wanted}, by direction or by rule",
                field,
                number,
            )
