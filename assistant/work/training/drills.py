"""Drills: borderline cases made by the solver from the rules, each one answer away from another judgement.

Practice on this rule base, and not inspection: a drill has no child, no source and no doubt in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import product
from random import Random
from string import ascii_uppercase
from typing import NamedTuple

from assistant.case import At, Case, Key
from assistant.pack import Pack
from assistant.pack.read import read_examples
from assistant.problems import Problem, Refused, Where
from assistant.reasoning import Judged, Judging, flags
from assistant.reasoning.phrases import answer_label, first_up, record_name
from assistant.reasoning.solve import Solver
from assistant.reasoning.what_if import Change, WhatIf, what_if, with_answers
from assistant.work.examples import TEMPLATE, Given, bases, example_case
from assistant.work.training.model import WHAT_IT_IS

__all__ = ["WHAT_IT_IS", "Drill", "Told", "drills", "told"]

_SHAKEN = 2
"""So many answers at most are moved by one step before the solver looks, so that homes differ."""
_WAYS = 100
"""A home from which more smallest ways lead to another judgement than this is left: they could not all be found."""
_LONGEST = 3
"""So many answers at most lie between the home and the other judgement: a drill is short."""
_EVEN = 0.5
_TRIES = 100
"""So many homes, one after the other, may lead nowhere new before it is told that there is no other drill."""
_RECORDS = 2
"""So many children and events at most stand in a drill."""


@dataclass(frozen=True, slots=True)
class Drill:
    """One borderline case."""

    case: Case
    told: tuple[At, ...]
    """The questions whose answers are told: those that are not as in an ordinary home, and the baselines."""
    judgement: str
    """What the rules come to."""
    tips: Change
    """The one answer that, given otherwise, changes it."""
    to: str
    """What it is changed to."""
    rules: tuple[str, ...]
    """What the judgement rests on."""

    @property
    def area(self) -> str:
        """What the answer that tips it is of, an area or a kind of record: by it drills are chosen that were misjudged."""
        key = self.tips.at.key
        return key.label if key.label and not key.added else key.record

    @property
    def digest(self) -> str:
        """By what it is known again: all its answers."""
        said = sorted(
            f"{At(key, question)}={answer.value}"
            for key, record in self.case.records.items()
            for question, answer in record.answers.items()
        )
        return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]


def drills(judging: Judging, seed: int) -> Iterator[Drill]:
    """Drills as long as there are others, the same for the same seed, rules and examples; no two are the same.

    Raises `Refused` where the pack's examples, from whose homes they begin, cannot be read, and where so many
    homes led nowhere new, one after the other, that no other drill can be counted on.
    """
    random, solver, seen = Random(seed), Solver(judging.base), set[str]()  # noqa: S311  # not for secrets
    homes = bases(read_examples(judging.pack.directory))
    tried = 0
    while homes and tried < _TRIES:
        drill = _drill(judging, solver, homes, random)
        tried += 1
        if drill and drill.digest not in seen:
            seen.add(drill.digest)
            tried = 0
            yield drill
    what = "no other drill comes of these rules" if seen else "no drill comes of these rules"
    right = "give the examples homes from which one answer leads to another judgement of the scale"
    raise Refused([Problem("drill-none", what, right, Where(str(judging.pack.directory)))])


def _drill(judging: Judging, solver: Solver, homes: Mapping[str, Given], random: Random) -> Drill | None:
    """One drill, or None where this home leads nowhere else."""
    pack = judging.pack
    base = homes[random.choice(sorted(homes))]
    home = _with_records(pack, base, random)
    shaken = _shaken(pack, home, random)
    start = with_answers(home, shaken)
    judged = judging.live(start)
    here = judged.known.judgement.outcome
    others = sorted(one.id for one in pack.judgements.values() if one.scale is not None and one.id != here)
    if not others:
        return None
    target = random.choice(others)
    ways = _smallest_ways(judging, solver, judged, target)
    changes = _nearest(judging, judged, random.choice(ways), target) if ways else ()
    return _borderline(judging, start, tuple(shaken), changes, random) if changes else None


def _smallest_ways(judging: Judging, solver: Solver, judged: Judged, target: str) -> list[tuple[At, ...]]:
    """Each smallest set of answers that would have to be otherwise, in order; none where there are too many.

    All of them, for which of them the solver finds first is not the same every time.
    """
    found: list[tuple[At, ...]] = []
    with closing(what_if(judging, solver, judged, [target], limit=_WAYS + 1)) as search:
        for one in search:
            if not isinstance(one, WhatIf) or (found and len(one.changes) > len(found[0])):
                break
            found.append(tuple(sorted(change.at for change in one.changes)))
    if len(found) > _WAYS:
        return []
    return sorted((way for way in found if len(way) <= _LONGEST and _all_given(judged.case, way)), key=str)


def _all_given(case: Case, way: Sequence[At]) -> bool:
    answers = [case.answer(at) for at in way]
    return all(answer is not None and answer.state == "answered" for answer in answers)


def _nearest(judging: Judging, judged: Judged, places: Sequence[At], target: str) -> tuple[Change, ...]:
    """The answers at some places, as near to those given as they can be, under which the target is concluded.

    Empty where none of the answers that can be given there concludes it.
    """
    pack, supposing = judging.pack, judging.supposing(judged)
    now = [str(answer.value) for at in places if (answer := judged.case.answer(at))]
    ids = [[one.id for one in pack.questions[at.key.record][at.question].answers] for at in places]

    def distance(values: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
        steps = zip(ids, now, values, strict=True)
        return sum(abs(known.index(then) - known.index(was)) for known, was, then in steps), values

    ways = product(*([one for one in known if one != was] for known, was in zip(ids, now, strict=True)))
    for values in sorted(ways, key=distance):
        if supposing.all_answered(dict(zip(places, values, strict=True))).known.outcome == target:
            return tuple(map(Change, places, now, values))
    return ()


def _borderline(
    judging: Judging, start: Case, shaken: Sequence[At], way: Sequence[Change], random: Random
) -> Drill | None:
    """The case on one side of the border or the other: one change short of the other judgement, or just beyond."""
    last = random.choice(way)
    before = with_answers(start, {one.at: one.then for one in way if one is not last})
    beyond = with_answers(before, {last.at: last.then})
    both = [judging.live(case) for case in (before, beyond)]
    sides = [judged.known.judgement for judged in both]
    is_beyond = random.random() < _EVEN
    if sides[0].outcome == sides[1].outcome or _contradicts_itself(both[is_beyond]):
        return None
    case, side, other = (beyond, sides[1], sides[0]) if is_beyond else (before, sides[0], sides[1])
    tips = Change(last.at, last.then, last.now) if is_beyond else last
    places = {*shaken, *(one.at for one in way)}
    told = tuple(
        at
        for key in case.records
        for coded in judging.pack.coded[key.record]
        if (at := At(key, coded.id)) in places or key.added or _is_baseline(judging.pack, at)
        if case.answer(at) is not None and _is_asked(judging.pack, case, at)
    )
    return Drill(case, told, side.outcome, tips, other.outcome, side.rests_on)


def _contradicts_itself(judged: Judged) -> bool:
    """Whether the pack would ask of some answers together if this is right: nobody learns from such a case."""
    checks = {check.id for check in judged.pack.evidence.checks}
    return any(flag.kind in checks for flag in flags(judged))


def _is_baseline(pack: Pack, at: At) -> bool:
    return pack.questions[at.key.record][at.question].silent is not None


def _with_records(pack: Pack, base: Given, random: Random) -> Case:
    """A home with some children and events, each as the base has such records begin."""
    kinds = sorted({place.partition(":")[0] for place in base if f":{TEMPLATE}." in place})
    given: dict[str, str | None] = {}
    drawn = random.sample(kinds, min(len(kinds), random.randint(0, _RECORDS)))
    for kind, child in zip(drawn, ascii_uppercase, strict=False):
        label = child if pack.record_types[kind].labels == "child" else f"{pack.record_types[kind].letter}1"
        start = f"{kind}:{TEMPLATE}."
        given |= {
            f"{kind}:{label}.{place.removeprefix(start)}": value
            for place, value in base.items()
            if place.startswith(start)
        }
    return example_case(pack, base, given)


def _shaken(pack: Pack, home: Case, random: Random) -> dict[At, str]:
    """Some answers of scales moved by one step."""
    scales = [
        At(key, coded.id)
        for key, record in home.records.items()
        for coded in pack.coded[key.record]
        if coded.is_scale and coded.id in record.answers and not coded.gate
    ]
    shaken = {}
    for at in random.sample(scales, random.randint(0, _SHAKEN)):
        ids = [answer.id for answer in pack.questions[at.key.record][at.question].answers]
        answer = home.answer(at)
        place = ids.index(str(answer.value)) if answer else 0
        shaken[at] = ids[min(len(ids) - 1, max(0, place + random.choice((-1, 1))))]
    return shaken


def _is_asked(pack: Pack, case: Case, at: At) -> bool:
    """Whether each condition of its gate holds."""
    return all(
        (answer := case.answer(At(_keyed(at, one.ref.record), one.ref.question))) is not None
        and str(answer.value) in one.values
        for one in pack.gates.get((at.key.record, at.question), ())
    )


def _keyed(at: At, record: str) -> Key:
    return at.key if record == at.key.record else Key(record)


class Told(NamedTuple):
    """One line of a drill's text."""

    of: str
    """What it is told of: a record, or several that have the same answer."""
    ask: str
    answer: str


def told(pack: Pack, drill: Drill) -> tuple[Told, ...]:
    """What a drill tells, in the words of the questions; what is the same of several areas is told once."""
    names: dict[tuple[str, str, str], list[str]] = {}
    for at in drill.told:
        answer = drill.case.answer(at)
        if answer is not None:
            label = pack.record_types[at.key.record].many == "many" and at.key.label
            place = f"{at.key.record}:{label or ''}"
            name = first_up(record_name(pack, at.key))
            names.setdefault((place, at.question, str(answer.value)), []).append(name)
    return tuple(_line(pack, at, of) for at, of in names.items())


def _line(pack: Pack, at: tuple[str, str, str], names: list[str]) -> Told:
    place, name, value = at
    question = pack.questions[place.partition(":")[0]][name]
    return Told("; ".join(names), question.ask, answer_label(question, value) or value)
