"""`sccif train`: the group of commands about training; `sccif train ID` is a scenario judged."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from assistant.cli.lazy import Command, LazyGroup
from assistant.cli.options import pack_option, store_option

_ROOM = "assistant.cli"
JUDGE = "judge"
COMMANDS = {
    JUDGE: Command(f"{_ROOM}.train_judge", "Judge a scenario alone; the same as `sccif train ID`."),
    "debrief": Command(f"{_ROOM}.train_debrief", "Compare a reading with the authors' or a panel's."),
    "drill": Command(f"{_ROOM}.train_drill", "Judge borderline cases made from the rules."),
    "list": Command(f"{_ROOM}.train_list", "List the scenarios."),
    "meeting": Command(f"{_ROOM}.train_meeting", "Write the agenda of a meeting about several readings."),
    "progress": Command(f"{_ROOM}.train_progress", "Tell how readings agree with the authors' or a panel's."),
    "show": Command(f"{_ROOM}.train_show", "Print a scenario's brief and documents."),
    "check": Command(f"{_ROOM}.train_check", "Check scenario files."),
}


class _Train(LazyGroup):
    """The group in which what names no command names a scenario, to be judged."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command of this name, or else the one that has a scenario judged."""
        named = args and (args[0] in self.table or args[0].startswith("-"))
        return super().resolve_command(ctx, args if named else [JUDGE, *args])


@click.group("train", cls=_Train, table=COMMANDS)
@pack_option
@store_option
def command(pack_dir: Path | None, store: str | None) -> None:  # read by the commands
    """Learn to judge: read the documents of a scenario, judge alone, and compare with a reading of others.

    All scenarios are constructed: no home, child or inspection in them is known to anybody.
    """
