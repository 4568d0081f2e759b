"""A rule base changed in one place, as values: what the examples, checks and proofs must tell from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal, get_args

from assistant.pack import (
    CaseReviewRule,
    CountFindings,
    EvaluationRule,
    FindingRule,
    JudgementRule,
    Pack,
    Rule,
    parse_ref,
)
from assistant.reasoning.variant_conditions import other_answers, question_of, stepped

Kind = Literal[
    "rule deleted",
    "when dropped",
    "when widened",
    "when narrowed",
    "unless deleted",
    "unless dropped",
    "unless widened",
    "unless narrowed",
    "weight",
    "direction",
    "rests_on",
    "conclusion",
    "ground",
    "consider",
    "urgency",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""The kinds of change, in the order in which they are made to a rule."""

Field = Literal["when", "unless"]
Changed = tuple[Kind, str, Rule]


@dataclass(frozen=True, slots=True)
class Variant:
    """A pack whose rules differ from another's in one place."""

    kind: Kind
    rule_id: str
    what: str
    """What is different, as a sentence."""
    pack: Pack


def variants(pack: Pack) -> Iterator[Variant]:
    """Every single change of the pack's rules, one after the other, in the order of the rules.

    A rule marked `otherwise` is neither deleted nor given another conclusion: without it a stage
    might conclude nothing, which no rule base may (`rule-otherwise`, assistant/pack/checks/otherwise.py).
    Each pack compiles; no file is read or written, and digest and places stay those of the pack.
    """
    for rule in pack.rules:
        if not getattr(rule, "otherwise", False):
            yield Variant("rule deleted", rule.id, f"`{rule.id}` is deleted", without(pack, rule.id))
        # Two changes can come to the same rule, as where a condition is widened to everything.
        seen: list[Rule] = [rule]
        for kind, what, changed in _changes(pack, rule):
            if changed not in seen:
                seen.append(changed)
                yield Variant(kind, rule.id, f"`{rule.id}` {what}", with_rule(pack, changed))


def without(pack: Pack, rule_id: str) -> Pack:
    """The pack without one of its rules."""
    return with_rules(pack, (rule for rule in pack.rules if rule.id != rule_id))


def with_rule(pack: Pack, changed: Rule) -> Pack:
    """The pack with the rule of the same id replaced by this one."""
    return with_rules(pack, (changed if rule.id == changed.id else rule for rule in pack.rules))


def only(pack: Pack, rule: Rule) -> Pack:
    """The pack with this rule and no other, which compiles at once and shows where the rule fires."""
    return with_rules(pack, (rule,))


def with_rules(pack: Pack, rules: Iterable[Rule]) -> Pack:
    """The pack with these rules and no others."""
    kept = tuple(rules)
    reads = {
        rule.id: tuple(ref for text in rule.when if (ref := parse_ref(text, rule.record)))
        for rule in kept
        if isinstance(rule, FindingRule)
    }
    return replace(
        pack,
        rules=kept,
        rules_by_id=MappingProxyType({rule.id: rule for rule in kept}),
        reads=MappingProxyType(reads),
    )


def names(rule: Rule, field: Field) -> tuple[str, ...]:
    """The conditions of a rule's `when` or `unless` by name: the question, or the place counted from 1."""
    conditions = getattr(rule, field)
    if isinstance(rule, FindingRule):
        return tuple(conditions)
    return tuple(str(number + 1) for number in range(len(conditions)))


def dropping(pack: Pack, rule: Rule, field: Field, name: str) -> Rule:
    """The rule with one condition of `when` or `unless` taken as holding, whatever was answered.

    A finding rule needs a condition: where its `when` has only this one, that then accepts every
    answer there is. An `unless` with only one would always hold, so the rule would never fire;
    leave the rule out instead.
    """
    if not isinstance(rule, FindingRule):
        conditions = getattr(rule, field)
        place = int(name) - 1
        return rule.model_copy(update={field: (*conditions[:place], *conditions[place + 1 :])})
    answers = dict(getattr(rule, field))
    if field == "when" and len(answers) == 1:
        question = question_of(pack, name, rule.record)
        answers[name] = tuple(answer.id for answer in question.answers)
    else:
        del answers[name]
    return rule.model_copy(update={field: answers})


def without_unless(rule: Rule) -> Rule:
    """The rule with nothing that defeats it."""
    return rule.model_copy(update={"unless": {} if isinstance(rule, FindingRule) else ()})


def _changes(pack: Pack, rule: Rule) -> Iterator[Changed]:
    for name in names(rule, "when"):
        yield "when dropped", f"no longer asks for {_told(rule, name)}", dropping(pack, rule, "when", name)
    yield from _stepped(pack, rule, "when")
    if rule.unless:
        yield "unless deleted", "is defeated by nothing", without_unless(rule)
        yield from _unless_dropped(pack, rule)
        yield from _stepped(pack, rule, "unless")
    match rule:
        case FindingRule():
            yield from _finds(pack, rule)
        case EvaluationRule() | JudgementRule():
            yield from _concludes(pack, rule)
        case CaseReviewRule():
            yield from _reviews(pack, rule)


