"""Finds and replaces the parts of a case, for the changes; what is looked for must be there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import NoReturn

from assistant.case.header import Note
from assistant.case.model import Answer, At, Case, Key, Record
from assistant.problems import Problem, Refused, Where


def links(case: Case, note_id: str) -> tuple[At, ...]:
    """The answers that point to a note."""
    return tuple(
        At(key, question)
        for key, record in case.records.items()
        for question, answer in record.answers.items()
        if note_id in answer.supports or note_id in answer.contradicts
    )


def refuse(code: str, what: str, right: str, field: str | None = None) -> NoReturn:
    """Raises `Refused` with one problem."""
    raise Refused([Problem(code, what, right, Where(field=field))])


def record_of(case: Case, key: Key) -> Record:
    """The record, empty where it is in every case and has no answer yet. Raises `Refused`."""
    record = case.records.get(key)
    if record is None:
        if key.added:
            refuse("change-missing", f"there is no record `{key}`", "add the record first")
        return Record(key)
    return record


def answer_of(case: Case, at: At) -> Answer:
    """The answer that is there. Raises `Refused` where none is."""
    answer = case.answer(at)
    if answer is None:
        refuse("change-missing", f"`{at}` has no answer", "answer the question first", str(at))
    return answer


def note_of(case: Case, note_id: str) -> Note:
    """The note that is there. Raises `Refused` where none is."""
    note = case.note(note_id)
    if note is None:
        refuse("change-missing", f"there is no note `{note_id}`", "add the note first")
    return note


def child_of(case: Case, label: str) -> None:
    """Raises `Refused` where the register has no child of this label."""
    if all(child.label != label for child in case.children):
        refuse("change-missing", f"`{label}` is not in the child register", "register the child first")


def without_link(answer: Answer, note_id: str) -> Answer:
    """The answer with the note neither for nor against it."""
    return replace(
        answer,
        supports=tuple(kept for kept in answer.supports if kept != note_id),
        contradicts=tuple(kept for kept in answer.contradicts if kept != note_id),
    )


def with_answers(case: Case, at: At, to: Callable[[Mapping[str, Answer]], Mapping[str, Answer]]) -> Case:
    """The case with the answers of one record put through `to`. Raises `Refused`."""
    answers = to(record_of(case, at.key).answers)
    if not answers and not at.key.added:
        return without_record(case, at.key)
    return with_record(case, Record(at.key, MappingProxyType(dict(answers))))


def with_record(case: Case, record: Record) -> Case:
    """The case with the record, in its place or at the end."""
    return replace(case, records=MappingProxyType({**case.records, record.key: record}))


def without_record(case: Case, key: Key) -> Case:
    """The case without the record."""
    kept = {other: record for other, record in case.records.items() if other != key}
    return replace(case, records=MappingProxyType(kept))
