"""`sccif whatif`: the fewest answers that would have to be otherwise for another judgement to come out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import rich_click as click

from assistant.cli.completing import case_names_and_files
from assistant.cli.options import json_option, pack_option, store_option
from assistant.cli.problems import tell
from assistant.cli.store import is_file, ledger_at, need_file
from assistant.problems import Problem, Refused, one_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assistant.case import Case
    from assistant.cli.writers.changes import Changes, ChangesAsJson
    from assistant.pack import Pack
    from assistant.reasoning import Judging

BAD_INPUT = 2
_MOST = 200


class Named(NamedTuple):
    """A case that was named, and what was odd about it in its file."""

    case: Case
    warnings: tuple[Problem, ...] = ()


@click.command("whatif")
@click.argument("name", metavar="CASE", shell_complete=case_names_and_files)
@click.option(
    "--to",
    "targets",
    multiple=True,
    metavar="JUDGEMENT",
    help="Only what would lead to this judgement; may be given more than once.",
)
@click.option(
    "--limit",
    type=click.IntRange(1, _MOST),
    default=5,
    show_default=True,
    metavar="N",
    help="Look for so many sets of answers, for each judgement.",
)
@json_option
@pack_option
@store_option
@click.pass_context
def command(
    ctx: click.Context,
    name: str,
    targets: tuple[str, ...],
    limit: int,
    as_json: bool,
    pack_dir: Path | None,
    store: str | None,
) -> None:
    """Show what would change a judgement: the fewest answers given otherwise, and the nearest ones that do.

    CASE is a file as for `sccif judge`, or the name of a case in the store, of which your own view comes
    first. Facts never vary, and choices only where they could have been otherwise. Each set is judged again
    before it is shown, and no part of a set is enough. Answers of your own choice are tried in the app (f5).
    """
    from assistant.cli.judge import judging_on
    from assistant.cli.kept import prove_and_warn
    from assistant.cli.writers.changes import Changes, ChangesAsJson
    from assistant.pack import pack_to_judge_by

    pack, found = _named(name, pack_to_judge_by(pack_dir), store)
    for target in targets:
        if target not in pack.judgements:
            right = one_of(target, pack.judgements)
            raise Refused([Problem("use-unknown-judgement", f"there is no judgement `{target}`", right)])
    judging = judging_on(pack)
    warnings = prove_and_warn(judging, as_json=as_json)
    writer = ChangesAsJson(sys.stdout, warnings) if as_json else Changes(sys.stdout, warnings)
    all_good = True
    for one in found:
        try:
            if isinstance(one, Refused):
                raise one
            tell(one.warnings, as_json=as_json)
            _search(judging, one.case, targets, limit, writer)
        except Refused as refused:
            tell(refused.problems, as_json=as_json)
            all_good = False
    ctx.exit(0 if all_good else BAD_INPUT)


def _named(name: str, pack: Pack, store: str | None) -> tuple[Pack, Iterable[Named | Refused]]:
    """The cases of a file, or the one of the store, with the pack that they are read by.

    Raises `Refused` where it is one of the store, and the own view of it comes first.
    """
    from assistant.pack.to_judge_by import check_to_judge_by
    from assistant.reasoning import Judging
    from assistant.store import parse_address, read
    from assistant.work.inputs import STANDARD_INPUT, read_cases
    from assistant.work.keeping import pack_of
    from assistant.work.reproducing import log_shown
    from assistant.work.reveal import need_own_view, reveal_of

    if name != STANDARD_INPUT and not is_file(name) and parse_address(store).is_there:
        with ledger_at(store, "read") as ledger:
            if ledger.head(name).sequence:
                standing = read(ledger, name)
                untold = "what would change the judgement is not told yet"
                need_own_view(standing.case, reveal_of(ledger, standing.case), untold, "ask again")
                read_by = check_to_judge_by(pack_of(ledger, standing, pack))
                log_shown(ledger, standing, Judging(read_by, "meaning"))
                return read_by, [Named(standing.case)]
    if name != STANDARD_INPUT:
        need_file(name)
    found = read_cases(name, pack)
    return pack, (one if isinstance(one, Refused) else Named(one.case, one.warnings) for one in found)


def _search(
    judging: Judging, case: Case, targets: tuple[str, ...], limit: int, writer: Changes | ChangesAsJson
) -> None:
    from assistant.reasoning.what_if import what_if

    judged = judging.confirm(judging.judge(case))
    writer.begin(judged)
    if judged.known.judgement.outcome in targets:
        writer.already()
    for step in what_if(judging, judging.solver, judged, targets or None, limit=limit):
        writer.step(step)
    writer.end()
