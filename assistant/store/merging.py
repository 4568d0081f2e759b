"""Two people, one case: which of their changes meet, and which go together by themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from msgspec import structs

from assistant.case import (
    Answered,
    BaselineSet,
    Case,
    Change,
    Child,
    ChildChanged,
    ChildRegistered,
    ChildRemoved,
    Cleared,
    HistoryTold,
    HomeUrnSet,
    InspectionSet,
    JudgementRecorded,
    NoteAdded,
    NoteChanged,
    NoteLinked,
    NoteRemoved,
    NoteUnlinked,
    PassageLeft,
    PassageWritten,
    RecordAdded,
    RecordRemoved,
    ReportTold,
    Sealed,
    SectionCompleted,
    SectionReopened,
    SectionSampled,
    apply,
)
from assistant.case.reporting import place_in_report
from assistant.problems import Refused
from assistant.store.events import Event
from assistant.store.kinds import CHANGES, Redone, Undone
from assistant.store.linking import with_both_links
from assistant.store.standing import Standing

_HEAD = {BaselineSet: "baseline", InspectionSet: "inspection", HomeUrnSet: "urn"}
_LINKS = "links of "
"""Begins the place of the notes that are linked to an answer."""
_EVIDENCE = (
    Answered,
    Cleared,
    RecordAdded,
    RecordRemoved,
    SectionCompleted,
    SectionSampled,
    SectionReopened,
)
"""What a view of the evidence may turn on."""


class Meeting(NamedTuple):
    """Two changes to the same thing: one person's that stands, and one that was to be written."""

    place: str
    theirs: Event
    mine: Change


class Merged(NamedTuple):
    """The changes as they can be written after what the others did, and those that meet."""

    changes: tuple[Change, ...]
    meetings: tuple[Meeting, ...] = ()
    names: Mapping[str, str] = MappingProxyType({})
    """The other ids that notes had to be given, by their own."""


def merge(
    before: Standing, now: Standing, mine: Sequence[Change], names: Mapping[str, str] | None = None
) -> Merged:
    """What becomes of changes made to a case as it was before, now that others wrote to it.

    A change to something that nobody else touched goes on by itself; a note gets another id where its
    own was taken, and `names` are those that earlier steps got. Notes that both linked to what they
    answered in the same way all stay. What somebody else said in the very same way need not be said
    again. A change that no longer fits is given back as a meeting with the event that it meets.
    """
    theirs = [event for event in now.events if event.sequence > before.sequence]
    if not theirs:
        return Merged(tuple(mine))
    touched = _touched(theirs, now)
    last_of_theirs = max(touched.values(), key=lambda event: event.sequence, default=theirs[-1])
    renamed = dict(names or {})
    case, kept, meetings = now.case, list[Change](), list[Meeting]()
    seen = before.case
    """The case as whoever made the changes saw it."""
    for change in mine:
        moved = _renamed(change, renamed)
        if isinstance(moved, NoteAdded) and case.note(moved.note.id) not in (None, moved.note):
            renamed[moved.note.id] = _free_id(case)
            moved = _renamed(change, renamed)
        with suppress(Refused):
            seen = apply(seen, moved)
        met = next((touched[place] for place in places(moved) if place in touched), None)
        if met and isinstance(moved, (Answered, NoteLinked, NoteUnlinked)):
            both = with_both_links(*(one.answer(moved.at) for one in (before.case, case, seen)))
            if both is not None:
                met = None
                moved = Answered(moved.at, both) if isinstance(moved, Answered) else moved
        if _is_said(case, moved, met):
            continue
        try:
            after = apply(case, moved)
        except Refused:
            after = None
        if after is None or (met and met.happened != moved) or _rests_on_nothing(moved, before.case, case):
            meetings.append(Meeting(places(moved)[0], met or last_of_theirs, moved))
            continue
        case = after
        kept.append(moved)
    return Merged(tuple(kept), tuple(meetings), renamed)


def again(meeting: Meeting, now: Standing) -> Meeting:
    """The same meeting with what stands there now, where that was changed again since."""
    later = [event for event in now.events if event.sequence > meeting.theirs.sequence]
    touched = _touched(later, now)
    wanted = places(meeting.mine)
    if isinstance(meeting.theirs.happened, (Answered, Cleared)):
        # Two answers stand against each other; a note that came to theirs stays beside either.
        wanted = tuple(place for place in wanted if not place.startswith(_LINKS))
    found = [touched[place] for place in wanted if place in touched]
    return meeting._replace(theirs=max(found, key=lambda event: event.sequence)) if found else meeting


