"""`sccif cases search`: what is held of a home, a child or a case, and a copy of it for whoever asks for theirs."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from assistant.cli.options import json_option, pack_option, store_option
from assistant.cli.store import ledger_at

if TYPE_CHECKING:
    from assistant.store import Summary

NOTHING_FOUND = 1


@click.command("search")
@click.option("--urn", metavar="URN", help="Cases of this home.")
@click.option("--case", metavar="TEXT", help="Cases whose name holds this.")
@click.option("--label", metavar="LABEL", help="Cases that tell, or ever told, of a child of this label.")
@click.option(
    "--disclose",
    "path",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write a disclosure copy: answers, notes and history, of the child alone where --label is given.",
)
@click.option("--redact", "terms", multiple=True, metavar="TERM", help="Black this out in the copy.")
@click.option(
    "--redact-label", "labels", multiple=True, metavar="LABEL", help="Black out this child's label too."
)
@json_option
@pack_option
@store_option
@click.pass_context
def command(
    ctx: click.Context,
    urn: str | None,
    case: str | None,
    label: str | None,
    path: Path | None,
    terms: tuple[str, ...],
    labels: tuple[str, ...],
    as_json: bool,
    pack_dir: Path | None,
    store: str | None,
) -> None:
    """Find the cases of a home, a child or a name, archived ones too; whatever is given must fit.

    With --disclose what they hold is copied into a new file, for a request for access to one's data.
    With --label the copy is of that child, and the labels of all other children are blacked out,
    wherever one stands as a word, even where it is the word `A` or `I`. That a copy was made stands in
    the history of each case. It is a draft: read it before it is given out.

    A label means one child only within a home, so give --urn with it. The exit status is 1 if nothing
    is found.
    """
    from assistant.pack import load_pack
    from assistant.store import Sought
    from assistant.work.disclosing import disclose, erased_cases, search
    from assistant.work.lines import listed

    if not (urn or case or label):
        raise click.UsageError("give at least one of --urn, --case and --label")
    if (terms or labels) and path is None:
        raise click.UsageError("--redact and --redact-label go with --disclose")
    sought = Sought(urn, case, label)
    with ledger_at(store) as ledger:
        found = search(ledger, sought, listed(ledger, lambda: load_pack(pack_dir)))
        gone = erased_cases(ledger, sought)
        names = [line.case_id for line in found] + gone
        if path is None or not names:
            _print(found, gone, as_json=as_json)
            ctx.exit(0 if names else NOTHING_FOUND)
        copy = disclose(ledger, names, sought, path, load_pack(pack_dir), terms=terms, labels=labels)
    if as_json:
        told = {"file": str(copy.path), "cases": list(copy.cases), "blacked_out": copy.blacked_out}
        click.echo(json.dumps(told))
        return
    from assistant.cli.terminal import Page, plain

    page = Page(sys.stdout)
    page.line(plain(f"written to {copy.path}, from {', '.join(copy.cases)}"))
    page.line(plain(f"blacked out in {copy.blacked_out} places; read it before it is given out"))


def _print(found: list[Summary], gone: list[str], *, as_json: bool) -> None:
    from assistant.cli.terminal import visible

    if as_json:
        for line in found:
            told = {
                "case": line.case_id,
                "urn": line.urn,
                "started": line.started,
                "state": line.state,
                "archived": line.is_archived,
                "children": line.labels.split(),
            }
            click.echo(json.dumps(told))
        for case_id in gone:
            click.echo(json.dumps({"case": case_id, "state": "erased"}))
        return
    for line in found:
        children = f", children {' '.join(line.labels.split())}" if line.labels.strip() else ""
        archived = ", archived" if line.is_archived else ""
        about = f"{line.urn or 'no URN'}, begun {line.started or 'on no day given'}, {line.state}{archived}{children}"
        click.echo(visible(f"{line.case_id}: {about}"))
    for case_id in gone:
        click.echo(visible(f"{case_id}: erased; see `sccif cases history {case_id}`"))
    if not (found or gone):
        click.echo("nothing is found")
