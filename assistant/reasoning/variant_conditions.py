"""Every condition that is one small step away from a given one, each with a phrase for the step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from assistant.pack import (
    Answers,
    Condition,
    CountAreas,
    CountFindings,
    FindingsCount,
    JudgementIs,
    Pack,
    Question,
    parse_ref,
)

Step = Literal["widened", "narrowed"]
_TURNED: dict[Step, Step] = {"widened": "narrowed", "narrowed": "widened"}
SELECTORS = ("rule", "record", "area", "direction", "weight", "rests_on")
"""The fields by which a count chooses findings, in the order of the model."""


class Stepped(NamedTuple):
    """A condition one step away: whether it then holds more often or less, and what was done."""

    step: Step
    what: str
    condition: Condition


class OtherValues(NamedTuple):
    """A list of answers one step away from another."""

    step: Step
    what: str
    values: tuple[str, ...]


def question_of(pack: Pack, text: str, own: str | None) -> Question:
    """The question that a condition names; `own` is the record type of a bare name.

    Raises `LookupError` if there is none, which cannot be in a pack that was resolved.
    """
    ref = parse_ref(text, own)
    if ref is None:
        raise LookupError(text)
    return pack.questions[ref.record][ref.question]


def other_answers(question: Question, values: tuple[str, ...]) -> Iterator[OtherValues]:
    """One answer more or one fewer: on a scale the neighbours of what is accepted, of a choice any other."""
    known = [answer.id for answer in question.answers]
    places = [place for place, name in enumerate(known) if name in values]
    for place, name in enumerate(known):
        beside = question.kind != "scale" or place - 1 in places or place + 1 in places
        if name not in values and beside:
            yield OtherValues("widened", f"accepts `{name}` too", (*values, name))
    yield from _fewer(values)


def _fewer(values: tuple[str, ...]) -> Iterator[OtherValues]:
    if len(values) > 1:
        for name in values:
            left = tuple(other for other in values if other != name)
            yield OtherValues("narrowed", f"no longer accepts `{name}`", left)


def _more_or_fewer(values: tuple[str, ...], known: Iterable[str]) -> Iterator[OtherValues]:
    for name in known:
        if name not in values:
            yield OtherValues("widened", f"accepts `{name}` too", (*values, name))
    yield from _fewer(values)


def stepped(pack: Pack, condition: Condition, own: str | None) -> Iterator[Stepped]:
    """Every condition of a later stage that is one step away from this one.

    `own` is the record type that a bare name belongs to: the area's own record in an evaluation.
    """
    match condition:
        case Answers():
            yield from _answers(pack, condition, own)
        case CountFindings():
            yield from _findings(condition)
        case CountAreas():
            yield from _areas(pack, condition)
        case JudgementIs(judgement=judgements):
            for step, what, values in _more_or_fewer(judgements, pack.judgements):
                yield Stepped(step, what, JudgementIs(judgement=values))


def _answers(pack: Pack, condition: Answers, own: str | None) -> Iterator[Stepped]:
    for text, accepted in condition.answers.items():
        for step, what, values in other_answers(question_of(pack, text, own), accepted):
            yield Stepped(step, f"{what} for `{text}`", Answers(answers={**condition.answers, text: values}))
        left = {other: some for other, some in condition.answers.items() if other != text}
        if left:
            yield Stepped("widened", f"no longer asks for `{text}`", Answers(answers=left))


def _findings(condition: CountFindings) -> Iterator[Stepped]:
    for step, what, bounds in _bounds(condition.at_least, condition.at_most):
        yield Stepped(step, what, condition.model_copy(update=bounds))
    more: Step = "narrowed" if not condition.at_least else "widened"
    counted = condition.findings
    for field in SELECTORS:
        values: tuple[str, ...] = getattr(counted, field)
        if values:
            yield Stepped(
                more, f"counts findings whatever their {field}", _with(condition, counted, field, ())
            )
        for _, _, left in _fewer(values):
            (name,) = set(values) - set(left)
            told = f"no longer counts the {field} `{name}`"
            yield Stepped(_TURNED[more], told, _with(condition, counted, field, left))
    if (condition.at_least or 0) > 1 or (condition.at_most or 0) > 0:
        # With smaller bounds the two are the same: one finding is one record.
        if condition.distinct == "records":
            other = condition.model_copy(update={"distinct": "findings"})
            yield Stepped(more, "counts findings, not the records they come from", other)
        else:
            other = condition.model_copy(update={"distinct": "records"})
            yield Stepped(_TURNED[more], "counts the records that findings come from", other)


def _with(
    condition: CountFindings, counted: FindingsCount, field: str, values: Sequence[str]
) -> CountFindings:
    return condition.model_copy(update={"findings": counted.model_copy(update={field: tuple(values)})})


def _areas(pack: Pack, condition: CountAreas) -> Iterator[Stepped]:
    for step, what, bounds in _bounds(condition.at_least, condition.at_most):
        yield Stepped(step, what, condition.model_copy(update=bounds))
    more: Step = "narrowed" if not condition.at_least else "widened"
    way = {"widened": more, "narrowed": _TURNED[more]}
    counted = condition.areas
    for step, what, values in _more_or_fewer(counted.evaluation, pack.evaluations):
        other = counted.model_copy(update={"evaluation": values})
        yield Stepped(way[step], what, condition.model_copy(update={"areas": other}))
    if counted.among:
        other = counted.model_copy(update={"among": ()})
        yield Stepped(more, "counts among all areas", condition.model_copy(update={"areas": other}))
        for step, _, values in _more_or_fewer(counted.among, pack.areas):
            (name,) = set(values) ^ set(counted.among)
            told = f"counts the area `{name}` too" if step == "widened" else f"leaves out the area `{name}`"
            other = counted.model_copy(update={"among": values})
            yield Stepped(way[step], told, condition.model_copy(update={"areas": other}))


def _bounds(at_least: int | None, at_most: int | None) -> Iterator[tuple[Step, str, dict[str, int]]]:
    """The bounds one lower or higher, without those that no count could meet or every count would."""
    if at_least:
        if at_least > 1 or at_most is not None:
            yield "widened", f"asks for {at_least - 1} at least", {"at_least": at_least - 1}
        if at_most is None or at_least < at_most:
            yield "narrowed", f"asks for {at_least + 1} at least", {"at_least": at_least + 1}
    if at_most is not None:
        yield "widened", f"allows {at_most + 1}", {"at_most": at_most + 1}
        if at_most > (at_least or 0):
            yield "narrowed", f"allows {at_most - 1}", {"at_most": at_most - 1}
