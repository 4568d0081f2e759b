"""What the checks share: the protocol of a check, and rules with the places of their fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, NamedTuple, Protocol, TypeVar

from assistant.document import Document, Path
from assistant.pack.knowledge import Direction, Footing, Question, Weight
from assistant.pack.model import Pack
from assistant.pack.read import PackFiles
from assistant.pack.references import Ref, parse_ref
from assistant.pack.rules import Answers, EvaluationRule, FindingRule, Rule, Values
from assistant.problems import Problem

OneRule_co = TypeVar("OneRule_co", FindingRule, Rule, covariant=True)


class Check(Protocol):
    """Looks for one kind of mistake in a pack that was read and resolved."""

    def __call__(self, files: PackFiles, pack: Pack, /) -> Iterable[Problem]:
        """Every such mistake, with its place."""
        ...


@dataclass(frozen=True, slots=True)
class Placed(Generic[OneRule_co]):
    """A rule and where it stands."""

    rule: OneRule_co
    document: Document
    at: Path

    def problem(self, code: str, what: str, right: str, *path: str | int) -> Problem:
        """A problem of the field that `path` leads to, naming the rule."""
        return Problem(code, f"rule `{self.rule.id}`: {what}", right, self.document.where((*self.at, *path)))


def placed_rules(files: PackFiles) -> Iterator[Placed[Rule]]:
    """Every rule of every file, in order."""
    for file, document in files.rules:
        for number, rule in enumerate(file.rules):
            yield Placed(rule, document, ("rules", number))


def placed_findings(files: PackFiles) -> Iterator[Placed[FindingRule]]:
    """Every rule of the first stage."""
    for placed in placed_rules(files):
        if isinstance(placed.rule, FindingRule):
            yield Placed(placed.rule, placed.document, placed.at)


class Read(NamedTuple):
    """A question that a rule reads, the answers it reads there and the field it reads them in."""

    ref: Ref
    question: Question
    values: Values
    path: Path


def reads(pack: Pack, rule: Rule, field: str) -> Iterator[Read]:
    """What a rule reads of answers in `when` or `unless`."""
    if isinstance(rule, FindingRule):
        yield from _each(pack, getattr(rule, field), rule.record, (field,))
        return
    own = pack.area_record if isinstance(rule, EvaluationRule) else None
    for number, condition in enumerate(getattr(rule, field)):
        if isinstance(condition, Answers):
            yield from _each(pack, condition.answers, own, (field, number, "answers"))


def _each(pack: Pack, conditions: Mapping[str, Values], own: str | None, path: Path) -> Iterator[Read]:
    for text, values in conditions.items():
        ref = parse_ref(text, own)
        if ref is not None:  # it was resolved, so it always is one
            yield Read(ref, pack.questions[ref.record][ref.question], values, (*path, text))


def direction_of(pack: Pack, rule: FindingRule) -> Direction:
    """The direction a finding points in, as the pack declares it."""
    return next(one for one in pack.words.directions if one.id == rule.find.direction)


def weight_of(pack: Pack, rule: FindingRule) -> Weight:
    """The weight of a finding, as the pack declares it."""
    return next(one for one in pack.words.weights if one.id == rule.find.weight)


def footing_of(pack: Pack, rule: FindingRule) -> Footing:
    """What a finding's direction rests on, as the pack declares it."""
    return next(one for one in pack.words.rests_on if one.id == rule.find.rests_on)


def listed(names: Iterable[str]) -> str:
    """Names for a sentence, each in backticks."""
    return ", ".join(f"`{name}`" for name in names)
