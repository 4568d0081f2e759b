"""`sccif cases report`: tells what the report of a case says: what no question asks, and paragraphs written by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import rich_click as click

from assistant.cli.completing import case_names
from assistant.cli.options import json_option, pack_option, store_option
from assistant.cli.store import ledger_at, say_event, tell_lapsed
from assistant.problems import Problem, Refused

if TYPE_CHECKING:
    from assistant.case import Change
    from assistant.case.header import PastInspection
    from assistant.pack import Pack
    from assistant.store import Ledger, Standing
    from assistant.work.report.shapes import Report


@click.command("report")
@click.argument("case_id", metavar="CASE", shell_complete=case_names)
@click.option("--service", metavar="TEXT", help="What is to be known of the home. No names.")
@click.option("--enforcement", metavar="TEXT", help="What the inspectorate did since the last inspection.")
@click.option("--legal-basis", metavar="TEXT", help="The legal basis of the inspection.")
@click.option(
    "--before",
    "before",
    nargs=3,
    multiple=True,
    metavar="DATE KIND JUDGEMENT",
    help=(
        "An inspection of recent years, the latest first: its day or month, and in free words what kind it was and "
        "how it was judged, as `--before 2018-05 full good`. Give all of them together: they take the place of those "
        "told before."
    ),
)
@click.option(
    "--write",
    "write",
    nargs=2,
    multiple=True,
    metavar="PLACE TEXT",
    help="Write a paragraph by hand; its place stands in brackets in `sccif report CASE`. May be given more than once.",
)
@click.option(
    "--as-drafted",
    multiple=True,
    metavar="PLACE",
    help="Leave a paragraph as it is drafted again; may be given more than once.",
)
@click.option(
    "--stands",
    nargs=2,
    multiple=True,
    metavar="PLACE REASON",
    help="Why a requirement stands on one source: improvement:M1.evidence and the reason; may be given more than once.",
)
@json_option
@pack_option
@store_option
def command(case_id: str, as_json: bool, pack_dir: Path | None, store: str | None, **given: Any) -> None:
    """Tell what the report of a case says beside its answers, in one step that `sccif cases undo` takes back.

    A paragraph that is written by hand stays when the case changes, and is marked where what its draft rested
    on has moved. An empty text takes back what was told.
    """
    from assistant.pack import load_pack
    from assistant.store import read
    from assistant.work.keeping import pack_of
    from assistant.work.report.editing import keep

    with ledger_at(store) as ledger:
        standing = read(ledger, case_id)
        pack = pack_of(ledger, standing, load_pack(pack_dir))
        changes = list(_changes(ledger, standing, pack, given))
        if not changes:
            raise click.UsageError("say what is to be told: --service, --write and others")
        events = keep(ledger, standing, pack, changes)
    tell_lapsed(standing, events, as_json=as_json)
    say_event(case_id, events[-1], "told for its report", as_json=as_json)


def _changes(ledger: Ledger, standing: Standing, pack: Pack, given: dict[str, Any]) -> Iterator[Change]:
    from assistant.case.reporting import Told
    from assistant.work.report import editing

    for name in get_args(Told):
        if given[name] is not None:
            told = editing.told(name, given[name])
            if told.text is None and getattr(standing.case, name) is None:
                what = f"nothing is told with --{name.replace('_', '-')}, so there is nothing to take back"
                raise Refused([Problem("change-nothing", what, "write what is to be told")])
            yield told
    if given["before"]:
        yield editing.history([_inspection(*one) for one in given["before"]])
    if given["write"]:
        report = _report(ledger, standing, pack)
        for place, text in given["write"]:
            yield editing.written(report, pack, place, text)
    for place in given["as_drafted"]:
        yield editing.left(place)
    for place, reason in given["stands"]:
        yield editing.stands_because(standing.case, place, reason)


def _report(ledger: Ledger, standing: Standing, pack: Pack) -> Report:
    """The report as it is drafted, to which a paragraph is written. Raises `Refused` before the own view."""
    from assistant.pack.to_judge_by import check_to_judge_by
    from assistant.reasoning import Judging
    from assistant.work.report.drafting import draft
    from assistant.work.reveal import need_own_view, reveal_of

    untold = "no paragraph of a report is written by hand yet"
    need_own_view(standing.case, reveal_of(ledger, standing.case), untold, "write the report")
    return draft(Judging(check_to_judge_by(pack), "meaning").live(standing.case))


def _inspection(when: str, kind: str, judgement: str) -> PastInspection:
    from pydantic import ValidationError

    from assistant.case.header import PastInspection

    try:
        return PastInspection.model_validate({"date": when, "kind": kind, "judgement": judgement})
    except ValidationError:
        what = f"`{when}` is no day or month, or a kind or judgement is empty"
        raise Refused([Problem("shape-bad-value", what, "write it as 2019-03-05, or as 2019-03")]) from None
