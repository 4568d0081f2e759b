"""`sccif cases case-review`: what inspector and RIM state of the case review, each for themselves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from assistant.cli.completing import case_names
from assistant.cli.options import json_option, pack_option, store_option
from assistant.cli.store import ledger_at, tell_of_written
from assistant.cli.terminal import visible

if TYPE_CHECKING:
    from assistant.store import Event
    from assistant.store.kinds import CaseReviewStated
    from assistant.work.case_review import Readings, Speaker


@click.command("case-review")
@click.argument("case_id", metavar="CASE", shell_complete=case_names)
@click.option(
    "--by",
    type=click.Choice(["inspector", "rim"]),
    required=True,
    help="Who states it; rim is the regulatory inspection manager. On a server that needs the role.",
)
@click.option("--held", "says", flag_value="held", help="A case review is held.")
@click.option("--not-held", "says", flag_value="not held", help="No case review is held.")
@click.option(
    "--reasons", required=True, metavar="TEXT", help="Why, from the seriousness and impact of the concerns."
)
@click.option("--options", metavar="TEXT", help="What was weighed beside it.")
@json_option
@pack_option
@store_option
def command(
    case_id: str,
    by: Speaker,
    says: str | None,
    reasons: str,
    options: str | None,
    as_json: bool,
    pack_dir: Path | None,
    store: str | None,
) -> None:
    """State whether a case review is held: the inspector and the regulatory inspection manager (RIM) each
    for themselves, and never computed.

    What the published readings say, and the concerns that bear on it, is printed beside it. It can be
    stated anew: what was stated before stays in the history.
    """
    from assistant.cli.judge import judging_on
    from assistant.cli.kept import prove_and_warn
    from assistant.pack import load_pack
    from assistant.reasoning import concerns
    from assistant.store import read
    from assistant.work.case_review import readings, state, statement, told_state
    from assistant.work.deciding import may_decide
    from assistant.work.keeping import pack_of

    if says is None:
        raise click.UsageError("give --held or --not-held")
    with ledger_at(store) as ledger:
        standing = read(ledger, case_id)
        may_decide(ledger, standing.case)
        judging = judging_on(pack_of(ledger, standing, load_pack(pack_dir)))
        prove_and_warn(judging, as_json=as_json)
        told = statement(by, is_held=says == "held", reasons=reasons, options=options)
        event = state(ledger, standing, told)
        judged = judging.live(standing.case)
        found, bears = readings(judging, judged), concerns(judged)
        stated = told_state(standing.then([event]))
    tell_of_written(judging.pack, standing, [event], as_json=as_json)
    if as_json:
        click.echo(json.dumps(_told(event, told, found, bears, stated)))
        return
    click.echo(visible(f"{case_id}: {stated} (event {event.sequence})"))
    for one in found.each:
        click.echo(visible(f"  {one.label}: {one.says}"))
    for concern in bears:
        click.echo(visible(f"  concern: {concern}"))


def _told(
    event: Event, told: CaseReviewStated, found: Readings, bears: list[str], stated: str
) -> dict[str, Any]:
    return {
        "case": event.row.case_id,
        "event": event.sequence,
        "kind": event.row.kind,
        "says": stated,
        "by": told.by,
        "held": told.is_held,
        "reasons": told.reasons,
        "options": told.options,
        "readings": [
            {"label": one.label, "consider": one.is_considered, "urgency": one.urgency} for one in found.each
        ],
        "concerns": bears,
    }
