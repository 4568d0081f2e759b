"""`sccif report`: the report of an inspection, drafted from what its case holds."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import rich_click as click

from assistant.cli.completing import case_names_and_files
from assistant.cli.options import json_option, pack_option, refuse_alone, store_option
from assistant.cli.problems import tell
from assistant.cli.store import is_file, ledger_at, read_named, tell_of_chain
from assistant.cli.terminal import visible
from assistant.work.report.wanting import draft_line

if TYPE_CHECKING:
    from assistant.reasoning import Judged
    from assistant.store.kinds import Exported
    from assistant.work.report.exporting import Format
    from assistant.work.report.shapes import Report

FOUND_SOMETHING = 1


@click.command("report")
@click.argument("case", required=False, shell_complete=case_names_and_files)
@click.option(
    "-o",
    "--output",
    "path",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The file to write, which must not be there yet: .md, .html or .docx.",
)
@click.option(
    "--format",
    "kind",
    type=click.Choice(["md", "html", "docx"]),
    help="Markdown, one page of HTML, or Word; without it as the file's name says.",
)
@click.option(
    "--template",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="With Word: by this template instead of the one that comes along.",
)
@click.option(
    "--write-template",
    "copy",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write the Word template that comes along, to be restyled, and nothing else.",
)
@click.option("--even-so", is_flag=True, help="Write it even so, where something in it looks like a name.")
@click.option("--grounds", is_flag=True, help="Without -o: print what each sentence rests on, too.")
@json_option
@pack_option
@store_option
@click.pass_context
def command(
    ctx: click.Context,
    case: str | None,
    path: Path | None,
    kind: Format | None,
    template: Path | None,
    copy: Path | None,
    even_so: bool,
    grounds: bool,
    as_json: bool,
    pack_dir: Path | None,
    store: str | None,
) -> None:
    """Draft the report of CASE, a case of the store or a case file, under the headings of the framework.

    Each sentence is drafted from a finding, an answer, a note or what was told of the case; what is missing is
    asked for, and told where to give it. Without -o the report is printed.

    While something is missing, or was written by hand before the case changed, the file says that it is a draft:
    at its top, and a Word file on each page. A complete one bears no such mark, signed off or not.

    Before it is written it is looked through for what looks like a name, and for labels of nobody in the
    register; where there is any, nothing is written without --even-so, and the exit status is 1. So it is where an
    event of the case is not as it was written, which is said. The file is for your eyes alone (0600), and that it
    was written stands in the history of the case.
    """
    if copy is not None:
        from assistant.document import write_new
        from assistant.work.report.word_template import word_template

        write_new(copy, word_template())
        click.echo(visible(f"written to {copy}"))
        return
    if case is None:
        raise click.UsageError("name a case or a case file")
    refuse_alone({"kind": kind, "path": path}, {"kind": ("path",)})
    if path is not None and kind is None:
        from assistant.work.report.exporting import format_of

        format_of(path)  # before all the work, and not after it
    if template is not None and (path is None or (kind or path.suffix.lower()) not in ("docx", ".docx")):
        raise click.UsageError("--template is for a Word file: give -o FILE.docx too")
    wanted = _Wanted(path, kind, template, even_so, grounds, as_json)
    if is_file(case):
        found = _of_file(case, wanted, pack_dir)
    else:
        found = _of_store(case, wanted, pack_dir, store)
    ctx.exit(FOUND_SOMETHING if found else 0)


class _Wanted(NamedTuple):
    """What is to be done with a report."""

    path: Path | None
    kind: Format | None
    template: Path | None
    even_so: bool
    grounds: bool
    as_json: bool


def _of_file(name: str, wanted: _Wanted, pack_dir: Path | None) -> bool:
    """The report of a case file, which is not brought into the store. Whether it was held back."""
    from assistant.case import read_case
    from assistant.cli.judge import judging_on
    from assistant.cli.kept import prove_and_warn
    from assistant.pack import pack_to_judge_by

    judging = judging_on(pack_to_judge_by(pack_dir))
    read = read_case(name, judging.pack)
    tell(read.warnings, as_json=wanted.as_json)
    prove_and_warn(judging, as_json=wanted.as_json)
    return _report(judging.judge(read.case), wanted, lambda _: None)


def _of_store(name: str, wanted: _Wanted, pack_dir: Path | None, store: str | None) -> bool:
    """The report of a case in the store, once the own view is sealed. Whether it was held back, or the case is not as written."""
    from assistant.cli.judge import judging_on
    from assistant.cli.kept import prove_and_warn
    from assistant.pack import load_pack
    from assistant.pack.to_judge_by import check_to_judge_by
    from assistant.work.keeping import pack_of
    from assistant.work.report.exporting import log
    from assistant.work.reproducing import log_shown
    from assistant.work.reveal import need_own_view, reveal_of

    with ledger_at(store, "read") as ledger:
        standing = read_named(ledger, name)
        untold = "what the rules found is not told in a report yet"
        need_own_view(standing.case, reveal_of(ledger, standing.case), untold, "write the report")
        judging = judging_on(check_to_judge_by(pack_of(ledger, standing, load_pack(pack_dir))))
        prove_and_warn(judging, as_json=wanted.as_json)
        log_shown(ledger, standing, judging)
        is_changed = tell_of_chain(ledger, name, as_json=wanted.as_json)
        return _report(judging.judge(standing.case), wanted, partial(log, ledger, name)) or is_changed


def _report(judged: Judged, wanted: _Wanted, log: Callable[[Exported], int | None]) -> bool:
    """Print a report, or write it unless something in it is to be looked at first. Whether it was held back."""
    from assistant.work.report.drafting import draft
    from assistant.work.report.exporting import export, format_of, written
    from assistant.work.report.privacy import privacy_problems

    report = draft(judged)
    if wanted.path is None:
        _show(report, wanted)
        return False
    kind = wanted.kind or format_of(wanted.path)
    found = privacy_problems(report, judged.case, judged.pack)
    tell(found, as_json=wanted.as_json)
    if found and not wanted.even_so:
        if not wanted.as_json:
            sys.stderr.write("nothing was written: mend what was found, or give --even-so\n")
        return True
    event = export(wanted.path, written(report, kind, wanted.template), log)
    if wanted.as_json:
        needs = [need.place for need in report.needs]
        click.echo(json.dumps({"case": report.case, "event": event, "needs": needs}))
        return False
    click.echo(visible(f"{report.case}: written to {wanted.path}" + (f" (event {event})" if event else "")))
    if told := draft_line(report):
        click.echo(f"{told} `sccif report` without -o lists them.")
    return False


def _show(report: Report, wanted: _Wanted) -> None:
    from assistant.cli.writers.report import as_json, as_text

    if wanted.as_json:
        click.echo(json.dumps(as_json(report)))
    else:
        as_text(report, sys.stdout, grounds=wanted.grounds)
