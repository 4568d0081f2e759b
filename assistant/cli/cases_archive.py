"""`sccif cases archive` and `unarchive`: cases out of the way, and back."""

from __future__ import annotations

import rich_click as click

from assistant.cli.completing import case_names
from assistant.cli.options import json_option, store_option
from assistant.cli.problems import tell
from assistant.cli.store import ledger_at, say_event, tell_of_reason
from assistant.problems import Refused

BAD_INPUT = 2


@click.command("archive")
@click.argument("case_ids", metavar="CASE…", nargs=-1, required=True, shell_complete=case_names)
@click.option("--reason", metavar="TEXT", help="Why, for the history.")
@json_option
@store_option
@click.pass_context
def archive(
    ctx: click.Context, case_ids: tuple[str, ...], reason: str | None, as_json: bool, store: str | None
) -> None:
    """Put cases out of the way. Nothing of them is gone: `cases list --archived` shows them."""
    from assistant.work.stewardship import archive as put_away

    all_good = True
    with ledger_at(store) as ledger:
        for case_id in case_ids:
            try:
                event = put_away(ledger, case_id, reason)
            except Refused as refused:
                tell(refused.problems, as_json=as_json)
                all_good = False
                continue
            say_event(case_id, event, "archived" if event else "is archived already", as_json=as_json)
    tell_of_reason(reason, as_json=as_json)
    ctx.exit(0 if all_good else BAD_INPUT)


@click.command("unarchive")
@click.argument("case_ids", metavar="CASE…", nargs=-1, required=True, shell_complete=case_names)
@json_option
@store_option
@click.pass_context
def unarchive(ctx: click.Context, case_ids: tuple[str, ...], as_json: bool, store: str | None) -> None:
    """Put cases among the others again."""
    from assistant.work.stewardship import unarchive as put_back

    all_good = True
    with ledger_at(store) as ledger:
        for case_id in case_ids:
            try:
                event = put_back(ledger, case_id)
            except Refused as refused:
                tell(refused.problems, as_json=as_json)
                all_good = False
                continue
            says = "taken out of the archive" if event else "is not archived"
            say_event(case_id, event, says, as_json=as_json)
    ctx.exit(0 if all_good else BAD_INPUT)
