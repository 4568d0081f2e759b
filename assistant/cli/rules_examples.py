"""`sccif rules examples`: the examples of the rules, and new ones for what no example shows yet."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from assistant.cli.options import json_option, pack_option
from assistant.problems import Refused

if TYPE_CHECKING:
    from assistant.pack import Pack

FOUND = 1


@click.command("examples")
@click.option("--rule", "rule_id", metavar="ID", help="Only those of this rule.")
@click.option(
    "--generate",
    is_flag=True,
    help="Have the solver write an example for each side of a condition that none depends on.",
)
@click.option("--most", type=click.IntRange(1), metavar="N", help="Write no more than N.")
@json_option
@pack_option
@click.pass_context
def command(
    ctx: click.Context,
    rule_id: str | None,
    generate: bool,
    most: int | None,
    as_json: bool,
    pack_dir: Path | None,
) -> None:
    """List the examples of the rules, or write the ones that `sccif rules coverage` misses.

    What is written stands as in a file of rules/examples/, for a person to read and accept: whether
    each case should come to this is a question for somebody who knows the field. The exit status is
    1 if for some side there is no example.
    """
    from assistant.cli.kept import warn_of_properties
    from assistant.cli.rules_show import unknown_rule
    from assistant.pack import load_pack

    pack = load_pack(pack_dir)
    if rule_id is not None and rule_id not in pack.rules_by_id:
        raise Refused([unknown_rule(rule_id, pack)])
    warn_of_properties(pack, as_json=as_json)
    if generate:
        ctx.exit(FOUND if _write(pack, rule_id, most, as_json=as_json) else 0)
    _list(pack, rule_id, as_json=as_json)


def _write(pack: Pack, rule_id: str | None, most: int | None, *, as_json: bool) -> bool:
    """Write what is missing; whether something of it cannot be had."""
    from itertools import islice

    from assistant.cli.rules_coverage import WAYS
    from assistant.pack.read import read_examples
    from assistant.work.coverage import coverage
    from assistant.work.example_writing import Written
    from assistant.work.examples import bases
    from assistant.work.generating import generate, text

    covered = coverage(pack, rule_id)
    homes = bases(read_examples(pack.directory))
    lacking = False
    if not covered.missing and not as_json:
        click.echo("no example is missing", err=True)
    for side, one in islice(generate(pack, covered.missing, homes), most):
        depends = f"{covered.phrase(side)} ({WAYS[side.way]})"
        if isinstance(one, Written):
            if as_json:
                click.echo(json.dumps(one.tree()))
            else:
                click.echo(f"  # depends on {depends}\n{text([one])}")
        else:
            lacking = True
            sys.stdout.flush()
            click.echo(f"# {side.rule}: {depends}: {one.why}", err=True)
    return lacking


def _list(pack: Pack, rule_id: str | None, *, as_json: bool) -> None:
    from assistant.cli.terminal import visible
    from assistant.pack.read import read_examples

    for file, document in read_examples(pack.directory):
        for number, example in enumerate(file.examples):
            if rule_id in (None, example.rule):
                where = document.where(("examples", number, "rule"))
                told = {
                    "rule": example.rule,
                    "about": example.about,
                    "base": example.base,
                    "given": example.given,
                    "near_miss": example.near_miss.given,
                    "judgement": example.expect.judgement,
                    "file": where.file,
                    "line": where.line,
                }
                if as_json:
                    click.echo(json.dumps(told))
                    continue
                given = ", ".join(f"{place}: {value}" for place, value in example.given.items())
                near = ", ".join(f"{place}: {value}" for place, value in example.near_miss.given.items())
                click.echo(
                    visible(
                        f"{example.rule}  ({where.file}:{where.line})\n"
                        + (f"    {example.about}\n" if example.about else "")
                        + f"    {example.base} home with {given or 'nothing else'}: {example.expect.judgement or 'not stated'}\n"
                        f"    near miss with {near}: {example.near_miss.expect.judgement or 'not stated'}"
                    )
                )
