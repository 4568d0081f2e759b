"""`sccif cases list`: the cases in the store, one a line."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import rich_click as click

from assistant.cli.options import json_option, pack_option, store_option
from assistant.cli.problems import tell
from assistant.cli.store import ledger_at
from assistant.numbers import number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assistant.store import Ledger, Summary
    from assistant.store.listing import Blind, Kept
    from assistant.work.deadlines import Deadline

    Stand = Mapping[str, Deadline | None]

Sort = Literal["changed", "case", "urn", "started", "limit"]
FOUND = 1
STATES = ("open", "sealed", "judged", "in review", "signed off")


@click.command("list")
@click.option("--urn", metavar="URN", help="Only cases of this home.")
@click.option("--label", metavar="LABEL", help="Only cases with a child of this label.")
@click.option("--state", type=click.Choice(STATES), help="Only cases that have come so far.")
@click.option("--archived", is_flag=True, help="The archived cases instead.")
@click.option("--all", "everything", is_flag=True, help="The archived cases too.")
@click.option(
    "--sort",
    type=click.Choice(["changed", "case", "urn", "started", "limit"]),
    default="changed",
    show_default=True,
    help="Which stand in front: those changed or begun last, the first by name, or by the next limit, which is then shown with the working day.",
)
@json_option
@pack_option
@store_option
@click.pass_context
def command(
    ctx: click.Context,
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
    """List the cases that you may read, and that there are others of which you may only see that they are there.

    The exit status is 1 if one cannot be read because the store is damaged.
    """
    from assistant.pack import load_pack
    from assistant.store import Sought
    from assistant.store.listing import blind_readings
    from assistant.store.permitted import none_given
    from assistant.work.deadlines import deadline
    from assistant.work.lines import listed, scenario_readings
    from assistant.work.retention import due, none_set, retention

    with ledger_at(store, "read") as ledger:
        lines, problems = listed(ledger, lambda: load_pack(pack_dir))
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
        archived_too = sum(line.is_archived for line in lines)
        for_training = len(scenario_readings(ledger))
        today = ledger.now().astimezone().date()
        stand = {line.case_id: deadline(line, today) for line in found}
        blind = blind_readings(ledger)
        rows = [
            _row(line, stand, blind.get(line.case_id), is_due=line.case_id in late)
            for line in _sorted(found, sort)
        ]
        none = none_given(ledger) if not lines else None
        if not (urn or label or state):
            gone = [one for one in _unlisted(ledger, lines) if everything or one.is_archived == archived]
            damaged = {problem.where.file for problem in problems}
            rows += [_unlisted_row(one, damaged, is_due=one.case_id in late) for one in gone]
    if as_json:
        for row in rows:
            click.echo(json.dumps(row))
    else:
        _print(rows, stand, sort, _nothing(none, filtered=len(rows) < len(lines)))
        _tell_left_out(0 if everything or archived else archived_too, for_training)
    tell(problems if years else [*problems, none_set()], as_json=as_json)
    ctx.exit(FOUND if problems else 0)


def _sorted(lines: list[Summary], sort: Sort) -> list[Summary]:
    """The lines in order; those changed last are in front already. What a line does not have comes last."""
    match sort:
        case "case":
            return sorted(lines, key=lambda line: line.case_id)
        case "urn":
            return sorted(lines, key=lambda line: (line.urn is None, line.urn or "", line.case_id))
        case "started":
            return sorted(lines, key=lambda line: line.started or "", reverse=True)
        case "limit":
            return sorted(lines, key=lambda line: (line.next_by is None, line.next_by or "", line.case_id))
        case _:
            return lines


def _row(line: Summary, stand: Stand, blind: Blind | None, *, is_due: bool) -> dict[str, Any]:
    where = stand[line.case_id]
    return {
        "case": line.case_id,
        "urn": line.urn,
        "inspector": line.inspector,
        "started": line.started,
        "day": where.day if where and where.day <= where.of else None,
        "days": where.of if where else None,
        "next": _next(where) if where and where.step else None,
        "state": line.state,
        "answered": line.answered,
        "asked": line.asked,
        "changed": line.changed_at,
        "archived": line.is_archived,
        "urgent": bool(line.is_urgent),
        "due": is_due,
        "file": line.file,
        "events": line.sequence,
        "labels": line.labels.split(),
        "reading_of": blind.of if blind else None,
        "read_by": blind.by if blind else None,
    }


def _next(where: Deadline) -> dict[str, Any]:
    limit = str(where.by) if where.by else None
    return {"step": where.step, "limit": limit, "overdue": where.is_overdue}


def _unlisted(ledger: Ledger, lines: list[Summary]) -> list[Kept]:
    """The cases that have no line: erased, damaged, or not to be read by whoever is signed in."""
    from assistant.store.listing import kept_cases
    from assistant.work.lines import scenario_readings

    listed = {line.case_id for line in lines} | scenario_readings(ledger)
    return [one for one in kept_cases(ledger) if one.case_id not in listed]


def _unlisted_row(one: Kept, damaged: set[str | None], *, is_due: bool) -> dict[str, Any]:
    unread = "damaged" if one.case_id in damaged else "not yours to read"
    return {
        "case": one.case_id,
        "state": "erased" if one.is_erased else unread,
        "changed": one.changed_at,
        "archived": one.is_archived,
        "due": is_due,
        "events": one.sequence,
    }


def _nothing(none: tuple[str, str] | None, *, filtered: bool) -> str:
    """What stands where no case does."""
    if none is not None:
        return "; ".join(none)
    told = "no case fits" if filtered else "there are no cases yet"
    return f"{told}; `sccif cases new CASE` or `sccif cases import FILE…` makes one"


def _print(rows: list[dict[str, Any]], stand: Stand, sort: Sort, nothing: str) -> None:
    from assistant.cli.terminal import console_for, plain

    console = console_for(sys.stdout)
    if not rows:
        console.print(plain(nothing))
        return
    head = ("Case", "URN", *_shown(sort), "Inspector")
    table = [head, *(_cells(row, stand.get(row["case"]), sort) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row_number, cells in enumerate(table):
        text = "  ".join(f"{cell:<{width}}" for cell, width in zip(cells, widths, strict=True)).rstrip()
        console.print(plain(text, "" if row_number else "bold"))
    urgent = [row["case"] for row in rows if row.get("urgent")]
    for case in urgent:
        console.print(plain(f"somebody may be in danger: {case}", "bold"))
    if urgent:
        console.print(plain("that all needed was done is not told there: `sccif interview CASE`, `act`"))
    late = sum(row["due"] for row in rows)
    if late:
        told = f"{number(late, 'case')} {'is' if late == 1 else 'are'}"
        console.print(plain(f"{told} due to be looked at for erasure: `sccif admin retention`"))


def _tell_left_out(archived: int, for_training: int) -> None:
    """What is in the store and stands in no line, for people who count."""
    from assistant.cli.terminal import console_for, plain

    told = []
    if archived:
        told.append(f"{number(archived, 'archived case')}: `--all`, or `--archived` alone")
    if for_training:
        told.append(f"{number(for_training, 'reading')} of scenarios, for training: `sccif train progress`")
    for line in told:
        console_for(sys.stdout).print(plain(f"not listed: {line}"))


def _shown(sort: Sort) -> tuple[str, ...]:
    """What stands between home and inspector: eighty columns hold no more."""
    return ("Day", "Next") if sort == "limit" else ("Begun", "State", "Answered", "Changed")


def _cells(row: dict[str, Any], where: Deadline | None, sort: Sort) -> tuple[str, ...]:
    """What a line shows, each cell text."""
    cells = {
        "Begun": row.get("started") or "-",
        "Day": where.told_day() if where else "-",
        "Next": where.told() if where else "-",
        "State": ", ".join(
            [
                row["state"],
                *(["blind"] if row.get("reading_of") else []),
                *(["archived"] if row["archived"] else []),
            ]
        ),
        "Answered": f"{row['answered']}/{row['asked'] or '?'}" if "answered" in row else "-",
        "Changed": row["changed"][:10],
    }
    shown = (cells[name] for name in _shown(sort))
    return (row["case"], row.get("urn") or "-", *shown, row.get("inspector") or row.get("read_by") or "-")
