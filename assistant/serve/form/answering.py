"""What is taken from the page of a question: its answer with the reason, a note, and links of notes, in one step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.case import (
    Answer,
    Answered,
    At,
    Case,
    Change,
    Cleared,
    Note,
    NoteAdded,
    NoteLinked,
    NoteUnlinked,
    RecordRemoved,
    describe,
)
from assistant.case.changes import How
from assistant.pack import Question
from assistant.problems import Problem
from assistant.reasoning.phrases import said
from assistant.serve.form.asking import KNOWN, STATES, draft_of, question_page
from assistant.serve.form.opened import Error, Opened, Told, errors_of, written
from assistant.serve.form.overview import read_note
from assistant.work.entering import answer_errors, read_fact, with_notes
from assistant.work.interview import Closing, is_immediate, next_open
from assistant.work.seeking import next_in_detail

_FIELDS = ("answer", "fact", "reason", "note", "note_source", "note_day", "note_child", "link")


@dataclass
class _Taken:
    """What a form asks for: the changes, and what to say of them."""

    changes: list[Change] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    answer: Answer | None = None
    note: Note | None = None
    """The note that was written."""
    waits: list[tuple[str, How]] = field(default_factory=list)
    """The ids of notes that are to be linked once there is an answer."""


def take_question(opened: Opened, at: At, form: Mapping[str, str]) -> Told:
    """Do what a question's page asks for; gives the page to go on to, or the same with what is wrong."""
    do, _, name = form.get("do", "go").partition(":")
    typed = written(form, *_FIELDS)
    _keep(opened, at, typed)
    match do:
        case "clear":
            return _made(opened, at, form, Cleared(at), "The answer is taken back.")
        case "unlink" if opened.sitting.case.answer(at) is None:
            opened.sitting.wait(at, name, None)
            return {"to": opened.address(at)}
        case "unlink":
            return _made(opened, at, form, NoteUnlinked(at, name), f"Note {name} is no longer linked.")
        case "remove":
            return _removed(opened, at, form)
    return _saved(opened, at, form, typed, stay=do == "stay")


def _keep(opened: Opened, at: At, typed: Mapping[str, str]) -> None:
    """Keep what was typed as drafts, before anything is done with it: whatever happens, it is not lost."""
    drafts, answer = opened.sitting.drafts, opened.sitting.case.answer(at)
    drafts.keep(f"{at} note", typed["note"])
    if typed["answer"] == KNOWN:
        drafts.keep(f"{at} fact", typed["fact"])
    if typed["answer"] not in ("", KNOWN) and (answer is None or typed["reason"] != (answer.reason or "")):
        drafts.keep(draft_of(at, typed["answer"]), typed["reason"])


def _saved(opened: Opened, at: At, form: Mapping[str, str], typed: Mapping[str, str], *, stay: bool) -> Told:
    taken = _Taken()
    sitting = opened.sitting
    before = sitting.case.answer(at)
    errors = [*_answer(opened, at, typed, taken), *_notes(opened, at, form, typed, taken)]
    if errors:
        return question_page(opened, at, form, errors)
    if taken.changes and (problems := opened.do(form.get("seen", ""), *taken.changes, place=at)):
        return question_page(opened, at, form, _errors(opened, problems))
    for name, how in taken.waits:
        made = taken.note if taken.note and taken.note.id == name else None
        sitting.wait(at, _id_now(sitting.case, made) if made else name, how)
    sitting.drafts.forget(f"{at} note")
    if sitting.kept.meetings:
        return {"to": opened.address("meeting")}
    opened.said = " ".join(taken.told)
    sitting.drafts.forget(f"{at} fact")
    sitting.drafts.forget(draft_of(at, typed["answer"]))
    question = sitting.pack.questions[at.key.record][at.question]
    if taken.answer and not _is_same(before, taken.answer) and is_immediate(question, taken.answer):
        return {"to": opened.address("action")}
    if stay:
        return {"to": opened.address(at)}
    case, pack = sitting.case, sitting.pack
    following = next_in_detail(case, pack, at) or next_open(case, pack, at)
    return {"to": opened.address(following or "left")}


