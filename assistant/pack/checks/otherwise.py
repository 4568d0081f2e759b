"""One conclusion always exists: the last outcome of each stage has exactly one `otherwise` rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

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
        if (outcome := _concludes(one.rule)) != last:
            yield one.problem(CODE, f"`otherwise` of {name} concludes `{outcome}`", right, "otherwise")
    for one in marked[1:]:
        yield one.problem(CODE, f"{name} has a second rule marked `otherwise`", right, "otherwise")
    if not marked:
        told = f"{name} has no rule marked `otherwise`"
        near = next((one for one in reversed(rules) if _concludes(one.rule) == last), None)
        if near is not None:
            told += f"; the last for `{last}` is `{near.rule.id}`"
            where = near.document.where(near.at)
        else:
            # No rule is near it, so the outcome's own declaration is named.
            declared = (field, len(getattr(files.outcomes, field)) - 1)
            where = files.documents["knowledge/outcomes.yaml"].where(declared)
        yield Problem(CODE, told, right, where)


def _concludes(rule: Rule) -> str | None:
    """The evaluation or judgement that a rule comes to; None for rules of other stages."""
    match rule:
        case EvaluationRule():
            return rule.evaluate
        case JudgementRule():
            return rule.conclude
        case _:
            return None
