"""A sheet of questions for a visit without a screen: what would be asked of a case, in the order of the interview.

It holds no answer and no note, so that nothing told of a child leaves the store on paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.case import At, Case, Key, record_title
from assistant.pack import Pack, Question, RecordType
from assistant.work.interview import gate, keys

NO_NAMES = (
    "Write no name on this sheet: a child is a letter, and whoever works here is a role. Tick one answer to a "
    "question, or none and say why. Type it in on the same day, then destroy the sheet."
)
_BLANK = "ZZ"
"""The label by which is asked what a record would be asked that is not there yet."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as it stands on the sheet."""

    question: Question
    only_where: tuple[str, ...]
    """On which answers to which other questions it is asked; nothing where it is asked in any case."""
    sources: tuple[str, ...]
    """Who or what tells of it, in words."""


@dataclass(frozen=True, slots=True)
class Part:
    """The questions of one record."""

    title: str
    says: str
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that is printed."""

    title: str
    about: str
    """By which framework, and of which case."""
    parts: tuple[Part, ...]


def sheet(case: Case, pack: Pack, copies: int, name: str | None = None) -> Sheet:
    """The questions that may be asked of a case, with so many blank records more in each section that is not closed.

    `name` is what the case is called on the sheet; None where it has no name yet. A question that waits for
    another answer is on it, with the condition; one that an answer of the case has switched off is not.
    """
    parts = tuple(part for kind in pack.record_types.values() for part in _parts(case, pack, kind, copies))
    about = f"Questions for {name}" if name else "Questions for a visit"
    return Sheet(about, pack.framework.cited, parts)


def _parts(case: Case, pack: Pack, kind: RecordType, copies: int) -> Iterator[Part]:
    for key in keys(case, pack, kind):
        yield Part(record_title(pack, key), kind.says, _asked(case, pack, key))
    if kind.many == "many" and kind.id not in case.complete | case.sampled:
        asked = _asked(case, pack, Key(kind.id, _BLANK))
        for _ in range(copies):
            yield Part(f"{kind.label} ______", kind.says, asked)


def _asked(case: Case, pack: Pack, key: Key) -> tuple[Asked, ...]:
    found = []
    labels = {one.id: one.label for one in pack.evidence.sources}
    for question in pack.questions[key.record].values():
        state = gate(case, pack, At(key, question.id))
        if state != "closed":
            only_where = tuple(_conditions(pack, key, question)) if state == "waiting" else ()
            sources = tuple(labels[one] for one in question.sources)
            found.append(Asked(question, only_where, sources))
    return tuple(sorted(found, key=lambda one: one.question.importance != "core"))


def _conditions(pack: Pack, key: Key, question: Question) -> Iterator[str]:
    for ref, wanted in pack.gates[key.record, question.id]:
        read = pack.questions[ref.record][ref.question]
        answers = " or ".join(f"“{answer.label}”" for answer in read.answers if answer.id in wanted)
        yield f"{read.ask} {answers}"
