"""Works out how far each answer and each tally of a rule base reaches, so that what changes is followed and no more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from assistant.case import At, Key
from assistant.pack import Coded, Pack, RecordType
from assistant.reasoning.codes import (
    ByOutcome,
    Code,
    Count,
    FindingCode,
    Gated,
    Group,
    Reach,
    StageReads,
    Test,
)
from assistant.reasoning.evidence import name_of


def reach_of(
    pack: Pack,
    groups: tuple[Group, ...],
    stages: Mapping[str, ByOutcome],
    reads: Mapping[str, StageReads],
    tallies: int,
) -> Reach:
    """What reads what, by the tables of the rules and the gates of the questions."""
    readers: dict[str, dict[int, tuple[Group, list[FindingCode]]]] = {}
    told_apart: dict[str, dict[frozenset[str], None]] = {}
    for place, group in enumerate(groups):
        for code in group.codes:
            asked = dict(_asked(group, code))
            for name in asked:
                readers.setdefault(name, {}).setdefault(place, (group, []))[1].append(code)
            for name, wanted in _asked(group, code):
                told_apart.setdefault(name, {})[wanted] = None
    for condition in _conditions(stages):
        if isinstance(condition, Test):
            told_apart.setdefault(condition.name, {})[condition.values] = None
    gated: dict[str, list[Gated]] = {}
    for kind in pack.record_types.values():
        for coded in pack.coded[kind.id]:
            for name, wanted, one in _gates(pack, kind, coded):
                told_apart.setdefault(name, {})[wanted] = None
                gated.setdefault(name, []).append(one)
    return Reach(
        readers={
            name: tuple((group, tuple(codes)) for group, codes in by_group.values())
            for name, by_group in readers.items()
        },
        gated={name: tuple(dict.fromkeys(some)) for name, some in gated.items()},
        stages={
            name: frozenset(stage for stage, read in reads.items() if name in read.answers)
            for name in dict.fromkeys(name for read in reads.values() for name in read.answers)
        },
        stages_by_tally=tuple(
            frozenset(stage for stage, read in reads.items() if place in read.tallies)
            for place in range(tallies)
        ),
        told_apart={name: tuple(sets) for name, sets in told_apart.items()},
        limits=raised([0] * tallies, _conditions(stages)),
    )


def raised(limits: Sequence[int], conditions: Iterable[Code]) -> tuple[int, ...]:
    """The limits of tallies, raised so far that to none of these conditions a number above its limit is another."""
    found = list(limits)
    for one in conditions:
        if isinstance(one, Count):
            most = one.at_least if one.at_most is None else one.at_most + 1
            found[one.tally] = max(found[one.tally], one.at_least, most)
    return tuple(found)


def _asked(group: Group, code: FindingCode) -> Iterator[tuple[str, frozenset[str]]]:
    """The answers that a finding code reads, by name, with what it asks of them."""
    for test in (*code.when, *code.unless):
        yield test.name, test.values
    for test in (*code.own_when, *code.own_unless):
        yield name_of(At(Key(group.record), test.name)), test.values


def _conditions(stages: Mapping[str, ByOutcome]) -> Iterator[Code]:
    for by_outcome in stages.values():
        for _, codes in by_outcome:
            for code in codes:
                yield from (*code.when, *code.unless)


def _gates(pack: Pack, kind: RecordType, coded: Coded) -> Iterator[tuple[str, frozenset[str], Gated]]:
    """What a question's gate reads, by name, with what it asks of it, and where the question then stands."""
    match kind.many:
        case "one":
            keys: list[Key | None] = [Key(kind.id)]
        case "each_area":
            keys = [Key(kind.id, area) for area in pack.areas]
        case "many":
            keys = [None]
    for ref, wanted in coded.gate:
        for key in keys:
            name = name_of(At(key or Key(kind.id), ref.question)) if ref.own else str(ref)
            yield name, wanted, Gated(kind.id, key, coded)
