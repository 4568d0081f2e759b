"""The timeline of a case that is being worked on: what was done when, what is due, and what slips."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal

from assistant.case import Case
from assistant.case.header import DaySet, StepTaken, TimelineKept
from assistant.document import printable
from assistant.pack import Pack
from assistant.problems import Problem, Refused
from assistant.store import Standing
from assistant.store.kinds import StepDone, WorkingDaySet
from assistant.work.case_days import case_days
from assistant.work.timeline import Planned, Timeline, sending_step, timeline, timeline_problems

State = Literal["done", "done late", "due", "overdue", "passed", "waiting"]
"""`passed`: its usual day is over and it has no limit. `waiting`: its limit is not known yet."""
SIGNS: Mapping[State, str] = MappingProxyType(
    {"done": "✓", "done late": "✓", "due": "·", "overdue": "!", "passed": "?", "waiting": "·"}
)

_COUNTED = 250
"""So many working days, about a year, are told by their number; of more it says nothing."""


@dataclass(frozen=True, slots=True)
class Scheduled:
    """One step of a case: when it falls, when it was taken, and how that stands today."""

    planned: Planned
    done: date | None
    about: str | None
    state: State
    days: int
    """Working days from today to its last day, negative once that is past; for a step that was done late, by how many."""
    earlier: tuple[tuple[date, str | None], ...] = ()
    """When it was taken before, and what that was about: the drafts that were sent before this one."""

    @property
    def last(self) -> date:
        """The last day it may be done, or usually is."""
        return self.planned.limit or self.planned.usual_to or self.planned.usual

    @property
    def is_long_over(self) -> bool:
        """Whether it is not told as done, and its limit was more than a year ago."""
        return self.state == "overdue" and -self.days > _COUNTED

    def told_days(self) -> str:
        """When it falls: `usually 7 Mar 2019 to 13 Mar 2019`, or `usually 25 Mar 2019, at the latest 27 Mar 2019`."""
        planned = self.planned
        if planned.limit == planned.usual:
            return f"usually and at the latest {short(planned.limit)}"
        to = f" to {short(planned.usual_to)}" if planned.usual_to else ""
        limit = f", at the latest {short(planned.limit)}" if planned.limit else ""
        return f"usually {short(planned.usual)}{to}{limit}"

    def told_about(self) -> str:
        """Which draft it was, and which were before it: `draft 2; before: 18 Mar 2019, draft 1`."""
        before = [f"before: {short(day)}" + (f", {about}" if about else "") for day, about in self.earlier]
        return "; ".join([self.about, *before] if self.about else before)

    def told(self) -> str:
        """How it stands, in words: `done 20 Mar 2019, 2 working days late`."""
        match self.state:
            case "done":
                return f"done {short(self.done)}"
            case "done late":
                return f"done {short(self.done)}, {_days(self.days)} late"
            case "overdue":
                return "long over, no day told" if self.is_long_over else f"{_days(-self.days)} overdue"
            case "due":
                return "due today" if self.days == 0 else f"due in {_days(self.days)}"
            case "passed":
                return "usually done by now"
            case "waiting":
                return "its limit runs from the last day of the inspection, which is not given"


@dataclass(frozen=True, slots=True)
class Schedule:
    """The timeline of one case as it stands today."""

    timeline: Timeline
    steps: tuple[Scheduled, ...]
    today: date
    source: str
    """By what the bank holidays are known, and whether they are kept with the case."""
    set_by_hand: tuple[WorkingDaySet, ...]

    @property
    def day(self) -> int:
        """The number of today's working day; 0 before the inspection began.

        Where it began on a day that is not worked, Day 1 lasts until the end of the next that is.
        """
        start = self.timeline.start
        if self.today < start:
            return 0
        calendar = self.timeline.calendar
        return max(calendar.is_worked(start) + calendar.between(start, self.today), 1)

    @property
    def next(self) -> Scheduled | None:
        """The step with a limit that is to be done next."""
        waiting = [one for one in self.steps if one.planned.limit and one.done is None]
        return min(waiting, key=lambda one: one.last, default=None)

    def told(self) -> str:
        """Where the case stands on a line: `day 12 of 30; next: Send the draft … by 18 Apr 2018, due in 3 working days`."""
        day, following = self.told_day(), self.next
        if following is None:
            return day
        if following.is_long_over:
            return (
                f"{day}; no day is told of: {following.planned.step.activity}, due by {short(following.last)}"
            )
        return (
            f"{day}; next: {following.planned.step.activity} by {short(following.last)}, {following.told()}"
        )

    def offered(self, step: Scheduled) -> date:
        """The day to begin with where it is asked when a step was done: as told, or today while the inspection lasts.

        Of an inspection that is over nobody takes a step today; then it is the day on which it usually falls.
        """
        if step.done:
            return step.done
        return self.today if self.day <= self.timeline.steps[-1].step.day else step.planned.usual

    def told_day(self) -> str:
        """The working day that it is, `day 12 of 30`; of a timeline that is over when it was, and no count from then on."""
        last = self.timeline.steps[-1].step.day
        if all(one.done for one in self.steps):
            return "every step is done"
        if self.day == 0:
            return "not begun"
        ended = short(self.timeline.steps[-1].usual)
        return f"day {self.day} of {last}" if self.day <= last else f"past day {last}, which was {ended}"

    def beside(self) -> Iterator[str]:
        """What is told under the steps: the days that were set by hand, and by what the holidays are known."""
        for day in self.set_by_hand:
            how = "a working day" if day.is_worked else "no working day"
            yield f"{day.day} counts as {how}: {day.reason}"
        if any(one.is_long_over for one in self.steps):
            yield (
                "An old inspection: where no day is told of a step, it may have been done then all the same. "
                "Its day can still be told."
            )
        yield f"Working days leave out the bank holidays of England and Wales, by {self.source}."

    def slips(self) -> str | None:
        """What a late draft moves, and what it does not; None while it is not late, or where that is long over."""
        sending = sending_step([one.planned.step for one in self.steps])
        sent = next((one for one in self.steps if one.planned.step.id == sending), None)
        if sent is None or sent.state not in ("done late", "overdue") or sent.is_long_over:
            return None
        moved = next((one for one in self.steps if one.planned.step.limit_from == "sent"), None)
        stays = [one for one in self.steps if one.planned.step.limit_from == "end" and one is not sent]
        told = f"The draft {'went' if sent.done else 'is'} late"
        if moved:
            to = "moves" if sent.done else "will move"
            told += f": “{moved.planned.step.activity}” {to} with it"
            told += f", to {short(moved.last)} at the latest" if sent.done else ""
        if stays:
            told += f"; “{stays[-1].planned.step.activity}” stays at {short(stays[-1].last)}"
        return told + "."


def schedule(pack: Pack, standing: Standing, today: date) -> Schedule | None:
    """How a case's timeline stands on a day; None where the first day of the inspection is not given."""
    inspection = standing.case.inspection
    if inspection is None or inspection.start is None:
        return None
    done = steps_done(standing)
    days = case_days(standing)
    sending = sending_step(pack.timeline.steps)
    sent_on = _day(done[sending][-1].day) if sending in done else None
    found = timeline(pack, inspection.start, inspection.end, sent_on, days.calendar)
    steps = tuple(_scheduled(found, planned, done.get(planned.step.id, ()), today) for planned in found.steps)
    return Schedule(found, steps, today, days.told(inspection.start), days.set_by_hand)


