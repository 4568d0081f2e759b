"""Rules that conclude nothing by construction, and rules that call themselves explanatory and are not."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.pack.checks.counting import counted
from assistant.pack.checks.placed import Placed, placed_rules
from assistant.pack.model import Pack
from assistant.pack.read import PackFiles
from assistant.pack.rules import (
    CaseReviewRule,
    CountFindings,
    EvaluationRule,
    FindingRule,
    JudgementRule,
    Rule,
)
from assistant.problems import Problem


def check(files: PackFiles, pack: Pack) -> Iterator[Problem]:
    """Findings that nothing counts, and rules whose outcome stands with or without them."""
    deciding, telling = _counted(pack)
    for placed in placed_rules(files):
        rule = placed.rule
        match rule:
            case FindingRule():
                yield from _finding(placed, rule, deciding, telling)
            case EvaluationRule():
                changes = rule.otherwise or rule.evaluate != list(pack.evaluations)[-1]
                yield from _later(placed, changes=changes)
            case JudgementRule():
                has_ground = rule.ground is not None
                changes = has_ground or rule.otherwise or rule.conclude != list(pack.judgements)[-1]
                yield from _later(placed, changes=changes)
            case CaseReviewRule():
                yield from _review(placed, rule)


def _counted(pack: Pack) -> tuple[set[str], set[str]]:
    """The finding rules counted by rules that decide something, and by explanatory ones."""
    deciding: set[str] = set()
    telling: set[str] = set()
    for rule in pack.rules:
        if isinstance(rule, FindingRule):
            continue
        areas: tuple[str | None, ...] = (None,)
        if isinstance(rule, EvaluationRule):
            areas = tuple(pack.areas) if rule.area == ("each",) else rule.area
        for condition in (*rule.when, *rule.unless):
            if isinstance(condition, CountFindings):
                for area in areas:
                    names = {source.rule.id for source in counted(pack, condition, area)}
                    (telling if rule.explanatory else deciding).update(names)
    return deciding, telling


def _finding(
    placed: Placed[Rule], rule: FindingRule, deciding: set[str], telling: set[str]
) -> Iterator[Problem]:
    if rule.explanatory and rule.id in deciding:
        yield placed.problem(
            "rule-explanatory",
            "it says that it only explains, and a later rule counts its finding",
            "take `explanatory` out, or give it a direction and weight that nothing counts",
            "explanatory",
        )
    elif not rule.explanatory and rule.id not in deciding:
        others = " but explanatory rules" if rule.id in telling else ""
        yield placed.problem(
            "rule-dead",
            f"its finding is counted by no later rule{others}",
            "write a rule that counts it, or `explanatory: true`",
            "find",
        )


def _later(placed: Placed[Rule], *, changes: bool) -> Iterator[Problem]:
    if placed.rule.explanatory and changes:
        yield placed.problem(
            "rule-explanatory",
            "it says that it only explains, and it can change what is concluded",
            "take `explanatory` out; only the last outcome, without a ground, can be explained so",
            "explanatory",
        )
    elif not placed.rule.explanatory and not changes:
        yield placed.problem(
            "rule-dead",
            "what it concludes stands without it, by the rule marked `otherwise`",
            "write `explanatory: true`, or conclude something else",
            "when",
        )


def _review(placed: Placed[Rule], rule: CaseReviewRule) -> Iterator[Problem]:
    if rule.explanatory:
        yield placed.problem(
            "rule-explanatory",
            "it says that it only explains, and it has a case review considered",
            "take `explanatory` out",
            "explanatory",
        )
    if not rule.consider:
        yield placed.problem(
            "rule-dead",
            "it has no case review considered, which is so wherever no rule of its reading fires",
            "take the rule out, or write `consider: true`",
            "consider",
        )
