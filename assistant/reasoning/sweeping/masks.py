"""Masks: which of some rules fired, as the bits of a number, the first rule the lowest.

A number of 64 bits holds 62 rules with room for its sign, and one of 32 bits 30; more take further masks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from sqlglot import exp

from assistant.reasoning.sweeping import sql
from assistant.reasoning.sweeping.given import Given

WORD, NARROW = 62, 30
Rule = TypeVar("Rule")


def names(name: str, rules: Sequence[object]) -> list[str]:
    """The columns of the masks of some rules."""
    return [name if not word else f"{name} {word + 1}" for word in range(len(in_words(rules)))]


def in_words(rules: Sequence[Rule]) -> list[Sequence[Rule]]:
    """The rules, as many together as one mask holds."""
    return [rules[start : start + WORD] for start in range(0, max(1, len(rules)), WORD)]


def bits(wanted: Iterable[bool]) -> int:
    """The number in which the bits of the wanted rules are set."""
    return sum(1 << place for place, is_wanted in enumerate(wanted) if is_wanted)


def fired(whens: Sequence[exp.Expr], unlesses: Sequence[exp.Expr]) -> list[exp.Expr]:
    """The masks of rules by the masks of what makes them hold, and of what defeats them."""
    return [
        when
        if unless == sql.number(0)
        else sql.both([when, exp.BitwiseNot(this=exp.paren(unless, copy=False))])
        for when, unless in zip(whens, unlesses, strict=True)
    ]


def held(rules: Sequence[Given | None], read: Callable[[str], exp.Expr]) -> list[exp.Expr]:
    """The masks of conjunctions of answers that hold; None never does.

    One look-up an answer says which rules its value does not rule out; what no answer rules out holds.
    """
    masks = []
    for word in in_words(rules):
        answers = list(dict.fromkeys(name for rule in word if rule for name in rule))
        looked_up = [_lookup(name, word, read) for name in answers]
        masks.append(sql.both(looked_up or [sql.number(bits(rule is not None for rule in word))]))
    return masks


def _lookup(name: str, rules: Sequence[Given | None], read: Callable[[str], exp.Expr]) -> exp.Expr:
    """The rules that the value of one answer does not rule out.

    Those that do not read it are in every mask, so that theirs alone is the least: it stands for every value that
    none of the others asks for, and for none. As functions of one column these are worked out once for each value
    in a dictionary of a Parquet file, and not for each row.
    """
    unread = bits(rule is not None and name not in rule for rule in rules)
    asked = sorted({value for rule in rules if rule and name in rule for value in rule[name]})
    masks = [
        unread | bits(rule is not None and value in rule.get(name, ()) for rule in rules) for value in asked
    ]
    found = sql.looked_up(
        read(name), {value: _number(mask, rules) for value, mask in zip(asked, masks, strict=True)}
    )
    return exp.Greatest(this=found, expressions=[_number(unread, rules)], ignore_nulls=True)


def conditions(rules: Sequence[tuple[exp.Expr | None, exp.Expr | None]]) -> list[exp.Expr]:
    """The masks of rules with any conditions: what makes each hold, and what defeats it, None for never."""
    masks = []
    for word in in_words(rules):
        parts: list[exp.Expr] = []
        for place, (when, unless) in enumerate(word):
            if when is None:
                continue
            # What defeats it comes first: where either is NULL, it does not hold.
            case = exp.Case() if unless is None else exp.Case().when(unless, sql.number(0), copy=False)
            parts.append(case.when(when, sql.number(1 << place), copy=False).else_(sql.number(0), copy=False))
        masks.append(sql.total(parts))
    return masks


def any_of(name: str, rules: Sequence[Rule], wanted: Callable[[Rule], bool]) -> exp.Expr:
    """Whether any of the wanted rules fired."""
    return any_bit(some_of(name, rules, wanted))


def any_bit(parts: Sequence[exp.Expr]) -> exp.Expr:
    """Whether any bit is set in any of some masks."""
    return exp.NEQ(this=sql.either(parts), expression=sql.number(0)) if parts else exp.false()


def how_many(name: str, rules: Sequence[Rule], wanted: Callable[[Rule], bool]) -> exp.Expr:
    """How many of the wanted rules fired."""
    return sql.total([exp.cast(exp.BitwiseCount(this=part), "int") for part in some_of(name, rules, wanted)])


def some_of(name: str, rules: Sequence[Rule], wanted: Callable[[Rule], bool]) -> list[exp.Expr]:
    """The masks of rules with the bits of the wanted ones alone, where they hold any."""
    masks = zip(names(name, rules), in_words(rules), strict=True)
    wanted_bits = ((mask, bits(map(wanted, word))) for mask, word in masks)
    return [sql.masked(sql.column(mask), some) for mask, some in wanted_bits if some]


def called(name: str, rules: Sequence[object], masks: Iterable[exp.Expr]) -> list[exp.Expr]:
    """The masks of some rules under their names, each as a number no wider than it has to be."""
    return [
        sql.called(exp.cast(mask, _type(word), copy=False), column)
        for column, word, mask in zip(names(name, rules), in_words(rules), masks, strict=True)
    ]


def _number(value: int, rules: Sequence[object]) -> exp.Expr:
    """A mask of a word of rules: as wide as all of theirs, so that none has to be widened for each row."""
    number = sql.number(value)
    return number if _type(rules) == "int" else exp.cast(number, _type(rules), copy=False)


def _type(rules: Sequence[object]) -> str:
    return "int" if len(rules) <= NARROW else "bigint"
