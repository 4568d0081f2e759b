"""`sccif precedents`: past situations like a case, what was judged in them and why."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from assistant.cli.completing import case_names_and_files
from assistant.cli.options import json_option, pack_option, store_option
from assistant.cli.problems import tell
from assistant.cli.store import is_file, ledger_at, read_named

if TYPE_CHECKING:
    from assistant.case import Case
    from assistant.pack import Pack
    from assistant.store import Ledger
    from assistant.work.precedents import Precedent

BAD_INPUT, NOTHING_FOUND = 2, 1


@click.command("precedents")
@click.argument("case", shell_complete=case_names_and_files)
@click.option(
    "--in",
    "source",
    metavar="SOURCE",
    type=click.Path(path_type=Path),
    help="Look in these cases: a file, a folder or tables. Default: those of the store that you may read.",
)
@click.option("--judgement", metavar="ID", help="Of this judgement.")
@click.option(
    "--rule",
    "rules",
    multiple=True,
    metavar="ID",
    help="With a finding of this rule; may be given more than once.",
)
@click.option(
    "--paragraph",
    "paragraphs",
    multiple=True,
    metavar="ID",
    help="With one that cites this paragraph; may be given more than once.",
)
@click.option("--words", "words", metavar="TEXT", default="", help="In which each of these words stands.")
@click.option(
    "--limit", type=click.IntRange(1), metavar="N", default=5, show_default=True, help="Tell of so many."
)
@json_option
@pack_option
@store_option
@click.pass_context
def command(
    ctx: click.Context,
    case: str,
    source: Path | None,
    judgement: str | None,
    rules: tuple[str, ...],
    paragraphs: tuple[str, ...],
    words: str,
    limit: int,
    as_json: bool,
    pack_dir: Path | None,
    store: str | None,
) -> None:
    """Show the past situations nearest to CASE, a case of the store or a case file: what was judged, and what differs.

    Your own view comes first: of a case whose view is not sealed nothing is told, also where it came
    judged. Answers marked ! move a proposal where they are taken over from one case into the other. A
    case in SOURCE that is also among those you may read in the store is told whole. Of every other only
    the judgement and the findings are, in the words of the rules, of nobody in particular.

    Pairs that were judged differently, whichever cases they are of, are found by `sccif alike`.

    The exit status is 1 if there is none.
    """
    from assistant.cli.kept import warn
    from assistant.pack import load_pack
    from assistant.reasoning.compile import compile_rules
    from assistant.store.listing import kept_cases
    from assistant.work.corpus.corpus import Corpus
    from assistant.work.corpus.filling import fill
    from assistant.work.corpus.reading import cases_kept
    from assistant.work.precedents import Log, Sought

    pack = load_pack(pack_dir)
    sought = Sought(judgement, rules, paragraphs, tuple(words.split()))
    with ledger_at(store) as ledger, Corpus(pack) as corpus:
        asked_for = _case(ledger, case, pack)
        if source is None:
            corpus.take_in(cases_kept(ledger))
        else:
            fill(corpus, source)
        tell(corpus.bad, as_json=as_json)
        warn(pack, as_json=as_json)
        mine = [kept.case_id for kept in kept_cases(ledger) if not kept.is_erased]
        found = Log(corpus, compile_rules(pack), mine).nearest(asked_for, sought, limit)
        synthetic, caution = corpus.synthetic, corpus.caution
    if as_json:
        for one in found:
            click.echo(json.dumps(_as_json(one) | {"synthetic": synthetic}))
    else:
        _print(pack, found, caution)
    ctx.exit(BAD_INPUT if corpus.bad else 0 if found else NOTHING_FOUND)


def _case(ledger: Ledger, name: str, pack: Pack) -> Case:
    """The case of this name in the store, or in a file. Raises `Refused`, also where an own view comes first."""
    from assistant.case import read_case
    from assistant.work.precedents import check_own_view
    from assistant.work.reveal import reveal_of

    if is_file(name):
        case = read_case(Path(name), pack).case
        check_own_view(case, "after_seal")
    else:
        case = read_named(ledger, name).case
        check_own_view(case, reveal_of(ledger, case))
    return case


def _print(pack: Pack, found: tuple[Precedent, ...], caution: str | None) -> None:
    from assistant.cli.terminal import Page, plain
    from assistant.cli.writers.differing import print_differing

    page = Page(sys.stdout)
    page.caution(caution)
    for number, one in enumerate(found):
        if number:
            page.gap()
        # Tables may hold a judgement that this pack does not have.
        outcome = pack.judgements.get(one.judgement)
        judged = f"{outcome.sign} {outcome.label}" if outcome else one.judgement
        name = one.whole.case if one.whole else "a case that is not yours to read"
        page.line(plain(judged, "bold"), tail=plain(name, "dim"))
        if one.whole and one.whole.reasons:
            page.line(plain(one.whole.reasons), 2, "Reasons ")
        for head, shown in (
            ("Found in both", [this for this in one.found if this.made and not this.more]),
            ("More there", [this for this in one.found if this.more > 0]),
            ("Less there", [this for this in one.found if this.more < 0]),
        ):
            if shown:
                page.line(plain(head), 2)
            for this in shown:
                many = f"({this.made} there, {this.made - this.more} here)"
                is_told = this.more and this.made and this.made > this.more
                for said in this.says:
                    page.line(plain(said), 4, "- ", tail=plain(many, "dim") if is_told else None)
        print_differing(page, pack, one.whole.differs if one.whole else (), "here", "there")
    if not found:
        page.line(plain("no case like it was judged"))


def _as_json(one: Precedent) -> dict[str, Any]:
    from assistant.cli.writers.differing import differing_as_json

    told: dict[str, Any] = {"judgement": one.judgement, "distance": one.distance}
    told["found"] = [this._asdict() for this in one.found]
    if one.whole:
        differs = differing_as_json(one.whole.differs)
        told |= {"case": one.whole.case, "reasons": one.whole.reasons, "differs": differs}
    return told
