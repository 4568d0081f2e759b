"""`sccif rules prove`: the properties of the rules, proved for every case or shown broken by one."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from assistant.cli.options import json_option, pack_option
from assistant.cli.problems import tell
from assistant.cli.progress import progress
from assistant.problems import Problem, Refused, Where

if TYPE_CHECKING:
    from assistant.cli.terminal import Page
    from assistant.work.proving import Kept

FOUND = 1


@click.command("prove")
@click.option(
    "--save",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Write each case that breaks a property to DIR, as a case file.",
)
@click.option(
    "--record",
    is_flag=True,
    help="Where all hold, write that down beside the rules of the pack that comes along (rules/proved.json).",
)
@json_option
@pack_option
@click.pass_context
def command(
    ctx: click.Context, folder: Path | None, record: bool, as_json: bool, pack_dir: Path | None
) -> None:
    """Prove what the rules owe (rules/properties.yaml) for every case there can be, with any number of records.

    A property that does not hold is shown with a case that breaks it, in the form of a case file. The
    exit status is 1 if there is one.
    """
    from assistant.cli.terminal import Page
    from assistant.pack import load_pack
    from assistant.reasoning import Judging
    from assistant.reasoning.proofs import Progress
    from assistant.work.proving import Kept, none_stated, prove_pack, write_beside
    from assistant.work.proving import as_json as json_of

    pack = load_pack(pack_dir)
    page = Page(sys.stdout)
    broken: list[Kept] = []
    count = 0
    with progress("questions", stopped="what is told above is proved, and nothing is kept of it") as far:
        for step in prove_pack(Judging(pack, "meaning")):
            if isinstance(step, Progress):
                far(step.done, step.of, f"questions put for {step.id}")
            elif isinstance(step, Kept):
                far.clear()
                count += 1
                broken += [] if step.holds else [step]
                if as_json:
                    click.echo(json.dumps(json_of(step)))
                else:
                    _told(page, step)
            elif record and not step.broken:
                try:
                    write_beside(pack, step)
                except OSError as error:
                    raise _unwritable(pack.directory, error) from error
    if folder:
        _save(folder, broken)
    if not count:
        tell([none_stated(pack)], as_json=as_json)
    elif not as_json:
        click.echo(_sum(count, len(broken)))
    ctx.exit(FOUND if broken else 0)


def _told(page: Page, one: Kept) -> None:
    from assistant.cli.terminal import plain

    marker = plain("proved  " if one.holds else "BROKEN  ", "green" if one.holds else "bold red")
    page.line(plain(one.says), 0, marker, plain(f"[{one.id}]", "dim"))
    for number, way in enumerate(one.broken):
        page.line(plain(way.what), 8, "× ")
        if number or not way.case:
            continue  # one case is enough to read; `--save` writes them all
        if way.unusual:
            page.line(plain(f"out of the ordinary in it: {', '.join(way.unusual)}"), 10)
        page.line(plain("a case that shows it, as `sccif judge` reads it:"), 10)
        page.console.print(plain(way.case), soft_wrap=True)


def _save(folder: Path, broken: list[Kept]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for one in broken:
            for number, way in enumerate(one.broken, start=1):
                for name, text in (("", way.case), ("-after", way.after)):
                    if text:
                        (folder / f"{one.id}-{number}{name}.yaml").write_text(text, encoding="utf-8")
    except OSError as error:
        raise _unwritable(folder, error) from error


def _unwritable(folder: Path, error: OSError) -> Refused:
    what = f"nothing can be written there: {error.strerror or error}"
    return Refused(
        [Problem("file-unwritable", what, "name a folder that you may write to", Where(str(folder)))]
    )


def _sum(count: int, broken: int) -> str:
    return (
        f"{count - broken} properties proved, {broken} broken" if broken else f"all {count} properties proved"
    )
