"""When the detail of a record is worth asking before that of others: where its core is poor, uncertain or disputed."""

from __future__ import annotations

from assistant.case import Answer, Case, Key
from assistant.pack import Pack, Question


def calls_for_detail(case: Case, pack: Pack, key: Key) -> bool:
    """Whether a core answer of this record is in the worse half of its scale, uncertain, or has a note against it.

    It reads the answers and the order of their scales alone, never what a rule concludes of them.
    """
    record = case.records.get(key)
    return record is not None and any(
        question.importance == "core" and _is_doubtful(question, record.answers.get(question.id))
        for question in pack.questions[key.record].values()
    )


def _is_doubtful(question: Question, answer: Answer | None) -> bool:
    if answer is None:
        return False
    if answer.state == "uncertain" or answer.contradicts:
        return True
    is_rated = answer.state == "answered" and question.kind == "scale"
    return is_rated and question.side(str(answer.value)) < 0
