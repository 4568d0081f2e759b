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
from assistant.reasoning.solving.deciding import LOCK
from assistant.work.coverage import Side, turned
from assistant.work.example_writing import RECORDS, Writing, Written
from assistant.work.examples import Given, example_case
from assistant.work.stated import stated


class Nothing(NamedTuple):
    """That there is no example, and why."""

    why: str


def generate(
    pack: Pack, missing: Iterable[Side], bases: Mapping[str, Given]
) -> Iterator[tuple[Side, Written | Nothing]]:
    """An example for each side that is missing and not covered by one written before, or why there is none."""
    written: dict[str, list[Written]] = {}
    for side in missing:
        before, other = written.setdefault(side.rule, []), turned(pack, side)
        if not any(tells_apart(pack, other, one, bases) for one in before):
            found = write_example(pack, other, side.rule, bases)
            if isinstance(found, Written):
                before.append(found)
            yield side, found


def write_example(pack: Pack, other: Pack, rule: str, bases: Mapping[str, Given]) -> Written | Nothing:
    """An example of a rule that another pack, with another rule in its place, would fail.

    It begins from the base that needs fewest answers. One in which something else is concluded goes
    before one in which the same rests on other rules.
    """
    for slots in range(1, RECORDS + 1):
        with LOCK:
            pair = Pair(compile_rules(pack), compile_rules(other), slots=slots)
            for differs in (pair.differs, pair.shows):
                if pair.can_be(differs):
                    tried = (Writing(pack, other, rule, pair, name, base) for name, base in bases.items())
                    found = [one for writing in tried if (one := writing.written(differs))]
                    found = [one for one in found if tells_apart(pack, other, one, bases)]
                    if found:
                        return min(found, key=lambda one: one.size)
    never = equivalent(pack, other)
    return Nothing("no case depends on it" if never else "no example of few records shows it")


def tells_apart(pack: Pack, other: Pack, one: Written, bases: Mapping[str, Given]) -> bool:
    """Whether an outcome that an example states comes out otherwise by the other pack."""
    judging, changed = Judging(pack, "meaning"), Judging(other, "meaning")
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
