"""`sccif train show`: a scenario's brief and documents, to be read."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from assistant.cli.options import json_option, pack_option

if TYPE_CHECKING:
    from assistant.pack import Pack
    from assistant.work.training.model import Scenario


@click.command("show")
@click.argument("scenario", metavar="ID")
@click.option(
    "--to",
    "file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write a case file too, to answer in: what is given, and the passages as its notes.",
)
@json_option
@pack_option
def command(scenario: str, file: Path | None, as_json: bool, pack_dir: Path | None) -> None:
    """Print the brief and the documents of a scenario, or of a scenario file. Passages are numbered, to be linked to.

    The authors' reading is not told here: `sccif train ID` has you judge it, and tells it afterwards. Answers
    in a case file are compared by `sccif train debrief ID --answers FILE`.
    """
    from assistant.case import write_file
    from assistant.pack import load_pack
    from assistant.work.training.reading import scenario_named

    pack = load_pack(pack_dir)
    found = scenario_named(pack, scenario)
    if file:
        write_file(file, found.given, pack)
    if as_json:
        click.echo(json.dumps(_as_json(found)))
    else:
        print_documents(pack, found)


def print_documents(pack: Pack, scenario: Scenario, *, is_bare: bool = False) -> None:
    """Print what a trainee reads; bare for a talk line by line."""
    from assistant.cli.terminal import Page, plain
    from assistant.work.training.model import CONSTRUCTED

    page, file = Page(sys.stdout, is_bare=is_bare), scenario.file
    kinds = {source.id: source.label for source in pack.evidence.sources}
    page.heading(file.title)
    page.line(plain(CONSTRUCTED))
    page.gap()
    page.line(plain(file.brief))
    for one in file.documents:
        page.heading(one.title)
        page.line(plain(f"{kinds[one.kind]}, {one.date}"))
        for name, text in one.passages.items():
            page.gap()
            page.line(plain(text), 2, f"[{name}] ")


def _as_json(scenario: Scenario) -> dict[str, object]:
    from assistant.work.training.model import CONSTRUCTED

    file = scenario.file
    return {
        "id": file.id,
        "title": file.title,
        "about": CONSTRUCTED,
        "difficulty": file.difficulty,
        "brief": file.brief,
        "documents": [
            {
                "id": one.id,
                "kind": one.kind,
                "date": str(one.date),
                "title": one.title,
                "passages": one.passages,
            }
            for one in file.documents
        ],
    }
