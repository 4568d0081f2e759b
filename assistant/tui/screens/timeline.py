"""The timeline of the case that is open: each step with its days, and what is done, due and overdue."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from assistant.document.new_file import write_new
from assistant.problems import Refused
from assistant.store.kinds import Happening
from assistant.tui.copying import Copy
from assistant.tui.keys import bindings
from assistant.tui.screens.base import Acting
from assistant.tui.screens.details import Details
from assistant.tui.screens.form import Form, Line
from assistant.tui.situation import Situation
from assistant.tui.text import Row, Rows, plain, plain_line, row
from assistant.tui.widgets.bars import DangerBar, KeyBar, StatusLine
from assistant.work.case_days import holidays_to_keep, working_day_set
from assistant.work.interview import danger
from assistant.work.schedule import (
    SIGNS,
    Schedule,
    Scheduled,
    odd_days,
    schedule,
    short,
    step_done,
    step_done_on,
)
from assistant.work.working_days import today

_TONES = {"done": "$tone-good", "done late": "bold $tone-bad", "overdue": "bold $tone-bad"}
_EXAMPLE = "2019-03-05"
_ROOM = 61
_HOW = {"yes": True, "no": False, "": None}


class TimelineScreen(Acting[None]):
    """The steps, one under the cursor."""

    CONTEXT = "timeline"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("timeline")]

    def compose(self) -> ComposeResult:
        """The steps, and under them what moves."""
        yield Static("", id="top", markup=False)
        yield DangerBar()
        yield OptionList(id="steps", markup=False)
        with VerticalScroll(id="moves-along", can_focus=False):
            yield Static("", id="told", markup=False)
        yield StatusLine()
        yield KeyBar()

    def on_mount(self) -> None:
        """The steps take the keys, the next that is due under the cursor."""
        self._keep_days()
        self.draw()
        rows = self.query_one("#steps", OptionList)
        if self.schedule:
            steps = self.schedule.steps
            rows.highlighted = steps.index(self.schedule.next) if self.schedule.next else 0
        rows.focus()
        self.show_keys()

    @property
    def schedule(self) -> Schedule | None:
        """How the timeline stands today; None where the first day is not given."""
        session = self.session
        return schedule(session.pack, session.kept.standing, today())

    @property
    def step(self) -> Scheduled | None:
        """The step under the cursor."""
        found, rows = self.schedule, self.query_one("#steps", OptionList)
        return found.steps[rows.highlighted] if found and rows.highlighted is not None else None

    def situation(self) -> Situation:
        """What is true here."""
        step = self.step
        return Situation(
            self.CONTEXT,
            has_place=step is not None,
            is_answered=step is not None and step.done is not None,
            is_danger=danger(self.session.case, self.session.pack) is not None,
        )

    def draw(self) -> None:
        """Everything as it stands today."""
        found, rows = self.schedule, self.query_one("#steps", OptionList)
        at = rows.highlighted
        told = found.told_day() if found else "no first day is given"
        name = plain_line(self.session.case.id, "bold")
        self.query_one("#top", Static).update(
            Content.assemble((" Timeline  ", "bold $accent"), name, (f"  {told}", "$quiet"))
        )
        rows.clear_options()
        if found:
            rows.add_options([Option(_prompt(one), id=one.planned.step.id) for one in found.steps])
            rows.highlighted = at
        self.query_one("#told", Static).update(Rows(_beside(found)))
        self.show_keys()

    def on_option_list_option_highlighted(self) -> None:
        """What can be done depends on the step."""
        self.show_keys()

    def on_option_list_option_selected(self) -> None:
        """Enter or the mouse."""
        self.do_taken()

    # Doing

    def do_taken(self) -> None:
        """Ask when the step was done."""
        found, step = self.schedule, self.step
        if found is None or step is None:
            return
        lines = [Line("day", "Done on", f"e.g. {_EXAMPLE}", str(found.offered(step)))]
        lines.append(Line("about", "Which draft, or what helps to find it again", "", step.about or ""))

        def take(said: Mapping[str, str]) -> str:
            day = _day(said["day"])
            session, name = self.session, step.planned.step.id
            self._record(step_done_on(session.pack, session.case, name, day, found.today, said["about"]))
            return f"done {short(day)}: {step.planned.step.activity}"

        about = "It can be told anew; what was told before stays in the history."
        self.app.push_screen(Form(step.planned.step.activity, about, lines, take), self.done)

    def do_not_taken(self) -> None:
        """The step was not done after all."""
        step = self.step
        if step and step.done:
            try:
                self._record(step_done(self.session.pack, step.planned.step.id, None))
            except Refused as refused:
                self._trouble(refused)
            else:
                self.done(f"not done after all: {step.planned.step.activity}")

    def do_set_day(self) -> None:
        """Ask for a day that is worked, or not, whatever is published."""
        lines = [
            Line("day", "Day", f"e.g. {_EXAMPLE}"),
            Line("worked", "Worked: yes, no, or nothing for as it is published", "no", "no"),
            Line("reason", "Why", "a holiday of the region"),
        ]

        def take(said: Mapping[str, str]) -> str:
            how = said["worked"].lower()
            if how not in _HOW:
                raise ValueError("write yes, no, or nothing")
            day = _day(said["day"])
            self._record(working_day_set(day, is_worked=_HOW[how], reason=said["reason"]))
            return f"{short(day)} is counted anew"

        about = "Working days are Monday to Friday, less the bank holidays of England and Wales."
        self.app.push_screen(Form("A working day, or none", about, lines, take), self.done)

    def do_calendar(self) -> None:
        """Ask for a file, and write the steps as a calendar."""
        from assistant.work.ics import calendar_text

        found, case = self.schedule, self.session.case
        if found is None:
            return

        def take(said: Mapping[str, str]) -> str:
            path = self.house.path_of(said["path"])
            write_new(path, calendar_text(found.timeline, case.urn or case.id))
            return f"written to {path.absolute()}"

        lines = [Line("path", "File", "inspection.ics", f"{case.id}.ics")]
        about = (
            "A new file for you alone. It names the home's URN and the steps, and nothing of the evidence."
        )
        self.app.push_screen(Form("Calendar file", about, lines, take), self.done)

    def to_copy(self) -> Copy | None:
        """All steps as they stand."""
        found, case = self.schedule, self.session.case
        if found is None:
            return super().to_copy()
        steps = [_prompt(one).plain for one in found.steps]
        below = [slips] if (slips := found.slips()) else []
        text = "\n".join([case.id, *steps, *below, *found.beside()])
        return Copy("the timeline", text, f"sccif cases timeline {case.id}")

    def do_details(self) -> None:
        """The head of the case, where the days are given."""
        self.app.push_screen(Details(), lambda _: self._given())

    def _given(self) -> None:
        self._keep_days()
        self.draw()

    def do_back(self) -> None:
        """Back to where it was opened."""
        self.dismiss(None)

    def done(self, said: str | None) -> None:
        """Something was done, and is told, or was left as it was."""
        self.draw()
        if said:
            self.tell(said)

    def _keep_days(self) -> None:
        """Keep the bank holidays by which what stands here is counted; who may not write sees that they are not kept."""
        kept = holidays_to_keep(self.session.kept.standing)
        if kept:
            with suppress(Refused):
                self.session.kept.record(kept)

    def _record(self, told: Happening) -> None:
        """Write it, and the bank holidays by which the case is counted where they are not kept yet. Raises `Refused`."""
        kept = holidays_to_keep(self.session.kept.standing)
        self.session.kept.record(*([kept] if kept else []), told)

    def _trouble(self, refused: Refused) -> None:
        problem = refused.problems[0]
        self.tell(f"NOT SAVED: {problem.what}: {problem.right}", is_trouble=True)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"`{text}` is no day; write it as {_EXAMPLE}") from None


def _prompt(one: Scheduled) -> Content:
    step = one.planned.step
    days = f"{step.day}–{step.to_day}" if step.to_day else f"{step.day}"
    about = plain_line(f"  {told}", "$quiet") if (told := one.told_about()) else Content("")
    tone = _TONES.get(one.state, "")
    # On one line where both fit beside each other in eighty columns, so that every step is seen there.
    fits = not about.plain and len(one.told_days()) + len(one.told()) <= _ROOM
    return Content.assemble(
        (f"{SIGNS[one.state]} ", tone),
        (f"Day {days:<6}", "bold $accent"),
        plain_line(step.activity, "bold"),
        "\n            ",
        (one.told_days(), "$quiet"),
        (" · ", "$quiet") if fits else "\n            ",
        (one.told(), tone),
        about,
    )


def _beside(found: Schedule | None) -> list[Row]:
    if found is None:
        return [
            row(plain("The days are counted from the first day of the inspection: f3 gives it.", "$quiet"))
        ]
    rows = [row(plain(slips, "bold"), lead="! ", indent=2)] if (slips := found.slips()) else []
    rows += [row(plain(f"{one.what}: {one.right}"), lead="? ", indent=2) for one in odd_days(found)]
    return [*rows, *(row(plain(line, "$quiet")) for line in found.beside())]
