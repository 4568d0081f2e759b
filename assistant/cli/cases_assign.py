"""`sccif cases assign` and `withdraw`: who has a case."""

from __future__ import annotations

import rich_click as click

from assistant.cli.completing import case_names
from assistant.cli.options import json_option, store_option
from assistant.cli.store import ledger_at, say_event
from assistant.store.kinds import ROLES, Role


@click.command("assign")
@click.argument("case_id", metavar="CASE", shell_complete=case_names)
@click.argument("who", metavar="WHO")
@click.option("--as", "role", required=True, type=click.Choice(ROLES), metavar="ROLE", help=", ".join(ROLES))
@json_option
@store_option
def assign(case_id: str, who: str, role: Role, as_json: bool, store: str | None) -> None:
    """Give a case to somebody, to work on or to review.

    On a server WHO is an account that has the role already (`sccif admin give WHO ROLE`), or it is refused; in a
    file it is only noted. A trainee or trainer is given cases for training alone.
    """
    from assistant.store.permitted import need_giveable
    from assistant.work.stewardship import assign as give

    with ledger_at(store) as ledger:
        need_giveable(ledger, case_id, who, role)
        event = give(ledger, case_id, who, role)
    says = f"given to {who} as {role.replace('_', ' ')}" if event else f"{who} has it already"
    say_event(case_id, event, says, as_json=as_json)


@click.command("withdraw")
@click.argument("case_id", metavar="CASE", shell_complete=case_names)
@click.argument("who", metavar="WHO")
@json_option
@store_option
def withdraw(case_id: str, who: str, as_json: bool, store: str | None) -> None:
    """Take a case from somebody. What they wrote stays."""
    from assistant.work.stewardship import withdraw as take

    with ledger_at(store) as ledger:
        event = take(ledger, case_id, who)
    says = f"no longer with {who}" if event else f"{who} did not have it"
    say_event(case_id, event, says, as_json=as_json)
