"""`sccif admin retention`: how long cases are kept before somebody looks at them; nothing is erased by it."""

from __future__ import annotations

import json

import rich_click as click

from assistant.cli.options import json_option, store_option
from assistant.cli.problems import tell
from assistant.cli.store import ledger_at
from assistant.numbers import number
from assistant.work.retention import LONGEST


@click.command("retention")
@click.option("--years", type=click.IntRange(1, LONGEST), metavar="N", help="Look at cases after N years.")
@click.option("--none", "no_years", is_flag=True, help="Take the time back.")
@json_option
@store_option
def command(years: int | None, no_years: bool, as_json: bool, store: str | None) -> None:
    """Say after how many years without work on a case somebody is to look whether it is erased.

    There is no usual time: decide on one, and set it. Without an option the cases that are due are
    listed. It never erases anything: that is `sccif cases erase`, under an order.
    """
    from assistant.cli.terminal import visible
    from assistant.work.retention import due, none_set, retention, set_retention

    if years is not None and no_years:
        raise click.UsageError("--years and --none do not go together")
    is_set = years is not None or no_years
    with ledger_at(store, "made" if is_set else "read") as ledger:
        if is_set:
            set_retention(ledger, years)
        kept = retention(ledger)
        late = due(ledger, kept)
    if as_json:
        cases = [{"case": one.case_id, "worked": one.worked_at, "held": one.is_held} for one in late]
        click.echo(json.dumps({"years": kept, "due": cases}))
    elif kept is None:
        click.echo("no time is set")
    else:
        click.echo(f"cases are looked at after {number(kept, 'year')} without work on them")
        for one in late:
            held = ", under a legal hold" if one.is_held else ""
            click.echo(visible(f"  {one.case_id}: last worked on {one.worked_at[:10]}{held}"))
        if not late:
            click.echo("  none is due")
    if kept is None:
        tell([none_set()], as_json=as_json)
