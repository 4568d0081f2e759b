"""How near a rule is to holding: how each of its conditions stands, and by how much its counts fall short."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from assistant.case import At, Key
from assistant.pack import Answers, Condition, FindingRule, parse_ref
from assistant.reasoning.codes import AreaCount, Code, Count, StageCode, Test
from assistant.reasoning.explain import at_of
from assistant.reasoning.firing import FAILS, HOLDS, OPEN_YET, tests
from assistant.reasoning.later import Later
from assistant.reasoning.node import State
from assistant.reasoning.supposing import Supposing

STATES: dict[int, State] = {HOLDS: "holds", FAILS: "fails", OPEN_YET: "open"}


class Nearness(NamedTuple):
    """How near a rule is to holding; the less, the nearer."""

    failing: int
    short: int
    """By how much its counts fall short, or exceed, on what is known."""
    open: int


class Weighed(NamedTuple):
    """One condition of a rule, or what defeats it, and how that stands for the rule."""

    conditions: tuple[Condition, ...]
    codes: tuple[Code, ...]
    defeats: bool
    certain: int
    short: int


class Asked(NamedTuple):
    """One answer that a finding rule asks of a record, or those that defeat it, and how that stands for the rule."""

    places: tuple[tuple[At, tuple[str, ...]], ...]
    defeats: bool
    certain: int


def nearness(parts: Iterable[Weighed | Asked]) -> Nearness:
    """How near the rule is that has these conditions."""
    parts = list(parts)
    return Nearness(
        sum(one.certain == FAILS for one in parts),
        sum(one.short for one in parts if isinstance(one, Weighed)),
        sum(one.certain == OPEN_YET for one in parts),
    )


def weigh(later: Later, code: StageCode) -> list[Weighed]:
    """The conditions of a rule of a later stage in its order, and last what defeats it, as one condition."""
    found, place = [], 0
    for one in code.rule.when:
        # A condition on answers is compiled into one test an answer, any other into one code.
        size = len(one.answers) if isinstance(one, Answers) else 1
        codes = code.when[place : place + size]
        place += size
        short = sum(_short(later, part) for part in codes)
        found.append(Weighed((one,), codes, defeats=False, certain=later.conjunction(codes)[1], short=short))
    if code.unless:
        certain = HOLDS - later.conjunction(code.unless)[1]
        found.append(Weighed(code.rule.unless, code.unless, defeats=True, certain=certain, short=0))
    return found


def lacking(later: Later, code: Code) -> bool:
    """Whether it counts fewer than it asks for, on what is known."""
    return isinstance(code, Count | AreaCount) and later.numbers(code)[0] < code.at_least


def _short(later: Later, code: Code) -> int:
    if not isinstance(code, Count | AreaCount):
        return 0
    known = later.numbers(code)[0]
    return max(code.at_least - known, 0 if code.at_most is None else known - code.at_most, 0)


def asked(supposing: Supposing, rule: FindingRule, key: Key) -> list[Asked]:
    """Every answer that a finding rule asks of a record, and last what defeats it, as one."""
    found = [_asked(supposing, rule, key, {text: wanted}) for text, wanted in rule.when.items()]
    if rule.unless:
        defeat = _asked(supposing, rule, key, rule.unless)
        found.append(Asked(defeat.places, defeats=True, certain=HOLDS - defeat.certain))
    return found


def _asked(
    supposing: Supposing, rule: FindingRule, key: Key, conditions: dict[str, tuple[str, ...]]
) -> Asked:
    places = [(at_of(parse_ref(text, rule.record), key), wanted) for text, wanted in conditions.items()]
    truths = [
        tests((Test(at.question, frozenset(wanted)),), supposing.values[at.key]) for at, wanted in places
    ]
    return Asked(tuple(places), defeats=False, certain=min(truths))
