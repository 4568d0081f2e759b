"""`sccif train meeting`: the agenda of a consensus meeting about several readings of one scenario or case."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from assistant.cli.options import json_option, pack_option, refuse_alone, store_option
from assistant.cli.store import is_json, ledger_at, tell_lapsed, tell_of_names
from assistant.problems import Problem, Refused

if TYPE_CHECKING:
    from assistant.case import Case
    from assistant.pack import Pack
    from assistant.store import Ledger
    from assistant.work.training.debrief import MetAbout
    from assistant.work.training.inspected import Inspected
    from assistant.work.training.meeting import Difference, Outcome

_FEWEST = 2


@click.command("meeting")
@click.argument("name", metavar="ID")
@click.argument("files", nargs=-1, metavar="[FILE…]", type=click.Path(path_type=Path))
@click.option(
    "--to",
    "file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write a case file for what the meeting agrees on; it holds what all said alike.",
)
@click.option(
    "--record",
    "settled",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Record in the store what the meeting agreed on, as that file holds it; no agenda is printed.",
)
@click.option("--learned", metavar="TEXT", default="", help="With --record: what those who met learned.")
@json_option
@pack_option
@store_option
def command(
    name: str,
    files: tuple[Path, ...],
    file: Path | None,
    settled: Path | None,
    learned: str,
    as_json: bool,
    pack_dir: Path | None,
    store: str | None,
) -> None:
    """Lay several readings of ID, a scenario or a case in the store, side by side: what moves a judgement first.

    The readings are those in the case files given, or without any those in the store that you may read, as far as
    each holds its reader's own view; of a case they are the blind readings of its evidence. With --to the meeting
    has a file to settle the rest in, with its judgement and reasons. --record FILE keeps that in the store, with what
    was learned: of a scenario as a panel's reading, which `--reading FILE` lays beside anybody's, and of a case in
    its review, about the judgement.
    """
    from assistant.case import write_file
    from assistant.pack import load_pack
    from assistant.reasoning.compile import compile_rules
    from assistant.work.training.debrief import decided
    from assistant.work.training.meeting import agreed, differences
    from assistant.work.training.model import Scenario

    refuse_alone({"learned": learned, "settled": settled}, {"learned": ("settled",)})
    if settled and file:
        raise click.UsageError(
            "--to begins a file for what is agreed, and --record keeps one: give one of them"
        )
    pack = load_pack(pack_dir)
    found, pack = _named(name, store, pack)
    if settled:
        _record(settled, learned, store, found, pack)
        return
    cases = _read(files, store, found, pack) if files else _kept(store, found)
    readings = [case for case in cases if decided(case) is not None]
    if len(readings) < _FEWEST:
        what = f"there {'is one reading' if readings else 'is no reading'} of `{found.id}` with its reader's own view"
        begun = (
            "have it judged by two with `sccif train ID`"
            if isinstance(found, Scenario)
            else f"have it read blind (`sccif cases new NAME --reading-of {found.id}`)"
        )
        raise Refused([Problem("scenario-readings", what, f"name at least two case files, or {begun}")])
    told = differences(compile_rules(pack), found, readings)
    if file:
        write_file(file, agreed(found, readings), pack)
    if as_json:
        click.echo(json.dumps(_as_json(found, readings, told)))
    else:
        _print(pack, found, readings, told)


def _named(name: str, store: str | None, pack: Pack) -> tuple[MetAbout, Pack]:
    """The scenario of this name, or else the case in the store, with the pack it is read by. Raises `Refused`."""
    from assistant.pack.to_judge_by import check_to_judge_by
    from assistant.store import read
    from assistant.work.keeping import pack_of
    from assistant.work.training.inspected import Inspected
    from assistant.work.training.reading import scenario_named

    try:
        return scenario_named(pack, name), pack
    except Refused as refused:
        if refused.problems[0].code != "scenario-none":
            raise
        with ledger_at(store, "read") as ledger:
            if not ledger.head(name).sequence:
                raise
            standing = read(ledger, name)
            return Inspected(standing.case), check_to_judge_by(pack_of(ledger, standing, pack))


def _record(file: Path, learned: str, store: str | None, of: MetAbout, pack: Pack) -> None:
    """Keep what a meeting agreed on, and say as what. Raises `Refused`."""
    from assistant.work.training.debrief import decided, panel_reading, reasons
    from assistant.work.training.inspected import Inspected
    from assistant.work.training.meeting import Outcome, hold

    panel = panel_reading(file, of, pack)
    came_to = Outcome(decided(panel) or "", reasons(panel) or "", learned)
    with ledger_at(store, "there" if isinstance(of, Inspected) else "made") as ledger:
        if isinstance(of, Inspected):
            number, changed = _say_in_review(ledger, of, came_to, pack)
            click.echo(f"said in the review of {of.id}, about the judgement (event {number})")
            if changed:
                anew = f"`sccif review {of.id} --begin` begins it anew"
                click.echo(f"{changed}: this is said of the case as it is now; {anew}")
        else:
            click.echo(f"recorded as {hold(ledger, pack, panel, came_to).id}")
    # Who read it stands in the event too, and is no slip: that is why the event is not asked about as a whole.
    tell_of_names(pack, (came_to.reasons, came_to.learned), as_json=is_json())


def _say_in_review(ledger: Ledger, of: Inspected, came_to: Outcome, pack: Pack) -> tuple[int, str]:
    """Say in the review of a case what a meeting came to. Raises `Refused`.

    Gives the number of the event, and that the case has changed since the review began; empty where it has not.
    """
    from assistant.reasoning import Judging
    from assistant.store import read
    from assistant.work.review.points import points
    from assistant.work.review.record import review
    from assistant.work.training.inspected import readings_met, said_in_review
    from assistant.work.training.meeting import names_of

    standing = read(ledger, of.id)
    known = points(standing, Judging(pack, "meaning").judge(standing.case))
    readers = names_of(readings_met(ledger, standing.case))
    told = said_in_review(standing, pack, known, came_to, readers)
    (event,) = ledger.append(of.id, standing.sequence, told)
    tell_lapsed(standing, [event], as_json=is_json())
    return event.sequence, review(standing).told_changed


def _kept(store: str | None, of: MetAbout) -> list[Case]:
    """The readings in the store. Raises `Refused` where one's own view is not sealed yet."""
    from assistant.work.training.begin import need_own_view_of, readings_kept
    from assistant.work.training.inspected import readings_met
    from assistant.work.training.model import Scenario

    with ledger_at(store, "read") as ledger:
        if not isinstance(of, Scenario):
            from assistant.store import read

            return list(readings_met(ledger, read(ledger, of.id).case))
        need_own_view_of(ledger, of)
        kept = [case for case in readings_kept(ledger) if not isinstance(case, Refused)]
    return [case for case in kept if case.evidence_id == of.given.evidence_id]


