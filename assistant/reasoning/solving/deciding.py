"""Asks z3 safely: one thread at a time, and no answer taken for another."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import Any

import z3
from z3 import z3core

from assistant.reasoning.solving.answers import Literal

LOCK = threading.RLock()
"""Held by whoever uses z3, which keeps one context a process for one thread at a time."""

# Ctrl-C is Python's to hear, which does so once z3 has answered: z3 itself would pass it off as a doubt.
z3.set_param("ctrl_c", False)  # z3's way
# Python may drop an object of z3's in any thread, whoever holds the lock.
z3core.Z3_enable_concurrent_dec_ref(z3.main_ctx().ref())


class Undecided(RuntimeError):
    """z3 gave up on a question: neither yes nor no."""


def can_be(solver: Any, *so: Literal) -> bool:
    """Whether what was told to a solver and all of this can be true together.

    Raises `Undecided` where z3 gives up, so that it never passes for a no.
    """
    answer = solver.check(*so)
    if answer == z3.unknown:
        raise Undecided(solver.reason_unknown())
    return bool(answer == z3.sat)


def take(solver: Any, facts: Iterable[Literal]) -> None:
    """Take all of this for true. Past z3's Python classes, which look at each once more."""
    for fact in facts:
        z3core.Z3_solver_assert(solver.ctx.ref(), solver.solver, fact.ast)
