"""`sccif cases export`: writes a case as a file."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from assistant.cli.completing import case_names
from assistant.cli.options import json_option, pack_option, store_option
from assistant.cli.store import ledger_at, say_event


@click.command("export")
@click.argument("case_id", metavar="CASE", shell_complete=case_names)
@click.option(
    "-o",
    "--output",
    "path",
    metavar="FILE",
    required=True,
    type=click.Path(path_type=Path),
    help="The file to write, which must not be there yet; one named .json is written as JSON.",
)
@json_option
@pack_option
@store_option
def command(case_id: str, path: Path, as_json: bool, pack_dir: Path | None, store: str | None) -> None:
    """Write a case as a case file, for your eyes alone (0600).

    That it was written stands in its history, unless the store may only be read.
    """
    from assistant.pack import load_pack
    from assistant.store import read
    from assistant.work.keeping import export_file, pack_of

    with ledger_at(store, "read") as ledger:
        standing = read(ledger, case_id)
        now = export_file(ledger, standing, pack_of(ledger, standing, load_pack(pack_dir)), path)
    logged = now.events[-1] if now.sequence > standing.sequence else None
    say_event(case_id, logged, f"written to {path}", as_json=as_json)
