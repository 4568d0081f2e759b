"""What a line changes in the case: answers with their reasons, facts, and notes with their links.

Each gives whether something was changed. What was written and could not be taken is kept as a draft.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.case import (
    Answer,
    Answered,
    At,
    Change,
    Cleared,
    answer_problems,
)
from assistant.cli.asking.danger import act
from assistant.cli.asking.talk import Talk
from assistant.cli.asking.words import Chosen
from assistant.pack import Question
from assistant.problems import Problem, Refused
from assistant.reasoning.phrases import said
from assistant.work.entering import answer_errors, read_fact, with_notes
from assistant.work.interview import action_place, is_immediate


def question_at(talk: Talk, at: At) -> Question:
    """The pack's question at a place."""
    return talk.sitting.pack.questions[at.key.record][at.question]


def is_held(talk: Talk, at: At | None) -> bool:
    """Whether nothing may be changed here, as it was not told what was done about a danger; asks that first."""
    return talk.sitting.is_stopped(at) and not act(talk)


def make(talk: Talk, *changes: Change, at: At | None = None) -> bool:
    """Make the changes in one step; False, and it is said why, where they are refused."""
    if problems := talk.sitting.do(*changes, place=at):
        talk.refuse(problems)
        return False
    return True


def give(talk: Talk, at: At, answer: Answer, draft: str = "") -> bool:
    """Answer a question, of which the draft is then forgotten; what may mean danger stops everything else, whatever was done about another."""
    sitting, question = talk.sitting, question_at(talk, at)
    before = sitting.case.answer(at)
    if not make(talk, Answered(at, with_notes(sitting.case, at, answer, sitting.waiting(at)))):
        return False
    sitting.drafts.forget(draft)
    reason = f", because: {answer.reason}" if answer.state == "answered" and answer.reason else ""
    talk.say(f"Kept: {said(question, answer)}{reason}")
    talk.saved(answer.reason)
    is_new = before is None or (before.state, before.value, before.reason) != (
        answer.state,
        answer.value,
        answer.reason,
    )
    return not (is_new and is_immediate(question, answer)) or act(talk)


def choose(talk: Talk, at: At, picked: Chosen) -> bool:
    """Give one of the answers, with its reason where it needs one."""
    sitting, option = talk.sitting, picked.option
    before = sitting.case.answer(at)
    is_same = before is not None and before.state == "answered" and before.value == option.id
    if is_same and not picked.reason:
        talk.say(f"“{option.label}” is its answer already.")
        return True
    if at == action_place(sitting.pack) and not picked.reason:
        return act(talk, option)
    answer = Answer("answered", option.id)
    if option.reason or picked.reason:
        return with_reason(talk, at, answer, picked.reason, "Because")
    return not is_held(talk, at) and give(talk, at, answer)


def with_reason(talk: Talk, at: At, answer: Answer, text: str, what: str) -> bool:
    """Give an answer with its reason, which is asked for where none was written."""
    sitting = talk.sitting
    draft = f"{at} {answer.state} {answer.value or ''}"
    before = sitting.case.answer(at)
    same = before is not None and (before.state, before.value) == (answer.state, answer.value)
    initial = before.reason or "" if before and same else ""
    if text:
        sitting.drafts.keep(draft, text)
    if is_held(talk, at):
        talk.put_aside(draft, text, _word(question_at(talk, at), answer))
        return False
    while True:
        reason = text or talk.text(what, draft, initial)
        if reason is None:
            talk.say("Left as it was.")
            return False
        given = replace(answer, reason=reason or None)
        errors = answer_errors(sitting.pack, sitting.case, at, given)
        if not errors:
            break
        talk.refuse(errors)
        if text:
            return False
    return give(talk, at, given, draft)


def _word(question: Question, answer: Answer) -> str:
    if answer.state == "answered":
        numbers = [one.id for one in question.answers]
        return str(numbers.index(str(answer.value)) + 1)
    return "u" if answer.state == "uncertain" else "x"


def uncertain(talk: Talk, at: At, text: str) -> bool:
    """Looked at and not settled, with the note that says why."""
    return with_reason(talk, at, Answer("uncertain"), text, "Uncertain, because")


def not_applicable(talk: Talk, at: At, text: str) -> bool:
    """Does not apply, with the reason."""
    question = question_at(talk, at)
    if question.not_applicable is None:
        talk.refuse(
            answer_problems(
                talk.sitting.pack, talk.sitting.case, at, Answer("not_applicable", None, text or "-")
            )
        )
        return False
    what = f"Does not apply (only where: {question.not_applicable}), because"
    return with_reason(talk, at, Answer("not_applicable"), text, what)


def because(talk: Talk, at: At, text: str) -> bool:
    """The reason of the answer there is, anew."""
    answer = talk.sitting.case.answer(at)
    is_fact = question_at(talk, at).kind == "fact"
    if answer is None or (is_fact and answer.state == "answered"):
        what = "there is no answer here that could have a reason"
        talk.refuse([Problem("change-missing", what, "answer the question first")])
        return False
    return with_reason(
        talk, at, replace(answer, reason=None, supports=(), contradicts=(), marks=()), text, "Because"
    )


def clear(talk: Talk, at: At) -> bool:
    """Take the answer back."""
    if is_held(talk, at) or not make(talk, Cleared(at)):
        return False
    talk.say("The answer is taken back.")
    talk.saved()
    return True


def fact(talk: Talk, at: At, text: str) -> bool:
    """The value of a fact."""
    sitting, question, draft = talk.sitting, question_at(talk, at), f"{at} fact"
    written = text.replace(",", "\n") if question.fact == "months" else text
    value, problems = read_fact(sitting.pack, question, written)
    if problems:
        talk.refuse(problems)
        return False
    sitting.drafts.keep(draft, written)
    if is_held(talk, at):
        talk.say("What you wrote is kept as a draft.")
        return False
    return give(talk, at, Answer("answered", value), draft)


def section_of(talk: Talk, record: str) -> str:
    """The section that a record type is. Raises `Refused` where it does not repeat."""
    kind = talk.sitting.pack.record_types[record]
    if kind.many != "many":
        right = "go to a section that repeats first: `g WORDS`"
        raise Refused([Problem("case-unknown-section", f"{kind.label} is there once", right)])
    return record