def _read(files: Sequence[Path], store: str | None, of: MetAbout, pack: Pack) -> list[Case]:
    """The readings in files. Raises `Refused` as well where one's own in the store is not sealed yet."""
    from assistant.case import read_case
    from assistant.cli.own_view import need_own_view_in
    from assistant.work.training.model import Scenario

    if isinstance(of, Scenario):
        need_own_view_in(store, of)
    else:
        _kept(store, of)
    return [read_case(path, pack).case for path in files]


def _print(pack: Pack, of: MetAbout, readings: Sequence[Case], told: Sequence[Difference]) -> None:
    from assistant.cli.terminal import Page, plain
    from assistant.work.training.debrief import decided
    from assistant.work.training.meeting import names_of
    from assistant.work.training.model import CONSTRUCTED, Scenario
    from assistant.work.training.telling import HEADS, difference

    page, names = Page(sys.stdout), names_of(readings)
    page.heading(f"Meeting about: {of.file.title if isinstance(of, Scenario) else of.id}")
    if isinstance(of, Scenario):
        page.line(plain(CONSTRUCTED))
    for name, case in zip(names, readings, strict=True):
        outcome = pack.judgements.get(decided(case) or "")
        page.line(plain(f"{name}: {outcome.sign} {outcome.label}" if outcome else name))
    for moves, head in HEADS.items():
        some = [one for one in told if one.moves == moves]
        if some:
            page.heading(head)
        for one in some:
            page.gap()
            for number, line in enumerate(difference(pack, names, one)):
                page.line(plain(line.text, "" if number else "bold"), line.indent, line.marker)
    if not told:
        page.line(plain("All is read alike."))


def _as_json(of: MetAbout, readings: Sequence[Case], told: Sequence[Difference]) -> dict[str, object]:
    from assistant.work.training.debrief import called, decided
    from assistant.work.training.meeting import names_of
    from assistant.work.training.model import CONSTRUCTED, Scenario

    what = {"scenario": of.id, "about": CONSTRUCTED} if isinstance(of, Scenario) else {"case": of.id}
    return {
        **what,
        "readers": names_of(readings),
        "judged": [decided(case) for case in readings],
        "differences": [
            {
                "at": str(one.place),
                "said": [called(answer) for answer in one.said],
                "moves": one.moves,
                "pairs": one.pairs,
                "rules": one.rules,
                "room": one.room,
            }
            for one in told
        ],
    }
