"""Working days as the framework counts them: Monday to Friday, less the bank holidays of England and Wales.

The framework does not say what a working day is; the pack says how it is read (`working_days` in
knowledge/timeline.yaml).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import islice
from types import MappingProxyType

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
    kept: Mapping[int, frozenset[date]] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    """The bank holidays of years that were written down before; of the others they are as published now."""

    def is_worked(self, day: date) -> bool:
        """Whether a day is a working day."""
        if day in self.open:
            return True
        if day.weekday() >= _SATURDAY or day in self.closed:
            return False
        return day not in self.free_in(day.year)

    def nth(self, start: date, number: int) -> date:
        """The working day with a number, the first on or after `start` being 1."""
        return _at(self.from_(start), number)

    def after(self, day: date, number: int) -> date:
        """So many working days after a day, which is itself not counted."""
        return date.max if day == date.max else _at(self.from_(day + _ONE), number)

    def from_(self, day: date) -> Iterator[date]:
        """Every working day from a day on, to the last that can be written."""
        while day < date.max:
            if self.is_worked(day):
                yield day
            day += _ONE

    def between(self, first: date, last: date) -> int:
        """How many working days come after `first` up to `last`; negative where `last` is earlier."""
        if last < first:
            return -self.between(last, first)
        weekdays = _weekdays(last) - _weekdays(first)
        free = (
            self.closed.union(*(self.free_in(year) for year in range(first.year, last.year + 1))) - self.open
        )
        not_worked = sum(first < day <= last and day.weekday() < _SATURDAY for day in free)
        return (
            weekdays
            - not_worked
            + sum(first < day <= last and day.weekday() >= _SATURDAY for day in self.open)
        )

    def free_in(self, year: int) -> frozenset[date]:
        """The bank holidays of a year, as they are kept or as they are published."""
        kept = self.kept.get(year)
        return bank_holidays(year) if kept is None else kept


AS_PUBLISHED = Calendar()
"""Nothing set by hand."""


def today() -> date:
    """The day it is where the person at work is."""
    return datetime.now().astimezone().date()


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
    import importlib.metadata

    return f"holidays {importlib.metadata.version('holidays')}"


def library_told(source: str) -> str:
    """Where bank holidays are from, for a person: `the library “holidays”, version 0.109`; other sources as they are."""
    name, _, version = source.partition(" ")
    return f"the library “{name}”, version {version}" if name == "holidays" and version else source


def _weekdays(day: date) -> int:
    """How many days from Monday to Friday there are up to a day, counted from the first that can be written, a Monday."""
    weeks, more = divmod(day.toordinal(), 7)
    return weeks * _SATURDAY + min(more, _SATURDAY)


def _at(days: Iterator[date], number: int) -> date:
    """The day with a number; what would come after the last day that can be written is that day."""
    return next(islice(days, number - 1, None), date.max)
