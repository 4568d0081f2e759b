"""`sccif rules check`: every fault of a pack that can be found without a case."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from assistant.cli.options import json_option, pack_option
from assistant.cli.problems import told
from assistant.numbers import number
from assistant.problems import Problem, Refused

FOUND = 1
_RIGHT = (
    "nothing is wrong with how they are written; `sccif rules test` tries the examples, `sccif rules prove` the "
    "properties"
)


@click.command("check")
@json_option
@pack_option
@click.pass_context
def command(ctx: click.Context, as_json: bool, pack_dir: Path | None) -> None:
    """Check rules and knowledge: shapes, references, and what a good pack keeps to.

    Prints each problem with its place. The exit status is 1 if one of them is an error.
    """
    problems = _problems(pack_dir)
    for problem in problems:
        click.echo(told(problem, as_json=as_json))
    errors = sum(problem.severity == "error" for problem in problems)
    if not as_json:
        counted = f"{number(errors, 'error')}, {number(len(problems) - errors, 'warning')}"
        click.echo(counted if problems else _RIGHT)
    ctx.exit(FOUND if errors else 0)


def _problems(pack_dir: Path | None) -> tuple[Problem, ...]:
    """Every problem; those of shape and reference alone where they keep the pack from being read."""
    from assistant.pack.checks import check_pack
    from assistant.pack.read import read_pack
    from assistant.pack.resolve import resolve
    from assistant.work.examples import unpinned
    from assistant.work.proving import recall, warnings

    try:
        files = read_pack(pack_dir)
        pack = resolve(files)
    except Refused as refused:
        if any(problem.code == "pack-missing" for problem in refused.problems):
            raise
        return refused.problems
    try:
        known = recall(pack)
        return (*check_pack(files, pack), *unpinned(pack), *(warnings(pack, known) if known else ()))
    except Refused as refused:
        return refused.problems
