"""`sccif rules test`: the examples that pin each rule, judged and compared with what they expect."""

from __future__ import annotations

import json
from pathlib import Path

import rich_click as click

from assistant.cli.options import json_option, pack_option

FOUND = 1


@click.command("test")
@json_option
@pack_option
@click.pass_context
def command(ctx: click.Context, as_json: bool, pack_dir: Path | None) -> None:
    """Judge the examples of rules/examples/ and print each that does not come out as it says.

    The exit status is 1 if there is one.
    """
    from assistant.cli.terminal import visible
    from assistant.pack import load_pack
    from assistant.work.examples import run_examples

    problems = tuple(run_examples(load_pack(pack_dir).directory))
    for problem in problems:
        click.echo(json.dumps(problem.as_json()) if as_json else visible(str(problem)))
    if not as_json and not problems:
        click.echo("every example comes out as it says")
    ctx.exit(FOUND if problems else 0)
