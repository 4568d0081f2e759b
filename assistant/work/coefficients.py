"""How far readings of the same things agree, beyond chance or not: coefficients with their intervals.

The unit is what was read, not the pair: of three readings all three pairs count, each for a third, so that a
thing that was read more often weighs no more than another. With two readings each this is the textbook's
table; with more, the agreement of AC1 is Gwet's for many raters. Pairing by what was read also gives
the variance: each unit's share in the coefficient is worked out, and their variance is the estimate
(the delta method), which for pairs is the formula of Fleiss, Cohen and Everitt (1969) and Gwet (2008).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

Z = 1.959963984540054
"""The normal quantile of a two-sided interval of 95%."""

Ratings = Sequence[str]
"""What the readings of one thing came to, two or more, in the order of the readings."""
Cell = tuple[str, str]
Weights = Mapping[Cell, float]


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A coefficient of agreement; without a value where it is undefined, and then nothing is said."""

    n: int
    """How many things were read more than once."""
    value: float | None = None
    error: float | None = None
    """The standard error, of the large sample."""
    low: float | None = None
    high: float | None = None
    """The interval of 95%; None also where nothing varied, of which a large-sample error says nothing."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many of some, with Wilson's interval of 95% (1927), which holds near 0 and 1 and for few."""

    count: float
    of: int

    @property
    def value(self) -> float | None:
        """The share; None of nothing."""
        return self.count / self.of if self.of else None

    @property
    def low(self) -> float | None:
        """Where the interval begins."""
        return self._end(-1)

    @property
    def high(self) -> float | None:
        """Where the interval ends."""
        return self._end(1)

    def _end(self, side: int) -> float | None:
        if not self.of:
            return None
        # Where none of them is, or all are, the interval ends just there, which rounding would miss.
        if self.count == (0 if side < 0 else self.of):
            return 0.0 if side < 0 else 1.0
        share, part = self.count / self.of, Z * Z / self.of
        spread = Z * math.sqrt(share * (1 - share) / self.of + part / (4 * self.of))
        return min(1.0, max(0.0, (share + part / 2 + side * spread) / (1 + part)))


def raw(units: Iterable[Ratings]) -> Share:
    """The share of agreeing pairs, each unit counted once."""
    table, n = _table(units)
    return Share(sum(weight * _within(cells, _same) for cells, weight in table), n)


def kappa(units: Iterable[Ratings], categories: Sequence[str], weights: Weights | None = None) -> Coefficient:
    """Cohen's kappa (1960), weighted (1968) where weights of agreement are given; 1 is full agreement.

    Undefined without units, and where chance alone would agree fully, as when all was put into one category.
    The error is that of Fleiss, Cohen and Everitt (1969, formula 13).
    """

    def by_chance(row: Mapping[str, float], column: Mapping[str, float]) -> _Chance:
        expected = sum(row[i] * column[j] * agreed(i, j) for i in categories for j in categories)
        of_row = {i: sum(column[j] * agreed(i, j) for j in categories) for i in categories}
        of_column = {j: sum(row[i] * agreed(i, j) for i in categories) for j in categories}
        return expected, lambda i, j: of_row[i] + of_column[j]

    def agreed(one: str, other: str) -> float:
        return _same(one, other) if weights is None else weights[one, other]

    return _coefficient(units, categories, agreed, by_chance)


def ac1(units: Iterable[Ratings], categories: Sequence[str]) -> Coefficient:
    """Gwet's AC1 (2008), which a rare category does not pull down as it does kappa.

    `categories` are all that might have been used; chance is what readers who guess would agree on.
    Undefined without units, and on a scale of one category.
    """
    if len(categories) <= 1:
        return Coefficient(_table(units)[1])

    def by_chance(row: Mapping[str, float], column: Mapping[str, float]) -> _Chance:
        used = {name: (row[name] + column[name]) / 2 for name in categories}
        others = len(categories) - 1
        expected = sum(share * (1 - share) for share in used.values()) / others
        return expected, lambda i, j: (1 - used[i] - used[j]) / others

    return _coefficient(units, categories, _same, by_chance)


def linear(scale: Sequence[str]) -> Weights:
    """Weights that fall with the steps between two outcomes of an ordered scale (Cicchetti, Allison 1971)."""
    return _by_distance(scale, lambda distance: distance)


def quadratic(scale: Sequence[str]) -> Weights:
    """Weights that fall with the square of the steps (Fleiss, Cohen 1973)."""
    return _by_distance(scale, lambda distance: distance**2)


def _by_distance(scale: Sequence[str], lost: Callable[[float], float]) -> Weights:
    last = max(len(scale) - 1, 1)
    places = list(enumerate(scale))
    return {(one, other): 1 - lost(abs(i - j) / last) for i, one in places for j, other in places}


# The one form that they all have: (agreed - expected) / (1 - expected)

_Agreed = Callable[[str, str], float]
_Chance = tuple[float, Callable[[str, str], float]]
"""What chance agrees on, and how that grows with a pair of ratings."""
_Cells = Mapping[Cell, float]
_Marginals = Mapping[str, float]


def _coefficient(
    units: Iterable[Ratings],
    categories: Sequence[str],
    agreed: _Agreed,
    by_chance: Callable[[_Marginals, _Marginals], _Chance],
) -> Coefficient:
    table, n = _table(units)
    if not n:
        return Coefficient(0)
    row, column = dict.fromkeys(categories, 0.0), dict.fromkeys(categories, 0.0)
    for cells, count in table:
        for (one, other), part in cells.items():
            row[one] += part * count / n
            column[other] += part * count / n
    observed = sum(_within(cells, agreed) * count for cells, count in table) / n
    expected, growing = by_chance(row, column)
    left = 1 - expected
    if math.isclose(left, 0, abs_tol=1e-12):
        return Coefficient(n)
    value = (observed - expected) / left
    # What each unit adds: the change of the coefficient with the share of its ratings.
    shares = [
        (_within(cells, lambda i, j: agreed(i, j) * left - growing(i, j) * (1 - observed)), count)
        for cells, count in table
    ]
    middle = sum(share * count for share, count in shares) / n
    variance = sum((share - middle) ** 2 * count for share, count in shares) / n / n
    error = math.sqrt(variance) / left**2
    if math.isclose(error, 0, abs_tol=1e-12):
        return Coefficient(n, value)
    return Coefficient(n, value, error, max(-1.0, value - Z * error), min(1.0, value + Z * error))


def _within(cells: _Cells, of: _Agreed) -> float:
    """The sum of something over a unit's pairs, each by its part in the unit."""
    return sum(part * of(one, other) for (one, other), part in cells.items())


def _table(units: Iterable[Ratings]) -> tuple[list[tuple[_Cells, int]], int]:
    """Units that were rated alike together, each with its pairs and their parts; and how many units there are."""
    alike = Counter(tuple(unit) for unit in units)
    table: list[tuple[_Cells, int]] = []
    for unit, count in alike.items():
        pairs = list(combinations(unit, 2))
        table.append(({cell: times / len(pairs) for cell, times in Counter(pairs).items()}, count))
    return table, sum(alike.values())


def _same(one: str, other: str) -> float:
    return float(one == other)
