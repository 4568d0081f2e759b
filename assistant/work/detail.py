"""Why a question is asked that others are not: a gate that an answer opened, or a core answer that calls for detail."""

from __future__ import annotations

from assistant.case import Answer, At, Case, Key
from assistant.pack import Pack, Question


def calls_for_detail(case: Case, pack: Pack, key: Key) -> bool:
    """Whether a core answer of this record is in the worse half of its scale, uncertain, or has a note against it.

    It reads the answers and the order of their scales alone, never what a rule concludes of them.
    """
    return caller(case, pack, key) is not None


def caller(case: Case, pack: Pack, key: Key) -> At | None:
    """The first core question of a record whose answer calls for its detail."""
    record = case.records.get(key)
    if record is None:
        return None
    for question in pack.questions[key.record].values():
        if question.importance == "core" and _is_doubtful(question, record.answers.get(question.id)):
            return At(key, question.id)
    return None


def opened_by(case: Case, pack: Pack, at: At) -> At | None:
    """The question whose answer has this one asked: of its gate, or for detail the core that calls for it; else None."""
    for ref, _ in pack.gates.get((at.key.record, at.question), ()):
        return At(at.key if ref.own else Key(ref.record, ref.area), ref.question)
    if pack.questions[at.key.record][at.question].importance == "core":
        return None
    return caller(case, pack, at.key)


def _is_doubtful(question: Question, answer: Answer | None) -> bool:
    if answer is None:
        return False
    if answer.state == "uncertain" or answer.contradicts:
        return True
    is_rated = answer.state == "answered" and question.kind == "scale"
    return is_rated and question.side(str(answer.value)) < 0
