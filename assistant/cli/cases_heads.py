"""`sccif cases heads`: the last hash of every case, for keeping where nobody who writes the store can."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from assistant.cli.options import json_option, store_option
from assistant.cli.store import ledger_at
from assistant.numbers import number


@click.command("heads")
@click.option(
    "-o",
    "--output",
    "path",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write them into this new file instead.",
)
@click.option(
    "--pin",
    "pinned",
    multiple=True,
    metavar="CASE",
    help="Log in this case that its head was written down; may be given more than once.",
)
@json_option
@store_option
def command(path: Path | None, pinned: tuple[str, ...], as_json: bool, store: str | None) -> None:
    """Print the last event of every case with its hash, as JSON, one object a line.

    A hash vouches for all events before it. Keep them elsewhere, and `sccif cases verify --heads FILE`
    finds a store that was written anew.
    """
    from assistant.cli.terminal import visible
    from assistant.document import write_new
    from assistant.store.searching import events_of
    from assistant.work.heads import heads_text
    from assistant.work.stewardship import pin

    with ledger_at(store, "there" if pinned else "read") as ledger:
        heads = {head.case_id: head for head in ledger.heads()}
        for case_id in pinned:
            events_of(ledger, case_id)  # before anything is written
        text = heads_text(heads.values())
        if path is None:
            click.echo(text, nl=False)
        else:
            write_new(path, text)
        for case_id in pinned:
            pin(ledger, heads[case_id], path.name if path else "standard output")
    if path is not None and not as_json:
        click.echo(visible(f"{number(len(heads), 'head')} written to {path}"))
