"""`sccif cases hold` and `release`: a legal hold keeps a case from being erased."""

from __future__ import annotations

import rich_click as click

from assistant.cli.completing import case_names
from assistant.cli.options import json_option, store_option
from assistant.cli.store import ledger_at, say_event, tell_of_reason


@click.command("hold")
@click.argument("case_id", metavar="CASE", shell_complete=case_names)
@click.option("--reason", required=True, metavar="TEXT", help="Why, for the history; put no name in it.")
@json_option
@store_option
def hold(case_id: str, reason: str, as_json: bool, store: str | None) -> None:
    """Keep a case from being erased, whoever orders it, until the hold is lifted."""
    from assistant.work.stewardship import hold as place

    with ledger_at(store) as ledger:
        event = place(ledger, case_id, reason)
    tell_of_reason(reason if event else None, as_json=as_json)
    says = "under a legal hold" if event else "is under a hold already"
    say_event(case_id, event, says, as_json=as_json)


@click.command("release")
@click.argument("case_id", metavar="CASE", shell_complete=case_names)
@click.option("--reason", required=True, metavar="TEXT", help="Why, for the history; put no name in it.")
@json_option
@store_option
def release(case_id: str, reason: str, as_json: bool, store: str | None) -> None:
    """Lift the hold, so that an order of erasure can be followed again."""
    from assistant.work.stewardship import release as lift

    with ledger_at(store) as ledger:
        event = lift(ledger, case_id, reason)
    tell_of_reason(reason if event else None, as_json=as_json)
    says = "the hold is lifted" if event else "is under no hold"
    say_event(case_id, event, says, as_json=as_json)
