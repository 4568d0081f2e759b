"""`sccif cases adopt`: a case is read and judged by another pack from here on."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from assistant.cli.completing import case_names
from assistant.cli.options import json_option, pack_option, store_option
from assistant.cli.store import ledger_at, say_event, tell_lapsed


@click.command("adopt")
@click.argument("case_id", metavar="CASE", shell_complete=case_names)
@json_option
@pack_option
@store_option
def command(case_id: str, as_json: bool, pack_dir: Path | None, store: str | None) -> None:
    """Have CASE read and judged from here on by the pack at hand, or the one of --pack.

    A case keeps the pack that it was begun with, whatever is installed later. Another is taken only if
    everything the case says has its place in it; what was proposed before stays with the pack it was
    proposed by.
    """
    from assistant.pack import load_pack
    from assistant.store import read
    from assistant.work.keeping import adopt, pack_of

    wanted = load_pack(pack_dir)
    with ledger_at(store) as ledger:
        before = read(ledger, case_id)
        after = adopt(ledger, before, pack_of(ledger, before, wanted), wanted)
    is_new = after.sequence > before.sequence
    says = f"read by {wanted.id} {wanted.version}" if is_new else "is read by this pack already"
    tell_lapsed(before, after.events[len(before.events) :], as_json=as_json)
    say_event(case_id, after.events[-1] if is_new else None, says, as_json=as_json)
