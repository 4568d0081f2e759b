"""Which answers a property speaks of: `given` of a property, question by question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.case import Key
from assistant.pack import Pack, Question
from assistant.pack.properties import Answered
from assistant.pack.references import Ref
from assistant.pack.resolve_properties import baseline
from assistant.reasoning.evidence import ABSENT


class Limits:
    """The answers that are looked at, where not all are."""

    def __init__(self, pack: Pack, given: Sequence[Answered]) -> None:
        """Read what a resolved pack's property gives."""
        self.pack, self.given = pack, given
        self.baseline: Ref | None = baseline(pack)
        self.by_baseline = any(one.baseline for one in given)

    def reads(self, key: Key) -> str | None:
        """The answer of a single record by which the limits of a record differ: its area's baseline."""
        area = key.label if key.record == self.pack.area_record else self.pack.area_of(key.record)
        if not self.by_baseline or self.baseline is None or area is None:
            return None
        question = self.pack.questions[self.baseline.record][self.baseline.question]
        return str(self.baseline._replace(area=area)) if self.pack.asks(question, area) else None

    def answers(self, key: Key, question: str, given: Mapping[str, str]) -> frozenset[str] | None:
        """The answers of a question that are looked at; None for all.

        `given` holds the value of what `reads` names, if it names anything.
        """
        asked = self.pack.questions[key.record][question]
        found = self._baseline(key, given)
        for one in self.given:
            if self._fits(one, key, asked) and (not one.baseline or found in one.baseline):
                return _within(one, asked)
        return None

    def _fits(self, one: Answered, key: Key, question: Question) -> bool:
        return (
            (not one.questions or f"{key.record}.{question.id}" in one.questions)
            and (one.kind is None or one.kind == question.kind)
            and (not one.about or question.about in one.about)
        )

    def _baseline(self, key: Key, given: Mapping[str, str]) -> str | None:
        """What the baseline found of a record's area; where that is not asked, that it says nothing."""
        if self.baseline is None:
            return None
        silent = self.pack.questions[self.baseline.record][self.baseline.question].silent
        value = given.get(self.reads(key) or "")
        return silent if value in (None, ABSENT) else value


def _within(one: Answered, question: Question) -> frozenset[str] | None:
    ids = [answer.id for answer in question.answers]
    match one.within:
        case None:
            return frozenset(one.answers)
        case "even":
            return frozenset({question.even}) if question.even else None
        case "better_half":
            return frozenset(ids[: len(ids) // 2])
        case "not_worst":
            return frozenset(ids[:-1])
        case "any":
            return None
