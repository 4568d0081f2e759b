"""`sccif cases timeline`: the timeline of a case, what of it is done, due and overdue, and what was done when."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from assistant.cli.completing import case_names
from assistant.cli.options import json_option, pack_option, refuse_alone, store_option
from assistant.cli.problems import tell
from assistant.cli.store import ledger_at, tell_of_written
from assistant.cli.timeline import DAY
from assistant.problems import Problem, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.case import Case
    from assistant.pack import Pack
    from assistant.store.kinds import Happening
    from assistant.work.schedule import Schedule


_GOES_WITH = {
    "day": ("done",),
    "about": ("done",),
    "reason": ("worked", "closed", "as_published"),
}


@click.command("timeline")
@click.argument("case_id", metavar="CASE", shell_complete=case_names)
@click.option("--done", metavar="STEP", help="A step was taken: day-15, for instance.")
@click.option("--not-done", metavar="STEP", help="It was not taken after all.")
@click.option("--on", "day", type=DAY, metavar="DAY", help="With --done: when; today, where nothing is said.")
@click.option("--about", metavar="TEXT", help="With --done: which draft was sent.")
@click.option("--worked", type=DAY, metavar="DAY", help="A bank holiday that was worked in this case.")
@click.option("--closed", type=DAY, metavar="DAY", help="A day that was not worked, besides bank holidays.")
@click.option("--as-published", type=DAY, metavar="DAY", help="A day that was set by hand, no longer.")
@click.option("--reason", default="", metavar="TEXT", help="With a day that is set by hand: why.")
@click.option("--ics", type=click.Path(path_type=Path), metavar="FILE", help="Write a calendar file too.")
@json_option
@pack_option
@store_option
def command(
    case_id: str, ics: Path | None, as_json: bool, pack_dir: Path | None, store: str | None, **given: Any
) -> None:
    """Show the steps of a case's inspection: the usual day, the limit, and what is done, due or overdue.

    For days alone, without a case, there is `sccif timeline --start DAY`.

    What is done is told with --done, of a day from the first of the inspection on, and can be told anew.
    The bank holidays that a case is counted by are written down in it with the first thing that is told,
    so that none of its days moves later unseen.
    """
    from assistant.cli.timeline import write_calendar
    from assistant.pack import load_pack
    from assistant.store import read
    from assistant.work.case_days import holidays_to_keep
    from assistant.work.keeping import pack_of
    from assistant.work.schedule import odd_days, schedule
    from assistant.work.working_days import today

    refuse_alone(given, _GOES_WITH)
    day = today()
    with ledger_at(store, "there" if any(given.values()) else "read") as ledger:
        standing = read(ledger, case_id)
        pack = pack_of(ledger, standing, load_pack(pack_dir))
        if told := list(_told(pack, standing.case, given, day)):
            kept = holidays_to_keep(standing)
            events = ledger.append(case_id, standing.sequence, *([kept] if kept else []), *told)
            tell_of_written(pack, standing, events, as_json=as_json)
            standing = standing.then(events)
        found = schedule(pack, standing, day)
    if found is None:
        right = (
            f"give it with `head` in `sccif interview {case_id}`, in the app (f3), or with "
            "`sccif cases new --start DAY` for a case that begins"
        )
        raise Refused([Problem("timeline-no-start", f"the first day of `{case_id}` is not given", right)])
    if problems := tuple(odd_days(found)):
        tell(problems, as_json=as_json)
    if ics is not None:
        write_calendar(ics, found.timeline, standing.case.urn or case_id)
    if as_json:
        click.echo(json.dumps(as_tree(case_id, found)))
    else:
        _print(case_id, found)


def _told(pack: Pack, case: Case, given: dict[str, Any], today: date) -> Iterator[Happening]:
    """What was told on the command line."""
    from assistant.work.case_days import working_day_set
    from assistant.work.schedule import step_done, step_done_on

    if given["done"]:
        yield step_done_on(pack, case, given["done"], given["day"] or today, today, given["about"])
    if given["not_done"]:
        yield step_done(pack, given["not_done"], None)
    for name, is_worked in (("worked", True), ("closed", False), ("as_published", None)):
        if given[name]:
            yield working_day_set(given[name], is_worked=is_worked, reason=given["reason"])


def as_tree(case_id: str, found: Schedule) -> dict[str, Any]:
    """A case's timeline as `--json` prints it."""
    from assistant.cli.timeline import as_tree as timeline_tree

    tree = timeline_tree(found.timeline)
    for step, one in zip(tree["steps"], found.steps, strict=True):
        done = str(one.done) if one.done else None
        step.update(step=one.planned.step.id, done=done, state=one.state, days=one.days)
        if one.about:
            step["about"] = one.about
        if one.earlier:
            step["earlier"] = [{"day": str(day), "about": about} for day, about in one.earlier]
    by_hand = [{"day": one.day, "worked": one.is_worked, "reason": one.reason} for one in found.set_by_hand]
    return (
        {"case": case_id, "day": found.day} | tree | {"bank_holidays": found.source, "set_by_hand": by_hand}
    )


def _print(case_id: str, found: Schedule) -> None:
    from assistant.cli.terminal import Page, plain
    from assistant.work.schedule import SIGNS

    page = Page(sys.stdout)
    page.heading(f"{case_id}: {found.told()}")
    for one in found.steps:
        step, bad = one.planned.step, one.state in ("overdue", "done late")
        days = f"Day {step.day}" + (f" to {step.to_day}" if step.to_day else "")
        page.line(plain(f"{days}: {step.activity}", "bold"), 2, f"{SIGNS[one.state]} ")
        page.line(plain(one.told_days()), 4, tail=plain(f"[{step.id}]", "dim"))
        about = f" ({told})" if (told := one.told_about()) else ""
        page.line(plain(f"{one.told()}{about}", "bold red" if bad else ""), 4)
    page.gap()
    if slips := found.slips():
        page.line(plain(slips))
    for line in found.beside():
        page.line(plain(line))
