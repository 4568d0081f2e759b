"""`sccif train debrief`: a reading of a scenario in a case file, beside that of its authors or of a panel."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import rich_click as click

from assistant.cli.options import json_option, pack_option, store_option
from assistant.cli.own_view import need_own_view_in
from assistant.cli.store import ledger_at
from assistant.problems import Problem, Refused


@click.command("debrief")
@click.argument("scenario", metavar="ID")
@click.option(
    "--answers",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The trainee's reading in a case file; without it, yours in the store.",
)
@click.option(
    "--reading",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="A panel's reading in a case file; without it, the authors'.",
)
@json_option
@pack_option
@store_option
def command(
    scenario: str,
    answers: Path | None,
    reading: Path | None,
    as_json: bool,
    pack_dir: Path | None,
    store: str | None,
) -> None:
    """Lay a reading of scenario ID beside its authors', or a panel's: what moves the judgement is told first.

    A reading needs a view that was sealed, or a judgement. No answer is called wrong: where the framework
    leaves room for both, it is said why. While your own reading in the store is begun and not sealed, nothing is
    told of a reading in a file either.
    """
    from assistant.case import read_case
    from assistant.cli.writers.debrief import debrief_as_json, print_debrief
    from assistant.pack import load_pack
    from assistant.reasoning.compile import compile_rules
    from assistant.store import read
    from assistant.work.training.begin import is_begun, reading_of
    from assistant.work.training.debrief import debrief, panel_reading
    from assistant.work.training.reading import scenario_named

    pack = load_pack(pack_dir)
    found = scenario_named(pack, scenario)
    theirs = panel_reading(reading, found, pack) if reading else None
    if answers:
        need_own_view_in(store, found)
        mine = read_case(answers, pack).case
    else:
        with ledger_at(store, "read") as ledger:
            if not is_begun(ledger, found):
                what = f"you have not judged `{found.id}` yet"
                right = f"judge it first: `sccif train {found.id}`, or give a reading with --answers FILE"
                raise Refused([Problem("scenario-readings", what, right)])
            mine = read(ledger, reading_of(ledger, found)).case
    told = debrief(compile_rules(pack), found, mine, theirs)
    if as_json:
        click.echo(json.dumps(debrief_as_json(told)))
    else:
        print_debrief(sys.stdout, pack, told)
