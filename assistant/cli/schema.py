"""`sccif schema`: the JSON Schema of a case or of a pack's files, for editors and other programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

import rich_click as click

from assistant.cli.options import pack_option


@click.command("schema")
@click.argument("kind", type=click.Choice(["case", "rules", "knowledge"]), metavar="case|rules|knowledge")
@pack_option
def command(kind: Literal["case", "rules", "knowledge"], pack_dir: Path | None) -> None:
    """Print the JSON Schema (2020-12) of a file.

    `case` is made from the pack: its questions, answers and labels. `rules` holds for the files of
    rules/ and rules/examples/, `knowledge` for those of knowledge/.
    """
    from assistant.cli.schemas import case_schema, knowledge_schema, rules_schema

    if kind == "case":
        from assistant.pack import load_pack

        found = case_schema(load_pack(pack_dir))
    else:
        found = rules_schema() if kind == "rules" else knowledge_schema()
    click.echo(json.dumps(found, indent=2))
