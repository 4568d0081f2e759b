"""What the finding rules come to for one record: which fire, and what they add to the tallies.

Truth for certain has three values; `min` is their conjunction and `HOLDS - value` their negation
(Kleene's strong logic: S. C. Kleene, Introduction to Metamathematics, 1952, section 64).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from assistant.reasoning.codes import FindingCode, Group, RuleBase, Test
from assistant.reasoning.evidence import OPEN

FAILS, OPEN_YET, HOLDS = 0, 1, 2

Truth = tuple[bool, int]
"""Whether it holds on what is known, and what it is for certain."""
Added = tuple[int, int, int]
"""What is added to the known, the lowest and the highest number of a tally."""

RULED_OUT: Truth = (False, FAILS)


class Outcome(NamedTuple):
    """What the finding codes of a group come to for one record."""

    known: tuple[int, ...]
    """The codes that fire on what is known."""
    counts: tuple[tuple[int, int, int, int], ...]
    """For each tally that is not left as it is: what is added to its known, lowest and highest number."""
    truths: Mapping[int, Truth]
    """The codes that are not ruled out, in their order."""


def outcome_of(base: RuleBase, group: Group, own: Mapping[str, str], shared: Mapping[str, str]) -> Outcome:
    """What the codes of a group come to for a record with these answers."""
    truths = dict(sorted(_not_ruled_out(group, own, shared)))
    places: dict[int, list[Truth]] = {}
    for number, truth in truths.items():
        for place in base.feeds[number]:
            places.setdefault(place, []).append(truth)
    return Outcome(
        tuple([number for number, (known, _) in truths.items() if known]),
        tuple([(place, *added(base, place, counted)) for place, counted in places.items()]),
        truths,
    )


def added(base: RuleBase, place: int, truths: Iterable[Truth]) -> Added:
    """What one record adds to a tally by the codes with these truths."""
    known = lowest = highest = 0
    for holds, certain in truths:
        known += holds
        lowest += certain == HOLDS
        highest += certain != FAILS
    if base.tallies[place].distinct:
        # A record counts once in a tally of records, however many findings come from it.
        return min(known, 1), min(lowest, 1), min(highest, 1)
    return known, lowest, highest


def _not_ruled_out(
    group: Group, own: Mapping[str, str], shared: Mapping[str, str]
) -> Iterable[tuple[int, Truth]]:
    for name, is_own, by_value in group.watched:
        for code in by_value.get(own[name] if is_own else shared[name], ()):
            truth = truth_of(code, own, shared)
            if truth[1] != FAILS:
                yield code.number, truth


def truth_of(code: FindingCode, own: Mapping[str, str], shared: Mapping[str, str]) -> Truth:
    """Whether a finding code fires for a record with these answers."""
    when = min(tests(code.own_when, own), tests(code.when, shared))
    if when == FAILS:
        return RULED_OUT
    unless = FAILS
    if code.unless or code.own_unless:
        unless = min(tests(code.own_unless, own), tests(code.unless, shared))
    certain = min(when, HOLDS - unless)
    return (when == HOLDS, certain) if certain != FAILS else RULED_OUT


def tests(conditions: tuple[Test, ...], values: Mapping[str, str]) -> int:
    """The conjunction of tests for certain; on what is known it holds only if it is `HOLDS`."""
    result = HOLDS
    for name, wanted in conditions:
        value = values[name]
        if value in wanted:
            continue
        if value != OPEN:
            return FAILS
        result = OPEN_YET
    return result
