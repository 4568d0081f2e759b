"""`sccif cases adopt`: a case is read and judged by another pack from here on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from assistant.cli.completing import case_names
from assistant.cli.kept import warn
from assistant.cli.options import json_option, pack_option, store_option
from assistant.cli.store import ledger_at, say_event, tell_lapsed

if TYPE_CHECKING:
    from assistant.case import Case
    from assistant.pack import Pack


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
    from assistant.work.reveal import is_covered, reveal_of

    wanted = load_pack(pack_dir)
    with ledger_at(store) as ledger:
        before = read(ledger, case_id)
        pack = pack_of(ledger, before, wanted)
        after = adopt(ledger, before, pack, wanted)
        how = reveal_of(ledger, after.case)
    is_new = after.sequence > before.sequence
    says = "is read by this pack already"
    if is_new:
        says = f"read by {wanted.called}"
        # Before the own view is sealed nothing of a proposal is told, not even where it may be shown.
        if after.case.sealed is not None and not is_covered(after.case, lambda _: how):
            says += f"; {_proposed(before.case, after.case, pack, wanted)}"
        warn(wanted, as_json=as_json)
    tell_lapsed(before, after.events[len(before.events) :], as_json=as_json)
    say_event(case_id, after.events[-1] if is_new else None, says, as_json=as_json)


def _proposed(before: Case, after: Case, old: Pack, new: Pack) -> str:
    """What the proposal was by the pack before, and what it is by the new one."""
    from assistant.reasoning import Judging

    was, now = (
        Judging(pack, "meaning").judge(case).known.judgement.outcome
        for pack, case in ((old, before), (new, after))
    )
    told = [pack.judgements[one].label if one else "nothing yet" for pack, one in ((old, was), (new, now))]
    return f"the proposal stays {told[1]}" if was == now else f"the proposal was {told[0]} and is {told[1]}"
