"""What happened to a case, from its first event to its last, for whoever looks: erased ones and hidden ones too."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.pack import Pack
from assistant.store import Event, Ledger
from assistant.store.folding import undone_by
from assistant.store.kinds import CHANGES, KINDS, ErasureOrdered, Opened, PackAdopted
from assistant.store.listing import orders
from assistant.store.searching import events_of
from assistant.work.keeping import pack_named
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

    @property
    def is_change(self) -> bool:
        """Whether it changed what the case says, or its kind of event does."""
        return issubclass(KINDS.get(self.event.row.kind, object), CHANGES)


def chronicle(ledger: Ledger, case_id: str, at_hand: Pack) -> list[Entry]:
    """Every event of a case, in order.

    It can be told of a case that was erased too, and to whoever may see that something happened and not
    what. Raises `Refused` where there is no such case, or a pack that it was read by was not kept.
    """
    events = events_of(ledger, case_id)
    gone = orders(ledger, case_id)
    by_number = {event.sequence: event for event in events}
    undone = undone_by(events)
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


def _erasure(order: Event | None) -> Erasure | None:
    if order is None:
        return None
    said = order.happened if isinstance(order.happened, ErasureOrdered) else None
    if said is None:
        return Erasure(order.row.actor, order.row.at)
    return Erasure(said.by or order.row.actor, said.at or order.row.at, said.order, said.reason)


def _erased(erasure: Erasure) -> str:
    under = f" under {erasure.order}: {erasure.reason}" if erasure.order else ""
    return f"erased by {erasure.by} on {erasure.at[:10]}{under}"