def _id_now(case: Case, note: Note) -> str:
    """The id of a note that was just written; where somebody else wrote one meanwhile it has got another."""
    return next((one.id for one in reversed(case.notes) if one.text == note.text), note.id)


def _errors(opened: Opened, problems: tuple[Problem, ...]) -> list[Error]:
    found = errors_of(problems, "answer-0")
    if opened.sitting.is_stopped(None):
        found += [Error(field="danger", says="The way to record it stands at the head of this page.")]
    return found


def _is_same(before: Answer | None, answer: Answer) -> bool:
    told = (answer.state, answer.value, answer.reason)
    return before is not None and (before.state, before.value, before.reason) == told


def _answer(opened: Opened, at: At, typed: Mapping[str, str], taken: _Taken) -> list[Error]:
    """What is wrong with the answer; else it is taken, where it is another than there is."""
    sitting = opened.sitting
    question = sitting.pack.questions[at.key.record][at.question]
    chosen, reason = typed["answer"], typed["reason"] or None
    before = sitting.case.answer(at)
    if not chosen:
        says = "Choose the answer that this reason is for." if reason else ""
        return [Error(field="answer-0", says=says)] if says else []
    if chosen == KNOWN:
        answer, errors = _fact(opened, question, typed["fact"])
        if answer is None:
            return errors
    elif chosen in STATES:
        answer = Answer("uncertain" if STATES[chosen] == "uncertain" else "not_applicable", None, reason)
    else:
        answer = Answer("answered", chosen, reason)
    if _is_same(before, answer):
        return []
    if problems := answer_errors(sitting.pack, sitting.case, at, answer):
        needs_words = any(one.what == "nothing is written" for one in problems)
        return errors_of(problems, "reason" if needs_words else "fact" if chosen == KNOWN else "answer-0")
    taken.answer = answer
    taken.changes.append(Answered(at, with_notes(sitting.case, at, answer, sitting.waiting(at))))
    taken.told.append(f"Kept: {said(question, answer)}.")
    return []


def _fact(opened: Opened, question: Question, text: str) -> tuple[Answer | None, list[Error]]:
    """A fact as it was written; where nothing is, there is neither an answer nor anything wrong."""
    if not text:
        return None, []
    value, problems = read_fact(opened.sitting.pack, question, text)
    return (None, errors_of(problems, "fact")) if problems else (Answer("answered", value), [])


def _notes(
    opened: Opened, at: At, form: Mapping[str, str], typed: Mapping[str, str], taken: _Taken
) -> list[Error]:
    """What is wrong with the note; else it is taken with its link, and so is the link of one that is there."""
    sitting = opened.sitting
    is_answered = taken.answer is not None or sitting.case.answer(at) is not None
    linked: list[tuple[str, How]] = []
    if typed["note"]:
        taken.note, errors = read_note(typed, sitting.next_note())
        if taken.note is None:
            return errors
        taken.changes.append(NoteAdded(taken.note))
        taken.told.append("The note is kept.")
        linked.append((taken.note.id, _how(form, "note_how")))
    if typed["link"]:
        linked.append((typed["link"], _how(form, "link_how")))
        taken.told.append(f"Note {typed['link']} linked.")
    if is_answered:
        taken.changes += [NoteLinked(at, name, how) for name, how in linked]
    else:
        taken.waits = linked
    return []


def _how(form: Mapping[str, str], name: str) -> How:
    return "contradicts" if form.get(name) == "contradicts" else "supports"


def _made(opened: Opened, at: At, form: Mapping[str, str], change: Change, told: str) -> Told:
    if problems := opened.do(form.get("seen", ""), change, place=at):
        return question_page(opened, at, form, _errors(opened, problems))
    return opened.on(at, told)


def _removed(opened: Opened, at: At, form: Mapping[str, str]) -> Told:
    change = RecordRemoved(at.key)
    if problems := opened.do(form.get("seen", ""), change):
        return question_page(opened, at, form, _errors(opened, problems))
    told = f"{describe(change, opened.sitting.pack)}. It can be taken back on the page Questions."
    return opened.on(Closing(at.key.record), told)
