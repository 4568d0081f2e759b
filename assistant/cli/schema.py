"""`sccif schema`: the JSON Schema of a case, of a pack's files or of the configuration, for editors and other programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

import rich_click as click

from assistant.cli.options import pack_option


@click.command("schema")
@click.argument(
    "kind", type=click.Choice(["case", "rules", "knowledge", "config"]), metavar="case|rules|knowledge|config"
)
@pack_option
def command(kind: Literal["case", "rules", "knowledge", "config"], pack_dir: Path | None) -> None:
    """Print the JSON Schema (2020-12) of a file.

    `case` is made from the pack: its questions, answers and labels. `rules` holds for the files of
    rules/ and rules/examples/, `knowledge` for those of knowledge/, and `config` for the file of TOML in
    which you may name your store, pack and theme; `sccif doctor` says where that is.
    """
    from assistant.cli.schemas import case_schema, knowledge_schema, rules_schema

    if kind == "case":
        from assistant.pack import load_pack

        found = case_schema(load_pack(pack_dir))
    elif kind == "config":
        from assistant.work.configuration import SCHEMA

        found = SCHEMA
    else:
        found = rules_schema() if kind == "rules" else knowledge_schema()
    click.echo(json.dumps(found, indent=2))
