"""`sccif completion`: the script by which a shell completes commands, options and the names of cases."""

from __future__ import annotations

import rich_click as click
from click.shell_completion import get_completion_class

PROGRAM = "sccif"
VARIABLE = "_SCCIF_COMPLETE"
"""What click looks for when the script asks it."""


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]), metavar="SHELL")
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the script that makes tab complete commands, options and names of cases in SHELL: bash, zsh or fish.

    In ~/.bashrc or ~/.zshrc write `eval "$(sccif completion bash)"`, or zsh there; for fish, put it into
    ~/.config/fish/completions/sccif.fish. Names are those of the store in a file that is used by default.
    """
    kind = get_completion_class(shell)
    if kind is not None:
        click.echo(kind(ctx.find_root().command, {}, PROGRAM, VARIABLE).source(), nl=False)
