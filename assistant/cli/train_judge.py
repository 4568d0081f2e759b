"""`sccif train ID`: a scenario is read, answered and judged alone, line by line; then comes the debrief."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from assistant.cli.options import pack_option, store_option
from assistant.cli.store import ledger_at

if TYPE_CHECKING:
    from assistant.case import Case
    from assistant.pack import Pack
    from assistant.store import Ledger
    from assistant.work.training.model import Scenario


@click.command("judge")
@click.argument("scenario", metavar="ID")
@click.option("--brief", is_flag=True, help="Tell only the labels of the answers, not where they part.")
@click.option(
    "--reading",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Compare with a panel's reading, in a case file, instead of the authors'.",
)
@pack_option
@store_option
@click.pass_context
def command(
    ctx: click.Context,
    scenario: str,
    brief: bool,
    reading: Path | None,
    pack_dir: Path | None,
    store: str | None,
) -> None:
    """Read scenario ID, answer its questions, seal your judgement with reasons; then the debrief is told.

    It asks line by line as `sccif interview` does: `notes` shows the passages again, `link log-2` rests an
    answer on one, `seal` states your view. Nothing of another's reading is told before. What you write is in
    the store, apart from cases of real inspections, and it goes on there the next time.
    """
    from assistant.cli.train_show import print_documents
    from assistant.cli.writers.debrief import print_debrief
    from assistant.pack import load_pack
    from assistant.reasoning.compile import compile_rules
    from assistant.work.training.begin import is_begun
    from assistant.work.training.debrief import debrief, panel_reading
    from assistant.work.training.reading import scenario_named

    pack = load_pack(pack_dir)
    found = scenario_named(pack, scenario)
    theirs = panel_reading(reading, found, pack) if reading else None
    with ledger_at(store, "made") as ledger:
        if not is_begun(ledger, found):
            print_documents(pack, found, is_bare=True)
        status, mine = _ask(ledger, found, pack, is_brief=brief)
    if mine.sealed is not None:
        print_debrief(sys.stdout, pack, debrief(compile_rules(pack), found, mine, theirs))
    ctx.exit(status)


def _ask(ledger: Ledger, scenario: Scenario, pack: Pack, *, is_brief: bool) -> tuple[int, Case]:
    """Ask what is open. Gives the exit status, and the reading as it stands then."""
    from assistant.cli.asking.lines import Lines
    from assistant.cli.asking.scenario import TraineeInterview
    from assistant.cli.asking.talk import Talk
    from assistant.cli.terminal import Page
    from assistant.reasoning import Judging
    from assistant.work.drafts import Drafts, drafts_of
    from assistant.work.keeping import pack_of
    from assistant.work.reveal import reveal_of
    from assistant.work.sitting import Sitting
    from assistant.work.training.begin import take_up

    standing = take_up(ledger, scenario, pack)
    if standing.case.sealed is not None:
        return 0, standing.case
    drafts = Drafts(drafts_of(ledger.database.name, standing.case.id))
    judging = Judging(pack_of(ledger, standing, pack), "meaning")
    sitting = Sitting.open(ledger, standing, judging, drafts, reveal_of(ledger, standing.case))
    page = Page(sys.stdout, is_bare=True)
    asked = frozenset(at for at, _ in scenario.asked())
    given = sum(len(record.answers) for record in scenario.given.records.values())
    status = TraineeInterview(Talk(sitting, page, Lines(page), is_brief), asked, given).run()
    return status, sitting.case
