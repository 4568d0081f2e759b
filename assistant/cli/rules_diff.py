"""`sccif rules diff`: what is different between two packs, and which past cases that moves."""

from __future__ import annotations

import sys
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from assistant.cli.options import json_option
from assistant.cli.problems import tell
from assistant.cli.progress import progress

if TYPE_CHECKING:
    from assistant.cli.writers.differences import Writer
    from assistant.work.corpus.corpus import Corpus
    from assistant.work.rule_changes import Changes

BAD_INPUT = 2
_AT_ONCE = 500
_folder = click.Path(path_type=Path)


@click.command("diff")
@click.argument("old", type=_folder)
@click.argument("new", type=_folder)
@click.option(
    "--cases", "source", metavar="SOURCE", type=_folder, help="Past cases: a file, a folder or tables."
)
@click.option(
    "--limit",
    type=click.IntRange(0),
    metavar="N",
    help="Tell of so many cases that move. Default: 20; with --json all.",
)
@json_option
@click.pass_context
def command(
    ctx: click.Context, old: Path, new: Path, source: Path | None, limit: int | None, as_json: bool
) -> None:
    """Say which rules differ between two packs, OLD and NEW, and in which fields.

    With --cases every past case is judged by both, on what is known of it. It tells how many move from
    what to what, by which of the changes, and then the cases one by one with the answers by which they
    move. A move is put down to the fewest changes that make it when they alone are put into OLD.
    """
    from assistant.cli.kept import prove_and_warn
    from assistant.cli.writers.differences import AsJson, AsText
    from assistant.pack import load_pack
    from assistant.reasoning import Judging
    from assistant.work.rule_changes import changes

    found = changes(load_pack(old), load_pack(new))
    if found.rules or found.knowledge:
        prove_and_warn(Judging(found.new, "meaning"), as_json=as_json)
    writer = AsJson(sys.stdout, found) if as_json else AsText(sys.stdout, found)
    writer.changes()
    if source is not None:
        from assistant.work.corpus.corpus import Corpus
        from assistant.work.corpus.filling import fill

        with Corpus(found.old) as corpus:
            with progress("cases") as told:
                fill(corpus, source, told)
            tell(corpus.bad, as_json=as_json)
            _tell_impact(found, corpus, writer, limit if limit is not None or as_json else 20)
            ctx.exit(BAD_INPUT if corpus.bad else 0)


def _tell_impact(found: Changes, corpus: Corpus, writer: Writer, limit: int | None) -> None:
    from assistant.work.causes import answers_read
    from assistant.work.corpus.situations import situations
    from assistant.work.impact import impact

    came = impact(found, corpus)
    writer.summary(came)
    each = islice(came.each(), limit)
    while some := list(islice(each, _AT_ONCE)):
        cases = dict(situations(corpus, [moved.number for moved in some]))
        for moved in some:
            writer.case(moved, answers_read(found, cases[moved.number], moved.moves))
