"""`sccif`: finds the command, and turns every way it can end into an exit status and a message for a person.

0 done; 1 a check found something; 2 bad input; 70 a fault of the program; 130 stopped by Ctrl-C;
141 nobody reads the output any more.
"""

from __future__ import annotations

import _thread
import atexit
import errno
import gc
import os
import re
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from click.exceptions import Abort, BadOptionUsage, ClickException, NoArgsIsHelpError

from assistant import __version__
from assistant.cli.lazy import Command, LazyGroup
from assistant.cli.options import pack_option, store_option
from assistant.cli.problems import tell
from assistant.cli.progress import is_ctrl_c
from assistant.cli.terminal import prepare_streams, visible
from assistant.problems import Problem, Refused, Where

BAD_INPUT = 2
FAULT = 70
STOPPED = 130
NOBODY_READS = 141
_SOON = 0.01
_NO_NUMBER = re.compile("is not a valid integer( range)?")
"""How the library that reads the command line says it, in a programmer's words."""

COMMANDS = {
    "demo": Command("assistant.cli.demo", "Try the app on sample cases, in a throw-away folder."),
    "open": Command("assistant.cli.open", "Open a case in the app."),
    "interview": Command(
        "assistant.cli.interview", "Ask the questions of a case line by line, in plain text."
    ),
    "sheet": Command("assistant.cli.sheet", "Write the questions to print, for a visit without a screen."),
    "judge": Command("assistant.cli.judge", "Judge case files and show why."),
    "whatif": Command("assistant.cli.what_if", "Show what would change a judgement."),
    "cases": Command("assistant.cli.cases", "Keep cases: list, new, import, export, search, verify."),
    "report": Command("assistant.cli.report", "Draft and write the report of an inspection."),
    "review": Command("assistant.cli.review", "Review a case: agree, ask, sign off; or see which is next."),
    "audit": Command("assistant.cli.audit", "Audit many cases: agreement, departures, what was left undone."),
    "alike": Command("assistant.cli.alike", "Find cases that are alike and were judged differently."),
    "precedents": Command(
        "assistant.cli.precedents", "Show past cases like one, and what was judged in them."
    ),
    "train": Command("assistant.cli.train", "Learn to judge: scenarios and the debrief."),
    "timeline": Command(
        "assistant.cli.timeline", "Show the days and limits of an inspection's steps, by its dates alone."
    ),
    "rules": Command("assistant.cli.rules", "Show, check, test and prove the rules."),
    "serve": Command("assistant.cli.serve", "Show the app in browsers, for a team with a store on a server."),
    "admin": Command("assistant.cli.admin", "Set a store up: people, roles, how long cases are kept."),
    "backup": Command("assistant.cli.backup", "Write a copy of the store."),
    "restore": Command("assistant.cli.restore", "Put a backup in the place of the store."),
    "schema": Command("assistant.cli.schema", "Print the JSON Schema of a case, pack or configuration file."),
    "completion": Command("assistant.cli.completion", "Print the script that makes tab complete names."),
    "doctor": Command("assistant.cli.doctor", "Say what is installed here, and what a code means."),
}


_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EBADF}
"""What a system says of an output that takes nothing more."""


_BAD_NAME = {errno.ENAMETOOLONG, errno.EACCES, errno.EPERM, errno.ENOTDIR, errno.ELOOP, errno.EROFS}
"""What a system says of a path that a person gave; that of a file of the program's own would be a fault."""


class _ClosedPipe(Exception):
    """Whoever read the output has gone. Not an `OSError`, which click would turn into exit status 1."""


class _Main(LazyGroup):
    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except BrokenPipeError:  # from writing the help
            raise _ClosedPipe from None

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise _ClosedPipe from None


