"""Says what is different between two packs: their rules field by field, and the knowledge that rules read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from assistant.pack import (
    Answers,
    CaseReviewRule,
    CountAreas,
    EvaluationRule,
    FindingRule,
    JudgementRule,
    Pack,
    Rule,
    parse_ref,
)
from assistant.reasoning.codes import RuleBase
from assistant.reasoning.compile import compile_rules
from assistant.reasoning.variants import with_rules
from assistant.work.probes import with_probes

How = Literal["added", "removed", "changed"]
KNOWLEDGE = "what is asked"
"""Stands beside the ids of rules for all that changed in what they read; no rule can be called so."""


@dataclass(frozen=True, slots=True)
class Change:
    """One rule that is not the same in both packs."""

    rule: str
    how: How
    fields: tuple[str, ...] = ()
    """For a changed rule the fields that differ: `when`, `find.weight`, `why`."""

    @property
    def may_move(self) -> bool:
        """Whether it can move a case: other words, paragraphs or reasons alone do not."""
        return self.how != "changed" or not _WORDS.issuperset(self.fields)

    @property
    def asks_alone(self) -> bool:
        """Whether nothing but when the rule holds has changed, its words apart."""
        return self.how == "changed" and (_WORDS | {"when", "unless"}).issuperset(self.fields)


@dataclass(frozen=True)
class Changes:
    """What is different between two packs."""

    old: Pack
    new: Pack
    rules: tuple[Change, ...]
    """In the order of the rules, those that were added last."""
    knowledge: tuple[str, ...]
    """What rules read, or conclude, and is not the same, each as a sentence."""
    apart: tuple[str, ...]
    """What stands in one pack alone, so that no case can be compared by it, each as a sentence."""

    @property
    def moving(self) -> tuple[str, ...]:
        """What can move a case: the ids of rules, and `KNOWLEDGE` where what they read has changed."""
        rules = tuple(change.rule for change in self.rules if change.may_move)
        return (*rules, KNOWLEDGE) if self.knowledge else rules

    def of_kind(self, *kinds: type[Rule]) -> tuple[str, ...]:
        """The changes that can move a case of rules that are of some kinds in both packs, where they are in both."""
        return tuple(
            name
            for name in self.moving
            if (
                versions := [
                    pack.rules_by_id[name] for pack in (self.old, self.new) if name in pack.rules_by_id
                ]
            )
            and all(isinstance(rule, kinds) for rule in versions)
        )

    @cached_property
    def probed(self) -> tuple[str, ...]:
        """The changed rules of which either pack can tell whether the other's version would fire."""
        later = self.of_kind(EvaluationRule, JudgementRule)
        finding = self.of_kind(FindingRule)
        is_by_kind = len({*later, *finding, *self.of_kind(CaseReviewRule)}) == len(self.moving)
        return later if is_by_kind else ()

    @cached_property
    def bases(self) -> tuple[RuleBase, RuleBase]:
        """The rules of the old pack and of the new, compiled, each with what is probed of the other's."""
        old = with_probes(self.old, self.new, self.probed)
        new = with_probes(self.new, self.old, self.probed)
        return compile_rules(old), compile_rules(new)

    def with_some(self, some: Iterable[str]) -> Pack | None:
        """The old pack with some of the changes put into it; None where it lacks what a rule then reads."""
        wanted = set(some)
        pack = self.new if KNOWLEDGE in wanted else self.old
        rules = [
            (self.new if rule.id in wanted else self.old).rules_by_id.get(rule.id) for rule in self.old.rules
        ]
        rules += [rule for rule in self.new.rules if rule.id in wanted - self.old.rules_by_id.keys()]
        kept = [rule for rule in rules if rule is not None]
        return with_rules(pack, kept) if all(_stands(pack, rule) for rule in kept) else None


_WORDS = frozenset({"say", "why", "cites", "basis", "explanatory"})
"""The fields of a rule that conclude nothing."""


def changes(old: Pack, new: Pack) -> Changes:
    """What is different between two packs, whatever their layout and comments. Pure."""
    rules = [change for rule in old.rules if (change := _change(rule, new.rules_by_id.get(rule.id)))]
    rules += [Change(rule.id, "added") for rule in new.rules if rule.id not in old.rules_by_id]
    return Changes(old, new, tuple(rules), tuple(_knowledge(old, new)), tuple(_apart(old, new)))


def _change(old: Rule, new: Rule | None) -> Change | None:
    if new is None:
        return Change(old.id, "removed")
    one, other = _fields(old), _fields(new)
    fields = tuple(name for name in {**one, **other} if one.get(name) != other.get(name))
    return Change(old.id, "changed", fields) if fields else None


