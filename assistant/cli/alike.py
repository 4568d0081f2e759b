"""`sccif alike`: cases that are alike in what was found and were judged differently."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from assistant.cli.options import json_option, pack_option, store_option
from assistant.cli.problems import tell
from assistant.cli.taking_in import take_in
from assistant.numbers import number

if TYPE_CHECKING:
    from assistant.reasoning.codes import RuleBase
    from assistant.work.agenda import Item
    from assistant.work.corpus.corpus import Corpus
    from assistant.work.like_for_like import LikeForLike, Pair

BAD_INPUT = 2
Told = Iterator[tuple["Pair", tuple["Item", ...]]]


@click.command("alike")
@click.argument("source", required=False, type=click.Path(path_type=Path))
@click.option(
    "--limit",
    type=click.IntRange(1),
    metavar="N",
    default=10,
    show_default=True,
    help="Tell of so many pairs.",
)
@json_option
@pack_option
@store_option
@click.pass_context
def command(
    ctx: click.Context,
    source: Path | None,
    limit: int,
    as_json: bool,
    pack_dir: Path | None,
    store: str | None,
) -> None:
    """Find cases of SOURCE that are alike and were judged differently: what a meeting on consistency talks of.

    SOURCE is a case file, a folder of them, JSON Lines, or tables as Parquet files; without it, the cases of the
    store that you may read. The nearest pairs come first: the same was found in both, or one finding is more,
    less or another. What was decided counts, or else the view that was sealed. Two readings of the same evidence
    are no pair here: `sccif audit` tells of those. Answers marked ! move a proposal where they are taken over from one
    case into the other. Neither judgement need be wrong. What is nearest to one case, however it was judged, is told
    by `sccif precedents CASE`.
    """
    from assistant.cli.kept import prove_and_warn
    from assistant.pack import load_pack
    from assistant.reasoning import Judging
    from assistant.reasoning.compile import compile_rules
    from assistant.reasoning.sweep import sweep
    from assistant.work.corpus.corpus import Corpus
    from assistant.work.like_for_like import like_for_like

    pack = load_pack(pack_dir)
    base = compile_rules(pack)
    with Corpus(pack) as corpus:
        take_in(corpus, source, store)
        prove_and_warn(Judging(pack, "meaning"), as_json=as_json)
        tell(corpus.bad, as_json=as_json)
        corpus.judge(sweep(base), keep=True)
        found = like_for_like(corpus, base, limit)
        write = _write_json if as_json else _print
        write(corpus, found, _told(corpus, base, found))
        ctx.exit(BAD_INPUT if corpus.bad else 0)


def _told(corpus: Corpus, base: RuleBase, found: LikeForLike) -> Told:
    """Each pair with what differs in it."""
    from assistant.work.agenda import agenda
    from assistant.work.corpus.situations import situations

    cases = dict(situations(corpus, {number for pair in found.pairs for number in (pair.one, pair.other)}))
    for pair in found.pairs:
        yield pair, agenda(base, cases[pair.one], cases[pair.other])


def _print(corpus: Corpus, found: LikeForLike, told: Told) -> None:
    from assistant.cli.terminal import Page, plain
    from assistant.cli.writers.differing import print_differing

    pack, page = corpus.pack, Page(sys.stdout)
    were = "was" if found.cases == 1 else "were"
    page.heading(f"{number(found.found, 'pair')} among {number(found.cases, 'case')} that {were} judged")
    page.line(plain("alike in what was found, and judged differently; the nearest first"))
    if (shown := len(found.pairs)) < found.found:
        page.line(
            plain(f"told here: {shown:,} of them; --limit {min(found.found, 10 * shown)} tells of more")
        )
    page.caution(corpus.caution)
    for pair, items in told:
        page.gap()
        page.line(plain(" / ".join(pair.cases), "bold"))
        outcomes = (pack.judgements.get(judgement) for judgement in pair.judgements)
        said = [
            f"{outcome.sign} {outcome.label}" if outcome else judgement
            for outcome, judgement in zip(outcomes, pair.judgements, strict=True)
        ]
        page.line(plain(" / ".join(said)), 2)
        apart = "the same was found in both" if not pair.findings else "one finding apart"
        page.line(plain(f"{apart}; {pair.answers} answers or records differ"), 2)
        if pair.answers and not any(item.swaps or item.rules for item in items):
            page.line(plain("none of them moves a rule; --json lists them"), 2)
        print_differing(page, pack, items, "first", "second")


def _write_json(corpus: Corpus, found: LikeForLike, told: Told) -> None:
    """A line a pair, and before them one with how many there are."""
    from assistant.cli.writers.differing import differing_as_json

    counts = {"pairs": found.found, "cases": found.cases, "synthetic": corpus.synthetic}
    click.echo(json.dumps(counts | {"pack": corpus.pack.digest}))
    for pair, items in told:
        one = {name: getattr(pair, name) for name in ("cases", "judgements", "findings", "answers")}
        click.echo(json.dumps(one | {"differs": differing_as_json(items)}))