def goes_beside(meeting: Meeting) -> bool:
    """Whether theirs stays where mine is kept: one links a note, and the other answers the question."""
    linking, answering = (NoteLinked, NoteUnlinked), (Answered, Cleared)
    theirs, mine = meeting.theirs.happened, meeting.mine
    return (isinstance(theirs, linking) and isinstance(mine, Answered)) or (
        isinstance(theirs, answering) and isinstance(mine, linking)
    )


def _is_said(case: Case, mine: Change, met: Event | None) -> bool:
    """Whether somebody else said the same already, so that it need not be written again.

    Not so of a record that was added twice under one label: the two may be of two different things.
    """
    try:
        return apply(case, mine) == case
    except Refused:
        if isinstance(mine, NoteAdded):
            return case.note(mine.note.id) == mine.note
        return met is not None and met.happened == mine and not isinstance(mine, RecordAdded)


def _rests_on_nothing(mine: Change, before: Case, case: Case) -> bool:
    """Whether a note or a child that it speaks of was taken out by somebody else."""
    match mine:
        case Answered(answer=answer):
            notes = (*answer.supports, *answer.contradicts)
            return any(before.note(note) and not case.note(note) for note in notes)
        case RecordAdded(key=key):
            label = key.label
        case NoteAdded(note=note) | NoteChanged(note=note):
            label = note.child
        case _:
            return False
    was, is_now = ({child.label for child in one.children} for one in (before, case))
    return label in was - is_now


def places(change: Change) -> tuple[str, ...]:
    """What a change touches, the thing itself in front: a question, a record, a note, a child, a section."""
    match change:
        case Answered(at=at) | Cleared(at=at):
            return (str(at), f"{_LINKS}{at}", f"record {at.key}")
        case NoteLinked(at=at, note_id=note) | NoteUnlinked(at=at, note_id=note):
            return (f"{at} note {note}", str(at), f"record {at.key}")
        case NoteAdded(note=note) | NoteChanged(note=note):
            return (f"note {note.id}",)
        case NoteRemoved(note_id=note):
            return (f"note {note}",)
        case (
            ChildRegistered(child=Child(label=label))
            | ChildChanged(child=Child(label=label))
            | ChildRemoved(label=label)
        ):
            return (f"child {label}",)
        case RecordAdded(key=key):
            return (f"record {key}",)
        case RecordRemoved(key=key):
            return (f"record {key}", f"within {key}")
        case (
            SectionCompleted(section=section)
            | SectionSampled(section=section)
            | SectionReopened(section=section)
        ):
            return (f"section {section}",)
        case ReportTold() | HistoryTold() | PassageWritten() | PassageLeft():
            return (place_in_report(change),)
        case BaselineSet() | InspectionSet() | HomeUrnSet():
            return (_HEAD[type(change)],)
        case Sealed() | JudgementRecorded():
            # A view of evidence that has moved since is stated again by who holds it.
            return ("view", "evidence")


def _touched(theirs: Sequence[Event], now: Standing) -> dict[str, Event]:
    """For each place that others changed, the last of their events that did."""
    found: dict[str, Event] = {}
    by_number = {one.event.sequence: one.change for one in now.made}
    for event in theirs:
        match event.happened:
            case Undone(events=numbers) | Redone(events=numbers):
                changes = [by_number[number] for number in numbers if number in by_number]
            case happened if isinstance(happened, CHANGES):
                changes = [happened]
            case _:
                continue
        for change in changes:
            found[places(change)[0]] = event
            if isinstance(change, (Answered, Cleared, NoteLinked, NoteUnlinked)):
                found[f"within {change.at.key}"] = event
            if isinstance(change, (NoteLinked, NoteUnlinked)):
                found[f"{_LINKS}{change.at}"] = event
            if isinstance(change, _EVIDENCE):
                found["evidence"] = event
    return found


def _renamed(change: Change, names: dict[str, str]) -> Change:
    """The change with the ids of notes that had to be changed."""
    match change:
        case NoteAdded(note=note) | NoteChanged(note=note) if note.id in names:
            return structs.replace(change, note=note.model_copy(update={"id": names[note.id]}))
        case NoteLinked(note_id=note) | NoteUnlinked(note_id=note) | NoteRemoved(note_id=note) if (
            note in names
        ):
            return structs.replace(change, note_id=names[note])
        case Answered(answer=answer):
            supports, contradicts = (
                tuple(names.get(note, note) for note in notes)
                for notes in (answer.supports, answer.contradicts)
            )
            return structs.replace(change, answer=replace(answer, supports=supports, contradicts=contradicts))
        case _:
            return change


def _free_id(case: Case) -> str:
    number = len(case.notes) + 1
    while case.note(f"n{number}"):
        number += 1
    return f"n{number}"
