"""Finds the examples that are missing: for each side of a condition that no example depends on, one that does.

The solver finds the case nearest to one of the homes that examples begin from, and the one nearest to that
in which the rule goes the other way. A person reads the two and takes them, or mends the rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from assistant.document import yaml_text
from assistant.pack import Pack
from assistant.pack.rules import Expected
from assistant.reasoning import Judging
from assistant.reasoning.compile import compile_rules
from assistant.reasoning.proofs.differing import Pair, equivalent
from assistant.reasoning.solve import LOCK
from assistant.work.coverage import Side, turned
from assistant.work.example_writing import RECORDS, Writing, Written
from assistant.work.examples import Given, example_case, stated


class Nothing(NamedTuple):
    """A side for which there is no example, and why."""

    side: Side
    why: str


def generate(pack: Pack, missing: Iterable[Side], bases: Mapping[str, Given]) -> Iterator[Written | Nothing]:
    """An example for each side that is missing and not covered by one written before, or why there is none."""
    written: dict[str, list[Written]] = {}
    for side in missing:
        before = written.setdefault(side.rule, [])
        if not any(covers(pack, one, side, bases) for one in before):
            found = write_example(pack, side, bases)
            if isinstance(found, Written):
                before.append(found)
            yield found


def write_example(pack: Pack, side: Side, bases: Mapping[str, Given]) -> Written | Nothing:
    """An example whose outcome depends on this side of a condition, from the base that needs fewest answers.

    One in which something else is concluded goes before one in which the same rests on other rules.
    """
    other = turned(pack, side)
    for slots in range(1, RECORDS + 1):
        with LOCK:
            pair = Pair(compile_rules(pack), compile_rules(other), slots=slots)
            for differs in (pair.differs, pair.shows):
                if pair.can_be(differs):
                    tried = (Writing(pack, other, side, pair, name, base) for name, base in bases.items())
                    found = [one for writing in tried if (one := writing.written(differs))]
                    found = [one for one in found if covers(pack, one, side, bases)]
                    if found:
                        return min(found, key=lambda one: one.size)
    never = equivalent(pack, other)
    return Nothing(side, "no case depends on it" if never else "no example of few records shows it")


def covers(pack: Pack, one: Written, side: Side, bases: Mapping[str, Given]) -> bool:
    """Whether an outcome that an example states would come out otherwise were a condition turned round."""
    judging, changed = Judging(pack, "meaning"), Judging(turned(pack, side), "meaning")
    halves = (([one.given], one.expect), ([one.given, one.near], one.near_expect))
    for given, told in halves:
        case, expect = example_case(pack, bases[one.base], *given), Expected.model_validate(told)
        if stated(expect, judging.live(case)) != stated(expect, changed.live(case)):
            return True
    return False


def text(written: Iterable[Written]) -> str:
    """Examples as they stand under `examples:` in a file of rules/examples/."""
    blocks = [yaml_text({"examples": [one.tree()]}).removeprefix("examples:\n") for one in written]
    return "\n".join(blocks)
