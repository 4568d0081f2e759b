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
    "diff": Command(
        "assistant.cli.rules_diff", "Compare two packs, and say which past cases the change moves."
    ),
    "prove": Command("assistant.cli.rules_prove", "Prove what the rules owe, or show a case that breaks it."),
}


@click.group("rules", cls=LazyGroup, table=COMMANDS)
@pack_option
def command(pack_dir: Path | None) -> None:
    """Show, check, test, prove and compare the rules of packs, and say how far examples cover them."""
