"""`sccif admin erasures`: the register of what was erased, for keeping apart from store and backups."""

from __future__ import annotations

import json
from pathlib import Path

import rich_click as click

from assistant.cli.options import store_option
from assistant.cli.store import ledger_at


@click.command("erasures")
@click.option(
    "-o",
    "--output",
    "path",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write it into this new file instead.",
)
@store_option
def command(path: Path | None, store: str | None) -> None:
    """Print what was erased: names of cases, numbers, hashes and the order, and no more; a JSON list a line.

    Kept apart, it lets `sccif restore --erased FILE` erase again what an older backup brings back. A
    store in a file keeps such a register beside itself; for one on a server, keep this one.
    """
    from assistant.cli.terminal import visible
    from assistant.document import write_new
    from assistant.store.erasing import erased

    with ledger_at(store, "read") as ledger:
        text = "".join(json.dumps(erasure) + "\n" for erasure in erased(ledger))
    if path is None:
        click.echo(text, nl=False)
    else:
        write_new(path, text)
        click.echo(visible(f"written to {path}"))
