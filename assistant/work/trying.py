"""Other answers tried on a case, to see what would be proposed then: values, of which nothing is kept.

`sccif whatif` searches for the answers that would lead elsewhere; here a person chooses them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import NamedTuple

from assistant.case import Answer, Answered, At, apply
from assistant.problems import Refused
from assistant.reasoning import Judged, Judging
from assistant.reasoning.results import Finding
from assistant.work.case_review import Reading, readings
from assistant.work.deciding import Changed

_REASON = "tried"
"""Stands where an answer that is kept would give its reason."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A case as it is recorded, and as it would be with some answers otherwise."""

    recorded: Judged
    tried: Judged
    answers: Mapping[At, Answer] = field(default_factory=lambda: MappingProxyType({}))
    """The answers that are otherwise, in the order in which they were tried first."""

    @property
    def changes(self) -> tuple[Changed, ...]:
        """Each answer as it is recorded, and as it was tried."""
        case = self.recorded.case
        return tuple(Changed(at, case.answer(at), answer) for at, answer in self.answers.items())

    @property
    def come(self) -> tuple[Finding, ...]:
        """The findings that only the answers tried bring about."""
        return tuple(one for one in self.tried.known.findings if one not in self.recorded.known.findings)

    @property
    def go(self) -> tuple[Finding, ...]:
        """The findings that only the answers recorded bring about."""
        return tuple(one for one in self.recorded.known.findings if one not in self.tried.known.findings)


class Beside(NamedTuple):
    """One published reading of the case review, as recorded and as tried."""

    recorded: Reading
    tried: Reading


def begin(judged: Judged) -> Trial:
    """A trial in which nothing was tried yet."""
    return Trial(judged, judged)


def as_tried(value: str) -> Answer:
    """An answer of a question by its id, or `uncertain` or `not_applicable`, as it is tried."""
    match value:
        case "uncertain":
            return Answer("uncertain", reason=_REASON)
        case "not_applicable":
            return Answer("not_applicable", reason=_REASON)
        case _:
            return Answer("answered", value)


def with_answer(judging: Judging, trial: Trial, at: At, answer: Answer) -> Trial:
    """The trial with one more answer otherwise; what is recorded already takes the answer back."""
    if is_said(trial.recorded.case.answer(at), answer):
        return without(judging, trial, at)
    return _judged(judging, trial.recorded, {**trial.answers, at: answer})


def without(judging: Judging, trial: Trial, at: At) -> Trial:
    """The trial with one answer as it is recorded again."""
    left = {place: answer for place, answer in trial.answers.items() if place != at}
    return _judged(judging, trial.recorded, left)


def on(judging: Judging, trial: Trial, judged: Judged) -> Trial:
    """The same answers tried on the case as it is recorded by now; what is so by now is no longer tried."""
    if judged.case is trial.recorded.case:
        # The same case, by now confirmed: what was tried need not be judged again.
        tried = judged if trial.tried.case is judged.case else trial.tried
        return replace(trial, recorded=judged, tried=tried)
    left = {at: one for at, one in trial.answers.items() if not is_said(judged.case.answer(at), one)}
    return _judged(judging, judged, left)


def is_said(recorded: Answer | None, answer: Answer) -> bool:
    """Whether an answer says what is recorded, whatever its reason and its notes."""
    return recorded is not None and (recorded.state, recorded.value) == (answer.state, answer.value)


def case_reviews(judging: Judging, trial: Trial) -> Iterator[Beside]:
    """Each published reading on both sides.

    They follow what the rules make of the answers, on both sides alike: the judgement that was recorded
    was not made of what is tried.
    """
    both = (_unjudged(judged) for judged in (trial.recorded, trial.tried))
    was, now = (readings(judging, judged).each for judged in both)
    for one, other in zip(was, now, strict=True):
        yield Beside(one, other)


def _unjudged(judged: Judged) -> Judged:
    return replace(judged, case=replace(judged.case, judgement=None))


def _judged(judging: Judging, recorded: Judged, answers: Mapping[At, Answer]) -> Trial:
    """The trial of these answers; those of a record that is gone are left out."""
    case, fit = recorded.case, dict[At, Answer]()
    for at, answer in answers.items():
        try:
            case = apply(case, Answered(at, answer))
        except Refused:
            continue
        fit[at] = answer
    if not fit:
        return Trial(recorded, recorded)
    return Trial(recorded, judging.live(case), MappingProxyType(fit))
