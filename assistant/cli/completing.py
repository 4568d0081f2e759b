"""What a shell is told when somebody presses tab: the names of cases."""

from __future__ import annotations

from contextlib import suppress

import click
from click.shell_completion import CompletionItem

from assistant.problems import Refused


def case_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:  # noqa: ARG001  # click's own signature
    """The cases of the store whose names begin so; none of a store on a server, which could keep a shell waiting.

    Readings of scenarios stand in no list of cases, and so not here.
    """
    from assistant.store import parse_address
    from assistant.store.listing import names_beginning
    from assistant.work.training import SCENARIO

    given = [above.params.get("store") for above in _above(ctx)]
    with suppress(Refused, OSError):
        address = parse_address(next((one for one in given if one), None))
        return [CompletionItem(name) for name in names_beginning(address, incomplete, SCENARIO)]
    return []


def case_names_and_files(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem[str]]:
    """The cases of the store whose names begin so, and files."""
    # Files stand first: the script of bash forgets what came before them.
    return [CompletionItem(incomplete, type="file"), *case_names(ctx, param, incomplete)]


def _above(ctx: click.Context) -> list[click.Context]:
    """The command and those above it."""
    found: list[click.Context] = []
    now: click.Context | None = ctx
    while now is not None:
        found.append(now)
        now = now.parent
    return found
