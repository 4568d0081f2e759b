"""One conclusion always exists: the last outcome of each stage has exactly one `otherwise` rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assistant.document import Document
from assistant.pack.checks.placed import Placed, placed_rules
from assistant.pack.knowledge import Outcome
from assistant.pack.model import Pack
from assistant.pack.read import PackFiles
from assistant.pack.rules import EvaluationRule, JudgementRule, Rule
from assistant.problems import Problem

CODE = "rule-otherwise"


def check(files: PackFiles, pack: Pack) -> Iterator[Problem]:
    """Stages without such a rule, with two, or with one for another outcome."""
    rules = list(placed_rules(files))
    evaluations = [one for one in rules if isinstance(one.rule, EvaluationRule)]
    for area in pack.areas:
        here = [one for one in evaluations if _is_for(one.rule, area)]
        yield from _stage(files, f"the area `{area}`", here, "evaluation", pack.evaluations)
    judgements = [one for one in rules if isinstance(one.rule, JudgementRule)]
    yield from _stage(files, "the judgement", judgements, "judgement", pack.judgements)


def _is_for(rule: Rule, area: str) -> bool:
    return isinstance(rule, EvaluationRule) and (area in rule.area or rule.area == ("each",))


def _stage(
    files: PackFiles, name: str, rules: list[Placed[Rule]], field: str, outcomes: Mapping[str, Outcome]
) -> Iterator[Problem]:
    last = list(outcomes)[-1]
    right = f"mark one rule that concludes `{last}`, the last outcome, and no other"
    marked = [one for one in rules if getattr(one.rule, "otherwise", False)]
    for one in marked:
        concludes = one.rule.evaluate if isinstance(one.rule, EvaluationRule) else one.rule.conclude  # type: ignore[union-attr]
        if concludes != last:
            yield one.problem(CODE, f"`otherwise` of {name} concludes `{concludes}`", right, "otherwise")
    for one in marked[1:]:
        yield one.problem(CODE, f"{name} has a second rule marked `otherwise`", right, "otherwise")
    if not marked:
        document, path = _stage_place(files, rules, field, last)
        near = rules_of_last[-1].rule.id if (rules_of_last := _of(rules, last)) else None
        told = f"{name} has no rule marked `otherwise`" + (
            f"; the last for `{last}` is `{near}`" if near else ""
        )
        yield Problem(CODE, told, right, document.where(path))


def _of(rules: list[Placed[Rule]], outcome: str) -> list[Placed[Rule]]:
    return [
        one
        for one in rules
        if outcome in (getattr(one.rule, "evaluate", None), getattr(one.rule, "conclude", None))
    ]


def _stage_place(
    files: PackFiles, rules: list[Placed[Rule]], field: str, last: str
) -> tuple[Document, tuple[str | int, ...]]:
    """Where it would stand: the last rule of that outcome, or else the outcome's own declaration."""
    for one in _of(rules, last)[-1:]:
        return one.document, one.at
    return files.documents["knowledge/outcomes.yaml"], (field, len(getattr(files.outcomes, field)) - 1)
