"""Puts the sweeps of two rule bases together into one: what is the same in both is worked out once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlglot import exp

from assistant.reasoning.sweep import Sweep
from assistant.reasoning.sweeping import sql

Columns = Mapping[str, str]
"""Where columns of one sweep's step stand in that of both."""


@dataclass(frozen=True)
class Together:
    """One sweep in which two are contained, and where the columns of each step of either stand in it."""

    sweep: Sweep
    old: Mapping[str, Columns]
    new: Mapping[str, Columns]


def together(old: Sweep, new: Sweep) -> Together:
    """Two sweeps as one, over tables that have what both read.

    Each step has the columns of the old one, and beside them those of the new one that come to something else.
    Cannot fail on sweeps of this program's.
    """
    befores, afters = dict(old.steps), dict(new.steps)
    steps: dict[str, exp.Select] = {name: befores[name] for name in befores if name not in afters}
    moved: dict[str, Columns] = {}
    for name, after in afters.items():
        steps[name], moved[name] = _merged(befores[name], after, moved) if name in befores else (after, {})
    return Together(
        Sweep(tuple(steps.items())),
        {name: {column: column for column in _columns(select)} for name, select in old.steps},
        {
            name: {column: moved[name].get(column, column) for column in _columns(select)}
            for name, select in new.steps
        },
    )


def _columns(select: exp.Select) -> list[str]:
    return [one.alias_or_name for one in select.expressions if not one.is_star]


def _merged(
    before: exp.Select, after: exp.Select, moved: Mapping[str, Columns]
) -> tuple[exp.Select, Columns]:
    """Two steps as one, and where columns of the later stand in it under another name, as `moved` says of its tables.

    A column of the later that is some column of the earlier, by whatever name, is not worked out again.
    """
    select = before.copy()
    reads: dict[str, Columns] = {}
    there = {source.alias_or_name: source for source in _sources(select)}
    for source in _sources(after):
        name = source.alias_or_name
        if name not in there:
            join = source.find_ancestor(exp.Join)
            select.append("joins", join.copy() if join else None)
        elif isinstance(source, exp.Subquery):
            inner, reads[name] = _merged(there[name].this, source.this, moved)
            there[name].set("this", inner)
            continue
        reads[name] = moved.get(name, {})
    first = next(iter(reads))
    same = {one.unalias(): one.alias_or_name for one in select.expressions}
    mine: dict[str, str] = {}
    for one in after.expressions:
        if one.is_star:
            mine |= reads[one.table if isinstance(one, exp.Column) else first]
            continue
        read = _read(one.unalias(), reads, first)
        if read not in same:
            same[read] = f"new {one.alias_or_name}"
            select.append("expressions", sql.called(read.copy(), same[read]))
        if same[read] != one.alias_or_name:
            mine[one.alias_or_name] = same[read]
    where = after.args.get("where")
    if where and (either := _read(where.this, reads, first)) != select.args["where"].this:
        select.set("where", exp.Where(this=exp.or_(select.args["where"].this, either)))
    return select, mine


def _sources(select: exp.Select) -> Iterable[exp.Expr]:
    """The tables a select reads, the first first."""
    yield select.args["from_"].this
    yield from (join.this for join in select.args.get("joins") or ())


def _read(of: exp.Expr, reads: Mapping[str, Columns], first: str) -> exp.Expr:
    """An expression of the later sweep over the columns as they stand in both."""
    if not any(reads.values()):
        return of
    read = of.copy()
    for column in list(read.find_all(exp.Column)):
        stands = reads[column.table or first].get(column.name)
        if stands:
            column.set("this", sql.name(stands))
    return read
