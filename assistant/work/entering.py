"""Makes of what somebody wrote an answer, the value of a fact, or a note, with what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from assistant.case import Answer, At, Case, answer_problems
from assistant.case.answers import AnswerReader
from assistant.case.changes import How
from assistant.case.header import LABEL_FORM
from assistant.case.model import Value
from assistant.document import Path, Tree
from assistant.document.fields import too_long
from assistant.pack import Pack, Question
from assistant.problems import Problem

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HEAD = re.compile(r"\(([^()]*)\)\s*")


def nothing_written(right: str) -> Problem:
    """That a text is empty where one is needed."""
    return Problem("case-answer-form", "nothing is written", right)


def with_notes(case: Case, at: At, answer: Answer, waiting: Sequence[tuple[str, How]]) -> Answer:
    """An answer with the notes and marks of the one before, and those that waited to be linked."""
    before = case.answer(at)
    supports = (*(before.supports if before else ()), *(name for name, how in waiting if how == "supports"))
    against = (
        *(before.contradicts if before else ()),
        *(name for name, how in waiting if how == "contradicts"),
    )
    return replace(answer, supports=supports, contradicts=against, marks=before.marks if before else ())


def answer_errors(pack: Pack, case: Case, at: At, answer: Answer) -> tuple[Problem, ...]:
    """What keeps an answer from being given; that a reason is missing where one is needed counts too."""
    question = pack.questions[at.key.record][at.question]
    option = next((one for one in question.answers if one.id == answer.value), None)
    needs = answer.state != "answered" or (option is not None and option.reason)
    if needs and not answer.reason:
        return (nothing_written("write one line that says why"),)
    return tuple(one for one in answer_problems(pack, case, at, answer) if one.severity == "error")


def read_fact(pack: Pack, question: Question, text: str) -> tuple[Value | None, list[Problem]]:
    """A fact as the case file would read it, with the same problems; months stand one a line."""
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
            problems.append(nothing_written("write a count for each month, as 2019-01: 3"))
    elif not text.strip():
        problems.append(nothing_written("write it"))
    if problems:
        return None, problems
    value = AnswerReader(pack, add).value(question, said, ())
    return value, problems


def note_problem(text: str) -> Problem | None:
    """What keeps a text from being a note."""
    if not text:
        return nothing_written("write what was seen, heard or read")
    return too_long(text, "the note", "make two notes of it")


class NoteRead(NamedTuple):
    """What was written as a note, with the source, the day and the child that were named."""

    text: str
    source: str | None
    day: date | None
    child: str | None = None


def read_note(pack: Pack, text: str, day: date | None, children: Collection[str] = ()) -> NoteRead:
    """A note as it was written: `(child, B, 2019-03-05) text` names its source, its child, its day, or some of them.

    What stands in brackets and names anything else belongs to the text, and so does a label alone:
    `(B) was away` speaks of B. `day` is taken where none is named, `children` are the labels there are.
    """
    as_it_is = NoteRead(text, None, day)
    head = _HEAD.match(text)
    if head is None:
        return as_it_is
    source: str | None = None
    child: str | None = None
    named: date | None = None
    sources = {one.id for one in pack.evidence.sources}
    for part in re.split(r"[\s,]+", head[1].strip()):
        if part in sources and source is None:
            source = part
        elif part in children and child is None:
            child = part
        elif (found := as_day(part)) is not None:
            named = found
        else:
            return as_it_is
    if source is None and named is None:
        return as_it_is
    return NoteRead(text[head.end() :], source, named or day, child)


def head_problem(pack: Pack, text: str, children: Collection[str] = ()) -> str:
    """Why `read_note` took what stands in brackets before a note as its words: the first part that names nothing."""
    head = _HEAD.match(text)
    parts = list(filter(None, re.split(r"[\s,]+", head[1]))) if head else []
    sources = {one.id: one.label for one in pack.evidence.sources}
    unknown = [
        part for part in parts if part not in sources and part not in children and as_day(part) is None
    ]
    if not unknown or len(unknown) == len(parts):
        return "The brackets do not name one source, one child or one day."
    part = unknown[0]
    if re.fullmatch(LABEL_FORM, part):
        return f"{part} is not in the register: `add` in a section of children registers {part}."
    if part[0].isdigit():
        return f"`{part[:40]}` is no day: write it as 2019-03-05."
    return f"`{part[:40]}` is no source: {', '.join(sources)}."


def as_day(text: str) -> date | None:
    """The day that `2019-03-05` names, None where it names none."""
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None
