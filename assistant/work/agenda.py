"""What to talk of where two cases that are alike were judged differently: the answers that differ, and what each moves.

Records of two homes share no labels, so each is held against the one of the other case that answers most alike;
in two readings of the same evidence it is the one of the same label.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from assistant.case import Answer, At, Case, Key, Record
from assistant.pack import RecordType
from assistant.reasoning import gather
from assistant.reasoning.codes import RuleBase
from assistant.reasoning.meaning import Evaluation
from assistant.reasoning.results import Known

Place = At | Key
Pairs = Iterator[tuple[Record | None, Record | None]]
Match = Callable[[RuleBase, Case, Case], Pairs]
"""How the records of two cases are held against each other two by two; None where one has none for it."""


class Swap(NamedTuple):
    """What an answer taken over from the other case does to the proposal of one, the first (0) or the second (1)."""

    of: int
    old: str
    new: str


class Item(NamedTuple):
    """One thing that differs: an answer, or a record that only one of the two cases has."""

    places: tuple[Place | None, Place | None]
    """Where it stands in either case; None where a record is not there."""
    answers: tuple[str | None, str | None]
    """What was answered; None for a record as a whole, and where nothing was."""
    swaps: tuple[Swap, ...]
    """The cases of which the proposal moves once it is as in the other."""
    rules: tuple[str, ...]
    """The rules that then find more or less in either."""


def alike(base: RuleBase, one: Case, other: Case) -> Pairs:
    """The records of two cases two by two: those that answer most alike together, the rest alone."""
    for kind in base.pack.record_types.values():
        if kind.many != "many":
            yield from _single(base, kind, one, other)
            continue
        mine, others = list(one.of_type(kind.id)), list(other.of_type(kind.id))
        pairs = sorted((_apart(a, b), i, j) for i, a in enumerate(mine) for j, b in enumerate(others))
        taken: set[tuple[int, int]] = set()
        for _, i, j in pairs:
            if (0, i) not in taken and (1, j) not in taken:
                taken |= {(0, i), (1, j)}
                yield mine[i], others[j]
        yield from ((record, None) for i, record in enumerate(mine) if (0, i) not in taken)
        yield from ((None, record) for j, record in enumerate(others) if (1, j) not in taken)


def by_label(base: RuleBase, one: Case, other: Case) -> Pairs:
    """The records of two readings of the same evidence, those of one label together."""
    for kind in base.pack.record_types.values():
        if kind.many != "many":
            yield from _single(base, kind, one, other)
            continue
        keys = dict.fromkeys(record.key for case in (one, other) for record in case.of_type(kind.id))
        yield from ((one.records.get(key), other.records.get(key)) for key in keys)


def agenda(base: RuleBase, one: Case, other: Case, match: Match = alike) -> tuple[Item, ...]:
    """What differs between two cases: first what moves a proposal, then what moves a rule, then the rest. Pure."""
    cases = (one, other)
    known = tuple(_known(base, case) for case in cases)
    items = []
    for places in _differing(base, one, other, match):
        answers = tuple(_said(case, place) for case, place in zip(cases, places, strict=True))
        swaps, rules = [], dict[str, None]()
        for of, (case, before) in enumerate(zip(cases, known, strict=True)):
            after = _known(base, _as_in(case, places[of], cases[1 - of], places[1 - of]))
            found = {finding[:2] for finding in before.findings} ^ {finding[:2] for finding in after.findings}
            rules |= dict.fromkeys(rule for rule, _ in sorted(found))
            if before.judgement.outcome != after.judgement.outcome:
                swaps.append(Swap(of, before.judgement.outcome, after.judgement.outcome))
        items.append(Item(places, (answers[0], answers[1]), tuple(swaps), tuple(rules)))
    return tuple(sorted(items, key=lambda item: (-len(item.swaps), not item.rules)))


def _known(base: RuleBase, case: Case) -> Known:
    return Evaluation(base, gather(case, base.pack)).known()


def _said(case: Case, place: Place | None) -> str | None:
    answer = case.answer(place) if isinstance(place, At) else None
    return None if answer is None or answer.value is None else str(answer.value)


# ---------------------------------------------------------------- what differs


def _differing(
    base: RuleBase, one: Case, other: Case, match: Match
) -> Iterator[tuple[Place | None, Place | None]]:
    for mine, others in match(base, one, other):
        if mine is None or others is None:
            yield (mine.key if mine else None), (others.key if others else None)
            continue
        for coded in base.pack.coded[mine.key.record]:
            places = At(mine.key, coded.id), At(others.key, coded.id)
            if _said(one, places[0]) != _said(other, places[1]):
                yield places


def _single(base: RuleBase, kind: RecordType, one: Case, other: Case) -> Pairs:
    labels = base.pack.areas if kind.many == "each_area" else [None]
    for key in (Key(kind.id, label) for label in labels):
        yield one.records.get(key, Record(key)), other.records.get(key, Record(key))


def _apart(one: Record, other: Record) -> int:
    asked = {*one.answers, *other.answers}
    return sum(_value(one.answers, name) != _value(other.answers, name) for name in asked)


def _value(answers: Mapping[str, Answer], name: str) -> object:
    answer = answers.get(name)
    return answer and answer.value


# ---------------------------------------------------------------- as in the other case


def _as_in(case: Case, place: Place | None, other: Case, there: Place | None) -> Case:
    """A case with one answer, or one record, as it is in the other."""
    records = dict(case.records)
    if isinstance(place, At):
        answers = dict(records[place.key].answers) if place.key in records else {}
        answer = other.answer(there) if isinstance(there, At) else None
        answers.pop(place.question, None)
        if answer is not None:
            answers[place.question] = answer
        records[place.key] = Record(place.key, MappingProxyType(answers))
    elif place is not None:
        del records[place]
    elif isinstance(there, Key):
        key = there if there not in records else there._replace(label=_free(case, there))
        records[key] = Record(key, other.records[there].answers)
    return replace(case, records=MappingProxyType(records))


def _free(case: Case, key: Key) -> str:
    """A label that no record of a case has."""
    labels = {one.label for one in case.records}
    return next(
        label
        for number in range(len(labels) + 1)
        if (label := f"{(key.label or 'A')[:1]}{900 + number}") not in labels
    )
