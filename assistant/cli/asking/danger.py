"""Asks what was done where somebody may be in danger, who was told and when, before anything else is asked."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.case import Answered, At
from assistant.cli.asking.talk import LEAVE, Talk
from assistant.cli.asking.words import chosen
from assistant.pack import Question
from assistant.pack.knowledge import AnswerChoice
from assistant.problems import Problem, Refused
from assistant.work import acting
from assistant.work.interview import action_place, danger


def act(talk: Talk, choice: AnswerChoice | None = None) -> bool:
    """Ask what was done, who was told and when. True once that is in the case. Raises `Ended`."""
    sitting = talk.sitting
    at = action_place(sitting.pack)
    if at is None:
        raise Refused([Problem("use-not-understood", "this pack asks of no immediate action", "go on")])
    question = sitting.pack.questions[at.key.record][at.question]
    before = sitting.case.answer(at)
    talk.page.gap()
    talk.say(f"Before anything else: {question.ask}", 0, "! ")
    talk.say(f"So far: {before.reason}" if before and before.reason else question.why)
    said = acting.told_before(before.reason if before else None)
    parts = [name for name, _ in acting.FIELDS]
    while True:
        picked = choice or _action(talk, question)
        if picked is None:
            return _not_acted(talk)
        needs_words = acting.needs_words(sitting.case, sitting.pack, at, picked)
        if needs_words and not _parts(talk, at, said, parts):
            return _not_acted(talk)
        if told := acting.missing(sitting.case, sitting.pack, at, picked, said):
            talk.refuse([Problem("case-answer-form", told, "write it on its line")])
            choice, parts = picked, [name for name in parts if not said[name]]
            continue
        if problems := sitting.do(Answered(at, acting.action(sitting.case, at, picked, said))):
            talk.refuse(problems)
            choice, parts = None, [name for name, _ in acting.FIELDS]
            continue
        for name, _ in acting.FIELDS:
            sitting.drafts.forget(f"{at} {name}")
        talk.say(f"Kept: {picked.label}.")
        talk.saved(*said.values())
        return True


def _action(talk: Talk, question: Question) -> AnswerChoice | None:
    for number, option in enumerate(question.answers, 1):
        talk.say(option.label if talk.is_brief else f"{option.label}: {option.line}", 2, f"{number}. ")
    while True:
        line = talk.lines.ask("Which of these (. leaves it for now)")
        if line == LEAVE:
            return None
        try:
            return chosen(question, line).option
        except Refused as refused:
            talk.refuse(refused.problems)


def _parts(talk: Talk, at: At, said: dict[str, str], names: Sequence[str]) -> bool:
    """Ask for these parts; False where it is left for now."""
    for name, label in acting.FIELDS:
        if name in names:
            line = talk.text(label, f"{at} {name}", said[name])
            if line is None:
                return False
            said[name] = line
    return True


def _not_acted(talk: Talk) -> bool:
    now = danger(talk.sitting.case, talk.sitting.pack)
    if now is not None and now.is_unstated:
        talk.say(
            "It stands until it is told what was done. Until then only the answers that say so can be changed."
        )
    return False
