"""What is to be written, and the changes that come of it: reasons, facts and notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from assistant.case import (
    Answer,
    Answered,
    At,
    Change,
    Note,
    NoteAdded,
    NoteLinked,
    answer_problems,
    change_problems,
)
from assistant.case.answers import AnswerReader
from assistant.case.model import Value
from assistant.document import Path, Tree
from assistant.document.fields import LONGEST
from assistant.pack import Question
from assistant.problems import Problem
from assistant.tui.screens.writing import Task, Written
from assistant.tui.session import Session

_HINTS = {
    "date": "A day, as 2019-03-05. Enter keeps it.",
    "count": "A whole number. Enter keeps it.",
    "text": "ctrl+s keeps it, esc puts it aside as a draft.",
    "months": "One month a line, as 2019-01: 3. ctrl+s keeps it, esc puts it aside.",
}
_KEEP = "ctrl+s keeps it, esc puts it aside as a draft."
_NAMES = "Labels and roles only, never a name. "


def question_at(session: Session, at: At) -> Question:
    """The pack's question at a place."""
    return session.pack.questions[at.key.record][at.question]


def with_notes(session: Session, at: At, answer: Answer) -> Answer:
    """An answer with the notes and marks of the one before, and those that waited to be linked."""
    before = session.case.answer(at)
    waiting = session.waiting(at)
    supports = (*(before.supports if before else ()), *(name for name, how in waiting if how == "supports"))
    against = (
        *(before.contradicts if before else ()),
        *(name for name, how in waiting if how == "contradicts"),
    )
    return replace(answer, supports=supports, contradicts=against, marks=before.marks if before else ())


def reason_task(session: Session, at: At, answer: Answer, title: str) -> Task:
    """The reason of an answer, the note with `uncertain`, the line with `not applicable`."""
    question = question_at(session, at)
    before = session.case.answer(at)
    same = before is not None and before.state == answer.state and before.value == answer.value
    initial = before.reason or "" if before and same else ""

    may_be_empty = answer.state == "answered" and not any(
        one.reason for one in question.answers if one.id == answer.value
    )

    def check(written: Written) -> list[Problem]:
        if not written.text and not may_be_empty:
            return [Problem("case-answer-form", "nothing is written", "write one line that says why")]
        said = replace(answer, reason=written.text or None)
        return list(answer_problems(session.pack, session.case, at, said))

    place = f"{at} {answer.state} {answer.value or ''}"
    return Task(title, question.ask, _NAMES + _KEEP, place, check, initial)


def fact_task(session: Session, at: At) -> Task:
    """The value of a fact: a date, a number, text or counts by month."""
    question = question_at(session, at)
    kind = question.fact or "text"
    answer = session.case.answer(at)

    def check(written: Written) -> list[Problem]:
        value, problems = _read(session, question, written.text)
        if problems:
            return problems
        said = with_notes(session, at, Answer("answered", value))
        return list(answer_problems(session.pack, session.case, at, said))

    size = "line" if kind in ("date", "count") else "lines"
    initial = "" if answer is None else as_text(answer.value)
    return Task(
        question.ask,
        question.why,
        _HINTS[kind],
        f"{at} fact",
        check,
        initial,
        "line" if size == "line" else "lines",
    )


def fact_change(session: Session, at: At, written: Written) -> Change:
    """The change that a fact that was written makes."""
    value, _ = _read(session, question_at(session, at), written.text)
    return Answered(at, with_notes(session, at, Answer("answered", value)))


def as_text(value: Value | None) -> str:
    """A fact as it is written in its field."""
    if isinstance(value, tuple):
        return "\n".join(f"{month}: {count}" for month, count in value)
    return "" if value is None else str(value)


def _read(session: Session, question: Question, text: str) -> tuple[Value | None, list[Problem]]:
    """A fact as the case file would read it, with the same problems."""
    problems: list[Problem] = []

    def add(code: str, what: str, right: str, path: Path, *, key: bool = False) -> None:
        del path, key
        problems.append(Problem(code, what, right))

    said: Tree = text
    if question.fact == "months":
        said = {}
        for line in filter(None, (line.strip().rstrip(",") for line in text.splitlines())):
            month, _, count = (part.strip() for part in line.partition(":"))
            if month in said:
                add("yaml-duplicate-key", f"`{month}` stands twice", "give each month one count", ())
            said[month] = count
        if not said:
            add("case-answer-form", "nothing is written", "write a line for each month, as 2019-01: 3", ())
    elif not text.strip():
        add("case-answer-form", "nothing is written", "write it, or press esc", ())
    if problems:
        return None, problems
    value = AnswerReader(session.pack, add).value(question, said, ())
    return value, problems


def note_task(session: Session, at: At) -> Task:
    """A note on a question, with its source; the sources the question names come first."""
    question = question_at(session, at)
    likely = [source for source in session.pack.evidence.sources if source.id in question.sources]
    others = [source for source in session.pack.evidence.sources if source.id not in question.sources]
    inspection = session.case.inspection

    def check(written: Written) -> Iterator[Problem]:
        if not written.text:
            yield Problem("case-answer-form", "nothing is written", "write what was seen, heard or read")
        elif len(written.text) > LONGEST:
            what = f"the note has {len(written.text):,} characters, and one may have {LONGEST:,}"
            yield Problem("shape-bad-value", what, "make two notes of it")
        elif written.day and _day(written.day) is None:
            yield Problem(
                "shape-bad-date",
                f"`{written.day}` is not a date",
                "write it as 2019-03-05, or leave it empty",
            )
        else:
            yield from change_problems(session.pack, session.case, NoteAdded(_note(session, written)))

    return Task(
        "Note",
        question.ask,
        _NAMES + _KEEP,
        f"{at} note",
        check,
        sources=[(source.label, source.id) for source in (*likely, *others)],
        day=inspection.start if inspection else None,
    )


def note_changes(session: Session, at: At, written: Written) -> list[Change]:
    """The note, and its link where there is an answer to link it to."""
    note = _note(session, written)
    added: list[Change] = [NoteAdded(note)]
    return [*added, NoteLinked(at, note.id, written.how)] if session.case.answer(at) else added


def _note(session: Session, written: Written) -> Note:
    return Note(
        id=session.next_note(), date=_day(written.day), source=written.source, text=written.text or "…"
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None
    except ValueError:
        return None
