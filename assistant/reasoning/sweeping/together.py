"""Puts the sweeps of two rule bases together into one: what is the same in both is worked out once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlglot import exp

from assistant.reasoning.codes import RuleBase
from assistant.reasoning.sweep import steps_of, sweep
from assistant.reasoning.sweeping import sql

Columns = Mapping[str, str]
"""Where columns of one sweep's step stand in that of both."""


@dataclass(frozen=True)
class Together:
    """The steps of two sweeps put together, and under which names the columns of either stand in them."""

    steps: tuple[tuple[str, str], ...]
    """As text for DuckDB."""
    old: Mapping[str, Columns]
    new: Mapping[str, Columns]


def together(old: RuleBase, new: RuleBase) -> Together:
    """The sweeps of two rule bases as one, over tables that have what both read.

    Each step has the columns of the old one, and beside them those of the new one that come to something else.
    Cannot fail on packs that were resolved.
    """
    befores, afters = dict(steps_of(old)), dict(sweep(new).steps)
    olds = {name: {column: column for column in _columns(select)} for name, select in befores.items()}
    moved: dict[str, Columns] = {}
    for name, after in afters.items():
        moved[name] = _merge(befores[name], after, moved) if name in befores else {}
    gone = {name: before for name, before in befores.items() if name not in afters}
    steps = gone | {name: befores.get(name, after) for name, after in afters.items()}
    news = {
        name: {column: moved[name].get(column, column) for column in _columns(select)}
        for name, select in afters.items()
    }
    # What is put together is written once, so that writing need not spare it.
    told = tuple((name, select.sql("duckdb", copy=name not in befores)) for name, select in steps.items())
    return Together(told, olds, news)


def _columns(select: exp.Select) -> list[str]:
    return [one.alias_or_name for one in select.expressions if not one.is_star]


def _merge(select: exp.Select, after: exp.Select, moved: Mapping[str, Columns]) -> Columns:
    """Puts the later of two steps into the earlier, and says which of its columns stand there under another name.

    `moved` says that of the tables it reads. A column of the later that is some column of the earlier, by whatever
    name, is not worked out again.
    """
    reads: dict[str, Columns] = {}
    there = {source.alias_or_name: source for source in _sources(select)}
    for source in _sources(after):
        name = source.alias_or_name
        if name not in there:
            join = source.find_ancestor(exp.Join)
            select.append("joins", join.copy() if join else None)
        elif isinstance(source, exp.Subquery):
            reads[name] = _merge(there[name].this, source.this, moved)
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
    return mine


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
