"""What was done where somebody may be in danger: one answer, told in the parts that go with what was chosen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from assistant.case import Answer, At, Case
from assistant.pack import Pack, Question
from assistant.pack.knowledge import AnswerChoice
from assistant.reasoning.phrases import first_up, record_name
from assistant.reasoning.phrases import said as answer_said
from assistant.work.drafts import Drafts
from assistant.work.interview import Danger, danger, immediate

WHEN_AS = "as 27 Nov 2026 14:30"


class Part(NamedTuple):
    """A part of what is told: its name, what it is called, and how it is written where that is not plain."""

    name: str
    label: str
    hint: str = ""


_LEFT = Part("left", "Who or what is outstanding")
_DONE = Part("done", "What was done")
_TOLD = Part("told", "Who was told")
_WHEN = Part("when", "When", WHEN_AS)
_WHY = Part("why", "Why nobody has to act now")
PARTS = (_LEFT, _DONE, _TOLD, _WHEN, _WHY)
"""Every part, in the order they are asked."""

_RELATIVE = re.compile(
    r"\b(today|tonight|now|just now|yesterday|tomorrow|this (morning|afternoon|evening)|last night)\b",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"\d{4}-\d\d?-\d\d?|\d\d?[./]\d\d?|\d\s*(st|nd|rd|th)?\s+(of\s+)?"
    r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|"
    r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\s+\d",
    re.IGNORECASE,
)


class Missing(NamedTuple):
    """What stands in the way of an answer, and the part that would mend it."""

    part: str
    says: str


def parts(question: Question, choice: AnswerChoice) -> tuple[Part, ...]:
    """The parts that go with an answer: what is outstanding, what was done, or why nobody has to act."""
    if choice.id in question.outstanding:
        return (_LEFT, _DONE, _TOLD, _WHEN)
    return (_DONE, _TOLD, _WHEN) if choice.reason else (_WHY,)


def goes_with(question: Question, part: Part) -> str:
    """The answers that a part goes with, for a form that shows every part at once."""
    named = (f"“{choice.label}”" for choice in question.answers if part in parts(question, choice))
    return f"for {' or '.join(named)}"


def told_before(question: Question, answer: Answer | None) -> dict[str, str]:
    """An earlier reason by the parts that go with its answer; what was written elsewhere stands in the first.

    Of another answer's parts nothing is told: what was said of one is no reason for another.
    """
    found = {part.name: "" for part in PARTS}
    if answer is None or not answer.reason:
        return found
    chosen = _chosen(question, answer)
    those = parts(question, chosen) if chosen else (_DONE, _TOLD, _WHEN)
    if those == (_WHY,):
        return found | {_WHY.name: answer.reason}
    labels = {f"{part.label.lower()}: ": part.name for part in those}
    current = those[0].name
    for told in answer.reason.split("; "):
        label = next((one for one in labels if told.startswith(one) and not found[labels[one]]), "")
        current = labels.get(label, current)
        found[current] += ("; " if found[current] else "") + told.removeprefix(label)
    return found


def so_far(question: Question, answer: Answer | None) -> str:
    """The answer there is with its reason; empty where there is none."""
    if answer is None:
        return ""
    told = answer_said(question, answer)
    return f"{told}, because {answer.reason}" if answer.state == "answered" and answer.reason else told


def concerned(case: Case, pack: Pack) -> tuple[str, ...]:
    """Of whom it was said that they may need protecting, and what was said."""
    return tuple(_concern(case, pack, at) for at in immediate(case, pack))


def _concern(case: Case, pack: Pack, at: At) -> str:
    told = answer_said(pack.questions[at.key.record][at.question], case.answer(at))
    return f"{first_up(record_name(pack, at.key))}: {told}"


def needs_words(case: Case, pack: Pack, at: At, choice: AnswerChoice) -> bool:
    """Whether an answer stands only with words: it says that something is to be told, or another stands beside it."""
    question = pack.questions[at.key.record][at.question]
    return choice.reason or choice.id in question.outstanding or bool(immediate(case, pack))


def wanted(question: Question, choice: AnswerChoice) -> str:
    """What is to be told with an answer beyond its own line, in a sentence; nothing where that is all."""
    if choice.id in question.outstanding:
        return "It stands on every screen until it is done."
    return "All three are needed." if choice.reason else ""


def contradiction(case: Case, pack: Pack, at: At, choice: AnswerChoice) -> str:
    """What stands against an answer by which nobody has to act; empty where nothing does."""
    question = pack.questions[at.key.record][at.question]
    against = concerned(case, pack)
    if choice.reason or choice.id in question.outstanding or not against:
        return ""
    return f"{'; '.join(against)}. Yet “{choice.label}”: is this right?"


def missing(case: Case, pack: Pack, at: At, choice: AnswerChoice, said: Mapping[str, str]) -> Missing | None:
    """What is still to be told before an answer can stand; None where nothing is."""
    question = pack.questions[at.key.record][at.question]
    those = parts(question, choice)
    left = [part for part in those if not said[part.name].strip()]
    if _WHY in those:
        against = contradiction(case, pack, at, choice)
        return Missing(_WHY.name, f"{against} Say why nobody has to act now") if left and against else None
    if choice.id in question.outstanding:
        if _LEFT in left:
            return Missing(_LEFT.name, "write who or what is outstanding")
    elif left:
        return Missing(left[0].name, f"still to be told: {', '.join(part.label.lower() for part in left)}")
    relative = _RELATIVE.search(said[_WHEN.name])
    if relative and not _DAY.search(said[_WHEN.name]):
        return Missing(
            _WHEN.name,
            f"“{relative[0]}” says no day to whoever reads it later: write day and time, {WHEN_AS}",
        )
    return None


def action(case: Case, pack: Pack, at: At, choice: AnswerChoice, said: Mapping[str, str]) -> Answer:
    """The answer to the question of what was done, with the words that go with it; its notes stay."""
    those = parts(pack.questions[at.key.record][at.question], choice)
    told = "; ".join(f"{part.label.lower()}: {said[part.name]}" for part in those if said[part.name])
    if those == (_WHY,):
        told = said[_WHY.name]
    before = case.answer(at)
    answer = Answer("answered", choice.id, told or None)
    if before is None:
        return answer
    return replace(answer, supports=before.supports, contradicts=before.contradicts, marks=before.marks)


def finished(
    drafts: Drafts, question: Question, at: At, choice: AnswerChoice, said: Mapping[str, str]
) -> None:
    """Forget the drafts of an answer that is in the case.

    Where nobody has to act, what was told of acting is no reason for that, and is kept as drafts: chosen
    again, the other answers offer it.
    """
    those = parts(question, choice)
    for part in PARTS:
        is_kept = those == (_WHY,) and part not in those
        drafts.keep(f"{at} {part.name}", said.get(part.name, "") if is_kept else "")


def danger_line(case: Case, pack: Pack, way: str = "") -> str | None:
    """What needs action now, on one line; None where nothing does. `way` is how it is recorded here, as `press f4`."""
    now = danger(case, pack)
    if now is None:
        return None
    told = _told(case, pack, now)
    return f"{told} ({way})" if way else told


def _told(case: Case, pack: Pack, now: Danger) -> str:
    if now.is_unstated:
        return f"{_concern(case, pack, now.said_at[0])}. What was done is not recorded"
    question = pack.questions[now.action.key.record][now.action.question]
    if now.state == "denied":
        chosen = _chosen(question, case.answer(now.action))
        return contradiction(case, pack, now.action, chosen) if chosen else ""
    return f"Outstanding: {outstanding(question, case.answer(now.action))}"


def outstanding(question: Question, answer: Answer | None) -> str:
    """Who or what is outstanding; where that is not told apart, what is told."""
    told = told_before(question, answer)
    if told[_LEFT.name]:
        return told[_LEFT.name]
    words = answer.reason if answer else None
    return f"it is not told who or what ({words})" if words else "no reason given"


def _chosen(question: Question, answer: Answer | None) -> AnswerChoice | None:
    named = answer.value if answer and answer.state == "answered" else None
    return next((choice for choice in question.answers if choice.id == named), None)
