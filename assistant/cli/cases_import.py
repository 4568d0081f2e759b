"""`sccif cases import`: brings case files into the store."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from assistant.cli.options import json_option, pack_option, store_option
from assistant.cli.problems import tell
from assistant.cli.progress import Line, progress, whole
from assistant.cli.store import ledger_at, say_event
from assistant.document import lies_at
from assistant.problems import Problem, Refused, Where

if TYPE_CHECKING:
    from assistant.case import CaseFile
    from assistant.pack import Pack
    from assistant.store import Ledger

BAD_INPUT = 2
_STOPPED = "each is in the store whole or not at all, and the same command goes on where this one ended"
_MANY = ".jsonl"
_SUFFIXES = {".yaml", ".yml", ".json", _MANY}


@click.command("import")
@click.argument("files", nargs=-1, metavar="FILE…", type=click.Path(path_type=Path))
@click.option(
    "--as", "case_id", metavar="ID", help="Keep the case under this name; for one file with one case."
)
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

    A file is a case in YAML or JSON, a .jsonl file with a case on each line, or - for standard input.
    A case that was imported or exported before and is still that text leads to the case that is there.
    The files stay as they are. Cases that cannot be used are reported on standard error, with file and
    line; the others are brought in all the same, and the exit status is 2. Where none can be, no store
    is made.
    """
    from assistant.pack import load_pack
    from assistant.work.inputs import read_cases
    from assistant.work.keeping import new_case

    found = [one for given in files for one in _files(given)]
    if not found:
        raise Refused([Problem("use-no-files", "no case was given", "give one or more case files")])
    has_many = any(path.suffix.lower() == _MANY for path in found)
    if case_id is not None:
        if len(found) > 1 or has_many:
            raise click.UsageError("--as names one case, and more than one may come of what was given")
        new_case(case_id)
    pack = load_pack(pack_dir)
    all_good = True
    ledger: Ledger | None = None
    what, of = ("cases", None) if has_many else ("files", len(found))
    with ExitStack() as opened, progress(what, of, stopped=_STOPPED) as far:
        reads = (read for path in found for read in read_cases(str(path), pack))
        far(0)
        for number, read in enumerate(reads, 1):
            with whole():
                if isinstance(read, Refused):
                    refused: Refused | None = read
                else:
                    ledger = ledger or opened.enter_context(ledger_at(store, "made"))
                    refused = _import(ledger, read, pack, case_id, far, as_json=as_json)
                if refused:
                    far.clear()
                    tell(refused.problems, as_json=as_json)
                    all_good = False
                far(number)
    ctx.exit(0 if all_good else BAD_INPUT)


def _files(given: Path) -> list[Path]:
    """The case files that a name stands for. Raises `Refused` for a folder without any."""
    if lies_at(given) != "folder":
        return [given]
    found = sorted(
        path for path in given.iterdir() if path.suffix.lower() in _SUFFIXES and lies_at(path) == "file"
    )
    if not found:
        right = "name a folder with case files (.yaml, .json or .jsonl)"
        raise Refused([Problem("use-no-files", "there is no case in the folder", right, Where(str(given)))])
    return found


def _import(
    ledger: Ledger, found: CaseFile, pack: Pack, case_id: str | None, far: Line, *, as_json: bool
) -> Refused | None:
    """Bring a case in and say so; gives why it was refused."""
    from assistant.work.keeping import import_read

    far.clear()
    tell(found.warnings, as_json=as_json)
    try:
        standing, is_new = import_read(ledger, found, pack, case_id)
    except Refused as refused:
        return refused
    event = standing.events[-1] if is_new else None
    file = Path(found.document.file or "").name
    says = f"imported from {file}" if is_new else "is in the store already, from this very text"
    say_event(standing.case.id, event, says, as_json=as_json)
    return None