def _unless_dropped(pack: Pack, rule: Rule) -> Iterator[Changed]:
    several = names(rule, "unless")
    if len(several) > 1:
        for name in several:
            changed = dropping(pack, rule, "unless", name)
            yield "unless dropped", f"is defeated whatever {_told(rule, name)} is", changed


def _told(rule: Rule, name: str) -> str:
    return f"`{name}`" if isinstance(rule, FindingRule) else f"condition {name}"


def _stepped(pack: Pack, rule: Rule, field: Field) -> Iterator[Changed]:
    """Each condition of `when` or `unless` accepting a little more or a little less."""
    kinds: dict[str, Kind] = (
        {"widened": "when widened", "narrowed": "when narrowed"}
        if field == "when"
        else {"widened": "unless widened", "narrowed": "unless narrowed"}
    )
    within = "" if field == "when" else ", in what defeats it"
    if isinstance(rule, FindingRule):
        answers: dict[str, tuple[str, ...]] = getattr(rule, field)
        for text, accepted in answers.items():
            for step, what, values in other_answers(question_of(pack, text, rule.record), accepted):
                changed = rule.model_copy(update={field: {**answers, text: values}})
                yield kinds[step], f"{what} for `{text}`{within}", changed
        return
    own = pack.area_record if isinstance(rule, EvaluationRule) else None
    conditions = getattr(rule, field)
    for place, condition in enumerate(conditions):
        for step, what, other in stepped(pack, condition, own):
            some = (*conditions[:place], other, *conditions[place + 1 :])
            told = f"{what} in condition {place + 1}{within}"
            yield kinds[step], told, rule.model_copy(update={field: some})


def _finds(pack: Pack, rule: FindingRule) -> Iterator[Changed]:
    find, words = rule.find, pack.words
    weights = [weight.id for weight in words.weights]
    place = weights.index(find.weight)
    for weight in (*weights[max(place - 1, 0) : place], *weights[place + 1 : place + 2]):
        other = find.model_copy(update={"weight": weight})
        yield "weight", f"weighs `{weight}`", rule.model_copy(update={"find": other})
    counted = _counted_directions(pack)
    for direction in (one.id for one in words.directions):
        if direction != find.direction and direction in counted:
            other = find.model_copy(update={"direction": direction})
            yield "direction", f"has the direction `{direction}`", rule.model_copy(update={"find": other})
    for footing in (one.id for one in words.rests_on):
        if footing != find.rests_on:
            other = find.model_copy(update={"rests_on": footing})
            yield "rests_on", f"rests on `{footing}`", rule.model_copy(update={"find": other})


def _counted_directions(pack: Pack) -> frozenset[str]:
    """The directions that have a meaning, as some rule counts findings by them."""
    return frozenset(
        direction
        for rule in pack.rules
        if not isinstance(rule, FindingRule)
        for condition in (*rule.when, *rule.unless)
        if isinstance(condition, CountFindings)
        for direction in condition.findings.direction
    )


def _concludes(pack: Pack, rule: EvaluationRule | JudgementRule) -> Iterator[Changed]:
    field, outcomes = (
        ("evaluate", pack.evaluations) if isinstance(rule, EvaluationRule) else ("conclude", pack.judgements)
    )
    for outcome in outcomes:
        if outcome != getattr(rule, field) and not rule.otherwise:
            yield "conclusion", f"concludes `{outcome}`", rule.model_copy(update={field: outcome})
    if isinstance(rule, JudgementRule):
        for ground in (None, *(one.id for one in pack.words.grounds)):
            if ground != rule.ground:
                told = f"has the ground `{ground}`" if ground else "has no ground"
                yield "ground", told, rule.model_copy(update={"ground": ground})


def _reviews(pack: Pack, rule: CaseReviewRule) -> Iterator[Changed]:
    for reading in (one.id for one in pack.words.readings):
        if reading != rule.reading:
            yield "conclusion", f"speaks for `{reading}`", rule.model_copy(update={"reading": reading})
    told = "does not have a case review considered" if rule.consider else "has a case review considered"
    yield "consider", told, rule.model_copy(update={"consider": not rule.consider})
    used = dict.fromkeys(one.urgency for one in pack.rules if isinstance(one, CaseReviewRule))
    for urgency in (None, *(name for name in used if name)):
        if urgency != rule.urgency:
            told = f"is `{urgency}`" if urgency else "has no urgency"
            yield "urgency", told, rule.model_copy(update={"urgency": urgency})
