"""`sccif cases export`: writes a case as a file."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from assistant.cli.completing import case_names
from assistant.cli.options import json_option, pack_option, store_option
from assistant.cli.problems import tell
from assistant.cli.store import ledger_at, say_event, tell_of_chain

FOUND = 1


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
@click.pass_context
def command(
    ctx: click.Context, case_id: str, path: Path, as_json: bool, pack_dir: Path | None, store: str | None
) -> None:
    """Write a case as a case file, for your eyes alone (0600).

    That it was written stands in its history, unless the store may only be read. Where an event of the case
    is not as it was written that is said, and the exit status is 1; what looks like a name is asked about.
    """
    from assistant.pack import load_pack
    from assistant.store import read
    from assistant.work.keeping import as_filed, export_file, pack_of
    from assistant.work.naming import name_problem, typed_in

    with ledger_at(store, "read") as ledger:
        standing = read(ledger, case_id)
        is_changed = tell_of_chain(ledger, case_id, as_json=as_json)
        pack = pack_of(ledger, standing, load_pack(pack_dir))
        now = export_file(ledger, standing, pack, path)
    if named := name_problem(pack, typed_in(as_filed(standing))):
        tell([named], as_json=as_json)
    logged = now.events[-1] if now.sequence > standing.sequence else None
    say_event(case_id, logged, f"written to {path}", as_json=as_json)
    ctx.exit(FOUND if is_changed else 0)
