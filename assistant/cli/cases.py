"""`sccif cases`: the group of commands about the cases in the store."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from assistant.cli.lazy import Command, LazyGroup
from assistant.cli.options import pack_option, store_option

_ROOM = "assistant.cli"
COMMANDS = {
    "list": Command(f"{_ROOM}.cases_list", "List the cases."),
    "new": Command(f"{_ROOM}.cases_new", "Begin a case, or a second reading of one."),
    "show": Command(f"{_ROOM}.cases_show", "Print a case as it stands or stood, or judge it."),
    "history": Command(f"{_ROOM}.cases_history", "Tell what happened to a case."),
    "decide": Command(f"{_ROOM}.cases_decide", "Record your judgement of a case."),
    "case-review": Command(f"{_ROOM}.cases_case_review", "State whether a case review is held."),
    "timeline": Command(f"{_ROOM}.cases_timeline", "Show a case's timeline, and what of it is done."),
    "report": Command(f"{_ROOM}.cases_report", "Tell what a case's report says beside its answers."),
    "comments": Command(f"{_ROOM}.cases_comments", "Show drafts that went, and the provider's comments."),
    "import": Command(f"{_ROOM}.cases_import", "Bring case files into the store."),
    "generate": Command(f"{_ROOM}.cases_generate", "Make a corpus of constructed cases."),
    "export": Command(f"{_ROOM}.cases_export", "Write a case as a file."),
    "adopt": Command(f"{_ROOM}.cases_adopt", "Have a case read by another pack."),
    "undo": Command(f"{_ROOM}.cases_undo", "Take back your last step.", "undo"),
    "redo": Command(f"{_ROOM}.cases_undo", "Make the step again that you took back.", "redo"),
    "archive": Command(f"{_ROOM}.cases_archive", "Put cases out of the way.", "archive"),
    "unarchive": Command(f"{_ROOM}.cases_archive", "Put cases among the others again.", "unarchive"),
    "assign": Command(f"{_ROOM}.cases_assign", "Give a case to somebody.", "assign"),
    "withdraw": Command(f"{_ROOM}.cases_assign", "Take a case from somebody.", "withdraw"),
    "search": Command(f"{_ROOM}.cases_search", "Find what is held of a home or child, and copy it for them."),
    "hold": Command(f"{_ROOM}.cases_hold", "Keep a case from being erased.", "hold"),
    "release": Command(f"{_ROOM}.cases_hold", "Lift the hold.", "release"),
    "erase": Command(f"{_ROOM}.cases_erase", "Erase what a case says, under an order."),
    "verify": Command(f"{_ROOM}.cases_verify", "Check that every case is as it was written."),
    "heads": Command(f"{_ROOM}.cases_heads", "Print the last hash of every case, to be kept elsewhere."),
}


@click.group("cases", cls=LazyGroup, table=COMMANDS)
@pack_option
@store_option
def command(pack_dir: Path | None, store: str | None) -> None:  # read by the commands
    """Keep cases in a store: every change is an event that is appended and never changed.

    The store is a file of your own, unless --store or SCCIF_STORE names another, or a PostgreSQL server.
    """
