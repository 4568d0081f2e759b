"""`sccif timeline`: the usual day and the limit of each step of an inspection."""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from assistant.cli.options import json_option, pack_option
from assistant.cli.problems import tell

if TYPE_CHECKING:
    from assistant.work.timeline import Planned, Timeline


class Day(click.ParamType[date]):
    """A day, `2019-03-05`."""

    name = "day"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day that was typed; fails with how to write it."""
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(str(value), "%Y-%m-%d").replace(tzinfo=UTC).date()
        except ValueError:
            self.fail(f"`{value}` is no day; write it as 2019-03-05", param, ctx)


DAY = Day()
"""A day as it is typed on the command line."""


@click.command("timeline")
@click.option(
    "--start", type=DAY, required=True, metavar="DAY", help="The first day of the inspection, 2019-03-05."
)
@click.option("--end", type=DAY, metavar="DAY", help="Its last day; the limits run from it.")
@click.option(
    "--sent", type=DAY, metavar="DAY", help="When the draft was sent; the provider's days run from it."
)
@click.option(
    "--closed",
    type=DAY,
    multiple=True,
    metavar="DAY",
    help="A day that was not worked, besides bank holidays; may be given more than once.",
)
@click.option(
    "--worked",
    type=DAY,
    multiple=True,
    metavar="DAY",
    help="A bank holiday that was worked; may be given more than once.",
)
@click.option(
    "--ics", "ics", type=click.Path(path_type=Path), metavar="FILE", help="Write a calendar file too."
)
@click.option(
    "--name",
    default="Inspection",
    metavar="NAME",
    help="What the calendar's entries are about: a URN, never a person.",
)
@json_option
@pack_option
def command(
    start: date,
    end: date | None,
    sent: date | None,
    closed: tuple[date, ...],
    worked: tuple[date, ...],
    ics: Path | None,
    name: str,
    as_json: bool,
    pack_dir: Path | None,
) -> None:
    """Show when each step of an inspection is usually taken, and the last day it may be, by its days alone.

    It knows no case. Of a case in the store `sccif cases timeline CASE` shows it, with what is done, due or overdue.

    Days are working days: Monday to Friday, less the bank holidays of England and Wales. The framework
    does not define them; this is a reading.
    """
    from assistant.pack import load_pack
    from assistant.work.timeline import timeline, timeline_problems
    from assistant.work.working_days import Calendar, today

    found = timeline(load_pack(pack_dir), start, end, sent, Calendar(frozenset(closed), frozenset(worked)))
    if problems := tuple(timeline_problems(found, today())):
        tell(problems, as_json=as_json)
    if ics is not None:
        write_calendar(ics, found, name)
    if as_json:
        sys.stdout.write(json.dumps(as_tree(found)) + "\n")
    else:
        _print(found)


def as_tree(found: Timeline) -> dict[str, Any]:
    """A timeline as `--json` prints it."""
    from assistant.work.working_days import library

    def told(day: date | None) -> str | None:
        return str(day) if day else None

    steps: list[dict[str, Any]] = []
    for planned in found.steps:
        step: dict[str, object] = {"day": planned.step.day}
        if planned.step.to_day:
            step["to_day"] = planned.step.to_day
        step |= {"activity": planned.step.activity, "usual": told(planned.usual)}
        if planned.usual_to:
            step["usual_to"] = told(planned.usual_to)
        steps.append(step | {"limit": told(planned.limit), "cites": planned.step.cites})
    days = {"start": told(found.start), "end": told(found.end)} | (
        {"sent": told(found.sent)} if found.sent else {}
    )
    return days | {"steps": steps, "bank_holidays": library()}


def _print(found: Timeline) -> None:
    from assistant.cli.terminal import Page, plain
    from assistant.work.working_days import library, library_told

    page = Page(sys.stdout)
    ended = f", ended {_told(found.end)}" if found.end else ""
    page.heading(f"Timeline of an inspection begun on {_told(found.start)}{ended}")
    for planned in found.steps:
        step = planned.step
        days = f"Day {step.day}" + (f" to {step.to_day}" if step.to_day else "")
        usual = _told(planned.usual) + (f" to {_told(planned.usual_to)}" if planned.usual_to else "")
        page.line(plain(f"{days:<12}{usual}", "bold"), 2)
        page.line(plain(step.activity), 14)
        page.line(plain(_limit(found, planned), "dim"), 14)
    page.gap()
    page.line(
        plain(f"Working days leave out the bank holidays of England and Wales, by {library_told(library())}.")
    )


def _limit(found: Timeline, planned: Planned) -> str:
    step = planned.step
    if planned.limit is None:
        return "no limit" if not step.limit_days else "the limit runs from the last day: give --end"
    since = "the inspection ended" if step.limit_from == "end" else "the draft was sent"
    if step.limit_from == "sent" and not found.sent:
        since += ", if that is on its last day"
    return f"at the latest {_told(planned.limit)}: {step.limit_days} working days after {since}"


def _told(day: date | None) -> str:
    return f"{day:%a} {day.day} {day:%B %Y}" if day else "not known"


def write_calendar(path: Path, found: Timeline, name: str) -> None:
    """Write a timeline as a new calendar file (0600). Raises `Refused` as `write_new` does."""
    from assistant.document.new_file import write_new
    from assistant.work.ics import calendar_text

    write_new(path, calendar_text(found, name))
