"""Every change to a case as a value, and how a case becomes another by it.

Nothing is taken away unseen: a note that an answer points to, or a child that has a record, cannot be
removed before what points to it; a sealed view cannot be replaced. Whether a change fits the *pack* is
asked of `assistant.case.valid`; here stands only what holds for any pack.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal, TypeAlias

from msgspec import Struct

from assistant.case.header import Baseline, Child, Inspection, JudgementMade, Note, Seal
from assistant.case.model import Answer, At, Case, Key, Record
from assistant.case.parts import (
    answer_of,
    child_of,
    links,
    note_of,
    record_of,
    refuse,
    with_answers,
    with_record,
    without_link,
    without_record,
)
from assistant.case.reporting import Reporting

How = Literal["supports", "contradicts"]


class Answered(Struct, frozen=True):
    """A question was answered; the answer takes the place of the one before, its notes and marks too.

    A record that is in every case begins with its first answer; any other must have been added.
    """

    at: At
    answer: Answer

    def on(self, case: Case) -> Case:
        """The case with the answer. Raises `Refused` where the record is not there."""
        return with_answers(case, self.at, lambda answers: {**answers, self.at.question: self.answer})


class Cleared(Struct, frozen=True):
    """An answer was taken back; its notes stay under `notes`."""

    at: At

    def on(self, case: Case) -> Case:
        """The case without the answer. Raises `Refused` where there is none."""
        answer_of(case, self.at)
        return with_answers(
            case,
            self.at,
            lambda answers: {name: kept for name, kept in answers.items() if name != self.at.question},
        )


class NoteAdded(Struct, frozen=True):
    """A note was written or pasted."""

    note: Note

    def on(self, case: Case) -> Case:
        """The case with the note at the end. Raises `Refused` where its id is taken."""
        if case.note(self.note.id):
            refuse("change-exists", f"there is a note `{self.note.id}` already", "give the note another id")
        return replace(case, notes=(*case.notes, self.note))


class NoteChanged(Struct, frozen=True):
    """A note's words, date, source, child or areas became others; its links stay."""

    note: Note

    def on(self, case: Case) -> Case:
        """The case with the note as it is now. Raises `Refused` where there is none of its id."""
        note_of(case, self.note.id)
        return replace(case, notes=tuple(self.note if old.id == self.note.id else old for old in case.notes))


class NoteRemoved(Struct, frozen=True):
    """A note to which no answer points was taken out."""

    note_id: str

    def on(self, case: Case) -> Case:
        """The case without the note. Raises `Refused` where it is not there, or an answer points to it."""
        note_of(case, self.note_id)
        linked = [str(at) for at in links(case, self.note_id)]
        if linked:
            listed = ", ".join(f"`{at}`" for at in linked[:5]) + (" and more" if len(linked) > 5 else "")
            refuse(
                "change-in-use",
                f"the note `{self.note_id}` is linked to {listed}",
                "take the links away first",
            )
        return replace(case, notes=tuple(note for note in case.notes if note.id != self.note_id))


class NoteLinked(Struct, frozen=True):
    """An answer came to rest on a note, or a note to speak against it; one note does one of the two."""

    at: At
    note_id: str
    how: How

    def on(self, case: Case) -> Case:
        """The case with the link. Raises `Refused` where note or answer is not there."""
        note_of(case, self.note_id)
        answer = answer_of(case, self.at)
        if self.note_id in getattr(answer, self.how):
            return case
        bare = without_link(answer, self.note_id)
        linked = (*getattr(bare, self.how), self.note_id)
        changed = (
            replace(bare, supports=linked) if self.how == "supports" else replace(bare, contradicts=linked)
        )
        return Answered(self.at, changed).on(case)


class NoteUnlinked(Struct, frozen=True):
    """A note was taken away from an answer; the note stays."""

    at: At
    note_id: str

    def on(self, case: Case) -> Case:
        """The case without the link. Raises `Refused` where there is none."""
        answer = answer_of(case, self.at)
        if self.note_id not in (*answer.supports, *answer.contradicts):
            refuse(
                "change-missing",
                f"the note `{self.note_id}` is not linked here",
                "link it first",
                str(self.at),
            )
        return Answered(self.at, without_link(answer, self.note_id)).on(case)


class ChildRegistered(Struct, frozen=True):
    """A child came into the register."""

    child: Child

    def on(self, case: Case) -> Case:
        """The case with the child at the end of the register. Raises `Refused` where the label is taken."""
        if any(child.label == self.child.label for child in case.children):
            refuse("change-exists", f"`{self.child.label}` is in the register already", "use another label")
        return replace(case, children=(*case.children, self.child))


class ChildChanged(Struct, frozen=True):
    """A child's dates in the register became others."""

    child: Child

    def on(self, case: Case) -> Case:
        """The case with the child as now told. Raises `Refused` where the label is not in the register."""
        child_of(case, self.child.label)
        changed = (self.child if old.label == self.child.label else old for old in case.children)
        return replace(case, children=tuple(changed))


