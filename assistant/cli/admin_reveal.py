"""`sccif admin reveal`: whether the app shows what the rules conclude throughout, or after the own view."""

from __future__ import annotations

import json

import rich_click as click

from assistant.cli.options import json_option, store_option
from assistant.cli.store import ledger_at

_SAYS = {
    "live": "the app shows what the rules conclude throughout, but for blind readings",
    "after_seal": "the app shows what the rules conclude once the own view is sealed",
}


@click.command("reveal")
@click.argument("how", required=False, type=click.Choice(["live", "after-seal"]))
@json_option
@store_option
def command(how: str | None, as_json: bool, store: str | None) -> None:
    """Say when the app shows what the rules conclude, for every case of the store.

    After the seal is usual: a proposal that is seen at once teaches people to stop looking. Live is for
    learning the rules and for reading published cases.
    """
    from assistant.work.reveal import reveal, set_reveal

    with ledger_at(store, "made" if how else "read") as ledger:
        if how is not None:
            set_reveal(ledger, "live" if how == "live" else "after_seal")
        now = reveal(ledger)
    click.echo(json.dumps({"reveal": now}) if as_json else _SAYS[now])
