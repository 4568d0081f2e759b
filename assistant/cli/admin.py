"""`sccif admin`: the group of commands for whoever keeps the store."""

from __future__ import annotations

import rich_click as click

from assistant.cli.lazy import Command, LazyGroup
from assistant.cli.options import store_option

_ROOM = "assistant.cli"
COMMANDS = {
    "init": Command(f"{_ROOM}.admin_roles", "Set a store up on a PostgreSQL server.", "init"),
    "give": Command(f"{_ROOM}.admin_roles", "Give somebody a role.", "give"),
    "take": Command(f"{_ROOM}.admin_roles", "Take a role from somebody.", "take"),
    "who": Command(f"{_ROOM}.admin_roles", "List who has which role.", "who"),
    "sample": Command(f"{_ROOM}.admin_sample", "Draw cases to review, at random."),
    "retention": Command(f"{_ROOM}.admin_retention", "Say how long cases are kept, and which are due."),
    "reveal": Command(f"{_ROOM}.admin_reveal", "Say when the app shows what the rules conclude."),
    "erasures": Command(f"{_ROOM}.admin_erasures", "Print what was erased, to be kept elsewhere."),
}


@click.group("admin", cls=LazyGroup, table=COMMANDS)
@store_option
def command(store: str | None) -> None:  # read by the commands
    """Set a store up and keep it. People and roles are those of a PostgreSQL server; a file has one owner."""
