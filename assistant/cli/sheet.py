"""`sccif sheet`: the questions on paper, for a visit without a screen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from assistant.cli.completing import case_names_and_files
from assistant.cli.options import pack_option, store_option
from assistant.cli.terminal import visible
from assistant.numbers import number

if TYPE_CHECKING:
    from assistant.case import Case
    from assistant.pack import Pack
    from assistant.work.sheet import Sheet

_PAGES = {".html", ".htm"}


@click.command("sheet")
@click.argument("case", required=False, shell_complete=case_names_and_files)
@click.option(
    "-o",
    "--output",
    "path",
    metavar="FILE",
    required=True,
    type=click.Path(path_type=Path),
    help="The file to write, which must not be there yet; one named .html is a page to print, any other is Markdown.",
)
@click.option(
    "--copies",
    type=click.IntRange(0, 50),
    metavar="N",
    default=1,
    show_default=True,
    help="So many blank records in each section that repeats.",
)
@pack_option
@store_option
def command(
    case: str | None,
    path: Path,
    copies: int,
    pack_dir: Path | None,
    store: str | None,
) -> None:
    """Write the questions that would be asked of CASE, a case of the store or a case file, to print and fill in by hand.

    Each answer stands with its line and a box to tick, with where to look and room for notes. Nothing that was
    answered or noted is on it. Without CASE all questions are on it that may be asked. The file is for your eyes
    alone (0600).
    """
    from assistant.case import Case
    from assistant.cli.writers.sheet import as_html, as_markdown
    from assistant.document import write_new
    from assistant.pack import load_pack
    from assistant.work.sheet import sheet

    pack = load_pack(pack_dir)
    asked, pack = (Case("blank", "blank"), pack) if case is None else _case(case, pack, store)
    made = sheet(asked, pack, copies, None if case is None else asked.id)
    write_new(path, as_html(made) if path.suffix.lower() in _PAGES else as_markdown(made))
    click.echo(visible(f"{_counted(made)} written to {path}"))


def _counted(made: Sheet) -> str:
    """How many questions stand on a sheet; where some stand on it for several records, how many different ones."""
    asked = [one.question for part in made.parts for one in part.asked]
    different = len({id(question) for question in asked})
    told = number(len(asked), "question")
    if different == len(asked):
        return told
    return f"{told} ({different:,} different ones, some of them once for each record, as for each area)"


def _case(name: str, pack: Pack, store: str | None) -> tuple[Case, Pack]:
    """The case, and the pack that it is read by. A file is read and not brought into the store."""
    from assistant.case import read_case
    from assistant.cli.store import is_file, ledger_at, read_named
    from assistant.work.keeping import pack_of

    if is_file(name):
        return read_case(name, pack).case, pack
    with ledger_at(store) as ledger:
        standing = read_named(ledger, name)
        return standing.case, pack_of(ledger, standing, pack)
