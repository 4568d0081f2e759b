"""`sccif cases undo` and `redo`: your own last step in a case, taken back or made again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import rich_click as click

from assistant.cli.completing import case_names
from assistant.cli.options import json_option, pack_option, store_option
from assistant.cli.store import ledger_at, say_event, tell_lapsed
from assistant.problems import Problem, Refused

if TYPE_CHECKING:
    from assistant.store import Event, Ledger


@click.command("undo")
@click.argument("case_id", metavar="CASE", shell_complete=case_names)
@json_option
@pack_option
@store_option
def undo(case_id: str, as_json: bool, pack_dir: Path | None, store: str | None) -> None:
    """Take back the last step that you made in a case; what others did stays. Its event stays too.

    A sealed view is not taken back, nor what came before it.
    """
    from assistant.work.stewardship import undo as take_back

    with ledger_at(store) as ledger:
        event = take_back(ledger, case_id)
        says = _says(ledger, case_id, event, "undo", pack_dir, as_json=as_json)
    say_event(case_id, event, says, as_json=as_json)


@click.command("redo")
@click.argument("case_id", metavar="CASE", shell_complete=case_names)
@json_option
@pack_option
@store_option
def redo(case_id: str, as_json: bool, pack_dir: Path | None, store: str | None) -> None:
    """Make again the step that you took back last, unless you did something else since."""
    from assistant.work.stewardship import redo as make_again

    with ledger_at(store) as ledger:
        event = make_again(ledger, case_id)
        says = _says(ledger, case_id, event, "do again", pack_dir, as_json=as_json)
    say_event(case_id, event, says, as_json=as_json)


def _says(
    ledger: Ledger,
    case_id: str,
    event: Event | None,
    way: Literal["undo", "do again"],
    pack_dir: Path | None,
    *,
    as_json: bool,
) -> str:
    """What was done, each change in the words of the case's pack. Raises `Refused` where nothing was.

    Where a sign-off lapsed by it that is told.
    """
    from assistant.pack import load_pack
    from assistant.store import read, standing_of
    from assistant.work.keeping import pack_of
    from assistant.work.telling import told

    if event is None or event.happened is None:
        what = f"there is nothing of yours to {way} in `{case_id}`"
        right = _told_otherwise(ledger, case_id) if way == "undo" else ""
        right = right or f"see `sccif cases history {case_id}`"
        raise Refused([Problem("change-nothing", what, right)])
    standing = read(ledger, case_id)
    before = [one for one in standing.events if one.sequence < event.sequence]
    tell_lapsed(standing_of(before), [event], as_json=as_json)
    pack = pack_of(ledger, standing, load_pack(pack_dir))
    return told(event.happened, pack, {one.sequence: one for one in standing.events})


def _told_otherwise(ledger: Ledger, case_id: str) -> str:
    """How what somebody did last is taken back where that is no change of what the case says; empty for all else."""
    from assistant.store import read
    from assistant.store.kinds import StepDone, WorkingDaySet

    own = [one for one in read(ledger, case_id).events if one.row.actor == ledger.actor]
    match own[-1].happened if own else None:
        case StepDone(step=step, day=day) if day:
            option = f"--not-done {step}"
        case WorkingDaySet(day=day, is_worked=is_worked) if is_worked is not None:
            option = f"--as-published {day} --reason TEXT"
        case _:
            return ""
    return f"what was told of the timeline is taken back by `sccif cases timeline {case_id} {option}`"
