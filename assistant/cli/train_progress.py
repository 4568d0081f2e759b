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

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assistant.cli.terminal import Page
    from assistant.pack import Pack
    from assistant.work.training.progress import Compared, Summed

BAD_INPUT = 2
_MOST = 8
COLUMNS = ("at", "who", "scenario", "reading", "judged", "theirs", "same", "answers_same", "answers", "rules")


@click.command("progress")
@click.option("--cohort", is_flag=True, help="Tell it by person and by scenario, for a trainer.")
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
    help="Write a line for each reading into a new file, too.",
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
    """Tell how the readings of scenarios that you may read agree with their authors', or with a panel's.

    A trainee sees their own, a trainer everybody's. Only what was sealed before anything was shown counts. Each
    share stands with its number and its interval of 95%: of few readings little can be said. It is told to learn
    by, and ranks nobody.
    """
    from assistant.cli.terminal import Page
    from assistant.cli.writers.csv_text import csv_text
    from assistant.document.new_file import write_new
    from assistant.pack import load_pack
    from assistant.problems import Refused
    from assistant.reasoning.compile import compile_rules
    from assistant.work.training.begin import readings_kept
    from assistant.work.training.progress import compared, panels_in
    from assistant.work.training.reading import read_scenarios

    pack = load_pack(pack_dir)
    scenarios = read_scenarios(pack)
    theirs = panels_in(panels, scenarios, pack) if panels else {}
    with ledger_at(store, "read") as ledger:
        kept = list(readings_kept(ledger))
    cases = [case for case in kept if not isinstance(case, Refused)]
    tell([problem for one in kept if isinstance(one, Refused) for problem in one.problems], as_json=as_json)
    readings = compared(compile_rules(pack), scenarios, cases, theirs)
    if file:
        write_new(file, csv_text(COLUMNS, (_cells(one) for one in readings)))
    if as_json:
        for one in readings:
            areas = {area: [int(share.count), share.of] for area, share in one.areas.items()}
            row = dict(zip(COLUMNS, _cells(one), strict=True))
            click.echo(json.dumps(row | {"areas": areas, "rules": one.rules}))
    else:
        _print(Page(sys.stdout), pack, readings, is_cohort=cohort)
    ctx.exit(0 if len(cases) == len(kept) else BAD_INPUT)


def _cells(one: Compared) -> tuple[str | float | None, ...]:
    share, at = one.answers, one.at.isoformat() if one.at else None
    same = "yes" if one.is_same else "no"
    rules = " ".join(dict.fromkeys(one.rules))
    return (at, one.who, one.scenario, one.whose, *one.judged, same, int(share.count), share.of, rules)


def _print(page: Page, pack: Pack, readings: tuple[Compared, ...], *, is_cohort: bool) -> None:
    from assistant.cli.terminal import plain
    from assistant.cli.writers.figures import of_share
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
        name = pack.areas[area].short if area in pack.areas else pack.record_types[area].label
        page.line(plain(f"{name}: {of_share(share)}"))
    if every.rules:
        page.heading("Rules that the differences moved most often")
    for rule, times in every.rules[:_MOST]:
        page.line(plain(f"{times} x {rule}"), 2)


def _print_table(page: Page, head: str, groups: Mapping[str, Summed]) -> None:
    from assistant.cli.terminal import plain
    from assistant.cli.writers.figures import of_share

    page.heading(head)
    for name, summed in groups.items():
        page.line(plain(name))
        page.line(plain(f"judgements {of_share(summed.judgements)}"), 2)
        page.line(plain(f"answers {of_share(summed.answers)}"), 2)
