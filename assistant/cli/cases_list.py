"""`sccif cases list`: the cases in the store, one a line."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import rich_click as click

from assistant.cli.options import json_option, pack_option, store_option
from assistant.cli.problems import tell
from assistant.cli.store import ledger_at, number

if TYPE_CHECKING:
    from assistant.store import Ledger, Summary

Sort = Literal["changed", "case", "urn", "started"]
STATES = ("open", "sealed", "judged", "in review", "signed off")


@click.command("list")
@click.option("--urn", metavar="URN", help="Only cases of this home.")
@click.option("--label", metavar="LABEL", help="Only cases with a child of this label.")
@click.option("--state", type=click.Choice(STATES), help="Only cases that have come so far.")
@click.option("--archived", is_flag=True, help="The archived cases instead.")
@click.option("--all", "everything", is_flag=True, help="The archived cases too.")
@click.option(
    "--sort",
    type=click.Choice(["changed", "case", "urn", "started"]),
    default="changed",
    show_default=True,
    help="Which stand in front: those changed or begun last, or the first by name.",
)
@json_option
@pack_option
@store_option
def command(
    urn: str | None,
    label: str | None,
    state: str | None,
    archived: bool,
    everything: bool,
    sort: Sort,
    as_json: bool,
    pack_dir: Path | None,
    store: str | None,
) -> None:
    """List the cases that you may read, and that there are others of which you may only see that they are there."""
    from assistant.pack import load_pack
    from assistant.store import Sought
    from assistant.work.lines import listed
    from assistant.work.retention import due, none_set, retention

    with ledger_at(store) as ledger:
        lines = listed(ledger, lambda: load_pack(pack_dir))
        years = retention(ledger)
        late = {one.case_id for one in due(ledger, years)}
        sought = Sought(urn=urn, label=label)
        found = [
            line
            for line in lines
            if sought.fits(line)
            and state in (None, line.state)
            and (everything or line.is_archived == archived)
        ]
        rows = [_row(line, is_due=line.case_id in late) for line in _sorted(found, sort)]
        if not (urn or label or state):
            rows += _unlisted(ledger, late, archived=archived, everything=everything)
    if as_json:
        for row in rows:
            click.echo(json.dumps(row))
    else:
        _print(rows, filtered=len(rows) < len(lines))
    if years is None:
        tell([none_set()], as_json=as_json)


def _sorted(lines: list[Summary], sort: Sort) -> list[Summary]:
    """The lines in order; those changed last are in front already. What a line does not have comes last."""
    match sort:
        case "case":
            return sorted(lines, key=lambda line: line.case_id)
        case "urn":
            return sorted(lines, key=lambda line: (line.urn is None, line.urn or "", line.case_id))
        case "started":
            return sorted(lines, key=lambda line: line.started or "", reverse=True)
        case _:
            return lines


def _row(line: Summary, *, is_due: bool) -> dict[str, Any]:
    return {
        "case": line.case_id,
        "urn": line.urn,
        "inspector": line.inspector,
        "started": line.started,
        "state": line.state,
        "answered": line.answered,
        "asked": line.asked,
        "changed": line.changed_at,
        "archived": line.is_archived,
        "due": is_due,
        "file": line.file,
        "events": line.sequence,
        "children": line.labels.split(),
    }


def _unlisted(ledger: Ledger, late: set[str], *, archived: bool, everything: bool) -> list[dict[str, Any]]:
    """The cases that have no line: erased, or not to be read by whoever is signed in."""
    from assistant.store.listing import kept_cases

    return [
        {
            "case": one.case_id,
            "state": "erased" if one.is_erased else "not yours to read",
            "changed": one.changed_at,
            "archived": one.is_archived,
            "due": one.case_id in late,
            "events": one.sequence,
        }
        for one in kept_cases(ledger)
        if not one.is_listed and (everything or one.is_archived == archived)
    ]


def _print(rows: list[dict[str, Any]], *, filtered: bool) -> None:
    from assistant.cli.terminal import console_for, plain

    console = console_for(sys.stdout)
    if not rows:
        none = "no case fits" if filtered else "there are no cases yet"
        console.print(plain(f"{none}; `sccif cases new CASE` or `sccif cases import FILE…` makes one"))
        return
    table = [("Case", "URN", "Begun", "State", "Answered", "Changed", "By"), *map(_cells, rows)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row_number, cells in enumerate(table):
        text = "  ".join(f"{cell:<{width}}" for cell, width in zip(cells, widths, strict=True)).rstrip()
        console.print(plain(text, "" if row_number else "bold"))
    late = sum(row["due"] for row in rows)
    if late:
        told = f"{number(late, 'case')} {'is' if late == 1 else 'are'}"
        console.print(plain(f"{told} due to be looked at for erasure: `sccif admin retention`"))


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    """What a line shows, each cell text."""
    answered = f"{row['answered']}/{row['asked'] or '?'}" if "answered" in row else "-"
    state = row["state"] + (", archived" if row["archived"] else "")
    return (
        row["case"],
        row.get("urn") or "-",
        row.get("started") or "-",
        state,
        answered,
        row["changed"][:10],
        row.get("inspector") or "-",
    )
