"""`sccif cases search`: what is held of a home, a child or a case, and a copy of it for whoever asks for theirs."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from assistant.cli.options import json_option, pack_option, store_option
from assistant.cli.store import ledger_at
from assistant.problems import Refused

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
@click.option(
    "--redact",
    "terms",
    multiple=True,
    metavar="TERM",
    help="Black this out in the copy; may be given more than once.",
)
@click.option(
    "--redact-label",
    "labels",
    multiple=True,
    metavar="LABEL",
    help="Black out this child's label too; may be given more than once.",
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
    wherever one stands as a word, in capitals even where it is the word `A` or `I`. In small letters
    those go only after `child`; where else they stand is listed, for you to look at. That a copy was
    made stands in the history of each case. It is a draft: read it before it is given out.

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
    with ledger_at(store, "there" if path else "read") as ledger:
        lines, problems = listed(ledger, lambda: load_pack(pack_dir))
        if problems:
            raise Refused(problems)
        found = search(ledger, sought, lines)
        gone = erased_cases(ledger, sought)
        names = [line.case_id for line in (*found.told, *found.written)] + gone
        if path is None or not names:
            _print(found.told, gone, as_json=as_json)
            _print_written(found.written, label, as_json=as_json)
            if not names and not as_json:
                click.echo("nothing is found")
            ctx.exit(0 if names else NOTHING_FOUND)
        copy = disclose(ledger, names, sought, path, load_pack(pack_dir), terms=terms, labels=labels)
    if as_json:
        told = {"file": str(copy.path), "cases": list(copy.cases), "blacked_out": copy.blacked_out}
        click.echo(json.dumps(told | {"doubts": list(copy.doubts)}))
        return
    from assistant.cli.terminal import Page, plain

    page = Page(sys.stdout)
    page.line(plain(f"written to {copy.path}, from {', '.join(copy.cases)}"))
    page.line(plain(f"blacked out in {copy.blacked_out} places; read it before it is given out"))
    if copy.doubts:
        page.line(plain("left, since it may be a word; black it out by hand where it is a child's label:"))
    for doubt in copy.doubts:
        page.line(plain(doubt), 2)


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
                "labels": line.labels.split(),
            }
            click.echo(json.dumps(told))
        for case_id in gone:
            click.echo(json.dumps({"case": case_id, "state": "erased"}))
        return
    for line in found:
        labels = f", labels {' '.join(line.labels.split())}" if line.labels.strip() else ""
        archived = ", archived" if line.is_archived else ""
        about = f"{line.urn or 'no URN'}, begun {line.started or 'on no day given'}, {line.state}{archived}{labels}"
        click.echo(visible(f"{line.case_id}: {about}"))
    for case_id in gone:
        click.echo(visible(f"{case_id}: erased; see `sccif cases history {case_id}`"))


def _print_written(written: list[Summary], label: str | None, *, as_json: bool) -> None:
    """The cases in which the label stands in somebody's words alone; `A` and `I` may be words there."""
    from assistant.cli.terminal import visible

    for line in written:
        if as_json:
            click.echo(json.dumps({"case": line.case_id, "urn": line.urn, "only_in_text": True}))
        else:
            about = f"{line.urn or 'no URN'}, `{label}` stands in what was written there alone: read it"
            click.echo(visible(f"{line.case_id}: {about}"))
