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
    if choice is None:
        talk.say(f"Before anything else: {question.ask}", 0, "! ")
    for told in acting.concerned(sitting.case, sitting.pack):
        talk.say(told, 2, "- ")
    so_far = acting.so_far(question, before)
    talk.say(f"So far: {so_far}" if so_far else question.why)
    said = acting.told_before(question, before)
    wanted: list[acting.Part] | None = None
    while True:
        picked = choice or _action(talk, question)
        if picked is None:
            return _not_acted(talk)
        parts = acting.parts(question, picked)
        if wanted is None and (against := acting.contradiction(sitting.case, sitting.pack, at, picked)):
            talk.say(against, 0, "? ")
        needs_words = acting.needs_words(sitting.case, sitting.pack, at, picked)
        if needs_words and not _parts(talk, at, said, parts if wanted is None else wanted):
            return _not_acted(talk)
        if missing := acting.missing(sitting.case, sitting.pack, at, picked, said):
            talk.refuse([Problem("case-answer-form", missing.says, "write it on its line")])
            choice = picked
            wanted = [part for part in parts if not said[part.name] or part.name == missing.part]
            continue
        if problems := sitting.do(Answered(at, acting.action(sitting.case, sitting.pack, at, picked, said))):
            talk.refuse(problems)
            choice = wanted = None
            continue
        acting.finished(sitting.drafts, question, at, picked, said)
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


def _parts(talk: Talk, at: At, said: dict[str, str], parts: Sequence[acting.Part]) -> bool:
    """Ask for these parts; False where it is left for now."""
    for name, label, hint in parts:
        line = talk.text(f"{label} ({hint})" if hint else label, f"{at} {name}", said[name])
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
