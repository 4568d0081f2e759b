"""What was done where somebody may be in danger, who was told and when: one answer, told in three parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from assistant.case import Answer, At, Case
from assistant.pack import Pack
from assistant.pack.knowledge import AnswerChoice
from assistant.work.interview import immediate

FIELDS = (("done", "What was done"), ("told", "Who was told"), ("when", "When"))


def told_before(reason: str | None) -> dict[str, str]:
    """An earlier reason by the parts it was told in; one that was written elsewhere stands in the first."""
    found = {name: "" for name, _ in FIELDS}
    labels = {f"{label.lower()}: ": name for name, label in FIELDS}
    current = FIELDS[0][0]
    for part in (reason or "").split("; "):
        label = next((one for one in labels if part.startswith(one) and not found[labels[one]]), "")
        current = labels.get(label, current)
        found[current] += ("; " if found[current] else "") + part.removeprefix(label)
    return found


def needs_words(case: Case, pack: Pack, at: At, choice: AnswerChoice) -> bool:
    """Whether an answer stands only with words: it says that something is to be told, or another stands beside it."""
    question = pack.questions[at.key.record][at.question]
    return choice.reason or choice.id in question.outstanding or bool(immediate(case, pack))


def wanted(pack: Pack, at: At, choice: AnswerChoice) -> str:
    """What is to be told with an answer that stands only with words, in a sentence."""
    question = pack.questions[at.key.record][at.question]
    if choice.id in question.outstanding:
        return "Say what was done so far, and what is still outstanding: it stands on every screen until it is done."
    if choice.reason:
        return "All three are needed."
    return "Another answer says that somebody may be in danger: say in the first line why nothing was needed."


def missing(case: Case, pack: Pack, at: At, choice: AnswerChoice, said: Mapping[str, str]) -> str:
    """What is still to be told before an answer can stand; empty where nothing is."""
    question = pack.questions[at.key.record][at.question]
    left = [label for name, label in FIELDS if not said[name]]
    if choice.id in question.outstanding:
        return "" if any(said.values()) else "write what was done so far, and what is still outstanding"
    if choice.reason:
        return f"still to be told: {', '.join(left).lower()}" if left else ""
    if immediate(case, pack) and not any(said.values()):
        return "say why nothing was needed: another answer speaks of danger"
    return ""


def action(case: Case, at: At, choice: AnswerChoice, said: Mapping[str, str]) -> Answer:
    """The answer to the question of what was done; its notes stay."""
    told = "; ".join(f"{label.lower()}: {said[name]}" for name, label in FIELDS if said[name]) or None
    before = case.answer(at)
    answer = Answer("answered", choice.id, told)
    if before is None:
        return answer
    return replace(answer, supports=before.supports, contradicts=before.contradicts, marks=before.marks)
