"""`sccif cases decide`: the inspector's judgement of a case, beside the sealed view and the proposal."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from assistant.cli.completing import case_names
from assistant.cli.options import json_option, pack_option, store_option
from assistant.cli.store import ledger_at, tell_of_written
from assistant.cli.terminal import visible

if TYPE_CHECKING:
    from assistant.reasoning import Judged
    from assistant.store import Event
    from assistant.work.deciding import Weighed


@click.command("decide")
@click.argument("case_id", metavar="CASE", shell_complete=case_names)
@click.option("--judgement", required=True, metavar="JUDGEMENT", help="What you judge: an id of the pack.")
@click.option(
    "--reasons",
    required=True,
    metavar="TEXT",
    help="Why, for agreement as for departure; the report to the provider gives it word for word.",
)
@json_option
@pack_option
@store_option
def command(
    case_id: str, judgement: str, reasons: str, as_json: bool, pack_dir: Path | None, store: str | None
) -> None:
    """Record your judgement of a case, once your own view is sealed.

    Where it is not what the assistant proposes it is kept as a departure, and said to be one; that is a
    normal outcome. `sccif cases show CASE --judge` explains the proposal. A case can be judged anew: the
    judgement before stays in its history. The report to the provider gives your reasons word for word.
    """
    from assistant.cli.judge import judging_on
    from assistant.cli.kept import prove_and_warn
    from assistant.pack import load_pack
    from assistant.store import read
    from assistant.work.deciding import keep, may_decide, told_beside, weigh
    from assistant.work.keeping import pack_of
    from assistant.work.review.record import would_replace

    with ledger_at(store) as ledger:
        standing = read(ledger, case_id)
        may_decide(ledger, standing.case)
        judging = judging_on(pack_of(ledger, standing, load_pack(pack_dir)))
        weighed = weigh(ledger, standing, judging, judgement, reasons)
        prove_and_warn(judging, as_json=as_json)
        beside = told_beside(weighed.judged, judgement)
        if weighed.made.departure:
            sys.stderr.write(visible(f"{case_id}: this is {beside}\n"))
            sys.stderr.flush()
        if replaced := would_replace(standing, ledger.actor):
            sys.stderr.write(visible(f"{case_id}: {replaced}\n"))
            sys.stderr.flush()
        event = keep(ledger, standing, weighed)
    tell_of_written(judging.pack, standing, [event], as_json=as_json)
    if as_json:
        click.echo(json.dumps(_told(event, weighed, beside)))
        return
    label = weighed.judged.pack.judgements[judgement].label
    click.echo(visible(f"{case_id}: judged {label}, {beside} (event {event.sequence})"))


def _told(event: Event, weighed: Weighed, beside: str) -> dict[str, Any]:
    made = weighed.made
    return {
        "case": event.row.case_id,
        "event": event.sequence,
        "kind": event.row.kind,
        "says": beside,
        "decided": made.decided,
        "departure": made.departure,
        "by": made.by,
        "reasons": made.reasons,
        "proposal": _proposal(weighed.judged),
    }


def _proposal(judged: Judged) -> dict[str, str | None]:
    proposal = judged.proposal
    return {
        "judgement": proposal.judgement,
        "standing": proposal.standing,
        "ground": proposal.ground,
    }
