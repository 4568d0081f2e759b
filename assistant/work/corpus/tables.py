"""A corpus as tables: a row a case with its answers, and for each section a row a record.

The names are those of the sweep (`assistant.reasoning.sweep`). Beside the answers, a case's row has what a
reader of many cases asks for: whose view it was, what was sealed, what was decided, and what was done about it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.case import At, Case, Key
from assistant.case.model import Answer, Record
from assistant.pack import Pack
from assistant.reasoning.evidence import ABSENT, name_of
from assistant.reasoning.flags import kinds_of_source
from assistant.reasoning.sweep import CASES, LABEL, NUMBER, PLACE
from assistant.reasoning.sweeping.given import single_keys

Value = str | int | bool | None
HEADER = (
    "case",
    "evidence_id",
    "purpose",
    "urn",
    "inspector",
    "started",
    "baseline",
    "sealed",
    "sealed_by",
    "sealed_reasons",
    "decided",
    "decided_by",
    "decided_at",
    "departure",
    "reasons",
)
"""What a case's row holds beside its number, its answers and the sealed evaluations of its areas."""

TRAINING = "training"
OF_INSPECTIONS = f"purpose IS DISTINCT FROM '{TRAINING}'"
"""The condition on a case's row that leaves out those for training: what is learned of real inspections rests on the
others alone, from whatever source they come."""

ENDED, CASE_REVIEW, TIMELINE, FLAGS = "ended", "case_review", "timeline", "flags"
BESIDE = (ENDED, CASE_REVIEW, TIMELINE, FLAGS)
"""What else it holds: the inspection's last day, whether a case review is recorded, what the case file says of
its timeline (as JSON), and the kinds of its flags (`-` for none, NULL where they were not looked for)."""
SOURCES = "sources told"
"""The column with how many kinds of source support the answers of a section's record."""
OPTIONAL = frozenset({*BESIDE, SOURCES})
"""Columns that a table may lack: nothing is then known of them."""


@dataclass(frozen=True)
class Tables:
    """The tables of a pack's corpora: each table's columns, and the rows that a case makes."""

    pack: Pack

    @property
    def singles(self) -> Iterator[tuple[Key, Sequence[str]]]:
        """The records that stand in every case, with their questions."""
        for key in single_keys(self.pack):
            yield key, [coded.id for coded in self.pack.coded[key.record]]

    def columns(self) -> Mapping[str, tuple[str, ...]]:
        """The columns of every table, by its name."""
        answers = [name_of(At(key, question)) for key, questions in self.singles for question in questions]
        sealed = [sealed_area(area) for area in self.pack.areas]
        tables = {CASES: (NUMBER, *HEADER, *sealed, *BESIDE, *answers)}
        for kind in self.pack.sections:
            questions = (coded.id for coded in self.pack.coded[kind.id])
            tables[kind.id] = (NUMBER, PLACE, LABEL, SOURCES, *questions)
        return tables

    def answers_of(self, table: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The columns of a table that hold answers, each with all that it may hold."""
        is_single = table == CASES
        for key in single_keys(self.pack) if is_single else [Key(table)]:
            for coded in self.pack.coded[key.record]:
                ids = (answer.id for answer in self.pack.questions[key.record][coded.id].answers)
                yield name_of(At(key, coded.id)) if is_single else coded.id, (*ids, ABSENT)

    def rows(
        self, number: int, case: Case, flags: Iterable[str] | None = None
    ) -> Iterator[tuple[str, tuple[Value, ...]]]:
        """The rows of one case, each with its table; `flags` are the kinds of its flags, None if not looked for."""
        yield CASES, (number, *self.header(case), *self.beside(case, flags), *self.answers(case))
        for kind in self.pack.sections:
            questions = [coded.id for coded in self.pack.coded[kind.id]]
            for place, record in enumerate(case.of_type(kind.id)):
                answers = (told(record.answers.get(question)) for question in questions)
                yield kind.id, (number, place, record.key.label, sources(case, record), *answers)

    def header(self, case: Case) -> tuple[Value, ...]:
        """What a case's row holds beside its answers."""
        inspection, sealed, made = case.inspection, case.sealed, case.judgement
        start = inspection.start if inspection else None
        baseline = case.baseline.date_used() if case.baseline else None
        return (
            case.id,
            case.evidence_id,
            case.purpose,
            case.urn,
            inspection.inspector if inspection else None,
            start.isoformat() if start else None,
            str(baseline) if baseline else None,
            *((sealed.judgement, sealed.by, sealed.reasons) if sealed else (None,) * 3),
            *((made.decided, made.by, made.at.isoformat() if made.at else None) if made else (None,) * 3),
            *((made.departure, made.reasons) if made else (None, None)),
            *(sealed.areas.get(area) if sealed else None for area in self.pack.areas),
        )

    def beside(self, case: Case, flags: Iterable[str] | None) -> tuple[Value, ...]:
        """What a case's row holds of what was done about the case."""
        end = case.inspection.end if case.inspection else None
        done = {one.step: str(one.day) for one in case.timeline.done} if case.timeline else {}
        return (
            end.isoformat() if end else None,
            case.case_review is not None,
            json.dumps(done) if done else None,
            None if flags is None else " ".join(sorted(set(flags))) or ABSENT,
        )

    def answers(self, case: Case) -> Iterator[Value]:
        """The answers of the records that stand in every case."""
        for key, questions in self.singles:
            record = case.records.get(key)
            for question in questions:
                yield told(record.answers.get(question)) if record else None


def sealed_area(area: str) -> str:
    """The column with the evaluation of an area that was sealed."""
    return f"sealed {area}"


def sources(case: Case, record: Record) -> int:
    """How many kinds of source support the answers of a record; notes without one are none beside another."""
    return len(kinds_of_source(case, record.answers.values()))


def told(answer: Answer | None) -> str | None:
    """An answer as a table holds it: its id; `-` where it does not apply; NULL where it is open."""
    if answer is None or answer.state == "uncertain":
        return None
    return ABSENT if answer.state == "not_applicable" else str(answer.value)
