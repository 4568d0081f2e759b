"""How far the examples cover the rules: by what an outcome depended on, not by what was run.

A condition is covered the one way when some example states an outcome that would have come out
otherwise had the condition not held, and the other way when one states an outcome that would have
come out otherwise had it held. (The like of it for programs is masking MC/DC: J. J. Chilenski and
S. P. Miller, Applicability of modified condition/decision coverage to software testing, Software
Engineering Journal 9(5), 1994.)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from assistant.pack import Pack, Rule
from assistant.problems import Where
from assistant.reasoning.phrases import conditions
from assistant.reasoning.variants import Field, dropping, names, with_rule, without, without_unless
from assistant.work.halves import Pinned, halves

Way = Literal["holds", "fails"]


class Side(NamedTuple):
    """One way a condition can go: the half of its coverage that one example can give."""

    rule: str
    field: Field
    condition: str
    """The question a finding rule reads; in a later rule the condition's place, counted from 1."""
    way: Way
    """Whether the example has to depend on its holding, or on its failing."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the examples cover: for each side of each condition the place of an example, or None."""

    pack: Pack
    sides: Mapping[Side, Where | None]

    @property
    def missing(self) -> tuple[Side, ...]:
        """The sides that no example covers, in the order of the rules."""
        return tuple(side for side, where in self.sides.items() if where is None)

    def of_rule(self, rule: str) -> tuple[Side, ...]:
        """The sides of one rule's conditions."""
        return tuple(side for side in self.sides if side.rule == rule)

    def of_paragraph(self, paragraph: str) -> tuple[Side, ...]:
        """The sides of every rule that cites a paragraph."""
        return tuple(side for side in self.sides if paragraph in self.pack.rules_by_id[side.rule].cites)

    def phrase(self, side: Side) -> str:
        """The condition in words."""
        rule = self.pack.rules_by_id[side.rule]
        when, unless = conditions(self.pack, rule)
        return (when if side.field == "when" else unless)[names(rule, side.field).index(side.condition)]


def coverage(pack: Pack, rule: str | None = None) -> Coverage:
    """The coverage of the pack's examples, or of one rule by them.

    Rules that only explain are left out: no outcome depends on them. Raises `Refused` where the
    examples cannot be read.
    """
    pinned = Pinned(pack, halves(pack))
    asked = [one for one in pack.rules if not one.explanatory and rule in (None, one.id)]
    return Coverage(pack, dict(found for one in asked for found in _sides(pinned, one)))


def _sides(pinned: Pinned, rule: Rule) -> Iterator[tuple[Side, Where | None]]:
    """Each side of a rule's conditions, with the example that covers it."""
    tried: dict[tuple[str, str], Where | None] = {}
    for side in sides(rule):
        # Every condition that holds is told by the same change: the rule gone, or nothing that defeats it.
        alike = (side.field, "" if side.way == "holds" else side.condition)
        if alike not in tried:
            tried[alike] = _example(pinned, turned(pinned.pack, side), rule)
        yield side, tried[alike]


def sides(rule: Rule) -> Iterator[Side]:
    """Both sides of each condition of a rule."""
    fields: tuple[Field, ...] = ("when", "unless")
    ways: tuple[Way, ...] = ("holds", "fails")
    for field in fields:
        for name in names(rule, field):
            for way in ways:
                yield Side(rule.id, field, name, way)


def turned(pack: Pack, side: Side) -> Pack:
    """The pack with a condition turned round: what would be concluded if it failed, or held.

    A condition of `when` that fails keeps the rule from firing; one that holds is like none. All
    conditions of `unless` together defeat the rule: one that fails leaves it as if nothing did,
    and one that holds is like none, unless it is the only one, which then defeats the rule.
    """
    rule = pack.rules_by_id[side.rule]
    match side.field, side.way:
        case "when", "holds":
            return without(pack, rule.id)
        case "when", "fails":
            return with_rule(pack, dropping(pack, rule, "when", side.condition))
        case "unless", "holds":
            return with_rule(pack, without_unless(rule))
        case _:
            is_only = len(names(rule, "unless")) == 1
            return (
                without(pack, rule.id)
                if is_only
                else with_rule(pack, dropping(pack, rule, "unless", side.condition))
            )


def _example(pinned: Pinned, changed: Pack, rule: Rule) -> Where | None:
    half = pinned.differing(changed, rule.id)
    return half.where if half else None
