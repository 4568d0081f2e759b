"""The history of a case as people read it: day, time, who, and what happened in the pack's words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, get_args

from assistant.case import Change
from assistant.pack import Pack
from assistant.store import Event, Standing
from assistant.store import kinds as k
from assistant.work.telling import told

_CHANGES = get_args(Change)


class Entry(NamedTuple):
    """One line of the diary."""

    event: int
    day: str
    time: str
    who: str
    what: str
    is_change: bool
    """Whether it changed what the case says."""


def diary(standing: Standing, pack: Pack) -> Iterator[Entry]:
    """Every event of a case, in order."""
    orders = {
        number: event
        for event in standing.events
        if isinstance(event.happened, k.ErasureOrdered)
        for number in event.happened.events
    }
    by_number = {event.sequence: event for event in standing.events}
    for event in standing.events:
        day, _, time = event.row.at.partition("T")
        what = _told(event, pack, by_number, orders)
        taken_back = " (taken back)" if event.sequence in standing.undone else ""
        is_change = event.happened is None or isinstance(event.happened, _CHANGES)
        yield Entry(event.sequence, day, time[:5], event.row.actor, f"{what}{taken_back}", is_change)


def _told(event: Event, pack: Pack, by_number: dict[int, Event], orders: dict[int, Event]) -> str:
    happened = event.happened
    if happened is None:
        order = orders.get(event.sequence)
        ordered = order.happened if order else None
        if isinstance(ordered, k.ErasureOrdered) and order:
            return (
                f"erased by {order.row.actor} on {order.row.at[:10]} under {ordered.order}: {ordered.reason}"
            )
        return "erased"
    return told(happened, pack, by_number)
