"""Makes a case's changes in their order, leaving out those that were taken back and those that do not fit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple

from assistant.case import Answer, Answered, Case, Change, Key, Record, apply
from assistant.problems import Problem, Refused
from assistant.store.events import Event
from assistant.store.kinds import Redone, Undone


class Made(NamedTuple):
    """A change with the event it stands in."""

    event: Event
    change: Change

    @property
    def step(self) -> tuple[str, str]:
        """What it has in common with the changes made at one stroke: one actor, one moment."""
        return self.event.row.actor, self.event.row.at


def undone_by(events: Iterable[Event]) -> frozenset[int]:
    """The changes that were taken back and stay so, by the numbers of their events."""
    undone: set[int] = set()
    for event in events:
        match event.happened:
            case Undone(events=numbers):
                undone.update(numbers)
            case Redone(events=numbers):
                undone.difference_update(numbers)
    return frozenset(undone)


def fold(opened: Case, made: Sequence[Made], undone: frozenset[int]) -> tuple[Case, dict[int, Problem]]:
    """The case after the changes that stand, and what is wrong with those that do not fit.

    They are left out: a case must never become unreadable by one of its events. Answers that follow
    each other are put in together, since each alone copies the case.
    """
    case, lost = opened, dict[int, Problem]()
    for is_answer, run in groupby(
        (one for one in made if one.event.sequence not in undone),
        key=lambda one: isinstance(one.change, Answered),
    ):
        left = list(run)
        if is_answer and len(left) > 1:
            case, left = _with_answers(case, left)
        for one in left:
            try:
                case = apply(case, one.change)
            except Refused as refused:
                lost[one.event.sequence] = refused.problems[0]
    return case, lost


def _with_answers(case: Case, run: Sequence[Made]) -> tuple[Case, list[Made]]:
    """The case with all of these answers, and those of records that are not there.

    INVARIANT: as if each had been applied in turn (tests/store/test_standing.py).
    """
    records, unfit = dict(case.records), list[Made]()
    given: dict[Key, dict[str, Answer]] = {}
    for one in run:
        if not isinstance(one.change, Answered):
            raise TypeError(one.change)
        key, question = one.change.at
        if key in given:
            given[key][question] = one.change.answer
        elif key in records or not key.added:
            answers = records[key].answers if key in records else {}
            given[key] = {**answers, question: one.change.answer}
            records.setdefault(key, Record(key))
        else:
            unfit.append(one)
    for key, answers in given.items():
        records[key] = Record(key, MappingProxyType(answers))
    return replace(case, records=MappingProxyType(records)), unfit
