"""Small pieces of SQL, every name quoted: no name of a pack's can be read as anything else."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence

from sqlglot import exp


def name(text: str) -> exp.Identifier:
    """A name, quoted."""
    return exp.to_identifier(text, quoted=True)


def column(text: str, table: str | None = None) -> exp.Column:
    """A column, of a table where two have it."""
    return exp.column(name(text), table=name(table) if table else None)


def table(text: str) -> exp.Table:
    """A table, or a step before this one."""
    return exp.Table(this=name(text))


def called(what: exp.Expr, text: str) -> exp.Alias:
    """What is selected, under a name."""
    return exp.Alias(this=what, alias=name(text))


def within(select: exp.Select) -> exp.Subquery:
    """A select to select from."""
    return select.subquery(name("before"), copy=False)


def text(value: str) -> exp.Literal:
    """A text."""
    return exp.Literal.string(value)


def number(value: int) -> exp.Expr:
    """A whole number."""
    return exp.Literal.number(value)


def among(value: exp.Expr, values: Iterable[str]) -> exp.Expr:
    """Whether a value is one of these; NULL where there is none."""
    options = [text(option) for option in sorted(values)]
    return (
        exp.In(this=value, expressions=options)
        if len(options) > 1
        else exp.EQ(this=value, expression=options[0])
    )


def looked_up(value: exp.Expr, by_value: Mapping[str, exp.Expr]) -> exp.Expr:
    """What stands for a value; NULL where nothing does."""
    keys = exp.Array(expressions=[text(one) for one in by_value])
    found = exp.Map(keys=keys, values=exp.Array(expressions=list(by_value.values())))
    return exp.Bracket(this=found, expressions=[value])


def or_nought(value: exp.Expr) -> exp.Expr:
    """A number, nought where there is none."""
    return exp.Coalesce(this=value, expressions=[number(0)])


def between(count: exp.Expr, at_least: int, at_most: int | None) -> exp.Expr:
    """Whether a count is at least and at most so many."""
    parts: list[exp.Expr] = [exp.GTE(this=count, expression=number(at_least))] if at_least else []
    if at_most is not None:
        parts.append(exp.LTE(this=count.copy(), expression=number(at_most)))
    return exp.and_(*parts, copy=False) if parts else exp.true()


def total(parts: Sequence[exp.Expr]) -> exp.Expr:
    """The sum of the parts."""
    return (
        exp.paren(functools.reduce(_add, parts), copy=False)
        if len(parts) > 1
        else parts[0]
        if parts
        else number(0)
    )


def both(parts: Sequence[exp.Expr]) -> exp.Expr:
    """The bits that are set in all parts."""
    return exp.paren(functools.reduce(_and, parts), copy=False) if len(parts) > 1 else parts[0]


def either(parts: Sequence[exp.Expr]) -> exp.Expr:
    """The bits that are set in any part."""
    return exp.paren(functools.reduce(_or, parts), copy=False) if len(parts) > 1 else parts[0]


def masked(mask: exp.Expr, bits: int) -> exp.Expr:
    """Those of these bits that are set in a mask."""
    return exp.paren(_and(mask, number(bits)), copy=False)


def one_if(condition: exp.Expr, value: int = 1) -> exp.Expr:
    """A number where the condition holds, else nought; nought too where the condition is NULL."""
    return exp.Case().when(condition, number(value), copy=False).else_(number(0), copy=False)


def _add(left: exp.Expr, right: exp.Expr) -> exp.Expr:
    return exp.Add(this=left, expression=right)


def _and(left: exp.Expr, right: exp.Expr) -> exp.Expr:
    return exp.BitwiseAnd(this=left, expression=right)


def _or(left: exp.Expr, right: exp.Expr) -> exp.Expr:
    return exp.BitwiseOr(this=left, expression=right)
