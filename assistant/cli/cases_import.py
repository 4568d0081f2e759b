"""`sccif cases import`: brings case files into the store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from assistant.cli.options import json_option, pack_option, store_option
from assistant.cli.problems import tell
from assistant.cli.progress import Line, progress
from assistant.cli.store import ledger_at, say_event
from assistant.problems import Problem, Refused, Where

if TYPE_CHECKING:
    from assistant.pack import Pack
    from assistant.store import Ledger

BAD_INPUT = 2
_STOPPED = "each is in the store whole or not at all, and the same command goes on where this one ended"
_SUFFIXES = {".yaml", ".yml", ".json"}


@click.command("import")
@click.argument("files", nargs=-1, metavar="FILE…", type=click.Path(path_type=Path))
@click.option("--as", "case_id", metavar="ID", help="Keep the case under this name; for one file.")
@json_option
@pack_option
@store_option
@click.pass_context
def command(
    ctx: click.Context,
    files: tuple[Path, ...],
    case_id: str | None,
    as_json: bool,
    pack_dir: Path | None,
    store: str | None,
) -> None:
    """Bring case files into the store, with the pack they are read by. A folder stands for the files in it.

    A file that was imported or exported before and is still that text leads to the case that is there.
    The files stay as they are. Those that cannot be used are reported on standard error; the others are
    brought in all the same, and the exit status is 2.
    """
    from assistant.pack import load_pack

    found = [one for given in files for one in _files(given)]
    if not found:
        raise Refused([Problem("use-no-files", "no case was given", "give one or more case files")])
    if case_id is not None and len(found) > 1:
        raise click.UsageError("--as names one case, and more than one file was given")
    pack = load_pack(pack_dir)
    all_good = True
    with ledger_at(store, "made") as ledger, progress("files", len(found), stopped=_STOPPED) as far:
        for number, path in enumerate(found):
            far(number)
            try:
                _import(ledger, path, pack, case_id, far, as_json=as_json)
            except Refused as refused:
                far.clear()
                tell(refused.problems, as_json=as_json)
                all_good = False
    ctx.exit(0 if all_good else BAD_INPUT)


def _files(given: Path) -> list[Path]:
    """The case files that a name stands for. Raises `Refused` for a folder without any."""
    if not given.is_dir():
        return [given]
    found = sorted(path for path in given.iterdir() if path.suffix.lower() in _SUFFIXES and path.is_file())
    if not found:
        right = "name a folder with case files (.yaml or .json)"
        raise Refused([Problem("use-no-files", "there is no case in the folder", right, Where(str(given)))])
    return found


def _import(ledger: Ledger, path: Path, pack: Pack, case_id: str | None, far: Line, *, as_json: bool) -> None:
    from assistant.case import read_case
    from assistant.work.keeping import import_file

    # Read once more for what is odd about it and does not stop the import.
    found = read_case(path, pack)
    far.clear()
    tell(found.warnings, as_json=as_json)
    was_there = bool(ledger.head(case_id or found.case.id).sequence)
    standing = import_file(ledger, path, pack, case_id)
    event = None if was_there else standing.events[-1]
    says = "is in the store already, from this very text" if was_there else f"imported from {path.name}"
    say_event(standing.case.id, event, says, as_json=as_json)
