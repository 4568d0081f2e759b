"""`sccif cases show`: a case as it stands or stood, as a case file's text, or judged again."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from assistant.cli.completing import case_names
from assistant.cli.options import json_option, pack_option, store_option
from assistant.cli.store import ledger_at, tell_of_chain

if TYPE_CHECKING:
    from assistant.pack import Pack
    from assistant.store import Ledger, Standing


FOUND = 1


@click.command("show")
@click.argument("case_id", metavar="CASE", shell_complete=case_names)
@click.option(
    "--at", "event", type=click.IntRange(1), metavar="N", help="As it stood after the event number N."
)
@click.option("--judge", "judged", is_flag=True, help="Judge it with the pack that was kept for it.")
@json_option
@pack_option
@store_option
@click.pass_context
def command(
    ctx: click.Context,
    case_id: str,
    event: int | None,
    judged: bool,
    as_json: bool,
    pack_dir: Path | None,
    store: str | None,
) -> None:
    """Print a case as a case file, as it stands or as it stood after any of its events.

    With --judge it is judged with the pack by which it was read then, so that a past proposal comes out
    again; where it was shown at that point, it is said whether it is the same. Where your own view comes
    first it is judged once that is sealed; where it does not, that a proposal was shown is logged in it.

    Where an event is not as it was written that is said, and the exit status is 1.
    """
    from assistant.pack import load_pack
    from assistant.store import read
    from assistant.work.keeping import pack_of

    with ledger_at(store, "read") as ledger:
        standing = read(ledger, case_id, upto=event)
        is_changed = tell_of_chain(ledger, case_id, as_json=as_json)
        pack = pack_of(ledger, standing, load_pack(pack_dir))
        if judged:
            _judge(ledger, standing, pack, as_json=as_json)
        elif as_json:
            from assistant.case import to_json_text

            click.echo(json.dumps(json.loads(to_json_text(standing.case, pack))))
        else:
            from assistant.case import to_text
            from assistant.cli.terminal import visible

            click.echo(visible(to_text(standing.case, pack)), nl=False)
    ctx.exit(FOUND if is_changed else 0)


def _judge(ledger: Ledger, standing: Standing, pack: Pack, *, as_json: bool) -> None:
    from assistant.cli.judge import judging_on
    from assistant.cli.kept import prove_and_warn
    from assistant.cli.terminal import Page, plain
    from assistant.cli.writers import Result
    from assistant.cli.writers.text import PlainText
    from assistant.pack.to_judge_by import check_to_judge_by
    from assistant.reasoning import as_json as judged_as_json
    from assistant.store import read
    from assistant.work.reproducing import log_shown, reproduced
    from assistant.work.reveal import need_own_view, reveal_of

    now = read(ledger, standing.case.id)
    untold = "what the rules conclude is not told yet"
    need_own_view(now.case, reveal_of(ledger, now.case), untold, "ask again")
    judging = judging_on(check_to_judge_by(pack))
    warnings = prove_and_warn(judging, as_json=as_json)
    log_shown(ledger, now, judging)
    judged = judging.confirm(judging.judge(standing.case))
    asked, supposing = judging.ask(judged), judging.supposing(judged)
    before = reproduced(standing, judged)
    if as_json:
        told = judged_as_json(judged, asked, supposing, warnings)
        told["event"] = standing.sequence
        told["shown"] = {"event": before.event.sequence, "same": before.is_same} if before else None
        click.echo(json.dumps(told))
        return
    page = Page(sys.stdout)
    row = standing.events[-1].row
    page.line(
        plain(f"As it stood after event {row.sequence} ({row.at[:16].replace('T', ' ')} UTC, {row.actor})")
    )
    page.line(plain(f"Judged by {judged.engine} with the pack {pack.id} {pack.version}"))
    page.line(plain(pack.digest), 2)
    if before:
        same = "the same" if before.is_same else "NOT the same"
        told_then = f"{same} as was shown in event {before.event.sequence}, by {before.was.engine}"
        page.line(plain(f"What comes out is {told_then}", "" if before.is_same else "bold red"))
    page.gap()
    writer = PlainText(sys.stdout)
    writer.case(Result(judged, asked, supposing, warnings))
    writer.end()
