"""`sccif rules test`: the examples that pin each rule, judged and compared with what they expect."""

from __future__ import annotations

import json
from pathlib import Path

import rich_click as click

from assistant.cli.options import json_option, pack_option
from assistant.numbers import number

FOUND = 1


@click.command("test")
@json_option
@pack_option
@click.pass_context
def command(ctx: click.Context, as_json: bool, pack_dir: Path | None) -> None:
    """Judge the examples of rules/examples/ and print each that does not come out as it says.

    The exit status is 1 if there is one.
    """
    from assistant.cli.judge import judging_on
    from assistant.cli.kept import warn_of_properties
    from assistant.cli.terminal import visible
    from assistant.pack import load_pack
    from assistant.work.examples import run_examples

    pack = load_pack(pack_dir)
    warn_of_properties(pack, as_json=as_json)
    results = run_examples(pack, judging_on(pack))
    for problem in (problem for result in results for problem in result.problems):
        click.echo(json.dumps(problem.as_json()) if as_json else visible(str(problem)))
    failed = sum(not result.passed for result in results)
    if not as_json:
        bare = sum(one.code == "rule-no-example" for result in results for one in result.problems)
        told = f"{len(results) - failed} examples came out as they say, {failed - bare} did not"
        click.echo(told + (f"; {number(bare, 'rule')} without an example" if bare else ""))
    ctx.exit(FOUND if failed else 0)
