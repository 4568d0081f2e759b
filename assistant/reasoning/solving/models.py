"""Reads a z3 model: which named literals it makes true. Past z3's Python classes, which take most of the time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from z3 import z3core

from assistant.reasoning.solving.answers import Literal

_TRUE = 1


class Named(NamedTuple):
    """A literal that is a name of its own, ready to be looked up."""

    literal: Literal
    declaration: Any
    """Kept, so that z3 does not let go of it."""
    at: Any


def named(literal: Literal) -> Named:
    """A literal made by `z3.Bool`, ready to be looked up in models."""
    declaration = literal.decl()
    return Named(literal, declaration, declaration.ast)


def true_among(model: Any, literals: Iterable[Named]) -> list[bool]:
    """For each literal whether a model makes it true; one that the model leaves out is not."""
    context, inside = model.ctx.ref(), model.model
    found = []
    for one in literals:
        value = z3core.Z3_model_get_const_interp(context, inside, one.at)
        found.append(bool(value) and z3core.Z3_get_bool_value(context, value) == _TRUE)
    return found