@click.group(
    cls=_Main,
    table=COMMANDS,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@pack_option
@store_option
@click.version_option(__version__, prog_name="sccif")
@click.pass_context
def sccif(ctx: click.Context, pack_dir: Path | None, store: str | None) -> None:
    """Propose, explain and test the judgement of an inspection, by the rules of a pack.

    The assistant proposes and gives its reasons; the inspector decides. `sccif doctor` names the
    framework that is loaded, and what it serves.

    Without a command, the app starts with the list of your cases. Exit status: 0 done, 1 a check found something, 2 bad input.
    """
    if ctx.invoked_subcommand is not None:
        return
    from assistant.cli.app import has_terminal

    if not has_terminal():
        click.echo(ctx.get_help())
        return
    command = sccif.get_command(ctx, "open")
    if command is not None:
        ctx.invoke(command, case=None, pack_dir=pack_dir, store=store)


def main(args: Sequence[str] | None = None) -> int:
    """Run a command and give the exit status; never raises for what a person typed or a file holds."""
    given = list(sys.argv[1:] if args is None else args)
    _replace_closed_streams()
    if sys.stdout is None:
        sys.stderr.write("sccif: the output cannot be written: it is closed\n")
        return BAD_INPUT
    atexit.register(gc.freeze)  # what is left goes with the process, and is not looked through for garbage
    prepare_streams()
    sys.unraisablehook = _not_lost
    try:
        try:
            status = sccif.main(given, prog_name="sccif", standalone_mode=False)
        except NoArgsIsHelpError as error:
            click.echo(error.message)
            status = BAD_INPUT
        sys.stdout.flush()
    except Refused as refused:
        tell(refused.problems, as_json="--json" in given)
        return BAD_INPUT
    except ClickException as error:
        _tell_of_use(error, given)
        return BAD_INPUT
    except (Abort, KeyboardInterrupt):
        return STOPPED
    except (_ClosedPipe, BrokenPipeError):
        # The interpreter flushes once more at its end; that must not complain either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOBODY_READS
    except OSError as error:
        if error.errno in _BAD_NAME and error.filename is not None:
            what, right = f"it cannot be used: {error.strerror}", "check the path and its permissions"
            where = Where(os.fsdecode(error.filename))
            tell([Problem("file-unreadable", what, right, where)], as_json="--json" in given)
            return BAD_INPUT
        if error.errno not in _NO_ROOM:
            return _fault(error)
        # The interpreter flushes once more at its end; that must not complain either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.stderr.write(f"sccif: the output cannot be written: {error.strerror or error}\n")
        return BAD_INPUT
    except Exception as error:  # noqa: BLE001  # the last place where a fault can be kept from the terminal
        return STOPPED if is_ctrl_c(error) else _fault(error)
    return status if isinstance(status, int) else 0


def _replace_closed_streams() -> None:
    """Read from nothing and complain to nobody where these were closed before the start; Python has None there."""
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123  # for as long as the process
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123


def _not_lost(unraisable: sys.UnraisableHookArgs) -> None:
    """Ctrl-C that came while something was being taken down, where Python drops it: it comes once more."""
    if is_ctrl_c(unraisable.exc_value):
        again = threading.Timer(_SOON, _thread.interrupt_main)
        again.daemon = True
        again.start()
    else:
        sys.__unraisablehook__(unraisable)


def _tell_of_use(error: ClickException, given: Sequence[str]) -> None:
    """What is wrong with a command as it was typed, and where its help is."""
    message = _NO_NUMBER.sub("is no whole number", error.format_message().rstrip("."))
    ctx = getattr(error, "ctx", None)
    path = ctx.command_path if ctx else _path_of(given)
    if isinstance(error, BadOptionUsage):
        message += _takes(given, error.option_name)
    sys.stderr.write(visible(f"{path}: {message[:1].lower()}{message[1:]}\n    see `{path} --help`") + "\n")


def _path_of(given: Sequence[str]) -> str:
    """The command that was typed, as it is called: the parser does not say of which command an option was wrong."""
    return " ".join(["sccif", *(command.name or "" for command in _commands(given))])


def _commands(given: Sequence[str]) -> Iterator[click.Command]:
    """The commands that were typed, each in the group before it."""
    group: click.Command = sccif
    for word in given:
        found = group.get_command(click.Context(group), word) if isinstance(group, click.Group) else None
        if found is not None:
            yield found
            group = found


def _takes(given: Sequence[str], option: str) -> str:
    """What an option of the command that was typed takes, where it takes several: `: DATE KIND JUDGEMENT`."""
    *_, command = (sccif, *_commands(given))
    found = next((one for one in command.params if option in one.opts), None)
    return f": {found.metavar}" if found and found.nargs > 1 and found.metavar else ""


def _fault(error: Exception) -> int:
    try:
        from assistant.work.crash import write_report

        report = write_report(error)
    except Exception:  # noqa: BLE001  # a broken installation may have broken this part too
        report = None
    kept = f"a report without case text is in {report}" if report else "no report could be written"
    sys.stderr.write(visible(f"sccif: the program failed ({type(error).__name__}); {kept}") + "\n")
    return FAULT


if __name__ == "__main__":
    sys.exit(main())
