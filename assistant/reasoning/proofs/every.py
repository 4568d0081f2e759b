"""Proves every property of a pack, each in its own way: what brings z3 with it, so it is imported where something is proved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from assistant.pack.properties import Property
from assistant.problems import Problem
from assistant.reasoning.judge import Judging
from assistant.reasoning.proofs.alive import alive
from assistant.reasoning.proofs.always import always, every_outcome, one_conclusion, sometimes
from assistant.reasoning.proofs.monotone import monotone
from assistant.reasoning.proofs.results import Broken, Progress, Proof
from assistant.reasoning.solving.deciding import LOCK

__all__ = ["prove"]

Prover = Callable[[Judging, Property], Iterator[Progress | Proof]]

_PROVERS: Mapping[str, Prover] = {
    "one_conclusion": one_conclusion,
    "every_outcome": every_outcome,
    "always": always,
    "sometimes": sometimes,
    "monotone": monotone,
    "alive": alive,
}


def prove(judging: Judging, check: Callable[[str], tuple[Problem, ...]]) -> Iterator[Progress | Proof]:
    """Every property of the pack in its order: how far each has come, then what became of it.

    `check` runs a check of the text by its name. z3 is used under its lock, which is given back
    between two steps.
    """
    for one in judging.pack.properties:
        if one.kind == "checked":
            found = [problem for name in one.by for problem in check(name)]
            broken = tuple(Broken(f"{problem.where}: {problem.what}") for problem in found)
            yield Proof(one.id, one.says, len(one.by), broken)
            continue
        steps = _PROVERS[one.kind](judging, one)
        while True:
            with LOCK:
                step = next(steps, None)
            if step is None:
                break
            yield step
