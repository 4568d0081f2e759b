"""`sccif cases new`: begins a case, or a second inspector's own reading of the same evidence."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from assistant.cli.options import json_option, pack_option, store_option
from assistant.cli.store import ledger_at, say_event
from assistant.problems import Problem, Refused, Where

if TYPE_CHECKING:
    from assistant.case import Case
    from assistant.pack import Pack
    from assistant.store import Ledger


@click.command("new")
@click.argument("case_id", metavar="CASE")
@click.option("--urn", metavar="URN", help="The home's unique reference number.")
@click.option(
    "--purpose",
    type=click.Choice(["inspection", "training", "blind"]),
    help="What the case is for; an inspection, where nothing is said.",
)
@click.option("--evidence-id", metavar="ID", help="What readings of the same evidence have in common.")
@click.option("--baseline", metavar="DAY", help="The day (or month) of the last full inspection.")
@click.option("--start", metavar="DAY", help="The first day of the inspection.")
@click.option("--inspector", metavar="WHO", help="Initials or a staff number.")
@click.option(
    "--reading-of",
    metavar="CASE",
    help="A blind reading of that case's evidence: its home, dates and baseline, none of its answers.",
)
@click.option("--with-notes", is_flag=True, help="With --reading-of: its notes and child register too.")
@json_option
@pack_option
@store_option
def command(
    case_id: str,
    reading_of: str | None,
    with_notes: bool,
    as_json: bool,
    pack_dir: Path | None,
    store: str | None,
    **given: str | None,
) -> None:
    """Begin a case in the store; `sccif open` then asks its questions.

    A second inspector's independent reading is a case of its own that shares the evidence's id. On a
    server its reader sees no other reading of that evidence until their own view is sealed.
    """
    from assistant.pack import load_pack
    from assistant.work.keeping import begin

    if with_notes and reading_of is None:
        raise click.UsageError("--with-notes goes with --reading-of")
    pack = load_pack(pack_dir)
    with ledger_at(store, "there" if reading_of else "made") as ledger:
        if reading_of is None:
            case = _case(_tree(case_id, given), pack)
        else:
            case = _reading(ledger, reading_of, case_id, given, pack, with_notes=with_notes)
        standing = begin(ledger, case, pack)
    of = f", a {case.purpose} reading of {case.evidence_id}" if case.evidence_id != case.id else ""
    say_event(case.id, standing.events[-1], f"begun{of}", as_json=as_json)


def _tree(case_id: str, given: dict[str, str | None]) -> dict[str, Any]:
    """The case file that says what was given."""
    tree: dict[str, Any] = {"sccif_case": "1", "case": case_id}
    tree |= {name: given[name] for name in ("evidence_id", "purpose") if given[name]}
    if given["urn"]:
        tree["home"] = {"urn": given["urn"]}
    if given["baseline"]:
        tree["baseline"] = {"last_full_inspection": given["baseline"]}
    dates = {name: given[name] for name in ("start", "inspector") if given[name]}
    return tree | ({"inspection": dates} if dates else {})


def _case(tree: dict[str, Any], pack: Pack) -> Case:
    """The case in a tree, checked as one in a file is. Raises `Refused`; a problem then names its field alone."""
    from assistant.case import case_from
    from assistant.document import Document

    try:
        return case_from(Document(None, tree, {}, {}), pack).case
    except Refused as refused:
        raise Refused(
            [replace(one, where=Where(field=one.where.field)) for one in refused.problems]
        ) from None


def _reading(
    ledger: Ledger,
    other_id: str,
    case_id: str,
    given: dict[str, str | None],
    pack: Pack,
    *,
    with_notes: bool,
) -> Case:
    """A blind reading of another case's evidence. What was given goes before what that case says."""
    from assistant.case import InspectionSet, change_problems
    from assistant.store import read
    from assistant.work.review.readings import blind_reading

    if not ledger.head(other_id).sequence:
        what = f"there is no case `{other_id}` in the store that you may read"
        right = "give --evidence-id and --purpose blind instead, as whoever has the case tells you"
        raise Refused([Problem("store-no-case", what, right)])
    other = read(ledger, other_id).case
    mine = _case(
        _tree(case_id, given | {"purpose": given["purpose"] or "blind", "evidence_id": other.evidence_id}),
        pack,
    )
    reading = blind_reading(other, mine, with_notes=with_notes)
    # What was given here has to fit what that case says.
    if problems := change_problems(pack, reading, InspectionSet(reading.inspection)):
        raise Refused(problems)
    return reading
