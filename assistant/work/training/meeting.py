"""The agenda of a consensus meeting: several readings of one scenario, and what they saw differently, in order.

What a meeting agrees on is a panel's reading: it begins as what all said alike, and the rest is settled there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from types import MappingProxyType

from assistant.case import Answer, At, Case, Key, Record
from assistant.reasoning.codes import RuleBase
from assistant.work.agenda import Place, agenda, by_label
from assistant.work.training import SCENARIO
from assistant.work.training.debrief import Moves, called, check_evidence, room_for
from assistant.work.training.model import Scenario

PANEL = "panel"


@dataclass(frozen=True, slots=True)
class Difference:
    """What some of the readers saw otherwise than others."""

    place: Place
    said: tuple[Answer | None, ...]
    """The answer of each reading, in their order; None where nothing was said, and for a record as a whole."""
    there: tuple[bool, ...]
    """Whether each reading has the record."""
    pairs: int
    """Of how many pairs of readings it would move the proposal of one, taken over from the other."""
    rules: tuple[str, ...]
    """The rules that it moves in any of them."""
    room: str | None
    """Why all of the answers can be defended, where the framework leaves room for them."""

    @property
    def moves(self) -> Moves:
        """The gravest of what it moves."""
        return "judgement" if self.pairs else "rules" if self.rules else "nothing"


@dataclass
class _Tallied:
    pairs: int = 0
    rules: dict[str, None] = field(default_factory=dict)


def differences(base: RuleBase, scenario: Scenario, readings: Sequence[Case]) -> tuple[Difference, ...]:
    """What differs among readings: what moves most proposals first, then what moves rules, then the rest. Pure.

    Raises `Refused` where one is of other evidence.
    """
    for case in readings:
        check_evidence(scenario, case)
    found: dict[Place, _Tallied] = {}
    for one, other in combinations(readings, 2):
        for item in agenda(base, one, other, by_label):
            place = item.places[0] or item.places[1]
            if place is not None:
                tallied = found.setdefault(place, _Tallied())
                tallied.pairs += bool(item.swaps)
                tallied.rules |= dict.fromkeys(item.rules)
    told = [_difference(scenario, readings, place, tallied) for place, tallied in found.items()]
    return tuple(sorted(told, key=lambda one: (-one.pairs, not one.rules)))


def _difference(scenario: Scenario, readings: Sequence[Case], place: Place, tallied: _Tallied) -> Difference:
    key = place.key if isinstance(place, At) else place
    there = tuple(key in case.records for case in readings)
    said = tuple(case.answer(place) if isinstance(place, At) else None for case in readings)
    room = room_for(scenario, place, said) if isinstance(place, At) else None
    return Difference(place, said, there, tallied.pairs, tuple(tallied.rules), room)


def agreed(scenario: Scenario, readings: Sequence[Case]) -> Case:
    """What a panel's reading begins as: what is given, and the answers that all readings share, as the first has them."""
    first, *others = readings
    records: dict[Key, Record] = {}
    for key, record in first.records.items():
        shared = {
            question: answer
            for question, answer in record.answers.items()
            if all(called(case.answer(At(key, question))) == called(answer) for case in others)
        }
        if all(key in case.records for case in others):
            records[key] = Record(key, MappingProxyType(shared))
    known = {note.id for note in scenario.given.notes}
    kept = MappingProxyType({key: _without_own_notes(record, known) for key, record in records.items()})
    return replace(scenario.given, id=f"{SCENARIO}{scenario.id}.{PANEL}", records=kept)


def _without_own_notes(record: Record, known: set[str]) -> Record:
    """A record whose answers rest on passages of the scenario alone, which is what all readers have."""
    answers = {
        question: replace(
            answer,
            supports=tuple(note for note in answer.supports if note in known),
            contradicts=tuple(note for note in answer.contradicts if note in known),
        )
        for question, answer in record.answers.items()
    }
    return Record(record.key, MappingProxyType(answers))