def odd_days(found: Schedule) -> Iterator[Problem]:
    """What is odd about the days of a case, and those on which steps are said to be done; they are kept all the same."""
    yield from timeline_problems(found.timeline, found.today)
    for one in found.steps:
        if one.done and not found.timeline.start <= one.done <= found.today:
            when = "before the inspection began" if one.done < found.timeline.start else "still to come"
            what = f"`{one.planned.step.id}` is said to be done on {one.done}, which is {when}"
            yield Problem("timeline-odd", what, "tell it anew if it is not so")


def steps_done(standing: Standing) -> dict[str, tuple[StepDone, ...]]:
    """The steps that were taken, by their ids: the days on which each was, the one told last behind.

    What is told again of a day takes the place of what was told of it before; that a step was not taken
    after all takes back everything.
    """
    came = standing.opened.case.timeline
    told = [StepDone(one.step, str(one.day), one.about) for one in came.done] if came else []
    told += [one for event in standing.events if isinstance(one := event.happened, StepDone)]
    done: dict[str, tuple[StepDone, ...]] = {}
    for one in told:
        before = tuple(other for other in done.get(one.step, ()) if other.day != one.day)
        done[one.step] = (*before, one) if one.day else ()
    return {step: days for step, days in done.items() if days}


def timeline_kept(standing: Standing) -> TimelineKept | None:
    """What of the timeline was done and is kept, as the case's file tells it; None where nothing was."""
    found = case_days(standing)
    done = [
        StepTaken(step=one.step, day=_day(one.day), about=one.about)
        for days_of in steps_done(standing).values()
        for one in days_of
    ]
    days = [
        DaySet(day=_day(one.day), worked=bool(one.is_worked), reason=one.reason) for one in found.set_by_hand
    ]
    kept = sorted(day for days_of in found.calendar.kept.values() for day in days_of)
    if not (done or days or kept):
        return None
    return TimelineKept(
        done=tuple(done), days=tuple(days), bank_holidays=tuple(kept), source=found.kept_from()
    )


