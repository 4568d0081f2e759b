"""`sccif open`: one case in the app, or the list of all."""

from __future__ import annotations

from pathlib import Path

import click

from assistant.cli.app import app_is_here, has_terminal, starting
from assistant.cli.completing import case_names_and_files
from assistant.cli.lazy import PlainCommand
from assistant.cli.options import pack_option, store_option
from assistant.cli.store import case_named, ledger_at, wanted_for
from assistant.problems import Problem, Refused


@click.command("open", cls=PlainCommand)
@click.argument("case", required=False, shell_complete=case_names_and_files)
@pack_option
@store_option
@click.pass_context
def command(ctx: click.Context, case: str | None, pack_dir: Path | None, store: str | None) -> None:
    """Open CASE in the app, to answer its questions and judge it: a case file, or the name of a case in the store.

    A file is brought into the store, where every change is when the screen shows it; the file stays as
    it is, and `sccif cases export` writes it anew. In an inspection the proposal stays covered until
    your own view is sealed. Without CASE the app starts with the list of cases.
    """
    if not has_terminal() or not app_is_here():
        right = "open it on a terminal, or answer line by line in `sccif interview CASE`; `sccif judge FILE` prints what is concluded, also before an own view is sealed"
        raise Refused([Problem("use-no-terminal", "there is no terminal to show the app on", right)])
    with starting():
        from assistant.pack.at_hand import pack_at_hand

        pack = pack_at_hand(pack_dir)
        if pack_dir is not None:
            # Only there: the pack that came along is not to be kept waiting for (`pack_warnings`).
            from assistant.cli.kept import warn

            warn(pack)
        from assistant.tui import run_cases, run_open

        with ledger_at(store, "made" if case is None else wanted_for(case)) as ledger:
            if case is None:
                ctx.exit(run_cases(ledger, pack))
            ctx.exit(run_open(case_named(ledger, case, pack), ledger, pack))
