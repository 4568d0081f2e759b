"""`sccif cases verify`: every chain is worked out again, and what does not fit is named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from assistant.cli.options import json_option, store_option
from assistant.cli.progress import progress
from assistant.cli.store import ledger_at
from assistant.numbers import number
from assistant.problems import Problem, Refused

if TYPE_CHECKING:
    from assistant.store import Verified

FOUND = 1


@click.command("verify")
@click.option(
    "--heads",
    "path",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Heads that `sccif cases heads` wrote and that were kept elsewhere.",
)
@json_option
@store_option
@click.pass_context
def command(ctx: click.Context, path: Path | None, as_json: bool, store: str | None) -> None:
    """Check that every case is as it was written: each event, what it tells, and its place in the chain.

    Names the first event of each case that does not fit; the exit status is then 1. Whoever can write
    the store's own file could write a whole new chain: --heads finds that too. On a server it looks at
    what you may read; all of it is the owner's to verify.
    """
    from assistant.store import verify
    from assistant.store.listing import hidden_cases
    from assistant.work.heads import read_heads

    pinned = read_heads(path) if path else []
    with ledger_at(store, "read") as ledger:
        if hidden := hidden_cases(ledger):
            what = (
                f"what `{hidden[0]}` says may not be read by {ledger.actor}, so the store cannot be verified"
            )
            right = "have it verified by the owner of the schema, or by somebody who may read its cases"
            raise Refused([Problem("store-forbidden", what, right)])
        with progress("cases", stopped="the store is as it was, and not verified") as told:
            found = verify(ledger, pinned, told)
    _print(found, len(pinned), as_json=as_json)
    ctx.exit(FOUND if found.problems else 0)


def _print(found: Verified, pinned: int, *, as_json: bool) -> None:
    from assistant.cli.terminal import visible

    if as_json:
        told = {"cases": found.cases, "events": found.events, "erased": found.erased, "pinned": pinned}
        problems = [problem.as_json() for problem in found.problems]
        click.echo(json.dumps(told | {"problems": problems}))
        return
    for problem in found.problems:
        click.echo(visible(str(problem)))
    told_of = [number(found.cases, "case"), number(found.events, "event")]
    told_of += [f"{found.erased} erased under orders"] if found.erased else []
    told_of += [f"{number(pinned, 'head')} kept elsewhere"] if pinned else []
    wrong = len(found.problems)
    said = "all as they were written"
    if wrong:
        said = "1 that does not fit" if wrong == 1 else f"{wrong} that do not fit"
    click.echo(f"{', '.join(told_of)}: {said}")
