"""`sccif backup`: a copy of the store in one file."""

from __future__ import annotations

import json
from pathlib import Path

import rich_click as click

from assistant.cli.options import json_option, store_option
from assistant.cli.progress import progress
from assistant.cli.store import ledger_at
from assistant.numbers import number

FOUND = 1
_NOT_SOUND = (
    "the store does not verify, nor does this backup of it: keep both as they are, and restore an earlier one"
)


@click.command("backup")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@json_option
@store_option
@click.pass_context
def command(ctx: click.Context, path: Path, as_json: bool, store: str | None) -> None:
    """Write the store as it is at this moment into FILE, which must not be there yet. Others may go on working.

    The file is for your eyes alone (0600), and it is a store too: `--store FILE` opens it. A store on a
    server is its owner's to back up; whoever may read single cases exports them (`sccif cases export`).

    The store is verified as well. Where something in it does not fit, the file is written all the same,
    as all there is; what does not fit is told, and the exit status is 1: `restore` would not take it.
    """
    from assistant.cli.problems import tell
    from assistant.cli.terminal import visible
    from assistant.store import verify
    from assistant.store.copying import back_up

    with ledger_at(store, "read") as ledger, progress("pages copied") as far:
        cases = back_up(ledger, path, far)
        found = verify(ledger)
    size = path.stat().st_size
    if as_json:
        click.echo(
            json.dumps(
                {
                    "file": str(path),
                    "store": ledger.database.name,
                    "cases": cases,
                    "bytes": size,
                    "verifies": not found.problems,
                }
            )
        )
    else:
        click.echo(
            visible(
                f"written to {path}: {number(cases, 'case')} of {ledger.database.name}, {size // 1024 + 1} KiB"
            )
        )
    if found.problems:
        tell(found.problems, as_json=as_json)
        if not as_json:
            click.echo(_NOT_SOUND, err=True)
        ctx.exit(FOUND)
