"""`sccif cases history`: what happened to a case, as a diary."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from assistant.cli.completing import case_names
from assistant.cli.options import json_option, pack_option, store_option
from assistant.cli.store import ledger_at

if TYPE_CHECKING:
    from assistant.work.chronicle import Entry


@click.command("history")
@click.argument("case_id", metavar="CASE", shell_complete=case_names)
@json_option
@pack_option
@store_option
def command(case_id: str, as_json: bool, pack_dir: Path | None, store: str | None) -> None:
    """Tell what happened to a case: day, time, who and what, in the words of its pack.

    Times are those of this machine. Of what was erased it says so, by whom, under which order and why.
    """
    from assistant.pack import load_pack
    from assistant.work.chronicle import chronicle

    with ledger_at(store, "read") as ledger:
        entries = chronicle(ledger, case_id, load_pack(pack_dir))
    if as_json:
        for entry in entries:
            click.echo(json.dumps(_told(entry)))
    else:
        _print(case_id, entries)


def _told(entry: Entry) -> dict[str, Any]:
    row, erasure = entry.event.row, entry.erasure
    return {
        "case": row.case_id,
        "event": row.sequence,
        "at": row.at,
        "by": row.actor,
        "kind": row.kind,
        "says": entry.says,
        "undone": entry.is_undone,
        "erased": erasure
        and {"by": erasure.by, "at": erasure.at, "order": erasure.order, "reason": erasure.reason},
    }


def _print(case_id: str, entries: list[Entry]) -> None:
    from assistant.cli.terminal import Page, plain

    page = Page(sys.stdout)
    page.line(plain(case_id, "bold"))
    width = len(str(entries[-1].event.sequence))
    actors = max(len(entry.event.row.actor) for entry in entries)
    day: date | None = None
    for entry in entries:
        at = entry.event.at.astimezone()
        if at.date() != day:
            day = at.date()
            page.heading(f"{at:%A} {at.day} {at:%B %Y}")
        number, actor = f"{entry.event.sequence:>{width}}", f"{entry.event.row.actor:<{actors}}"
        taken_back = " (taken back)" if entry.is_undone else ""
        page.line(
            plain(entry.says + taken_back, "dim" if entry.is_undone or entry.erasure else ""),
            2,
            plain(f"{number}  {at:%H:%M}  {actor}  "),
        )