def step_done(pack: Pack, step: str, day: date | None, about: str | None = None) -> StepDone:
    """That a step was taken on a day, or was not. Raises `Refused` where the pack has no such step."""
    steps = [one.id for one in pack.timeline.steps]
    if step not in steps:
        right = f"name one of: {', '.join(steps)}"
        raise Refused([Problem("timeline-unknown-step", f"there is no step `{step}`", right)])
    text = printable(about or "").strip()
    return StepDone(step, str(day) if day else None, text or None)


def step_done_on(pack: Pack, case: Case, step: str, day: date, today: date, about: str | None) -> StepDone:
    """That a step was taken on a day of the inspection, or after it. Raises `Refused`, as `step_done` does."""
    check_day(case, day, today, f"`{step}` cannot have been done")
    return step_done(pack, step, day, about)


def check_day(case: Case, day: date, today: date, cannot_be: str) -> None:
    """Raises `Refused` for a day before the inspection began, or still to come.

    `cannot_be` begins the sentence that says so: `the draft cannot have gone`.
    """
    start = case.inspection.start if case.inspection else None
    if (start and day < start) or day > today:
        when = "still to come" if day > today else f"before the inspection began on {start}"
        since = f"from {start} to" if start else "up to"
        right = f"give a day {since} today, {today}"
        raise Refused([Problem("timeline-day", f"{cannot_be} on {day}, which is {when}", right)])


def short(day: date | None) -> str:
    """A day as a table has it: `18 Apr 2018`."""
    return f"{day.day} {day:%b %Y}" if day else "–"


def _scheduled(found: Timeline, planned: Planned, told: Sequence[StepDone], today: date) -> Scheduled:
    taken = [(_day(one.day), one.about) for one in told]
    day, about = taken[-1] if taken else (None, None)
    last = planned.limit or planned.usual_to or planned.usual
    calendar = found.calendar
    state: State
    if day:
        late = calendar.between(last, day) if planned.limit else 0
        state, days = ("done late", late) if late > 0 else ("done", 0)
    else:
        days = calendar.between(today, last)
        if planned.limit is None and planned.step.limit_days:
            state = "waiting"
        elif last >= today:
            state = "due"
        else:
            state = "overdue" if planned.limit else "passed"
    return Scheduled(planned, day, about, state, days, tuple(taken[:-1]))


def _day(text: str | None) -> date:
    return date.fromisoformat(text or "")


def _days(count: int) -> str:
    return f"{count} working day{'' if count == 1 else 's'}"
