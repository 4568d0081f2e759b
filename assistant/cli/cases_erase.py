"""`sccif cases erase`: what a case says is erased under an order; that it was there stays."""

from __future__ import annotations

import json
import sys

import rich_click as click

from assistant.cli.completing import case_names
from assistant.cli.options import json_option, store_option
from assistant.cli.store import confirm, ledger_at, tell_of_reason
from assistant.numbers import number


@click.command("erase")
@click.argument("case_id", metavar="CASE", shell_complete=case_names)
@click.option("--order", required=True, metavar="REF", help="The order's own reference.")
@click.option("--reason", required=True, metavar="TEXT", help="Why, for the history; put no name in it.")
@click.option(
    "--event",
    "events",
    multiple=True,
    type=click.IntRange(1),
    metavar="N",
    help="Only what this event tells (see `sccif cases history CASE`); may be given more than once.",
)
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
@store_option
def command(
    case_id: str,
    order: str,
    reason: str,
    events: tuple[int, ...],
    yes: bool,
    as_json: bool,
    store: str | None,
) -> None:
    """Erase what a case says, all of it or single events, under an order. It cannot be taken back.

    The events stay, without what they told, so that the chain still shows that they were there, and who
    ordered the erasure when and why. A case under a legal hold is not erased. Backups hold what was
    erased until they are restored, when it is erased again; files that were exported, set aside or hold
    drafts are yours to delete, and are listed.
    """
    from assistant.store.erasing import erase
    from assistant.store.searching import events_of
    from assistant.work.leftovers import leftovers

    with ledger_at(store) as ledger:
        before = events_of(ledger, case_id)
        if not yes:
            what = f"all that {case_id} says"
            if events:
                numbers = ", ".join(map(str, events))
                what = f"what {'event' if len(events) == 1 else 'events'} {numbers} of {case_id} told"
            confirm(case_id, f"This erases {what}, for good, under the order {order}.")
        event = erase(ledger, case_id, order, reason, events or None)
        gone = list(getattr(event.happened, "events", ()))
        files = leftovers(ledger, case_id, before, gone)
    tell_of_reason(reason, as_json=as_json)
    if as_json:
        told = {"case": case_id, "event": event.sequence, "erased": gone, "order": order, "files": files}
        click.echo(json.dumps(told))
        return
    from assistant.cli.terminal import Page, plain, visible

    page = Page(sys.stdout)
    page.line(
        plain(
            f"{case_id}: what {number(len(gone), 'event')} told was erased under the order {order} (event {event.sequence})"
        )
    )
    if files:
        page.line(plain("what it said may still stand in these files, which are yours to delete:"))
    for file in files:
        click.echo(visible(f"  {file}"))  # never folded: it is to be copied
    page.line(plain("backups made before this hold it until they are restored"))
