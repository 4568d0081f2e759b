"""`sccif admin sample`: the server draws sealed cases at random for whoever reviews."""

from __future__ import annotations

import json

import rich_click as click

from assistant.cli.options import json_option, store_option
from assistant.cli.store import ledger_at
from assistant.problems import Problem, Refused


@click.command("sample")
@click.argument("most", type=click.IntRange(1, 1000), metavar="N")
@json_option
@store_option
def command(most: int, as_json: bool, store: str | None) -> None:
    """Draw N sealed cases for yourself to review; the server picks, and each case's history says so.

    For reviewers and regulatory inspection managers, on a PostgreSQL server. Fewer are drawn where there
    are fewer.
    """
    from assistant.cli.terminal import visible
    from assistant.store import parse_address
    from assistant.store.sampling import draw

    address = parse_address(store)
    if address.path is not None:
        what = f"the store {address.name} is a file: all of its cases are yours to read"
        raise Refused([Problem("store-no-roles", what, "list them with `sccif cases list --state sealed`")])
    with ledger_at(store) as ledger:
        drawn = draw(ledger, most)
    for case_id in drawn:
        click.echo(json.dumps({"case": case_id}) if as_json else visible(case_id))
    if not drawn and not as_json:
        click.echo("there is no sealed case that you have not drawn")
