"""The working days of one case: by the bank holidays that are kept with it, and what of them was set by hand.

The bank holidays of the inspection's years are written down in the case when its timeline is first opened
by somebody who may write to it, so that what is published later moves no date of it unseen; a day can be set
otherwise by hand, with a reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from assistant.document import printable
from assistant.problems import Problem, Refused
from assistant.store import Standing
from assistant.store.kinds import HolidaysKept, WorkingDaySet
from assistant.work.working_days import Calendar, bank_holidays, library, library_told


@dataclass(frozen=True, slots=True)
class CaseDays:
    """The working days of one case."""

    calendar: Calendar
    set_by_hand: tuple[WorkingDaySet, ...]
    sources: Mapping[int, str]
    """By each year of which the bank holidays are kept the library that they are from."""

    def kept_from(self) -> str | None:
        """The libraries that what is kept is from; None where nothing is."""
        return " and ".join(dict.fromkeys(self.sources.values())) or None

    def told(self, start: date) -> str:
        """By what the bank holidays of an inspection are known, and whether they are kept with the case."""
        years = _years_from(start)
        kept = dict.fromkeys(self.sources[year] for year in years if year in self.sources)
        parts = [f"{library_told(source)}, kept with the case" for source in kept]
        if open_years := [str(year) for year in years if year not in self.sources]:
            of = f" for {open_years[0]}" if parts else ""
            parts.append(f"{library_told(library())}, as published now{of}")
        return "; ".join(parts)

    def still_to_keep(self, start: date) -> HolidaysKept | None:
        """The bank holidays of the year in which an inspection began and the next, as far as none are kept yet."""
        years = [year for year in _years_from(start) if year not in self.sources]
        days = sorted(day for year in years for day in bank_holidays(year))
        return HolidaysKept(tuple(map(str, days)), library()) if days else None


def case_days(standing: Standing) -> CaseDays:
    """The working days of a case as they stand."""
    kept: dict[int, frozenset[date]] = {}
    sources: dict[int, str] = {}
    by_hand: dict[str, WorkingDaySet] = {}
    for told in _told(standing):
        match told:
            case HolidaysKept():
                days = frozenset(map(date.fromisoformat, told.days))
                for year in {day.year for day in days}:
                    kept[year] = frozenset(day for day in days if day.year == year)
                    sources[year] = told.source
            case WorkingDaySet():
                by_hand[told.day] = told
            case _:
                pass
    stand = tuple(one for one in by_hand.values() if one.is_worked is not None)
    closed = frozenset(date.fromisoformat(one.day) for one in stand if not one.is_worked)
    worked = frozenset(date.fromisoformat(one.day) for one in stand if one.is_worked)
    return CaseDays(Calendar(closed, worked, MappingProxyType(kept)), stand, MappingProxyType(sources))


def holidays_to_keep(standing: Standing) -> HolidaysKept | None:
    """The bank holidays that the timeline of a case needs and the case does not keep yet."""
    inspection = standing.case.inspection
    start = inspection.start if inspection else None
    return case_days(standing).still_to_keep(start) if start else None


def working_day_set(day: date, *, is_worked: bool | None, reason: str) -> WorkingDaySet:
    """That a day was worked, or was not; None for as it is published. Raises `Refused` without a reason."""
    text = printable(reason).strip()
    if not text:
        what = "a day that is set by hand needs a reason"
        raise Refused([Problem("decide-reasons", what, "say why, such as a holiday of the region")])
    return WorkingDaySet(str(day), is_worked, text)


def _told(standing: Standing) -> Iterator[object]:
    """What the case's file told of its days, and then what was told here."""
    came = standing.opened.case.timeline
    if came:
        if came.bank_holidays:
            yield HolidaysKept(tuple(map(str, came.bank_holidays)), came.source or "the case's file")
        yield from (WorkingDaySet(str(one.day), one.worked, one.reason) for one in came.days)
    yield from (event.happened for event in standing.events)


def _years_from(start: date) -> tuple[int, ...]:
    return tuple(range(start.year, min(start.year + 1, date.max.year) + 1))
