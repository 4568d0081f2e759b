"""The end of an interview: what is open, uncertain, contradictory or thin, and what may withhold a judgement.

Nothing of it keeps anybody from sealing or judging: it asks to be looked at once before that is done.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from assistant.case import At, Case
from assistant.pack import Pack
from assistant.reasoning import Flag
from assistant.work.acting import danger_line
from assistant.work.interview import (
    Closing,
    Covers,
    Place,
    danger,
    every_step,
    is_called_for,
    is_open,
    places,
)
from assistant.work.noting import is_loose
from assistant.work.sampling import chosen_places
from assistant.work.seeking import place_name

_FEW = 3
"""So many flags of one kind are told whole; of more only where they are."""
_FIRST = 8
_WITHHOLDS = "area_not_covered"
_AMISS = ("contradicted", "outside_period", "after_inspection", "not_throughout", "child_twice")
"""The flags by which days or answers cannot well be as they are, beside the checks between answers."""


class Left(NamedTuple):
    """One thing that is left: what it says, where it is, or which note it is."""

    says: str
    place: Place | None = None
    note: str = ""


class Heap(NamedTuple):
    """Things that are left for one reason."""

    title: str
    left: tuple[Left, ...]

    @property
    def first(self) -> tuple[Left, ...]:
        """As many as a page has room for beside the other heaps."""
        return self.left[:_FIRST]

    @property
    def more(self) -> str:
        """That there are more than the first; empty where there are not."""
        count = len(self.left) - _FIRST
        return f"and {count} more" if count > 0 else ""


def ending(
    case: Case, pack: Pack, flags: Sequence[Flag], waiting: Iterable[str] = (), covers: Covers = None
) -> tuple[Heap, ...]:
    """Everything that is left, what matters most first; empty where nothing is.

    `flags` are asked for as `covered` while the own view is not sealed, and then nothing here depends
    on what the rules conclude. `waiting` are the notes that wait for an answer. Of a scenario, which covers some
    questions alone, only what is open, uncertain or contradictory among these is left.
    """
    heaps = (
        _of_inspection(case, pack, flags, set(waiting))
        if covers is None
        else _of_scenario(case, pack, flags, covers)
    )
    return tuple(heap for heap in heaps if heap.left)


def _of_scenario(case: Case, pack: Pack, flags: Sequence[Flag], covers: frozenset[At]) -> Iterator[Heap]:
    unanswered = (at for at in _steps(case, pack, "open") if at in covers)
    yield Heap("Needs action now", tuple(_action(case, pack)))
    yield Heap("Covered by the scenario, without an answer", _places(pack, unanswered))
    yield Heap("Uncertain", _places(pack, _steps(case, pack, "uncertain")))
    yield Heap("Is this right?", tuple(_flagged(case, pack, flags, _checks(pack))))


def _of_inspection(case: Case, pack: Pack, flags: Sequence[Flag], waiting: set[str]) -> Iterator[Heap]:
    yield Heap("Needs action now", tuple(_action(case, pack)))
    yield Heap("May withhold a judgement", tuple(_flagged(case, pack, flags, [_WITHHOLDS])))
    yield Heap("Core questions without an answer", _places(pack, _steps(case, pack, "open", is_core=True)))
    yield Heap("Sections not closed", _places(pack, _sections(case, pack)))
    yield Heap("In a sample, without how it was chosen", _places(pack, _unchosen(case, pack)))
    yield Heap("Uncertain", _places(pack, _steps(case, pack, "uncertain")))
    yield Heap("Is this right?", tuple(_flagged(case, pack, flags, _checks(pack))))
    for flag in pack.evidence.flags:
        if flag.kind != _WITHHOLDS:
            yield Heap(flag.label, tuple(_flagged(case, pack, flags, [flag.kind])))
    yield Heap("Notes linked to nothing", tuple(_loose(case, waiting)))
    detail = "Detail, where a core answer is poor, uncertain or disputed"
    yield Heap(detail, _places(pack, _detail(case, pack)))
    yield Heap("The head of the case", tuple(_head(case)))


def _checks(pack: Pack) -> list[str]:
    """The kinds of flag by which answers do not go together."""
    return [check.id for check in pack.evidence.checks]


def amiss(pack: Pack, flags: Iterable[Flag], covers: Covers = None) -> int:
    """How many dates or answers fit neither the others nor the days of the inspection; of a scenario, answers alone."""
    kinds = {*_checks(pack), *(_AMISS if covers is None else ())}
    return len({(flag.kind, flag.at) for flag in flags if flag.kind in kinds})


def amiss_line(count: int, where: str) -> str:
    """That so many do not fit, and where they are shown; empty where all fit."""
    if not count:
        return ""
    do = "1 date or answer does" if count == 1 else f"{count} dates or answers do"
    return f"{do} not fit the others or the days of the inspection: {where}."


def _action(case: Case, pack: Pack) -> Iterator[Left]:
    now = danger(case, pack)
    if now is not None:
        yield Left(f"{danger_line(case, pack)}", now.action)


def _steps(case: Case, pack: Pack, state: str, *, is_core: bool = False) -> list[At]:
    return [one.at for one in every_step(case, pack) if one.state == state and (one.is_core or not is_core)]


def _detail(case: Case, pack: Pack) -> list[At]:
    return [
        one.at for one in every_step(case, pack) if one.state == "open" and is_called_for(case, pack, one.at)
    ]


def _sections(case: Case, pack: Pack) -> list[Closing]:
    return [place for kind in pack.sections if is_open(case, place := Closing(kind.id))]


def _unchosen(case: Case, pack: Pack) -> list[At]:
    return [
        at
        for kind in pack.sections
        if kind.id in case.sampled
        for at in chosen_places(case, pack, kind)
        if case.answer(at) is None
    ]


def _places(pack: Pack, found: Iterable[Place]) -> tuple[Left, ...]:
    return tuple(Left(place_name(pack, place), place) for place in found)


def _flagged(case: Case, pack: Pack, flags: Sequence[Flag], kinds: Sequence[str]) -> Iterator[Left]:
    found = [flag for flag in flags if flag.kind in kinds]
    if not found:
        return
    first: dict[str, Place] = {}
    for place in places(case, pack):
        first.setdefault(str(place), place)
        if not isinstance(place, Closing):
            first.setdefault(str(place.key), place)
    for flag in found:
        there = first.get(flag.at)
        is_named = there is not None and str(there) == flag.at and len(found) > _FEW
        yield Left(place_name(pack, there) if there and is_named else flag.asks, there)


def _loose(case: Case, waiting: set[str]) -> Iterator[Left]:
    for note in case.notes:
        if note.id not in waiting and is_loose(case, note):
            yield Left(note.text, note=note.id)


def _head(case: Case) -> Iterator[Left]:
    if case.baseline is None:
        yield Left("No baseline is told: what is the home compared with?")
    if case.inspection is None or case.inspection.start is None:
        yield Left("No day of the inspection is told.")
