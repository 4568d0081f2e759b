"""`sccif whatif`: the fewest answers that would have to be otherwise for another judgement to come out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from assistant.cli.options import json_option, pack_option
from assistant.cli.problems import tell
from assistant.problems import Problem, Refused, one_of

if TYPE_CHECKING:
    from assistant.case import CaseFile
    from assistant.cli.writers.changes import Changes, ChangesAsJson
    from assistant.reasoning import Judging

BAD_INPUT = 2
_MOST = 200


@click.command("whatif")
@click.argument("file", metavar="FILE")
@click.option(
    "--to", "targets", multiple=True, metavar="JUDGEMENT", help="Only what would lead to this judgement."
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
@click.pass_context
def command(
    ctx: click.Context, file: str, targets: tuple[str, ...], limit: int, as_json: bool, pack_dir: Path | None
) -> None:
    """Show what would change a judgement: the fewest answers given otherwise, and the nearest ones that do.

    FILE is as for `sccif judge`. Facts never vary, and choices only where they could have been
    otherwise. Each set is judged again before it is shown, and no part of a set is enough.
    """
    from assistant.cli.judge import judging_on
    from assistant.cli.kept import prove_and_warn
    from assistant.cli.writers.changes import Changes, ChangesAsJson
    from assistant.pack import pack_to_judge_by
    from assistant.work.inputs import read_cases

    pack = pack_to_judge_by(pack_dir)
    for target in targets:
        if target not in pack.judgements:
            right = one_of(target, pack.judgements)
            raise Refused([Problem("use-unknown-judgement", f"there is no judgement `{target}`", right)])
    judging = judging_on(pack)
    warnings = prove_and_warn(judging, as_json=as_json)
    writer = ChangesAsJson(sys.stdout, warnings) if as_json else Changes(sys.stdout, warnings)
    all_good = True
    for read in read_cases(file, pack):
        try:
            if isinstance(read, Refused):
                raise read
            tell(read.warnings, as_json=as_json)
            _search(judging, read, targets, limit, writer)
        except Refused as refused:
            tell(refused.problems, as_json=as_json)
            all_good = False
    ctx.exit(0 if all_good else BAD_INPUT)


def _search(
    judging: Judging, read: CaseFile, targets: tuple[str, ...], limit: int, writer: Changes | ChangesAsJson
) -> None:
    from assistant.reasoning.what_if import what_if

    judged = judging.confirm(judging.judge(read.case))
    writer.begin(judged)
    if judged.known.judgement.outcome in targets:
        writer.already()
    for step in what_if(judging, judging.solver, judged, targets or None, limit=limit):
        writer.step(step)
    writer.end()
