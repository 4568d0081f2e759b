"""`sccif open`: one case in the app."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from assistant.cli.app import app_is_here, has_terminal
from assistant.cli.options import pack_option
from assistant.problems import Problem, Refused


@click.command("open")
@click.argument("file", type=click.Path(path_type=Path))
@pack_option
@click.pass_context
def command(ctx: click.Context, file: Path, pack_dir: Path | None) -> None:
    """Open the case in FILE in the app, to answer its questions and judge it.

    In an inspection the proposal stays covered until your own view is sealed. Every change is in the
    file when the screen shows it.
    """
    from assistant.pack import load_pack

    if not has_terminal() or not app_is_here():
        right = "open it on a terminal, or print what is concluded with `sccif judge FILE`"
        raise Refused([Problem("use-no-terminal", "there is no terminal to show the app on", right)])
    pack = load_pack(pack_dir)
    from assistant.tui import run_open

    ctx.exit(run_open(file, pack))