class ChildRemoved(Struct, frozen=True):
    """A child of whom there is no record and no note was taken out of the register."""

    label: str

    def on(self, case: Case) -> Case:
        """The case without the child. Raises `Refused` where it is not there, or a record or note is its."""
        child_of(case, self.label)
        users = [f"the record `{key}`" for key in case.records if key.label == self.label]
        users += [f"the note `{note.id}`" for note in case.notes if note.child == self.label]
        if users:
            refuse(
                "change-in-use", f"`{self.label}` has {users[0]}", "take that away first, or keep the child"
            )
        return replace(case, children=tuple(child for child in case.children if child.label != self.label))


class RecordAdded(Struct, frozen=True):
    """A record was begun, without answers yet."""

    key: Key

    def on(self, case: Case) -> Case:
        """The case with the empty record. Raises `Refused` where it is there, or its section is closed."""
        if not self.key.added:
            refuse("change-exists", f"`{self.key}` is in every case", "answer its questions")
        if self.key in case.records:
            refuse("change-exists", f"there is a record `{self.key}` already", "use another label")
        if self.key.record in case.complete | case.sampled:
            refuse("change-closed", f"`{self.key.record}` is closed to more", "open the section again first")
        return with_record(case, Record(self.key))


class RecordRemoved(Struct, frozen=True):
    """A record was taken out with its answers; undo brings all of it back."""

    key: Key

    def on(self, case: Case) -> Case:
        """The case without the record. Raises `Refused` where it is not there or is in every case."""
        if not self.key.added:
            refuse("change-missing", f"`{self.key}` is in every case", "take its answers back one by one")
        record_of(case, self.key)
        return without_record(case, self.key)


class SectionCompleted(Struct, frozen=True):
    """Nothing more will be added to a section: all of it was looked at."""

    section: str

    def on(self, case: Case) -> Case:
        """The case with the section complete, and no longer sampled."""
        gone = frozenset({self.section})
        return replace(case, complete=case.complete | gone, sampled=case.sampled - gone)


class SectionSampled(Struct, frozen=True):
    """Nothing more will be added to a section: a sample of it was looked at."""

    section: str

    def on(self, case: Case) -> Case:
        """The case with the section sampled, and no longer complete."""
        gone = frozenset({self.section})
        return replace(case, sampled=case.sampled | gone, complete=case.complete - gone)


class SectionReopened(Struct, frozen=True):
    """A section that was closed takes records again."""

    section: str

    def on(self, case: Case) -> Case:
        """The case with the section open. Raises `Refused` where it was not closed."""
        if self.section not in case.complete | case.sampled:
            refuse("change-missing", f"`{self.section}` is not closed", "add to it as it is")
        gone = frozenset({self.section})
        return replace(case, complete=case.complete - gone, sampled=case.sampled - gone)


class BaselineSet(Struct, frozen=True):
    """What the inspection compares with was told, or taken back."""

    baseline: Baseline | None

    def on(self, case: Case) -> Case:
        """The case with this baseline."""
        return replace(case, baseline=self.baseline)


class InspectionSet(Struct, frozen=True):
    """When the inspection was and by whom was told, or taken back."""

    inspection: Inspection | None

    def on(self, case: Case) -> Case:
        """The case with these dates."""
        return replace(case, inspection=self.inspection)


class HomeUrnSet(Struct, frozen=True):
    """The home's unique reference number was told, or taken back."""

    urn: str | None

    def on(self, case: Case) -> Case:
        """The case with this number."""
        return replace(case, urn=self.urn)


class Sealed(Struct, frozen=True):
    """The inspector stated a view before seeing the proposal. It is stated once and never taken back:
    a view that could be replaced after the proposal was shown would measure nothing."""

    seal: Seal

    def on(self, case: Case) -> Case:
        """The case with the view. Raises `Refused` where one is sealed."""
        if case.sealed is not None:
            right = "record the judgement; it may differ from the view, with its reasons"
            refuse("change-sealed", "a view is sealed already", right)
        return replace(case, sealed=self.seal)


class JudgementRecorded(Struct, frozen=True):
    """The inspector judged, or judged anew; the judgement before stays in the history."""

    judgement: JudgementMade

    def on(self, case: Case) -> Case:
        """The case with this judgement."""
        return replace(case, judgement=self.judgement)


Change: TypeAlias = (
    Answered
    | Cleared
    | NoteAdded
    | NoteChanged
    | NoteRemoved
    | NoteLinked
    | NoteUnlinked
    | ChildRegistered
    | ChildChanged
    | ChildRemoved
    | RecordAdded
    | RecordRemoved
    | SectionCompleted
    | SectionSampled
    | SectionReopened
    | BaselineSet
    | InspectionSet
    | HomeUrnSet
    | Sealed
    | JudgementRecorded
    | Reporting
)


def apply(case: Case, change: Change) -> Case:
    """The case after the change; the one given stays as it is.

    Raises `Refused` with one problem where the change does not fit the case.
    """
    return change.on(case)


def fold(case: Case, changes: Iterable[Change]) -> Case:
    """The case after all the changes, in their order. Raises `Refused` at the first that does not fit."""
    for change in changes:
        case = change.on(case)
    return case
