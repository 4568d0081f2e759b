"""Working days as the framework counts them: Monday to Friday, less the bank holidays of England and Wales.

The framework does not say what a working day is; the pack says how it is read (`working_days` in
knowledge/timeline.yaml).
"""

from __future__ import annotations

import importlib.metadata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_SATURDAY = 5
_ONE = timedelta(days=1)
FIRST_YEAR = 1871
"""The year of the Act by which there are bank holidays."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are worked. What somebody sets by hand goes before what is published."""

    closed: frozenset[date] = frozenset()
    """Days that are not worked although they would be: a region's own holiday, one announced late."""
    open: frozenset[date] = frozenset()
    """Bank holidays that are worked all the same."""

    def is_worked(self, day: date) -> bool:
        """Whether a day is a working day."""
        if day in self.open:
            return True
        return day.weekday() < _SATURDAY and day not in self.closed and day not in bank_holidays(day.year)

    def nth(self, start: date, number: int) -> date:
        """The working day with a number, the first on or after `start` being 1."""
        return _at(self.from_(start), number)

    def after(self, day: date, number: int) -> date:
        """So many working days after a day, which is itself not counted."""
        return _at(self.from_(day + _ONE), number)

    def from_(self, day: date) -> Iterator[date]:
        """Every working day from a day on."""
        while True:
            if self.is_worked(day):
                yield day
            day += _ONE

    def between(self, first: date, last: date) -> int:
        """How many working days come after `first` up to `last`; negative where `last` is earlier."""
        if last < first:
            return -self.between(last, first)
        return sum(self.is_worked(first + _ONE * number) for number in range(1, (last - first).days + 1))


AS_PUBLISHED = Calendar()
"""Nothing set by hand."""


def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of England and Wales in a year, those made for one occasion too."""
    found = _KNOWN.get(year)
    if found is None:
        import holidays

        found = _KNOWN[year] = frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))
    return found


_KNOWN: dict[int, frozenset[date]] = {}


def library() -> str:
    """Where the bank holidays come from, to be kept with what is worked out from them."""
    return f"holidays {importlib.metadata.version('holidays')}"


def _at(days: Iterator[date], number: int) -> date:
    for place, day in enumerate(days, 1):
        if place == number:
            return day
    raise LookupError(number)
