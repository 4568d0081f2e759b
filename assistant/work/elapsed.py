"""Days that passed between two dates of a case, beside the points of reference a pack names.

Follows knowledge/dates.yaml. The numbers are shown and never weighed: no rule reads a date.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple, TypeAlias

from assistant.case import At, Case, Key
from assistant.pack import Pack, parse_ref
from assistant.pack.beside import Elapsed

Day: TypeAlias = "date | str"
"""A day, or a month as `2018-12` where only the month is known."""
_INSPECTION = "inspection"


class ElapsedDays(NamedTuple):
    """How long something took: exactly `least` days, or from `least` to `most` where a date is a month."""

    what: Elapsed
    start: Day
    end: Day
    least: int
    most: int
    """Below zero where it begins after it ends."""
    ends_by: str
    """The date it ends by, as the pack names it."""

    def told_days(self) -> str:
        """How many days, in words; none are counted of what begins after it ends."""
        if self.most < 0:
            return "not counted"
        least = max(self.least, 0)
        if least != self.most:
            return f"{least} to {self.most} days"
        return "1 day" if least == 1 else f"{least} days"

    def told_dates(self) -> str:
        """From when to when, in words, or that this cannot be."""
        if self.most < 0:
            by = "the inspection, " if self.ends_by == _INSPECTION else ""
            return f"{self.start} lies after {by}{self.end}"
        return f"{self.start} to {self.end}"

    def told(self) -> str:
        """What passed, how long and from when to when, on one line."""
        return f"{self.what.label}: {self.told_days()}, {self.told_dates()}"


class MonthlyCounts(NamedTuple):
    """Counts by month of one question, with the sums of both halves of the time they cover."""

    at: At
    counts: tuple[tuple[str, int], ...]
    total: int
    first_half: int
    second_half: int
    """The middle month of an odd number belongs to neither half."""


def elapsed(case: Case, pack: Pack) -> tuple[ElapsedDays, ...]:
    """The elapsed days whose two dates are known, in the pack's order."""
    found = []
    for what in pack.dates.elapsed:
        begins, ends = _first_known(case, what.start), _first_known(case, what.end)
        if begins and ends:
            (_, start), (ends_by, end) = begins, ends
            least = (_first_day(end) - _last_day(start)).days
            most = (_last_day(end) - _first_day(start)).days
            found.append(ElapsedDays(what, start, end, least, most, ends_by))
    return tuple(found)


def elapsed_at(case: Case, pack: Pack, at: At) -> tuple[ElapsedDays, ...]:
    """Those that stand beside a question: by its own name or its record's, or as it gives one of their dates."""
    short = f"{at.key.record}.{at.question}"
    whole = f"{at.key.record}.{at.key.label}.{at.question}" if at.key.label else short
    return tuple(
        one
        for one in elapsed(case, pack)
        if short in (one.what.beside, *one.what.start, *one.what.end) or whole == one.what.beside
    )


def monthly_counts(case: Case, pack: Pack) -> tuple[MonthlyCounts, ...]:
    """Every answered question that counts by month, in the order of the case's records."""
    return tuple(_counted(case, pack))


def _counted(case: Case, pack: Pack) -> Iterator[MonthlyCounts]:
    for record in case.records.values():
        for name, answer in record.answers.items():
            question = pack.questions[record.key.record].get(name)
            if question and question.fact == "months" and isinstance(answer.value, tuple) and answer.value:
                numbers = [count for _, count in answer.value]
                half = len(numbers) // 2
                last = sum(numbers[-half:]) if half else 0
                yield MonthlyCounts(
                    At(record.key, name), answer.value, sum(numbers), sum(numbers[:half]), last
                )


def _first_known(case: Case, names: Iterable[str]) -> tuple[str, Day] | None:
    return next(((name, day) for name in names if (day := _known(case, name)) is not None), None)


def _known(case: Case, name: str) -> Day | None:
    """The date that a pack names: `baseline`, `inspection`, or a question as `record.question`."""
    if name == "baseline":
        return case.baseline.date_used() if case.baseline else None
    if name == _INSPECTION:
        return case.inspection.start if case.inspection else None
    ref = parse_ref(name, None)
    answer = case.answer(At(Key(ref.record, ref.area), ref.question)) if ref else None
    return answer.value if answer and isinstance(answer.value, date) else None


def _first_day(day: Day) -> date:
    return date.fromisoformat(f"{day}-01") if isinstance(day, str) else day


def _last_day(day: Day) -> date:
    if isinstance(day, date):
        return day
    first = _first_day(day)
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])
