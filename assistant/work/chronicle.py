"""What happened to a case, from its first event to its last, for whoever looks: erased ones and hidden ones too."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.pack import Pack, kept_pack
from assistant.problems import Problem, Refused
from assistant.store import Event, Ledger
from assistant.store.kinds import ErasureOrdered, Opened, PackAdopted, Redone, Undone
from assistant.store.listing import orders
from assistant.work.telling import told


@dataclass(frozen=True, slots=True)
class Erasure:
    """That what an event told was erased: by whom, when, under which order and why."""

    by: str
    at: str
    order: str | None = None
    """None where the order's own words may not be read."""
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as it is told."""

    event: Event
    says: str
    pack: Pack
    """The pack by which the case was read then."""
    is_undone: bool = False
    """Whether the change was taken back and stays so."""
    erasure: Erasure | None = None


def chronicle(ledger: Ledger, case_id: str, at_hand: Pack) -> list[Entry]:
    """Every event of a case, in order.

    It can be told of a case that was erased too, and to whoever may see that something happened and not
    what. Raises `Refused` where there is no such case, or a pack that it was read by was not kept.
    """
    events = events_of(ledger, case_id)
    gone = orders(ledger, case_id)
    by_number = {event.sequence: event for event in events}
    undone = _undone(events)
    pack, entries = at_hand, []
    for event in events:
        happened = event.happened
        if isinstance(happened, (Opened, PackAdopted)):
            pack = pack if pack.digest == happened.pack else pack_named(ledger, happened.pack, at_hand)
        erasure = _erasure(by_number.get(gone.get(event.sequence, 0)))
        if happened is not None:
            says = told(happened, pack, by_number)
        elif erasure is not None:
            says = _erased(erasure)
        else:
            says = f"{event.row.kind.replace('-', ' ')} (what it tells may not be read by you)"
        entries.append(Entry(event, says, pack, event.sequence in undone, erasure))
    return entries


def events_of(ledger: Ledger, case_id: str) -> list[Event]:
    """The events of a case. Raises `Refused` where there is none of this name."""
    events = ledger.events(case_id)
    if not events:
        what, right = f"there is no case `{case_id}` in the store", "see `sccif cases list --all`"
        raise Refused([Problem("store-no-case", what, right)])
    return events


def pack_named(ledger: Ledger, digest: str, at_hand: Pack) -> Pack:
    """The pack with this digest: the one at hand, or as it was kept. Raises `Refused` where it was not kept."""
    if digest == at_hand.digest:
        return at_hand
    content = ledger.pack(digest)
    if content is None:
        what = f"the pack {digest[:18]}… is not in the store"
        raise Refused([Problem("store-damaged", what, "restore the last backup")])
    return kept_pack(content, digest)


def _undone(events: list[Event]) -> set[int]:
    undone: set[int] = set()
    for event in events:
        match event.happened:
            case Undone(events=numbers):
                undone.update(numbers)
            case Redone(events=numbers):
                undone.difference_update(numbers)
    return undone


def _erasure(order: Event | None) -> Erasure | None:
    if order is None:
        return None
    said = order.happened if isinstance(order.happened, ErasureOrdered) else None
    return Erasure(order.row.actor, order.row.at, said.order if said else None, said.reason if said else None)


def _erased(erasure: Erasure) -> str:
    under = f" under {erasure.order}: {erasure.reason}" if erasure.order else ""
    return f"erased by {erasure.by} on {erasure.at[:10]}{under}"
