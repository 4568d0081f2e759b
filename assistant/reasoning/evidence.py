"""What the rules may read of a case: coded answers only, gates applied, in the order of the pack."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from assistant.case import At, Case, Key
from assistant.case.model import Answer
from assistant.pack import Coded, Pack, RecordType

OPEN = "?"
"""Unanswered or uncertain: it could still be any answer."""
ABSENT = "-"
"""Not asked, or not applicable: it is no answer and will be none."""
# INVARIANT: neither can be an answer's id, which begins with a letter (`Id`, assistant/document/fields.py).


class OpenQuestion(NamedTuple):
    """A question that is asked of this case and not settled."""

    at: At
    state: Literal["unanswered", "uncertain"]


class RecordEvidence(NamedTuple):
    """The coded answers of one record: for each of its questions an answer's id, `OPEN` or `ABSENT`."""

    key: Key
    values: Mapping[str, str]


@dataclass(frozen=True)
class Evidence:
    """What the rules read. Notes, facts, names and grades are not in it."""

    records: Mapping[str, tuple[RecordEvidence, ...]]
    """By record type: one for single records, one for each area, any number for sections."""
    shared: Mapping[str, str]
    """The answers of single records by `record.question`, and of areas by `area.name.question`."""
    closed: frozenset[str]
    """The sections to which nothing will be added."""
    looked_at: frozenset[str]
    """The areas of which something was looked at: a scale answered or uncertain, or all its sections closed."""
    uncertain: frozenset[At]
    """The questions that are open although something was said to them."""

    @functools.cached_property
    def open(self) -> tuple[OpenQuestion, ...]:
        """The questions that are asked and not settled, in the order of the pack; most judgements need none."""
        places = (
            At(key, name)
            for records in self.records.values()
            for key, values in records
            for name, value in values.items()
            if value == OPEN
        )
        return tuple(
            [OpenQuestion(at, "uncertain" if at in self.uncertain else "unanswered") for at in places]
        )

    def complete(self, pack: Pack) -> bool:
        """Whether nothing is open: every question settled and every section closed."""
        return not self.open and all(kind.id in self.closed for kind in pack.sections)


def gather(case: Case, pack: Pack) -> Evidence:
    """The evidence of a case. Answers to questions that are not asked are left out."""
    return _Gathering(case, pack).evidence()


class _Gathering:
    def __init__(self, case: Case, pack: Pack) -> None:
        self.case, self.pack = case, pack
        self.shared: dict[str, str] = {}
        self.uncertain: list[At] = []
        self.touched: set[str] = set()
        """Record types of which a scale was answered or is uncertain."""

    def evidence(self) -> Evidence:
        records: dict[str, tuple[RecordEvidence, ...]] = {}
        # Single records first: the gates of the others may read them.
        for kind in sorted(self.pack.record_types.values(), key=lambda kind: kind.many == "many"):
            records[kind.id] = tuple(self.of_type(kind))
        closed = self.case.complete | self.case.sampled
        return Evidence(
            records=records,
            shared=self.shared,
            closed=frozenset(closed),
            looked_at=frozenset(area for area in self.pack.areas if self.looked_at(area, closed)),
            uncertain=frozenset(self.uncertain),
        )

    def of_type(self, kind: RecordType) -> Iterator[RecordEvidence]:
        if kind.many == "one":
            yield self.record(kind, Key(kind.id))
        elif kind.many == "each_area":
            for area in self.pack.areas:
                yield self.record(kind, Key(kind.id, area))
        else:
            for record in self.case.of_type(kind.id):
                yield self.record(kind, record.key)

    def record(self, kind: RecordType, key: Key) -> RecordEvidence:
        values: dict[str, str] = {}
        record = self.case.records.get(key)
        answers: Mapping[str, Answer] = record.answers if record else {}
        for coded in self.pack.coded[kind.id]:
            name = coded.id
            answer = answers.get(name)
            value = values[name] = value_of(coded, key, answer, values, self.shared)
            if answer is None:
                continue
            if answer.state == "uncertain" and value == OPEN:
                self.uncertain.append(At(key, name))
            if coded.is_scale and value != ABSENT:
                self.touched.add(kind.id)
        if kind.many != "many":
            prefix = f"{key.record}.{key.label}." if key.label else f"{key.record}."
            for name, value in values.items():
                self.shared[prefix + name] = value
        return RecordEvidence(key, values)

    def looked_at(self, area: str, closed: frozenset[str]) -> bool:
        """Whether something of an area was looked at: a scale answered or uncertain, or all it has closed."""
        sections = self.pack.areas[area].sections
        if self.touched.intersection(sections):
            return True
        return all(section in closed for section in sections)


def value_of(
    coded: Coded, key: Key, answer: Answer | None, values: Mapping[str, str], shared: Mapping[str, str]
) -> str:
    """What rules read of a question: its answer's id, `OPEN` or `ABSENT`.

    `values` are those of its own record and `shared` those of single records, as far as its gate reads them.
    """
    if coded.only_for and key.label not in coded.only_for:
        return ABSENT
    is_open = False
    for ref, wanted in coded.gate:
        read = values[ref.question] if ref.own else shared[str(ref)]
        if read == OPEN:
            is_open = True
        elif read not in wanted:
            return ABSENT
    # INVARIANT: while the choices that switch a question on are open, so is it; otherwise answering one of them
    # could add to what is possible (tests/property/test_laws.py).
    if is_open or answer is None or answer.state == "uncertain":
        return OPEN
    return ABSENT if answer.state == "not_applicable" else str(answer.value)


def name_of(at: At) -> str:
    """The name by which an answer is read: `record.question`, for an area's record `area.name.question`.

    Those of a section, of which there are many, go by one name.
    """
    key, question = at
    return (
        f"{key.record}.{key.label}.{question}" if key.label and not key.added else f"{key.record}.{question}"
    )
