"""`sccif judge`: cases in, proposals with their reasons out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import rich_click as click

from assistant.cli.options import json_option, pack_option
from assistant.cli.problems import tell
from assistant.cli.store import is_json
from assistant.problems import Problem, Refused

if TYPE_CHECKING:
    from assistant.cli.writers import Writer
    from assistant.pack import Pack
    from assistant.reasoning import Judging

BAD_INPUT = 2


@click.command("judge")
@click.argument("files", nargs=-1, metavar="FILE…")
@json_option
@click.option("--brief", is_flag=True, help="Print one line a case.")
@click.option(
    "--no-paragraphs",
    is_flag=True,
    help="Leave out what the cited paragraphs say.",
)
@click.option(
    "--engine",
    type=click.Choice(["durable-rules", "meaning"]),
    metavar="NAME",
    help="Judge on `durable-rules` (usual, where it is installed) or on the `meaning`; both conclude the same.",
)
@pack_option
@click.pass_context
def command(
    ctx: click.Context,
    files: tuple[str, ...],
    as_json: bool,
    brief: bool,
    no_paragraphs: bool,
    engine: Literal["durable-rules", "meaning"] | None,
    pack_dir: Path | None,
) -> None:
    """Judge cases and show why.

    FILE is a case in YAML or JSON, a .jsonl file with a case on each line, or - for standard input.
    The command line shows the proposal at once: it is for reading cases and learning the rules, and
    an inspector's own view comes first in the app. A folder is given as `folder/*.yaml`, and many cases are
    counted by `sccif audit`. Of a case in the store, `sccif cases show CASE --judge` explains the proposal.

    Cases that cannot be read are reported on standard error; the others are judged all the same, and
    the exit status is 2.
    """
    from assistant.cli.kept import prove_and_warn
    from assistant.pack import pack_to_judge_by

    if not files:
        raise Refused(
            [
                Problem(
                    "use-no-files",
                    "no case was given",
                    "give one or more case files, or `-` for standard input",
                )
            ]
        )
    judging = judging_on(pack_to_judge_by(pack_dir), engine)
    warnings = prove_and_warn(judging, as_json=as_json)
    writer = _writer(as_json=as_json, brief=brief, paragraphs=not no_paragraphs)
    all_good = True
    for name in files:
        all_good = judge_file(name, judging, writer, warnings, as_json=as_json) and all_good
    writer.end()
    ctx.exit(0 if all_good else BAD_INPUT)


def judging_on(pack: Pack, engine: Literal["durable-rules", "meaning"] | None = None) -> Judging:
    """The pack made ready, on the engine asked for.

    Warns where durable-rules is not there and nobody asked for an engine. Raises `Refused` where it
    was asked for and is not there.
    """
    from assistant.reasoning import Judging, durable_rules

    missing = engine != "meaning" and durable_rules() is None
    if missing:
        what = "durable-rules is not installed"
        right = (
            "see `sccif doctor` for how to install it, or ask for `--engine meaning`; both conclude the same"
        )
        if engine == "durable-rules":
            raise Refused([Problem("engine-missing", what, right)])
        instead = Problem("engine-missing", f"{what}, so the meaning judges instead", right)
        tell([instead], as_json=is_json())
    return Judging(pack, engine)


def judge_file(
    name: str, judging: Judging, writer: Writer, warnings: tuple[Problem, ...], *, as_json: bool = False
) -> bool:
    """Write every case of a file and tell what is wrong with the others; whether nothing was."""
    from assistant.cli.writers import Result
    from assistant.work.inputs import read_cases

    all_good = True
    for read in read_cases(name, judging.pack):
        try:
            if isinstance(read, Refused):
                raise read
            tell(read.warnings, as_json=as_json)
            judged = judging.confirm(judging.judge(read.case))
            writer.case(Result(judged, judging.ask(judged), judging.supposing(judged), warnings))
        except Refused as refused:
            tell(refused.problems, as_json=as_json)
            all_good = False
    return all_good


def _writer(*, as_json: bool, brief: bool, paragraphs: bool) -> Writer:
    if as_json:
        from assistant.cli.writers.json_lines import JsonLines

        return JsonLines(sys.stdout)
    if brief:
        from assistant.cli.writers.brief import Brief

        return Brief(sys.stdout)
    from assistant.cli.writers.text import PlainText

    return PlainText(sys.stdout, paragraphs=paragraphs)
