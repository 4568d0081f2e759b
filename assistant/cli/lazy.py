"""Commands that are imported when they are called, so that the start stays quick."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class Command(NamedTuple):
    """Where a command stands."""

    module: str
    """The module, which holds the click command."""
    help: str
    """What the list of commands says of it."""
    attribute: str = "command"
    """What the command is called in its module, where that holds more than one."""


def say_version() -> None:
    """Tell rich-click which version click is, by the name of the folder beside it.

    It would ask click, which reads what the metadata say of it; that is a third of the time until help is
    there. Where there is no such folder, click is asked after all.
    """
    folder = os.path.dirname(sys.modules["click"].__file__ or "")  # noqa: PTH120  # what pathlib does, in a moment
    beside = os.listdir(os.path.join(folder, os.pardir))  # noqa: PTH118, PTH208
    found = [name for name in beside if name.startswith("click-") and name.endswith(_METADATA)]
    if len(found) == 1:
        sys.modules["click"].__dict__["__version__"] = found[0][len("click-") : -len(_METADATA)]


_METADATA = ".dist-info"
say_version()


class PlainCommand(click.Command):
    """A command that imports rich-click only where its help is asked for: what starts the app has no time for it."""

    def get_help(self, ctx: click.Context) -> str:
        """The help, as rich-click draws it."""
        return drawn(self, ctx)


class LazyGroup(click.Group):
    """A group that knows its commands by a table and imports the one that is called."""

    def __init__(self, *args: Any, table: Mapping[str, Command], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.table = table

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's own signature
        """The names, in the order of the table."""
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command; only its name and one line while the list of commands is shown."""
        entry = self.table.get(cmd_name)
        if entry is None:
            return None
        if ctx.meta.get(LISTING):
            return click.Command(name=cmd_name, help=entry.help)
        command = getattr(importlib.import_module(entry.module), entry.attribute)
        if not isinstance(command, click.Command):
            raise TypeError(entry.module)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is called; of a name that is none, the nearest is asked for."""
        if args and args[0] not in self.table and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], self.table, n=1)
            ctx.fail(f"No such command {args[0]!r}" + (f"; did you mean {near[0]!r}?" if near else ""))
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[str]]:
        """The commands that begin so, found without importing any."""
        ctx.meta[LISTING] = True
        return super().shell_complete(ctx, incomplete)

    def get_help(self, ctx: click.Context) -> str:
        """The help, as rich-click draws it, without importing any command."""
        ctx.meta[LISTING] = True
        return drawn(self, ctx)


def drawn(command: click.Command, ctx: click.Context) -> str:
    """The help of a command or group, drawn by rich-click."""
    import rich_click

    class Listed(rich_click.RichGroup):
        def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's own signature
            return list(self.commands)

    about = {name: getattr(command, name) for name in ("name", "params", "help", "context_settings")}
    twin: rich_click.RichCommand
    if isinstance(command, click.Group):
        each = {name: command.get_command(ctx, name) for name in command.list_commands(ctx)}
        about["subcommand_metavar"] = command.subcommand_metavar
        twin = Listed(commands={name: one for name, one in each.items() if one}, **about)
    else:
        twin = rich_click.RichCommand(**about)
    return twin.get_help(rich_click.RichContext(twin, ctx.parent, ctx.info_name, **command.context_settings))


LISTING = "assistant.cli.listing"
"""Set in the context while the help lists commands."""
