"""`sccif train check`: what is wrong with scenario files, for those who write them."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from assistant.cli.options import json_option, pack_option
from assistant.cli.problems import tell

FOUND = 1


@click.command("check")
@click.argument("files", nargs=-1, metavar="[FILE…]", type=click.Path(path_type=Path))
@json_option
@pack_option
@click.pass_context
def command(ctx: click.Context, files: tuple[Path, ...], as_json: bool, pack_dir: Path | None) -> None:
    """Check scenario files, or all that the pack has: each answer rests on a passage, and the rules come to what is shown.

    The exit status is 1 if something is wrong.
    """
    from assistant.pack import load_pack
    from assistant.reasoning.compile import compile_rules
    from assistant.work.training.reading import scenario_files, scenario_problems

    pack = load_pack(pack_dir)
    problems = list(scenario_problems(compile_rules(pack), list(files) or scenario_files(pack)))
    tell(problems, as_json=as_json)
    if not problems and not as_json:
        click.echo("nothing is wrong")
    ctx.exit(FOUND if problems else 0)
