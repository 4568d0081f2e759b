"""What the finding rules come to for one record: which fire, and what they add to the tallies.

Truth for certain has three values; `min` is their conjunction and `HOLDS - value` their negation
(Kleene's strong logic: S. C. Kleene, Introduction to Metamathematics, 1952, section 64).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from assistant.reasoning.codes import FindingCode, Group, RuleBase, Test
from assistant.reasoning.evidence import OPEN

FAILS, OPEN_YET, HOLDS = 0, 1, 2

Truth = tuple[bool, int]
"""Whether it holds on what is known, and what it is for certain."""
Added = tuple[int, int, int]
"""What is added to the known, the lowest and the highest number of a tally."""

RULED_OUT: Truth = (False, FAILS)
PERHAPS: Truth = (False, OPEN_YET)
CERTAIN: Truth = (True, HOLDS)


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
    truths: dict[int, Truth] = {}
    for name, is_own, by_value in group.watched:
        for code in by_value.get(own[name] if is_own else shared[name], ()):
            truth = truth_of(code, own, shared)
            if truth is not RULED_OUT:
                truths[code.number] = truth
    known = tuple([number for number, (holds, _) in truths.items() if holds])
    return Outcome(known, tuple(_counts(base, truths)), truths)


def _counts(base: RuleBase, truths: Mapping[int, Truth]) -> Iterator[tuple[int, int, int, int]]:
    """What one record adds to each tally in which one of the codes with these truths counts."""
    # Most codes count in the same tallies as others do, so they are counted together first.
    alike: dict[tuple[int, ...], list[Truth]] = {}
    for number, truth in truths.items():
        alike.setdefault(base.feeds[number], []).append(truth)
    places: dict[int, Added] = {}
    for feeds, some in alike.items():
        counted = count(some)
        for place in feeds:
            before = places.get(place)
            places[place] = (
                counted
                if before is None
                else (before[0] + counted[0], before[1] + counted[1], before[2] + counted[2])
            )
    for place, numbers in places.items():
        yield place, *added(base, place, numbers)


def count(truths: Iterable[Truth]) -> Added:
    """How many of the truths hold on what is known, hold for certain and may hold."""
    known = lowest = highest = 0
    for holds, certain in truths:
        known += holds
        lowest += certain == HOLDS
        highest += certain != FAILS
    return known, lowest, highest


def added(base: RuleBase, place: int, numbers: Added) -> Added:
    """What one record adds to a tally of which so many codes fire."""
    if base.tallies[place].distinct:
        # A record counts once in a tally of records, however many findings come from it.
        known, lowest, highest = numbers
        return min(known, 1), min(lowest, 1), min(highest, 1)
    return numbers


def truth_of(code: FindingCode, own: Mapping[str, str], shared: Mapping[str, str]) -> Truth:
    """Whether a finding code fires for a record with these answers; `RULED_OUT` itself if it cannot."""
    when = tests(code.own_when, own) if code.own_when else HOLDS
    if when != FAILS and code.when:
        when = min(when, tests(code.when, shared))
    if when == FAILS:
        return RULED_OUT
    if not (code.unless or code.own_unless):
        return CERTAIN if when == HOLDS else PERHAPS
    certain = min(when, HOLDS - min(tests(code.own_unless, own), tests(code.unless, shared)))
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
