"""`sccif backup`: a copy of the store in one file."""

from __future__ import annotations

import json
from pathlib import Path

import rich_click as click

from assistant.cli.options import json_option, store_option
from assistant.cli.store import ledger_at, number


@click.command("backup")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@json_option
@store_option
def command(path: Path, as_json: bool, store: str | None) -> None:
    """Write the store as it is at this moment into FILE, which must not be there yet. Others may go on working.

    The file is for your eyes alone (0600), and it is a store too: `--store FILE` opens it. A store on a
    server is its owner's to back up; whoever may read single cases exports them (`sccif cases export`).
    """
    from assistant.cli.terminal import visible
    from assistant.store.copying import back_up

    with ledger_at(store) as ledger:
        cases = back_up(ledger, path)
    size = path.stat().st_size
    if as_json:
        click.echo(
            json.dumps({"file": str(path), "store": ledger.database.name, "cases": cases, "bytes": size})
        )
    else:
        click.echo(
            visible(
                f"written to {path}: {number(cases, 'case')} of {ledger.database.name}, {size // 1024 + 1} KiB"
            )
        )
