"""`sccif train meeting`: the agenda of a consensus meeting about several readings of one scenario."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from assistant.cli.options import json_option, pack_option, store_option
from assistant.cli.store import ledger_at
from assistant.problems import Problem, Refused

if TYPE_CHECKING:
    from assistant.case import Case
    from assistant.pack import Pack
    from assistant.work.training.meeting import Difference
    from assistant.work.training.model import Scenario

_FEWEST = 2


@click.command("meeting")
@click.argument("scenario", metavar="ID")
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
    scenario: str,
    files: tuple[Path, ...],
    file: Path | None,
    settled: Path | None,
    learned: str,
    as_json: bool,
    pack_dir: Path | None,
    store: str | None,
) -> None:
    """Lay several readings of scenario ID side by side: what they saw differently, what moves a judgement first.

    The readings are those in the case files given, or without any those in the store that you may read, as far as
    each holds its reader's own view. With --to the meeting has a file to settle the rest in, with its judgement and
    reasons; `--reading FILE` then lays it beside anybody's as the panel's, and --record FILE keeps it in the store,
    with what was learned.
    """
    from assistant.case import write_file
    from assistant.pack import load_pack
    from assistant.reasoning.compile import compile_rules
    from assistant.work.training.debrief import decided
    from assistant.work.training.meeting import agreed, differences
    from assistant.work.training.reading import scenario_named

    pack = load_pack(pack_dir)
    found = scenario_named(pack, scenario)
    if settled:
        _record(settled, learned, store, found, pack)
        return
    cases = _read(files, store, found, pack) if files else _kept(store, found)
    readings = [case for case in cases if decided(case) is not None]
    if len(readings) < _FEWEST:
        what = f"there {'is one reading' if readings else 'is no reading'} of `{found.id}` with its reader's own view"
        right = "name at least two case files, or have it judged by two with `sccif train ID`"
        raise Refused([Problem("scenario-readings", what, right)])
    told = differences(compile_rules(pack), found, readings)
    if file:
        write_file(file, agreed(found, readings), pack)
    if as_json:
        click.echo(json.dumps(_as_json(found, readings, told), ensure_ascii=False))
    else:
        _print(pack, found, readings, told)


def _record(file: Path, learned: str, store: str | None, scenario: Scenario, pack: Pack) -> None:
    """Keep what a meeting agreed on, and say as what. Raises `Refused`."""
    from assistant.work.training.debrief import decided, panel_reading, reasons
    from assistant.work.training.meeting import Outcome, hold

    panel = panel_reading(file, scenario, pack)
    with ledger_at(store, "made") as ledger:
        held = hold(ledger, pack, panel, Outcome(decided(panel) or "", reasons(panel) or "", learned))
    click.echo(f"recorded as {held.id}")


def _kept(store: str | None, scenario: Scenario) -> list[Case]:
    """The readings in the store. Raises `Refused` where one's own view is not sealed yet."""
    from assistant.work.training.begin import need_own_view_of, readings_kept

    with ledger_at(store, "read") as ledger:
        need_own_view_of(ledger, scenario)
        kept = [case for case in readings_kept(ledger) if not isinstance(case, Refused)]
    return [case for case in kept if case.evidence_id == scenario.given.evidence_id]


def _read(files: Sequence[Path], store: str | None, scenario: Scenario, pack: Pack) -> list[Case]:
    """The readings in files. Raises `Refused` as well where one's own in the store is not sealed yet."""
    from assistant.case import read_case
    from assistant.cli.own_view import need_own_view_in

    need_own_view_in(store, scenario)
    return [read_case(path, pack).case for path in files]


def _print(pack: Pack, scenario: Scenario, readings: Sequence[Case], told: Sequence[Difference]) -> None:
    from assistant.cli.terminal import Page, plain
    from assistant.work.training.debrief import decided
    from assistant.work.training.meeting import names_of
    from assistant.work.training.model import CONSTRUCTED
    from assistant.work.training.telling import HEADS, difference

    page, names = Page(sys.stdout), names_of(readings)
    page.heading(f"Meeting about: {scenario.file.title}")
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


def _as_json(scenario: Scenario, readings: Sequence[Case], told: Sequence[Difference]) -> dict[str, object]:
    from assistant.work.training.debrief import called, decided
    from assistant.work.training.meeting import names_of
    from assistant.work.training.model import CONSTRUCTED

    return {
        "scenario": scenario.id,
        "about": CONSTRUCTED,
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
