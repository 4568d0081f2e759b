"""Finds what a store holds about a home, a case or a child, as a request for access to one's data asks."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from assistant.problems import Problem, Refused, Where
from assistant.store.database import refuse
from assistant.store.events import Event
from assistant.store.kinds import Commented, CommentSettled, Opened, Queried, Replied, Reviewed, Settled
from assistant.store.ledger import Ledger
from assistant.store.standing import Standing, standing_of
from assistant.store.summary import Summary, summary_of

_WITHOUT_LINE = ("store-erased", "store-forbidden")
"""The codes of cases that the list has no line for: what they said was erased, or is not shown to who is signed in."""
_NOT_KEPT = ("store-read-only", "store-forbidden", "store-busy", "store-full")
"""The codes with which a line may fail to be kept: whoever asks next works it out again."""


class Sought(NamedTuple):
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


class Lines(NamedTuple):
    """The list of cases as it stands now."""

    lines: list[Summary]
    """Of every case that may be read, the one changed last in front."""
    problems: tuple[Problem, ...]
    """What is wrong with cases that cannot be read though they may be, each with the case's name as its place."""


def refresh(
    ledger: Ledger,
    line: Callable[[Standing], Summary] = summary_of,
    is_whole: Callable[[Summary], bool] = lambda _: True,
) -> Lines:
    """The list of cases; lines that are behind the events are worked out anew, each as `line` makes it of the case.

    So are those that are not whole. They are kept where they can be. Raises `Refused` where the store
    cannot be read.
    """
    new: dict[str, Summary] = {}
    problems: list[Problem] = []
    behind = ledger.behind()
    # Read after what is behind was asked for: a line that somebody writes meanwhile is the newer one.
    lines = ledger.summaries()
    for case_id in dict.fromkeys([*behind, *(one.case_id for one in lines if not is_whole(one))]):
        try:
            new[case_id] = line(read(ledger, case_id))
        except Refused as refused:
            code = refused.problems[0].code
            if code == "store-damaged":
                problems += [replace(problem, where=Where(case_id)) for problem in refused.problems]
            elif code == "store-no-case":
                what, right = f"the events of `{case_id}` are gone", "restore the last backup that verifies"
                problems.append(Problem("store-damaged", what, right, Where(case_id)))
            elif code not in _WITHOUT_LINE:
                raise
        else:
            _keep(ledger, new[case_id])
    if new:
        kept = [one for one in lines if one.case_id not in new]
        lines = sorted([*kept, *new.values()], key=lambda one: one.case_id)
        lines.sort(key=lambda one: one.changed_at, reverse=True)
    return Lines(lines, tuple(problems))


def _keep(ledger: Ledger, line: Summary) -> None:
    """Keep a line for whoever asks next, where it can be kept now. Raises `Refused` for what is wrong otherwise."""
    try:
        with ledger.database.writing():
            ledger.put_summary(line)
    except Refused as refused:
        if refused.problems[0].code not in _NOT_KEPT:
            raise


def read(ledger: Ledger, case_id: str, *, upto: int | None = None) -> Standing:
    """A case as it stands, or as it stood after the event number `upto`. Raises `Refused`."""
    events = events_of(ledger, case_id, upto=upto)
    if upto is not None and events[-1].sequence != upto:
        what = f"`{case_id}` has no event {upto}: its last is {events[-1].sequence}"
        refuse("store-no-event", what, f"see `sccif cases history {case_id}`")
    return standing_of(events)


def events_of(ledger: Ledger, case_id: str, *, upto: int | None = None) -> list[Event]:
    """The events of a case, in order. Raises `Refused` where there is none of this name."""
    events = ledger.events(case_id, upto=upto)
    if not events:
        refuse("store-no-case", f"there is no case `{case_id}` in the store", "see `sccif cases list --all`")
    return events


def mentions(standing: Standing, label: str) -> tuple[Event, ...]:
    """The events that tell something of a child, by its label: what a disclosure copy is made of.

    What quality assurance or the provider said about an answer of the child's is among them, and so is what
    replied to that or settled it.
    """
    found: dict[int, Event] = {}
    for event in standing.events:
        if _mentions(event, label) or _answers_to(event) in found:
            found[event.sequence] = event
    return tuple(found.values())


def _answers_to(event: Event) -> int | None:
    """The number of the event that this one replies to or settles."""
    match event.happened:
        case Replied(query=number) | CommentSettled(comment=number):
            return number
        case _:
            return None


def _mentions(event: Event, label: str) -> bool:
    """Whether an event itself names a child: by what it is about, or in the case that it begins."""
    happened = event.happened
    match happened:
        case Opened(case=case):
            return (
                any(child.label == label for child in case.children)
                or any(note.child == label for note in case.notes)
                or any(key.label == label for key in case.records)
            )
        case Queried(at=place) | Reviewed(at=place) | Settled(at=place) | Commented(question=str(place)):
            # Written as text: `leaver:A.planning`, `record leaver:A`, and a rule before it for a finding.
            return label in re.split("[ :.]", place)
        case _:
            at, note = getattr(happened, "at", None), getattr(happened, "note", None)
            key = getattr(at, "key", None) or getattr(happened, "key", None)
            child = getattr(happened, "child", None)
            named = {getattr(part, "label", None) for part in (key, child, happened)}
            return label in named | {getattr(note, "child", None)}
