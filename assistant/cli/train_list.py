"""`sccif train list`: the scenarios of the pack, one a line."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import rich_click as click

from assistant.cli.options import json_option, pack_option


@click.command("list")
@json_option
@pack_option
def command(as_json: bool, pack_dir: Path | None) -> None:
    """List the scenarios with what each is practice in. What its authors came to is not told before you judged it."""
    from assistant.cli.terminal import Page, plain
    from assistant.pack import load_pack
    from assistant.work.training.model import CONSTRUCTED, DIFFICULTY
    from assistant.work.training.reading import read_scenarios

    scenarios = read_scenarios(load_pack(pack_dir))
    if as_json:
        for one in scenarios:
            told = {"id": one.id, "title": one.file.title, "difficulty": one.file.difficulty}
            counted = {"documents": len(one.file.documents), "asked": len(one.asked())}
            click.echo(json.dumps(told | counted | {"about": CONSTRUCTED}))
        return
    page = Page(sys.stdout)
    page.line(plain(CONSTRUCTED))
    for one in scenarios:
        page.gap()
        page.line(plain(one.id, "bold"))
        page.line(plain(one.file.title), 2)
        asked = (
            f"{len(one.file.documents)} documents, from which {len(one.asked())} questions can be answered"
        )
        page.line(plain(f"{DIFFICULTY[one.file.difficulty]}; {asked}"), 2)
    if not scenarios:
        page.line(plain("this pack has no scenarios"))
