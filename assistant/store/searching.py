"""Finds what a store holds about a home, a case or a child, as a request for access to one's data asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.problems import Refused
from assistant.store.database import refuse
from assistant.store.events import Event
from assistant.store.kinds import Opened
from assistant.store.ledger import Ledger
from assistant.store.standing import Standing, standing_of
from assistant.store.summary import Summary, summary_of


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for; whatever is given must fit."""

    urn: str | None = None
    case: str | None = None
    """A part of the case's name."""
    label: str | None = None
    """A child's label."""

    def fits(self, summary: Summary) -> bool:
        """Whether a case is one of those sought."""
        return (
            (self.urn is None or (summary.urn or "").upper() == self.urn.upper())
            and (self.case is None or self.case.lower() in summary.case_id.lower())
            and (self.label is None or f" {self.label} " in summary.labels)
        )


def refresh(ledger: Ledger, line: Callable[[Standing], Summary] = summary_of) -> None:
    """Work out the lines of the list that are behind the events, each as `line` makes it of the case."""
    for case_id in ledger.behind():
        try:
            summary = line(read(ledger, case_id))
            with ledger.database.writing():
                ledger.put_summary(summary)
        except Refused:
            continue  # erased, or not ours to write: it is listed by its events alone


def read(ledger: Ledger, case_id: str, *, upto: int | None = None) -> Standing:
    """A case as it stands, or as it stood after the event number `upto`. Raises `Refused`."""
    events = events_of(ledger, case_id, upto=upto)
    if upto is not None and events[-1].sequence != upto:
        what = f"`{case_id}` has no event {upto}: its last is {events[-1].sequence}"
        refuse("store-no-event", what, "see `sccif cases history`")
    return standing_of(events)


def events_of(ledger: Ledger, case_id: str, *, upto: int | None = None) -> list[Event]:
    """The events of a case, in order. Raises `Refused` where there is none of this name."""
    events = ledger.events(case_id, upto=upto)
    if not events:
        refuse("store-no-case", f"there is no case `{case_id}` in the store", "see `sccif cases list --all`")
    return events


def mentions(standing: Standing, label: str) -> tuple[Event, ...]:
    """The events that tell something of a child, by its label: what a disclosure copy is made of."""
    return tuple(event for event in standing.events if _mentions(event, label))


def _mentions(event: Event, label: str) -> bool:
    happened = event.happened
    if isinstance(happened, Opened):
        case = happened.case
        return (
            any(child.label == label for child in case.children)
            or any(note.child == label for note in case.notes)
            or any(key.label == label for key in case.records)
        )
    for name in ("at", "key", "note", "child"):
        part = getattr(happened, name, None)
        key = getattr(part, "key", part)
        if label in (getattr(key, "label", None), getattr(part, "child", None)):
            return True
    return getattr(happened, "label", None) == label
