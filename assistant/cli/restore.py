"""`sccif restore`: a backup in the place of the store."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from assistant.cli.options import json_option, store_option
from assistant.cli.progress import progress
from assistant.cli.store import confirm
from assistant.cli.terminal import visible
from assistant.document import lies_at
from assistant.numbers import number
from assistant.problems import Problem, Refused, Where

if TYPE_CHECKING:
    from assistant.store import Address
    from assistant.store.comparing import Newer
    from assistant.store.restoring import Restored

_WORD = "restore"
_MOST = 5
_UNKNOWN = (
    "NOT KNOWN: what was erased, or put under a hold, after the backup was made; it may have come back. "
    "Restore it anew with --erased FILE (STORE.erased, or `sccif admin erasures`), or erase it again."
)


@click.command("restore")
@click.argument("backup", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--erased",
    "register",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="What was erased since, as `sccif admin erasures` or STORE.erased says: it is erased again.",
)
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
@store_option
def command(backup: Path, register: Path | None, yes: bool, as_json: bool, store: str | None) -> None:
    """Put a backup in the place of the store. It is verified first, and nothing is changed where it does not fit.

    What the store, the register beside it or --erased says was erased is erased again. The store that was
    there is kept beside under another name. A schema on a server must be empty.
    """
    from assistant.store import parse_address
    from assistant.store.erasing import read_erased
    from assistant.store.restoring import PLACING, restore

    if register is not None and lies_at(register) != "file":
        right = "name the register: STORE.erased, or what `sccif admin erasures` wrote"
        raise Refused([Problem("file-missing", "there is no such file", right, Where(str(register)))])
    known = read_erased(register) if register else None
    address = parse_address(store)
    ahead, unread = _newer(address, backup)
    if address.path is not None and address.is_there and not yes:
        confirm(
            _WORD,
            "\n".join(
                [f"This puts {backup} in the place of {address.name}.", *_told(ahead, unread, is_over=False)]
            ),
        )
    with progress("pages copied", stopped=f"the store {address.name} is as it was") as far:

        def told(done: int, of: int, what: str) -> None:
            far(done, of, what)
            if what == PLACING:
                far.stopped = (
                    f"{address.name} is as it was or wholly as in the backup; the same command goes on"
                )

        done = restore(backup, address, known, told)
    if as_json:
        _print_json(address, done, ahead, unread)
    else:
        _print(address, backup, done, ahead, unread)


def _newer(address: Address, backup: Path) -> tuple[list[Newer], str | None]:
    """What the present store holds that the backup does not, or why that is not known."""
    from assistant.store import Ledger
    from assistant.store.comparing import newer

    if address.path is not None and not address.is_there:
        return newer((), backup), None
    try:
        with Ledger.open(address) as ledger:
            heads = ledger.heads()
    except Refused as refused:
        if address.path is None:
            return newer((), backup), None
        return newer((), backup), refused.problems[0].what
    return newer(heads, backup), None


def _told(ahead: list[Newer], unread: str | None, *, is_over: bool) -> list[str]:
    """What the store that is replaced holds beyond the backup; in the past once it is."""
    held = "that was there held" if is_over else "that is there holds"
    if unread:
        return [f"What the store {held} and the backup does not is not known: {unread}."]
    if not ahead:
        return [f"The store {held} nothing that the backup does not."]
    events = sum(one.events for one in ahead)
    named = ", ".join(f"{one.case_id} ({one.events})" for one in ahead[:_MOST])
    more = f" and {len(ahead) - _MOST} more" if len(ahead) > _MOST else ""
    return [f"The store {held} {number(events, 'event')} more than the backup: {named}{more}."]


def _print(address: Address, backup: Path, done: Restored, ahead: list[Newer], unread: str | None) -> None:
    from assistant.cli.terminal import Page, plain

    page = Page(sys.stdout)
    page.line(
        plain(
            f"{address.name} is as it was in {backup}: {number(done.cases, 'case')}, {number(done.events, 'event')}"
        )
    )
    if done.erased_again:
        page.line(
            plain(
                f"what {number(done.erased_again, 'event')} told had been erased since, and was erased again"
            )
        )
    if done.held_again:
        page.line(plain(f"put under their legal hold again: {', '.join(done.held_again)}"))
    if not done.is_known:
        page.line(plain(_UNKNOWN))
    if done.kept:
        for line in _told(ahead, unread, is_over=True):
            page.line(plain(line))
        click.echo(
            visible(f"the store that was there is kept as {done.kept}")
        )  # never folded: it is to be copied


def _print_json(address: Address, done: Restored, ahead: list[Newer], unread: str | None) -> None:
    told = {
        "store": address.name,
        "cases": done.cases,
        "events": done.events,
        "erased_again": done.erased_again,
        "newer": None if unread else [{"case": one.case_id, "events": one.events} for one in ahead],
        "kept": str(done.kept) if done.kept else None,
        "held_again": list(done.held_again),
        "erasures_known": done.is_known,
    }
    click.echo(json.dumps(told))
