"""What is to be written, and the changes that come of it: reasons, facts and notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.case import (
    Answer,
    Answered,
    At,
    Change,
    Note,
    NoteAdded,
    NoteChanged,
    NoteLinked,
    answer_problems,
    change_problems,
)
from assistant.case.model import Value
from assistant.document.fields import LONGEST
from assistant.pack import Question
from assistant.problems import Problem
from assistant.tui.screens.written import Task, Written
from assistant.tui.session import Session
from assistant.work import entering

_HINTS = {
    "date": "A day, as 2019-03-05. Enter keeps it.",
    "count": "A whole number. Enter keeps it.",
    "text": "ctrl+s keeps it, esc puts it aside as a draft.",
    "months": "One month a line, as 2019-01: 3. ctrl+s keeps it, esc puts it aside.",
}
_KEEP = "ctrl+s keeps it, esc puts it aside as a draft."
_NAMES = "Labels and roles only, never a name. "
NO_SOURCE = "it names no source, so it cannot bear another note out; to give it a source: {way}"
"""What is said of a note that was kept without a source, and how it gets one."""


def question_at(session: Session, at: At) -> Question:
    """The pack's question at a place."""
    return session.pack.questions[at.key.record][at.question]


def with_notes(session: Session, at: At, answer: Answer) -> Answer:
    """An answer with the notes and marks of the one before, and those that waited to be linked."""
    return entering.with_notes(session.case, at, answer, session.waiting(at))


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
            return [entering.nothing_written("write one line that says why")]
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
        value, problems = entering.read_fact(session.pack, question, written.text)
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
    value, _ = entering.read_fact(session.pack, question_at(session, at), written.text)
    return Answered(at, with_notes(session, at, Answer("answered", value)))


def as_text(value: Value | None) -> str:
    """A fact as it is written in its field."""
    if isinstance(value, tuple):
        return "\n".join(f"{month}: {count}" for month, count in value)
    return "" if value is None else str(value)


def note_task(session: Session, at: At) -> Task:
    """A note on a question, with its source; the sources the question names come first."""
    question = question_at(session, at)
    inspection = session.case.inspection
    return Task(
        "Note",
        question.ask,
        _NAMES + _KEEP,
        f"{at} note",
        lambda written: _note_problems(session, written, None),
        sources=_sources(session, question.sources),
        link="The answer" if session.case.answer(at) else "Once answered",
        day=inspection.start if inspection else None,
    )


def inbox_task(session: Session, note: Note | None) -> Task:
    """A note that belongs to no question yet, or one that is there to be written anew."""
    inspection = session.case.inspection
    newest = next((one.date for one in reversed(session.case.notes) if one.date), None)
    labels = [child.label for child in session.case.children]
    return Task(
        f"Note {note.id}" if note else "Note",
        "What was seen, heard or read, as it was.",
        _NAMES + _KEEP,
        f"inbox {note.id if note else 'new'}",
        lambda written: _note_problems(session, written, note),
        note.text if note else "",
        sources=_sources(session, ()),
        day=note.date if note else newest or (inspection.start if inspection else None),
        source=note.source if note else None,
        children=[*labels, *([note.child] if note and note.child and note.child not in labels else [])],
        child=note.child if note else None,
    )


def inbox_note(session: Session, written: Written, note: Note | None) -> Note:
    """The note that was written: a new one, or the one there was with what is now said of it."""
    made = _note(session, written)
    if note is None:
        return made
    return note.model_copy(
        update={"date": made.date, "source": made.source, "text": made.text, "child": made.child}
    )


def _sources(session: Session, likely: Sequence[str]) -> list[tuple[str, str]]:
    every = sorted(session.pack.evidence.sources, key=lambda source: source.id not in likely)
    return [(source.label, source.id) for source in every]


def _note_problems(session: Session, written: Written, note: Note | None) -> Iterator[Problem]:
    if not written.text:
        yield Problem("case-answer-form", "nothing is written", "write what was seen, heard or read")
    elif len(written.text) > LONGEST:
        what = f"the note has {len(written.text):,} characters, and one may have {LONGEST:,}"
        yield Problem("shape-bad-value", what, "make two notes of it")
    elif written.day and entering.as_day(written.day) is None:
        yield Problem(
            "shape-bad-date", f"`{written.day}` is not a date", "write it as 2019-03-05, or leave it empty"
        )
    else:
        made = inbox_note(session, written, note)
        change = NoteChanged(made) if note else NoteAdded(made)
        yield from change_problems(session.pack, session.case, change)


def note_changes(session: Session, at: At, written: Written) -> list[Change]:
    """The note, and its link where there is an answer to link it to."""
    note = _note(session, written)
    if written.how is None or session.case.answer(at) is None:
        return [NoteAdded(note)]
    return [NoteAdded(note), NoteLinked(at, note.id, written.how)]


def _note(session: Session, written: Written) -> Note:
    return Note(
        id=session.next_note(),
        date=entering.as_day(written.day),
        source=written.source,
        text=written.text or "…",
        child=written.child,
    )
