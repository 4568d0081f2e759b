"""`sccif audit`: how consistent the judgements of many cases are, and what was left undone in them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from assistant.cli.options import json_option, pack_option, store_option
from assistant.cli.problems import tell
from assistant.cli.progress import progress
from assistant.cli.taking_in import take_in
from assistant.cli.terminal import visible
from assistant.document import lies_at
from assistant.numbers import number
from assistant.problems import Problem, Refused, Where
from assistant.work.audit.wording import ALSO_OPEN, CHANCE, STEPS, THIN, UNDONE
from assistant.work.figures import of_coefficient, of_share

if TYPE_CHECKING:
    from assistant.pack import Pack
    from assistant.work.audit.figures import Audit, CrossTable, Found
    from assistant.work.audit.shapes import Report

BAD_INPUT = 2
_MOST = 10
"""So many rules, and cases of one kind, are shown; `--json` has all."""


@click.command("audit")
@click.argument("source", required=False, type=click.Path(path_type=Path))
@click.option(
    "--show-sql", is_flag=True, help="Print the query by which a whole corpus is judged, and nothing else."
)
@click.option(
    "--dialect",
    type=click.Choice(["duckdb", "spark"]),
    default="duckdb",
    show_default=True,
    help="With --show-sql: in which dialect.",
)
@click.option(
    "--html",
    "page",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write it as a new page of HTML too, to read, print or hand on; it needs nothing but itself.",
)
@click.option(
    "--csv",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Write each table as CSV too, into a new folder; columns.csv says what each column holds.",
)
@click.option(
    "--with-urns", is_flag=True, help="With --html or --csv: tell which home a case is of, by its URN."
)
@json_option
@pack_option
@store_option
@click.pass_context
def command(
    ctx: click.Context,
    source: Path | None,
    page: Path | None,
    folder: Path | None,
    with_urns: bool,
    show_sql: bool,
    dialect: str,
    as_json: bool,
    pack_dir: Path | None,
    store: str | None,
) -> None:
    """Audit the cases of SOURCE: a case file, a folder of them, JSON Lines, or tables as Parquet files.

    Without SOURCE, the cases of the store that you may read. What is proposed is compared with the views
    that were sealed and with the judgements; a departure with reasons is a normal outcome, and nothing here
    ranks anybody. Cases that cannot be used are told with file and line, left out, and the exit status is 2.

    A page and CSV files also tell of pairs of cases that are alike and were judged differently. Without
    --with-urns a case is called by its place in SOURCE where its name holds a URN. They are for your eyes
    alone (0600), and are written whole or not at all. By person nothing is told, unless your configuration
    says `by_inspector = true`.
    """
    from assistant.cli.kept import prove_and_warn
    from assistant.pack import load_pack
    from assistant.reasoning import Judging
    from assistant.reasoning.compile import compile_rules
    from assistant.reasoning.sweep import sweep
    from assistant.work.audit.auditing import judge_and_audit
    from assistant.work.audit.of_store import SOURCE
    from assistant.work.audit.report import Made, report
    from assistant.work.configuration import configured
    from assistant.work.corpus.corpus import Corpus
    from assistant.work.working_days import today

    pack = load_pack(pack_dir)
    base = compile_rules(pack)
    if show_sql:
        click.echo(sweep(base).query(dialect))
        return
    _check_new(page, folder)
    by_inspector = configured().by_inspector
    with Corpus(pack) as corpus:
        judging = Judging(pack, "meaning")
        take_in(corpus, source, store, judging)
        prove_and_warn(judging, as_json=as_json)
        called = SOURCE if source is None else source.resolve().name
        tell(corpus.bad, as_json=as_json)
        with progress("cases read, being counted") as far:
            far(len(corpus))
            is_told = bool(page or folder)
            found = judge_and_audit(corpus, base, today(), by_inspector=by_inspector, keep=is_told)
            folder_name = pack_dir.resolve().name if pack_dir else ""
            made = Made(called, today(), with_urns, folder_name)
            told = report(corpus, base, found, made) if is_told else None
        bad, synthetic, caution = len(corpus.bad), corpus.synthetic, corpus.caution
    if told:
        _write(told, page, folder)
    if as_json:
        beside = {"problems": bad, "synthetic": synthetic, "folder": str(pack_dir) if pack_dir else None}
        click.echo(json.dumps(found.as_json() | beside))
    else:
        _print(pack, found, caution, pack_dir)
        for path in filter(None, (page, folder)):
            click.echo(visible(f"written to {path}"))
    ctx.exit(BAD_INPUT if bad else 0)


def _check_new(page: Path | None, folder: Path | None) -> None:
    """Raises `Refused` where what is to be written is there already: before all the work, and not after it."""
    for path in (page, folder):
        if path is not None and lies_at(path):
            what = "there is something of this name already"
            right = "give another name, or take that away first"
            raise Refused([Problem("file-changed", what, right, Where(str(path)))])


def _write(told: Report, page: Path | None, folder: Path | None) -> None:
    from assistant.cli.writers.audit_csv import as_csv
    from assistant.document import write_new, write_new_folder
    from assistant.work.audit.as_page import as_html

    if page is not None:
        write_new(page, as_html(told))
    if folder is not None:
        write_new_folder(folder, as_csv(told))


def _print(pack: Pack, found: Audit, caution: str | None, pack_dir: Path | None) -> None:
    from assistant.cli.terminal import Page, plain
    from assistant.work.corpus.tables import TRAINING

    page = Page(sys.stdout)
    page.heading(f"Audit of {number(found.cases, 'case')}")
    page.line(plain(f"by {pack.called}{_from(pack_dir)}"))
    page.line(plain(f"what is proposed is what these rules make of what is known; that {ALSO_OPEN}"))
    page.line(plain(CHANCE))
    page.caution(caution)
    readings = found.by_purpose.get("blind", 0)
    page.line(plain(f"{readings:,} of them blind readings, which count in the agreement alone"))
    if training := found.by_purpose.get(TRAINING):
        page.line(plain(f"{training:,} for training left out"))
    for title, said, table in (
        ("Proposed, and the view that was sealed", "the view that was sealed", found.proposal_by_sealed),
        ("Proposed, and judged", "what was judged", found.proposal_by_judgement),
    ):
        page.gap()
        page.line(plain(f"{title}: {of_share(table.agreeing)} alike", "bold"))
        page.line(plain(f"rows: what is proposed; columns: {said}"), 2)
        for line in _table(pack, table):
            page.line(plain(line), 2)
    departures = found.departures
    page.gap()
    page.line(plain(f"Departures: {of_share(departures.departing)}", "bold"))
    page.line(plain(f"{departures.with_reasons:,} with reasons, {departures.without_reasons:,} without"), 2)
    flagged = [one for one in found.against_rules if one.is_flagged]
    page.gap()
    page.line(plain(f"Rules that people went against more than against others: {len(flagged)}", "bold"))
    for one in flagged[:_MOST]:
        where = f" in {pack.areas[one.area].short}" if one.area else ""
        page.line(plain(f"{one.rule}{where} ({one.stage}): {of_share(one.overridden)}"), 2)
    if more := _more(len(flagged)):
        page.line(plain(more), 2)
    for title, lines in ((UNDONE, _undone(found)), (THIN, _thin(pack, found)), (STEPS, _steps(pack, found))):
        page.gap()
        page.line(plain(title, "bold"))
        for line in lines:
            page.line(plain(line), 2)
    page.gap()
    for line in _agreement(pack, found):
        page.line(plain(line))


def _table(pack: Pack, table: CrossTable) -> Iterator[str]:
    """The table as lines, in the order of the page: a row for each outcome that is proposed."""
    from assistant.work.audit.report_departing import shown

    rows = shown(pack, table.proposed, map(any, table.counts))
    columns = shown(pack, table.said, map(any, zip(*table.counts, strict=True)))
    names = {name: pack.judgements[name].short for name in (*table.proposed, *table.said)}
    first = max((len(names[table.proposed[row]]) for row in rows), default=0)
    widths = {column: max(len(names[table.said[column]]), 6) for column in columns}
    yield f"{'':{first}}  " + "  ".join(f"{names[table.said[one]]:>{width}}" for one, width in widths.items())
    for row in rows:
        cells = "  ".join(f"{table.counts[row][one]:>{width},}" for one, width in widths.items())
        yield f"{names[table.proposed[row]]:{first}}  {cells}"


def _undone(found: Audit) -> Iterator[str]:
    yield f"a case review is asked for, and none is recorded either way: {_found(found.no_case_review)}"
    yield f"judged elsewhere on the scale than more than half of the areas: {_found(found.against_most_areas)}"


def _thin(pack: Pack, found: Audit) -> Iterator[str]:
    from assistant.work.audit.report_undone import flag_says

    flags = [(kind, share) for kind, share in found.flags.items() if share.of]
    records = [(section, share) for section, share in found.one_source.items() if share.of]
    for kind, share in flags:
        yield f"{of_share(share)} of the cases: {flag_says(pack, kind)}"
    for section, share in records:
        yield f"{pack.record_types[section].plural}: {of_share(share)} with fewer than two kinds of source"
    if not flags and not records:
        yield "nothing is known of flags, or of the sources of any record"


def _steps(pack: Pack, found: Audit) -> Iterator[str]:
    kept, activity = found.timeliness, {step.id: step.activity for step in pack.timeline.steps}
    for step in kept.steps if kept.is_known else ():
        yield f"{activity[step.step]}: {step.on_time:,} on time, {step.late:,} late, {step.overdue:,} overdue"
    if not kept.is_known:
        yield "no case records a step with a limit"
    yield f"no step, or no first day, on record: {number(kept.unrecorded, 'case')}"


def _agreement(pack: Pack, found: Audit) -> Iterator[str]:
    agreed = found.agreement
    yield f"Agreement between people on the same evidence, on sealed views: {of_share(agreed.judgement.raw)}"
    if agreed.left_out:
        yield f"  {agreed.left_out}"
    yield "  kappa and AC1 allow for chance: 1 is full agreement, 0 as much as chance gives"
    yield f"  kappa {of_coefficient(agreed.judgement.kappa)}; AC1 {of_coefficient(agreed.judgement.ac1)}"
    for area, one in agreed.areas.items():
        yield f"  {pack.areas[area].short}: {of_share(one.raw)}, kappa {of_coefficient(one.kappa)}"


def _found(found: Found) -> str:
    cases = [*found.cases[:_MOST], *filter(None, [_more(len(found.cases))])]
    return of_share(found.share) + (f": {', '.join(cases)}" if cases else "")


def _more(count: int) -> str:
    """That there are more than were told; empty where there are not."""
    return f"and {count - _MOST:,} more; --json has all" if count > _MOST else ""


def _from(pack_dir: Path | None) -> str:
    """The folder of a pack that was named."""
    return f", from {pack_dir}" if pack_dir else ""
