"""Opens the store for a command, asks before what cannot be undone, and says what was written."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from assistant.cli.terminal import visible
from assistant.problems import Problem, Refused

if TYPE_CHECKING:
    from assistant.pack import Pack
    from assistant.store import Event, Ledger


@contextmanager
def ledger_at(store: str | None) -> Iterator[Ledger]:
    """The ledger at an address, or the usual one. Raises `Refused`, whatever goes wrong with it."""
    from assistant.store import Behind, Ledger, parse_address

    with Ledger.open(parse_address(store)) as ledger:
        try:
            yield ledger
        except Behind as behind:
            what = f"somebody else wrote to `{behind.case_id}` meanwhile, so nothing was written"
            raise Refused([Problem("store-conflict", what, "look at it, then try again")]) from behind


def case_named(ledger: Ledger, name: str, pack: Pack) -> str:
    """The case of this name in the store, or the one in this file, which is brought in. Raises `Refused`."""
    from assistant.work.keeping import import_file

    path = Path(name)
    is_kept = not path.exists() and ledger.head(name).sequence
    return name if is_kept else import_file(ledger, path, pack).case.id


def confirm(word: str, about: str) -> None:
    """Have a person type a word before what cannot be undone. Raises `Refused` where it is not typed."""
    sys.stdout.flush()
    sys.stderr.write(visible(f"{about}\ntype {word} to go on: "))
    sys.stderr.flush()
    typed = sys.stdin.readline()
    if not sys.stdin.isatty():
        sys.stderr.write("\n")
    if typed.strip() != word:
        right = f"type {word} when asked, or give --yes"
        raise Refused([Problem("use-not-confirmed", "it was not confirmed, so nothing was done", right)])


def number(count: int, noun: str) -> str:
    """`1 case`, `2 cases`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def say_event(case_id: str, event: Event | None, says: str, *, as_json: bool) -> None:
    """Say what was written to a case; without an event, that it was so already."""
    if as_json:
        told = {
            "case": case_id,
            "event": event.sequence if event else None,
            "kind": event.row.kind if event else None,
            "says": says,
        }
        click.echo(json.dumps(told))
    else:
        click.echo(visible(f"{case_id}: {says}" + (f" (event {event.sequence})" if event else "")))