def _fields(rule: Rule) -> dict[str, object]:
    """The fields of a rule by name; lists of which the order means nothing as sets."""
    told: dict[str, object] = {}
    for name, value in rule.model_dump(by_alias=True).items():
        if name == "find":
            told |= {f"find.{part}": one for part, one in value.items()}
        elif name in ("when", "unless") and isinstance(rule, FindingRule):
            told[name] = {question: frozenset(values) for question, values in value.items()}
        else:
            told[name] = value
    return told


# ---------------------------------------------------------------- knowledge


def _knowledge(old: Pack, new: Pack) -> Iterator[str]:
    """What differs in the knowledge that moves a case although no rule has changed."""
    for record in _in_either(old.questions, new.questions):
        for name in _in_either(old.questions.get(record, {}), new.questions.get(record, {})):
            yield from _question(f"{record}.{name}", old, new, record, name)
    for what in ("areas", "evaluations", "judgements", "record_types"):
        one, other = list(getattr(old, what)), list(getattr(new, what))
        said = what.replace("_", " ")
        yield from _come_and_gone(said, one, other)
        shared = [name for name in one if name in other]
        if shared != [name for name in other if name in one] and what in ("evaluations", "judgements"):
            yield f"{said}: their order of precedence has changed"
    grounds = [one.id for one in old.words.grounds], [one.id for one in new.words.grounds]
    if grounds[0] != grounds[1]:
        yield "grounds: they, or which is firmest, have changed"


def _question(called: str, old: Pack, new: Pack, record: str, name: str) -> Iterator[str]:
    one, other = old.questions.get(record, {}).get(name), new.questions.get(record, {}).get(name)
    if one is None or other is None:
        yield f"question {called}: {'added' if one is None else 'removed'}"
        return
    answers = [answer.id for answer in one.answers], [answer.id for answer in other.answers]
    yield from _come_and_gone(f"question {called}, answers", *answers)
    if _gate(old, record, name) != _gate(new, record, name) or one.only_for != other.only_for:
        yield f"question {called}: when it is asked has changed"
    if one.ask != other.ask:
        yield f"question {called}: its wording has changed, so that old answers may mean something else"


def _gate(pack: Pack, record: str, name: str) -> frozenset[object]:
    return frozenset(pack.gates.get((record, name), ()))


def _come_and_gone(what: str, old: list[str], new: list[str]) -> Iterator[str]:
    for names, said in (
        ([name for name in new if name not in old], "added"),
        ([name for name in old if name not in new], "removed"),
    ):
        if names:
            yield f"{what}: {', '.join(names)} {said}"


def _in_either(old: Mapping[str, object], new: Mapping[str, object]) -> list[str]:
    return list({**old, **new})


def _apart(old: Pack, new: Pack) -> Iterator[str]:
    """What one pack alone concludes or asks, so that past cases say nothing of it."""
    readings = [[one.id for one in pack.words.readings] for pack in (old, new)]
    for what, one, other in (("area", list(old.areas), list(new.areas)), ("reading", *readings)):
        for name in one:
            if name not in other:
                yield f"the {what} `{name}` is concluded by the old pack alone"
        for name in other:
            if name not in one:
                yield f"the {what} `{name}` is concluded by the new pack alone"
    for record, questions in new.questions.items():
        for name in questions:
            if name not in old.questions.get(record, {}):
                yield f"no past case answers `{record}.{name}`: it is open in all of them"


# ---------------------------------------------------------------- whether a rule can stand in a pack


def _stands(pack: Pack, rule: Rule) -> bool:
    """Whether a pack declares all that a rule reads and concludes."""
    match rule:
        case FindingRule():
            is_there = rule.find.area is None or rule.find.area in pack.areas
            reads = (*rule.when, *rule.unless)
            return rule.record in pack.record_types and is_there and _asked(pack, reads, rule.record)
        case EvaluationRule():
            areas = set(rule.area) - {"each"} <= pack.areas.keys()
            return areas and rule.evaluate in pack.evaluations and _conditions_stand(pack, rule)
        case JudgementRule():
            grounds = {one.id for one in pack.words.grounds} | {None}
            return (
                rule.conclude in pack.judgements and rule.ground in grounds and _conditions_stand(pack, rule)
            )
        case CaseReviewRule():
            readings = {one.id for one in pack.words.readings}
            return rule.reading in readings and _conditions_stand(pack, rule)


def _conditions_stand(pack: Pack, rule: EvaluationRule | JudgementRule | CaseReviewRule) -> bool:
    for condition in (*rule.when, *rule.unless):
        if isinstance(condition, Answers) and not _asked(pack, condition.answers, pack.area_record):
            return False
        if isinstance(condition, CountAreas) and not set(condition.areas.among) <= pack.areas.keys():
            return False
    return True


def _asked(pack: Pack, names: Iterable[str], own: str | None) -> bool:
    refs = [parse_ref(text, own) for text in names]
    return all(ref is not None and ref.question in pack.questions.get(ref.record, {}) for ref in refs)
