"""`sccif demo`: the app on sample cases, or without a terminal one of them judged."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from assistant.cli.app import app_is_here, has_terminal
from assistant.cli.options import pack_option

if TYPE_CHECKING:
    from assistant.cli.writers import Result
    from assistant.reasoning import Judging


@click.command("demo")
@click.option("--plain", is_flag=True, help="Print a judged sample instead of starting the app.")
@pack_option
@click.pass_context
def command(ctx: click.Context, pack_dir: Path | None, plain: bool = False) -> None:
    """Try the app on the pack's sample cases: one to judge yourself, and the others with the proposal shown throughout.

    It works on copies in a throw-away folder. Without a terminal it prints one sample, judged, and a
    line on each of the others.
    """
    from assistant.cli.samples import sample_files
    from assistant.pack.at_hand import pack_at_hand

    pack = pack_at_hand(pack_dir)
    sample_files(pack)
    if not plain and has_terminal() and app_is_here():
        from assistant.tui import run_demo

        ctx.exit(run_demo(pack))
    from assistant.cli.judge import judging_on

    _print_samples(judging_on(pack))


def _print_samples(judging: Judging) -> None:
    """Print the sample that shows most, and a line on each of the others."""
    from assistant.cli.terminal import Page, plain
    from assistant.cli.writers.brief import line
    from assistant.cli.writers.text import PlainText

    results = _judged(judging)
    shown = max(results, key=_shows)
    writer = PlainText(sys.stdout)
    writer.case(shown)
    writer.end()
    page = Page(sys.stdout)
    page.heading("The other sample cases")
    for result in results:
        if result is not shown:
            page.line(line(result), 2)
    page.gap()
    page.line(
        plain("Judge your own: sccif judge FILE. On a terminal `sccif demo` starts the app on these cases.")
    )


def _judged(judging: Judging) -> list[Result]:
    from assistant.case import read_case
    from assistant.cli.kept import prove_and_warn
    from assistant.cli.samples import sample_files
    from assistant.cli.writers import Result

    warnings = prove_and_warn(judging)
    found = []
    for file in sample_files(judging.pack):
        judged = judging.confirm(judging.judge(read_case(file, judging.pack).case))
        found.append(Result(judged, judging.ask(judged), judging.supposing(judged), warnings))
    return found


def _shows(result: Result) -> tuple[bool, bool, bool]:
    """How much a sample shows: a settled proposal, carried by evidence, with notes behind its answers."""
    proposal, case = result.judged.proposal, result.judged.case
    first_ground = result.judged.pack.words.grounds[0].id
    return proposal.standing == "settled", proposal.ground == first_ground, len(case.notes) > 1
