"""Keeps cases: archives them, gives them to people, holds them, and takes steps back; one event each."""

from __future__ import annotations

from collections.abc import Callable

from assistant.document import printable
from assistant.problems import Problem, Refused
from assistant.store import Behind, Event, Head, Ledger, standing_of
from assistant.store.kinds import (
    Archived,
    Assigned,
    Happening,
    HeadPinned,
    HoldLifted,
    HoldPlaced,
    Role,
    Unarchived,
    Withdrawn,
    kind_of,
)
from assistant.store.searching import events_of

_TRIES = 5


def archive(ledger: Ledger, case_id: str, reason: str | None = None) -> Event | None:
    """Put a case out of the way; None where it is. Raises `Refused`."""
    return _turn(ledger, case_id, Archived(printable(reason or "").strip() or None), Unarchived)


def unarchive(ledger: Ledger, case_id: str) -> Event | None:
    """Put a case among the others again; None where it is. Raises `Refused`."""
    return _turn(ledger, case_id, Unarchived(), Archived, is_so_at_first=True)


def hold(ledger: Ledger, case_id: str, reason: str) -> Event | None:
    """Keep a case from being erased; None where it is held. Raises `Refused`, also without a reason."""
    return _turn(ledger, case_id, HoldPlaced(_given(reason)), HoldLifted)


def release(ledger: Ledger, case_id: str, reason: str) -> Event | None:
    """Lift the hold; None where there is none. Raises `Refused`, also without a reason."""
    return _turn(ledger, case_id, HoldLifted(_given(reason)), HoldPlaced, is_so_at_first=True)


def assign(ledger: Ledger, case_id: str, who: str, role: Role) -> Event | None:
    """Give a case to somebody; None where they have it in this role. Raises `Refused`."""

    def given(events: list[Event]) -> Happening | None:
        last = _last_of(events, who)
        return None if isinstance(last, Assigned) and last.role == role else Assigned(who, role)

    return _write(ledger, case_id, given)


def withdraw(ledger: Ledger, case_id: str, who: str) -> Event | None:
    """Take a case from somebody; None where they do not have it. Raises `Refused`."""

    def taken(events: list[Event]) -> Happening | None:
        hidden = any(event.row.kind == "assigned" and event.happened is None for event in events)
        return Withdrawn(who) if hidden or isinstance(_last_of(events, who), Assigned) else None

    return _write(ledger, case_id, taken)


def undo(ledger: Ledger, case_id: str) -> Event | None:
    """Take back the last step that whoever is signed in made; None where there is nothing. Raises `Refused`."""
    return _write(ledger, case_id, lambda events: standing_of(events).undo(ledger.actor))


def redo(ledger: Ledger, case_id: str) -> Event | None:
    """Make again the step that was taken back last; None where there is nothing. Raises `Refused`."""
    return _write(ledger, case_id, lambda events: standing_of(events).redo(ledger.actor))


def pin(ledger: Ledger, head: Head, where: str) -> None:
    """Log in a case that its head was written down elsewhere. Raises `Refused`."""
    ledger.add(head.case_id, HeadPinned(head.sequence, head.hash, where))


def _given(reason: str) -> str:
    if not printable(reason).strip():
        raise Refused([Problem("decide-reasons", "no reason is given", "say why, for the history")])
    return reason.strip()  # bytes that are no text the ledger refuses, as it does everywhere


def _turn(
    ledger: Ledger,
    case_id: str,
    wanted: Happening,
    other: type[Happening],
    *,
    is_so_at_first: bool = False,
) -> Event | None:
    """Write the event unless the case is already as it says. Kinds alone are read: keepers may not read more."""
    kinds = {kind_of(wanted), kind_of(other)}

    def turned(events: list[Event]) -> Happening | None:
        last = next((event.row.kind for event in reversed(events) if event.row.kind in kinds), None)
        is_so = is_so_at_first if last is None else last == kind_of(wanted)
        return None if is_so else wanted

    return _write(ledger, case_id, turned)


def _write(
    ledger: Ledger, case_id: str, happening: Callable[[list[Event]], Happening | None]
) -> Event | None:
    """Write what is to happen in view of the events so far; looked at anew where somebody else wrote meanwhile."""
    for _ in range(_TRIES):
        events = events_of(ledger, case_id)
        happened = happening(events)
        if happened is None:
            return None
        try:
            (event,) = ledger.append(case_id, events[-1].sequence, happened)
        except Behind:
            continue
        return event
    what, right = f"`{case_id}` is being written by others all the time", "try again in a moment"
    raise Refused([Problem("store-conflict", what, right)])


def _last_of(events: list[Event], who: str) -> Assigned | Withdrawn | None:
    """What was last said of somebody's having the case, as far as it may be read."""
    for event in reversed(events):
        if isinstance(event.happened, (Assigned, Withdrawn)) and event.happened.who == who:
            return event.happened
    return None
