"""A case: the records of one inspection, their answers and notes, and what was sealed and decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias

from assistant.case.header import (
    Baseline,
    CaseReviewMade,
    Child,
    DraftKept,
    Inspection,
    JudgementMade,
    Note,
    Passage,
    PastInspection,
    Seal,
    TimelineKept,
)
from assistant.document import Tree

State = Literal["answered", "uncertain", "not_applicable"]
Value: TypeAlias = "str | int | date | tuple[tuple[str, int], ...]"
"""An answer's id, a text, a count, a date, or counts by month (`2019-01`, in order)."""


class Key(NamedTuple):
    """Which record: its type, and its label where a case may hold several."""

    record: str
    label: str | None = None

    @property
    def added(self) -> bool:
        """Whether people add and remove this record; the others, areas among them, are in every case."""
        # INVARIANT: labels of records begin with a capital letter, the ids of areas with a small one
        # (`Label` in header.py, `Checks.label` in checks.py, `letter` of the pack's record types; `Id`).
        return self.label is not None and self.label[:1].isupper()

    def __str__(self) -> str:
        return f"{self.record}:{self.label}" if self.label else self.record


class At(NamedTuple):
    """Which question of which record: `leaver:A.planning`."""

    key: Key
    question: str

    def __str__(self) -> str:
        return f"{self.key}.{self.question}"


def parse_at(text: str) -> At | None:
    """The place that `leaver:A.planning` or `manager.post` names."""
    record, dot, question = text.rpartition(".")
    kind, _, label = record.partition(":")
    return At(Key(kind, label or None), question) if dot and kind and question else None


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said to a question. A question without one is unanswered."""

    state: State
    value: Value | None = None
    reason: str | None = None
    """The note with `uncertain`, the line with `not applicable`, the reason an answer needs."""
    supports: tuple[str, ...] = ()
    contradicts: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """The answers of one record, by question."""

    key: Key
    answers: Mapping[str, Answer] = field(default_factory=lambda: MappingProxyType({}))


Purpose = Literal["inspection", "training", "blind"]


@dataclass(frozen=True, slots=True)
class Case:
    """One reading of the evidence of one inspection. Changed only by `assistant.case.changes`.

    A record that is in every case stands in `records` only while it has an answer.
    """

    id: str
    evidence_id: str
    purpose: Purpose = "inspection"
    urn: str | None = None
    baseline: Baseline | None = None
    inspection: Inspection | None = None
    children: tuple[Child, ...] = ()
    notes: tuple[Note, ...] = ()
    complete: frozenset[str] = frozenset()
    """Sections to which nothing will be added; complete and empty means looked, none found."""
    sampled: frozenset[str] = frozenset()
    """Sections of which a sample was looked at, closed to more."""
    records: Mapping[Key, Record] = field(default_factory=lambda: MappingProxyType({}))
    sealed: Seal | None = None
    judgement: JudgementMade | None = None
    case_review: CaseReviewMade | None = None
    """What its file said was stated of the case review; what is stated here is no change to the evidence."""
    timeline: TimelineKept | None = None
    """What its file said of the timeline, likewise."""
    service: str | None = None
    """What the report says of the home beside what is asked, in words without names."""
    enforcement: str | None = None
    """What the inspectorate itself has done since the last inspection."""
    legal_basis: str | None = None
    history: tuple[PastInspection, ...] = ()
    """The inspections of recent years, in the order they were told."""
    passages: tuple[Passage, ...] = ()
    """The paragraphs of the report that the inspector wrote."""
    provider_comments: tuple[DraftKept, ...] = ()
    """What its file said of drafts that went and what the provider said of them; what is told here is an event."""
    about: str | None = None
    """What a sample says of itself: that it was constructed, or where its facts were published."""
    reserved: Mapping[str, Tree] = field(default_factory=lambda: MappingProxyType({}))
    """Fields kept for later versions, as they were written."""

    def answer(self, at: At) -> Answer | None:
        """What was said to a question, or None where nothing was."""
        record = self.records.get(at.key)
        return record.answers.get(at.question) if record else None

    def of_type(self, record: str) -> tuple[Record, ...]:
        """The records of one type, in the order they were added."""
        return tuple(found for key, found in self.records.items() if key.record == record)

    def note(self, note_id: str) -> Note | None:
        """The note with this id."""
        return next((note for note in self.notes if note.id == note_id), None)

    def passage(self, at: str) -> Passage | None:
        """The paragraph of the report that the inspector wrote at a place."""
        return next((one for one in self.passages if one.at == at), None)
