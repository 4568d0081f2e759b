"""Opens the store for a command, asks before what cannot be undone, and says what was written."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.cli.problems import tell
from assistant.cli.terminal import visible
from assistant.problems import Problem, Refused

if TYPE_CHECKING:
    from assistant.pack import Pack
    from assistant.store import Event, Ledger, Standing
    from assistant.store.database import Wanted


@contextmanager
def ledger_at(store: str | None, wanted: Wanted = "there") -> Iterator[Ledger]:
    """The ledger at an address, or the usual one. Raises `Refused`, whatever goes wrong with it.

    A store that was named and is not there is made only where it is wanted so, by commands that bring cases
    or settings into it, and then it is said; so is that one may only be read.
    """
    from assistant.store import Behind, Ledger, parse_address

    address = parse_address(store)
    is_new = address.is_named and not address.is_there
    with Ledger.open(address, wanted=wanted) as ledger:
        if is_new:
            _say_made(address.name)
        elif wanted == "read" and not ledger.database.may_write and address.is_there:
            _warn_unlogged(address.name)
        try:
            yield ledger
        except Refused as refused:
            _refuse_what_is_no_case(refused)
            raise
        except Behind as behind:
            what = f"somebody else wrote to `{behind.case_id}` meanwhile, so nothing was written"
            raise Refused([Problem("store-conflict", what, "look at it, then try again")]) from behind


def _refuse_what_is_no_case(refused: Refused) -> None:
    """Raises `Refused` where a file or folder was named to a command that takes a case of the store alone."""
    from assistant.document import lies_at

    missing = [problem.what for problem in refused.problems if problem.code == "store-no-case"]
    ctx = click.get_current_context(silent=True)
    for name in ctx.params.values() if ctx and missing else ():
        found = lies_at(name) if isinstance(name, str) and f"`{name}`" in missing[0] else None
        if found is not None:
            what = (
                f"there is no case `{name}` in the store: it is a {'folder' if found == 'folder' else 'file'}"
            )
            right = f"bring it in with `sccif cases import {name}`, then name the case that it is there"
            raise Refused([Problem("store-no-case", what, right)]) from refused


def _say_made(name: str) -> None:
    told = json.dumps({"made": name}) if is_json() else f"a new store was made: {visible(name)}"
    sys.stderr.write(f"{told}\n")


def _warn_unlogged(name: str) -> None:
    what = f"the store {name} may only be read, so what is done with it is not written down in it"
    right = "give yourself the right to write the file and its folder where its history is to say so"
    tell([Problem("store-unlogged", what, right)], as_json=is_json())


def tell_of_chain(ledger: Ledger, case_id: str, *, as_json: bool) -> bool:
    """Say where a case is not as it was written, which keeps nobody from reading it. Whether it is not."""
    from assistant.store import verify_case

    problems = verify_case(ledger, case_id)
    tell(problems, as_json=as_json)
    return bool(problems)


def is_json() -> bool:
    """Whether the command that runs prints JSON."""
    ctx = click.get_current_context(silent=True)
    return bool(ctx and ctx.params.get("as_json"))


def case_named(ledger: Ledger, name: str, pack: Pack) -> str:
    """The case of this name in the store, or the one in this file, which is brought in. Raises `Refused`."""
    from assistant.work.keeping import import_file

    is_kept = not is_file(name) and ledger.head(name).sequence
    if not is_kept:
        need_file(name)
    return name if is_kept else import_file(ledger, Path(name), pack).case.id


def read_named(ledger: Ledger, name: str) -> Standing:
    """The case of this name in the store, for a command that takes a file as well. Raises `Refused`."""
    from assistant.store import read

    if not ledger.head(name).sequence:
        need_file(name)
    return read(ledger, name)


def need_file(name: str) -> None:
    """Raises `Refused` where a name that the store has no case of is that of no file either."""
    from assistant.document import lies_at

    found = lies_at(name)
    if found == "folder":
        what = f"there is no case `{name}` in the store: it is a folder"
        raise Refused([Problem("file-not-a-file", what, "give one of its files, or the name of a case")])
    if found is None:
        what = f"there is no case `{name}` in the store, and no file of this name"
        right = "see `sccif cases list --all`, or give the path of a case file"
        raise Refused([Problem("file-missing", what, right)])


def wanted_for(name: str) -> Wanted:
    """For what the store is opened by who names a case in it, or a file that is brought in."""
    return "made" if is_file(name) else "there"


def is_file(name: str) -> bool:
    """Whether a file is meant where a case or a file may be named.

    A folder is none: the papers of an inspection may lie in one that is called as its case in the store is.
    """
    from assistant.document import lies_at  # brings what reads YAML, which help has no need of

    return lies_at(name) in ("file", "other")


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


def tell_lapsed(before: Standing, events: Iterable[Event], *, as_json: bool) -> None:
    """Say where a sign-off lapsed by these events, which came to a case as it stood before them."""
    from assistant.work.review.record import lapse_problem

    if told := lapse_problem(before, before.then(events)):
        tell([told], as_json=as_json)


def tell_of_written(pack: Pack, before: Standing, events: Sequence[Event], *, as_json: bool) -> None:
    """Say where a sign-off lapsed by these events, and ask about what looks like a name in what was typed in them."""
    from assistant.work.naming import name_problem, typed

    tell_lapsed(before, events, as_json=as_json)
    for event in events:
        named = name_problem(pack, typed(filter(None, [event.happened]), before.case))
        if named:
            command = f"sccif cases erase {event.row.case_id} --event {event.sequence}"
            right = f"it is kept as it was typed: say it anew with a label or a role, then `{command}` takes it away"
            tell([replace(named, right=right)], as_json=as_json)


def tell_of_names(pack: Pack, texts: Iterable[str], *, as_json: bool) -> None:
    """Ask about what looks like a name in what somebody typed; it keeps nothing from being written."""
    from assistant.work.naming import name_problem

    if named := name_problem(pack, texts):
        tell([named], as_json=as_json)


def tell_of_reason(reason: str | None, *, as_json: bool) -> None:
    """The same of a reason given by somebody who keeps cases, and may be unable to read the case and its pack."""
    from assistant.pack import load_pack

    if reason:
        tell_of_names(load_pack(None), [reason], as_json=as_json)


def say_event(case_id: str, event: Event | None, says: str, *, as_json: bool) -> None:
    """Say what was written to a case; without an event, what was done without writing to it."""
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
