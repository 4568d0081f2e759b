"""A rule claims no more of the published text than the text states: `basis` is the honesty of the product."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.pack.checks.counting import counted
from assistant.pack.checks.placed import Placed, direction_of, listed, placed_rules, weight_of
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

CODE = "rule-basis"
CASE_REVIEW = "case_review"
"""How a paragraph says that what it states is a case review."""


def check(files: PackFiles, pack: Pack) -> Iterator[Problem]:
    """Rules that claim `framework` or `related` without a paragraph that states as much."""
    for placed in placed_rules(files):
        if placed.rule.basis != "interpretation":
            yield from _claims(pack, placed)


def _claims(pack: Pack, placed: Placed[Rule]) -> Iterator[Problem]:
    rule = placed.rule
    carrying = [pack.paragraphs[name] for name in rule.cites if pack.paragraphs[name].carries == rule.basis]
    if not carrying:
        known = [paragraph.id for paragraph in pack.paragraphs.values() if paragraph.carries == rule.basis]
        yield placed.problem(
            CODE,
            f"no paragraph that it cites carries the basis `{rule.basis}`",
            f"write `interpretation`, or cite one of: {', '.join(known) or 'none in this pack'}",
            "basis",
        )
        return
    if isinstance(rule, FindingRule):
        direction, weight = direction_of(pack, rule), weight_of(pack, rule)
        points = direction.points != "none" or direction.id in pack.words.case_review.concern_directions
        if points and not weight.stated:
            yield placed.problem(
                CODE,
                f"it gives the direction `{direction.id}` the weight `{weight.id}`, which no paragraph states",
                "write `interpretation`: which way something points and how heavily is our reading",
                "basis",
            )
        return
    stated = {name for paragraph in carrying for name in paragraph.concludes}
    if stated and _outcome(rule) not in stated:
        yield placed.problem(
            CODE,
            f"it concludes `{_outcome(rule)}`, and what it cites states {listed(sorted(stated))}",
            "write `interpretation`, or conclude what the paragraph states",
            "basis",
        )
    yield from _leans(pack, placed)


def _outcome(rule: EvaluationRule | JudgementRule | CaseReviewRule) -> str:
    match rule:
        case EvaluationRule():
            return rule.evaluate
        case JudgementRule():
            return rule.conclude
        case CaseReviewRule():
            return CASE_REVIEW


def _leans(pack: Pack, placed: Placed[Rule]) -> Iterator[Problem]:
    """A consequence of the text that is drawn from findings which are our own reading."""
    for number, condition in enumerate(placed.rule.when):
        if not isinstance(condition, CountFindings):
            continue
        own = sorted(
            {one.rule.id for one in counted(pack, condition, None) if one.rule.basis == "interpretation"}
        )
        if own:
            yield placed.problem(
                CODE,
                f"it claims the basis `{placed.rule.basis}` and counts our own reading, such as `{own[0]}`",
                "write `interpretation`, or count only findings that the text itself states",
                "when",
                number,
            )
