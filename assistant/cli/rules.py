"""`sccif rules`: the group of commands about the rules themselves."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from assistant.cli.lazy import Command, LazyGroup
from assistant.cli.options import pack_option

COMMANDS = {
    "show": Command("assistant.cli.rules_show", "Show rules as sentences."),
    "check": Command("assistant.cli.rules_check", "Check rules and knowledge for faults."),
    "test": Command("assistant.cli.rules_test", "Run the examples that pin the rules."),
    "coverage": Command("assistant.cli.rules_coverage", "Say which conditions no example depends on."),
    "examples": Command(
        "assistant.cli.rules_examples", "List the examples, or write those that are missing."
    ),
    "prove": Command("assistant.cli.rules_prove", "Prove what the rules owe, or show a case that breaks it."),
}


@click.group("rules", cls=LazyGroup, table=COMMANDS)
@pack_option
def command(pack_dir: Path | None) -> None:
    """Show, check, test and prove the rules of a pack, and say how far its examples cover them."""
