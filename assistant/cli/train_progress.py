"""`sccif train progress`: how readings of scenarios agree with the authors' or a panel's, over time and in a cohort."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from assistant.cli.options import json_option, pack_option, store_option
from assistant.cli.problems import tell
from assistant.cli.store import ledger_at
from assistant.numbers import number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.cli.terminal import Page
    from assistant.pack import Pack
    from assistant.work.training.drilled import Drilled
    from assistant.work.training.progress import Compared, Summed

BAD_INPUT = 2
_MOST = 8


@click.command("progress")
@click.option("--cohort", is_flag=True, help="Tell everybody's, by person and by scenario, for a trainer.")
@click.option(
    "--reading",
    "panels",
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="Panels' readings, in a case file or a folder of them; they take the place of the authors'.",
)
@click.option(
    "--csv",
    "file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write a line for each reading and each drill into a new file, too.",
)
@json_option
@pack_option
@store_option
@click.pass_context
def command(
    ctx: click.Context,
    cohort: bool,
    panels: Path | None,
    file: Path | None,
    as_json: bool,
    pack_dir: Path | None,
    store: str | None,
) -> None:
    """Tell how your readings of scenarios agree with their authors', or with a panel's.

    With --cohort it tells of everybody's that you may read, and --csv and --json name whose each is; others' of
    a scenario are told once your own view of it is sealed. Only what was sealed before anything was shown counts. Each
    share stands with its number and its interval of 95%: of few readings little can be said. It is told to learn
    by, and ranks nobody.
    """
    from assistant.cli.terminal import Page, plain
    from assistant.pack import load_pack
    from assistant.problems import Refused
    from assistant.reasoning.compile import compile_rules
    from assistant.work.agreement import reader
    from assistant.work.training import SCENARIO
    from assistant.work.training.begin import only_after_own_view, readings_kept, who
    from assistant.work.training.drilled import every_drilled
    from assistant.work.training.progress import (
        COLUMNS,
        cells,
        compared,
        drilled_by,
        panels_in,
        same_in,
        unanswered,
        write_table,
    )
    from assistant.work.training.reading import read_scenarios

    pack = load_pack(pack_dir)
    scenarios = read_scenarios(pack)
    theirs = panels_in(panels, scenarios, pack) if panels else {}
    with ledger_at(store, "read") as ledger:
        kept = list(readings_kept(ledger))
        drills = list(every_drilled(ledger))
        every = [case for case in kept if not isinstance(case, Refused)]
        cases, mine = only_after_own_view(ledger, every), (who(ledger), ledger.actor)
    drilled = [one for one in drills if not isinstance(one, Refused)]
    refused = [one for one in (*kept, *drills) if isinstance(one, Refused)]
    tell([problem for one in refused for problem in one.problems], as_json=as_json)
    readings = compared(compile_rules(pack), scenarios, cases, theirs)
    if not cohort and not as_json and not file:
        readings = tuple(one for one in readings if one.who in mine)
        drilled = [one for one in drilled if one.who in mine]
    if file:
        write_table(file, readings, drilled)
    if as_json:
        for one in readings:
            areas = {area: [int(share.count), share.of] for area, share in one.areas.items()}
            row = dict(zip(COLUMNS, cells(one), strict=True))
            click.echo(json.dumps(row | {"areas": areas, "rules": one.rules}))
        for name, some in drilled_by(drilled, lambda one: one.who).items():
            share = same_in(some)
            click.echo(json.dumps({"who": name, "drills": share.of, "drills_same": int(share.count)}))
    else:
        page = Page(sys.stdout)
        whose = "Everybody's that you may read" if cohort else "Your own"
        if readings or drilled:
            page.line(plain(f"{whose}:"))
        if theirs:
            page.line(plain("A reading that a panel's was made of is not measured against it."))
        if left := len(every) - len(cases):
            page.line(plain(f"{left} of others' left out: your own view of the scenario comes first"))
        empty = [one for one in unanswered(scenarios, cases) if cohort or reader(one) in mine]
        if empty:
            names = ", ".join(one.evidence_id.removeprefix(SCENARIO) for one in empty)
            told = f"{number(len(empty), 'reading')} sealed with no answer, not counted: {names}"
            page.line(plain(told))
        if readings or not empty:
            _print(page, pack, readings, is_cohort=cohort)
        _print_drills(page, pack, drilled, is_cohort=cohort)
    ctx.exit(BAD_INPUT if refused else 0)


def _print(page: Page, pack: Pack, readings: tuple[Compared, ...], *, is_cohort: bool) -> None:
    from assistant.cli.terminal import plain
    from assistant.work.figures import of_share
    from assistant.work.training.figures import area_name
    from assistant.work.training.progress import Summed, by_person, by_scenario

    if not readings:
        page.line(plain("no scenario was judged yet; `sccif train list` has them"))
        return
    every = Summed(readings)
    page.heading("Agreement with the authors' or the panels' readings")
    page.line(plain(f"Judgements: {of_share(every.judgements)}"))
    page.line(plain(f"Answers: {of_share(every.answers)}"))
    if is_cohort:
        _print_table(page, "By person", by_person(readings))
        _print_table(page, "By scenario", by_scenario(readings))
    else:
        page.heading("Over time")
        for number, one in enumerate(readings, 1):
            so_far = Summed(readings[:number])
            at = one.at.date().isoformat() if one.at else "no day"
            same = "the same judgement" if one.is_same else "another judgement"
            page.line(plain(f"{at}  {one.scenario}: {same}; answers {of_share(one.answers)}"))
            page.line(plain(f"judgements so far {of_share(so_far.judgements)}"), 12)
    page.heading("Answers by area")
    for area, share in every.areas.items():
        name = area_name(pack, area)
        page.line(plain(f"{name}: {of_share(share)}"))
    if every.rules:
        page.heading("Rules that the differences moved most often")
    for rule, times in every.rules[:_MOST]:
        page.line(plain(f"{times} x {rule}"), 2)


def _print_drills(page: Page, pack: Pack, drilled: Sequence[Drilled], *, is_cohort: bool) -> None:
    """How many drills were judged as the rules have it; it stands apart from agreement with people."""
    from assistant.cli.terminal import plain
    from assistant.work.figures import of_share
    from assistant.work.training.figures import OF_DRILLS, area_name
    from assistant.work.training.progress import drilled_by, same_in

    if not drilled:
        return
    page.heading("Drills judged as the rules have it")
    page.line(plain(OF_DRILLS))
    page.line(plain(f"All: {of_share(same_in(drilled))}"))
    for area, some in drilled_by(drilled, lambda one: one.area).items():
        page.line(plain(f"{area_name(pack, area)}: {of_share(same_in(some))}"))
    if is_cohort:
        for who, some in drilled_by(drilled, lambda one: one.who).items():
            page.line(plain(f"{who}: {of_share(same_in(some))}"))


def _print_table(page: Page, head: str, groups: Mapping[str, Summed]) -> None:
    from assistant.cli.terminal import plain
    from assistant.work.figures import of_share

    page.heading(head)
    for name, summed in groups.items():
        page.line(plain(name))
        page.line(plain(f"judgements {of_share(summed.judgements)}"), 2)
        page.line(plain(f"answers {of_share(summed.answers)}"), 2)
