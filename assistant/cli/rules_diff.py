"""`sccif rules diff`: what is different between two packs, and which past cases that moves."""

from __future__ import annotations

import sys
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from assistant.cli.options import json_option, store_option
from assistant.cli.problems import tell
from assistant.cli.progress import progress
from assistant.cli.store import ledger_at
from assistant.document import lies_at
from assistant.problems import Problem, Refused, Where

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
    "--kept",
    is_flag=True,
    help="Past cases: those of the store that you may read, once the own view of each is sealed.",
)
@click.option(
    "--limit",
    type=click.IntRange(0),
    metavar="N",
    help="Tell of so many cases that move. Default: 20; with --json all.",
)
@json_option
@store_option
@click.pass_context
def command(
    ctx: click.Context,
    old: Path,
    new: Path,
    source: Path | None,
    kept: bool,
    limit: int | None,
    as_json: bool,
    store: str | None,
) -> None:
    """Say which rules differ between two packs, OLD and NEW, and in which fields.

    OLD and NEW are folders that hold rules/ and knowledge/. Where the pack that comes along lies, `sccif doctor`
    says below its name: `sccif rules diff THAT-FOLDER mine` compares a copy that you changed with it.

    With --cases, or with --kept for those of your store, every past case is judged by both, on what is known
    of it. It tells how many move from what to what, by which of the changes, and then the cases one by one
    with the answers by which they move. A move is put down to the fewest changes that make it when they
    alone are put into OLD.

    Of a kept case whose own view comes first, and is not sealed yet, nothing is told but that it is left out.
    """
    from assistant.cli.kept import prove_and_warn_of_properties
    from assistant.cli.writers.differences import AsJson, AsText
    from assistant.pack import load_pack
    from assistant.reasoning import Judging
    from assistant.work.rule_changes import changes

    if kept and source is not None:
        raise click.UsageError(
            "--cases names the past cases and --kept takes those of the store: give one of them"
        )
    if source is not None and lies_at(source) is None:
        right = "give the path of a file, a folder or tables that exists"
        raise Refused([Problem("file-missing", "there is nothing of this name", right, Where(str(source)))])
    found = changes(load_pack(old), load_pack(new))
    if found.rules or found.knowledge:
        prove_and_warn_of_properties(Judging(found.new, "meaning"), as_json=as_json)
    writer = AsJson(sys.stdout, found) if as_json else AsText(sys.stdout, found)
    writer.changes()
    if not kept and source is None:
        writer.untried()
    else:
        from assistant.work.corpus.corpus import Corpus

        with Corpus(found.old) as corpus:
            covered = _take_in(corpus, source, store)
            tell(corpus.bad, as_json=as_json)
            _tell_impact(found, corpus, covered, writer, limit if limit is not None or as_json else 20)
            ctx.exit(BAD_INPUT if corpus.bad else 0)


def _take_in(corpus: Corpus, source: Path | None, store: str | None) -> int:
    """Take in the cases of `source`, or without one those of the store; gives how many of these are still covered."""
    from assistant.work.corpus.filling import fill
    from assistant.work.corpus.reading import cases_kept
    from assistant.work.impact_of_store import shown
    from assistant.work.reveal import reveal_of

    with progress("cases") as told:
        if source is not None:
            fill(
                corpus,
                source,
                told,
                of_store="give --kept in place of --cases, with --store to name the store",
            )
            return 0
        with ledger_at(store) as ledger:
            cases = shown(cases_kept(ledger), lambda case: reveal_of(ledger, case))
            corpus.take_in(cases.shown, told)
            corpus.bad.extend(cases.problems)
            return cases.covered


def _tell_impact(found: Changes, corpus: Corpus, covered: int, writer: Writer, limit: int | None) -> None:
    from assistant.work.causes import answers_read
    from assistant.work.corpus.situations import situations
    from assistant.work.impact import impact

    came = impact(found, corpus)
    writer.summary(came, covered)
    each = islice(came.each(), limit)
    while some := list(islice(each, _AT_ONCE)):
        cases = dict(situations(corpus, [moved.number for moved in some]))
        for moved in some:
            writer.case(moved, answers_read(found, cases[moved.number], moved.moves))
