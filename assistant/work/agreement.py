"""How far different people agree who read the same evidence, and which disagreements move a judgement.

Counted on sealed views alone: what somebody says after seeing the proposal, or another's view, tells of
obedience and not of agreement. Readings by one person, or by nobody who is named, are no agreement either.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from types import MappingProxyType

from assistant.case import Answer, At, Case, Key
from assistant.pack import Pack
from assistant.pack.knowledge import Outcome
from assistant.reasoning import RuleBase, Supposing, gather
from assistant.work.coefficients import Coefficient, Ratings, Share, ac1, kappa, linear, quadratic, raw
from assistant.work.corpus.tables import told

Asked = tuple[str, str]
"""A question of a record's, in whichever record of that kind."""
_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Agreed:
    """How far readings agree on one outcome: the judgement, or the evaluation of one area."""

    raw: Share
    kappa: Coefficient
    """Of all outcomes, each as far from the others as any."""
    linear: Coefficient
    quadratic: Coefficient
    """Of the outcomes on the pack's ordered scale alone: the others have no distance from them."""
    ac1: Coefficient


@dataclass(frozen=True, slots=True)
class OfQuestion:
    """How far readings agree on one question, over all records in which it is put."""

    record: str
    question: str
    agreeing: Share
    """Of the times that both readings settled it."""
    settled_by_one: int
    """How often only one of two did; the other left it open."""
    moving: int
    """How often two readings came to different proposals, and this answer alone, taken over from one into
    the other, would have changed what the other came to."""


@dataclass(frozen=True, slots=True)
class OfEvidence:
    """How far the readings of one piece of evidence agree."""

    evidence_id: str
    readings: int
    judgements: tuple[str, ...]
    """The judgements that were sealed, in the order of the readings."""
    areas: Share
    """Of the areas that two readings evaluated, over all pairs of them."""
    answers: Share
    """Of the questions that two readings settled."""
    moving: tuple[str, ...]
    """The answers that alone would change what one of two readings came to: what to talk about first."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """All of it, with what was left out."""

    judgement: Agreed
    areas: Mapping[str, Agreed]
    questions: tuple[OfQuestion, ...]
    """In the order of the pack, those that any two readings settled, or one of two."""
    records: Mapping[str, Share]
    """For each section how many of the records that any reading has both readings of a pair have."""
    evidence: tuple[OfEvidence, ...]
    unsealed: int
    """Readings of evidence that was read more than once, left out as no view was sealed."""
    unnamed: int
    """Those left out as nobody is named as their reader."""
    again: int
    """Those left out as the same person had read that evidence before."""

    @property
    def left_out(self) -> str:
        """How many readings were left out and why, in words without a full stop; empty where none was."""
        counted = (
            (self.unsealed, "without a sealed view"),
            (self.unnamed, "by nobody who is named"),
            (self.again, "by somebody who had read that evidence before"),
        )
        told = ", ".join(f"{count:,} {why}" for count, why in counted if count)
        return f"Readings left out: {told}" if told else ""


def agreement(base: RuleBase, cases: Iterable[Case], comes_to: Mapping[str, str] = _NOTHING) -> Agreement:
    """How far cases that share an `evidence_id` agree; every other case is passed over. Pure.

    Of more than two readings every pair counts, and each piece of evidence counts once; see
    `coefficients`. A blind reading comes after the one that it is a reading of. `comes_to` is what the
    rules are known to make of a case, by its name; of others it is worked out.
    """
    together: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        together[case.evidence_id].append(case)
    left_out: Counter[str] = Counter()
    found: list[_Evidence] = []
    counted = _Counted()
    for name, readings in together.items():
        if len(readings) > 1:
            kept = list(_by_different_people(readings, left_out))
            if len(kept) > 1:
                found.append(_Evidence(name, [_Reading(base, case, comes_to) for case in kept], counted))
    pack = base.pack
    return Agreement(
        judgement=_agreed((one.judgements for one in found), pack.judgements),
        areas={area: _agreed((one.of_area(area) for one in found), pack.evaluations) for area in pack.areas},
        questions=tuple(_questions(pack, counted)),
        records={kind.id: Share(counted.shared[kind.id], counted.kept[kind.id]) for kind in pack.sections},
        evidence=tuple(one.summary() for one in found),
        unsealed=left_out["unsealed"],
        unnamed=left_out["unnamed"],
        again=left_out["again"],
    )


def reader(case: Case) -> str | None:
    """Whose view of the evidence a case holds."""
    sealed_by = case.sealed.by if case.sealed else None
    return sealed_by or (case.inspection.inspector if case.inspection else None)


def _by_different_people(readings: list[Case], left_out: Counter[str]) -> Iterator[Case]:
    seen: set[str] = set()
    for case in sorted(readings, key=lambda case: case.purpose == "blind"):
        who = reader(case)
        if case.sealed is None:
            left_out["unsealed"] += 1
        elif who is None:
            left_out["unnamed"] += 1
        elif who in seen:
            left_out["again"] += 1
        else:
            seen.add(who)
            yield case


def _agreed(readings: Iterable[Ratings], outcomes: Mapping[str, Outcome]) -> Agreed:
    """The coefficients of some outcomes; those that the pack does not have are no reading of it."""
    units = list(_among(readings, outcomes))
    on_scale = {one.id: one.scale for one in outcomes.values() if one.scale is not None}
    scale = sorted(on_scale, key=on_scale.__getitem__)
    ordered, names = list(_among(units, on_scale)), list(outcomes)
    return Agreed(
        raw(units),
        kappa(units, names),
        kappa(ordered, scale, linear(scale)),
        kappa(ordered, scale, quadratic(scale)),
        ac1(units, names),
    )


def _among(readings: Iterable[Ratings], outcomes: Iterable[str]) -> Iterator[Ratings]:
    known = frozenset(outcomes)
    for ratings in readings:
        these = tuple(rating for rating in ratings if rating in known)
        if len(these) > 1:
            yield these


# ---------------------------------------------------------------- one piece of evidence


class _Counted:
    """What is counted over all evidence, by question or by section."""

    def __init__(self) -> None:
        self.agreeing, self.differing, self.by_one, self.moving = (Counter[Asked]() for _ in range(4))
        self.shared, self.kept = Counter[str](), Counter[str]()


class _Evidence:
    """The readings of one piece of evidence, compared two by two."""

    def __init__(self, name: str, readings: Sequence[_Reading], counted: _Counted) -> None:
        self.name, self.cases, self.counted = name, [one.case for one in readings], counted
        self.pack = readings[0].base.pack
        self.agreeing = self.settled = 0
        self.moving: dict[str, None] = {}
        for one, other in combinations(readings, 2):
            self.compare(one, other)

    def compare(self, one: _Reading, other: _Reading) -> None:
        mine, theirs = one.case.records, other.case.records
        for key in {**mine, **theirs}:
            is_shared = key in mine and key in theirs
            if key.added:
                self.counted.kept[key.record] += 1
                self.counted.shared[key.record] += is_shared
            if is_shared or not key.added:
                self.answers(key, one, other)

    def answers(self, key: Key, one: _Reading, other: _Reading) -> None:
        mine, theirs, counted = one.answers(key), other.answers(key), self.counted
        for coded in self.pack.coded[key.record]:
            asked = (key.record, coded.id)
            said, also = told(mine.get(coded.id)), told(theirs.get(coded.id))
            if said is None or also is None:
                counted.by_one[asked] += said != also
                continue
            self.settled += 1
            if said == also:
                self.agreeing += 1
                counted.agreeing[asked] += 1
                continue
            counted.differing[asked] += 1
            at = At(key, coded.id)
            if one.comes_to != other.comes_to and (one.is_moved_by(at, also) or other.is_moved_by(at, said)):
                counted.moving[asked] += 1
                self.moving[str(at)] = None

    @property
    def judgements(self) -> tuple[str, ...]:
        return tuple(case.sealed.judgement for case in self.cases if case.sealed)

    def of_area(self, area: str) -> tuple[str, ...]:
        return tuple(
            case.sealed.areas[area] for case in self.cases if case.sealed and area in case.sealed.areas
        )

    def summary(self) -> OfEvidence:
        pairs = [pair for area in self.pack.areas for pair in combinations(self.of_area(area), 2)]
        return OfEvidence(
            self.name,
            len(self.cases),
            self.judgements,
            Share(sum(one == other for one, other in pairs), len(pairs)),
            Share(self.agreeing, self.settled),
            tuple(self.moving),
        )


class _Reading:
    """One reading: what it said, and what the rules make of it on what is known."""

    def __init__(self, base: RuleBase, case: Case, comes_to: Mapping[str, str]) -> None:
        self.base, self.case, self.known = base, case, comes_to.get(case.id)

    def answers(self, key: Key) -> Mapping[str, Answer]:
        record = self.case.records.get(key)
        return record.answers if record else {}

    @cached_property
    def supposing(self) -> Supposing:
        return Supposing(self.base, self.case, gather(self.case, self.base.pack))

    @cached_property
    def comes_to(self) -> str:
        return self.known or self.supposing.judgement.known.outcome

    def is_moved_by(self, at: At, value: str) -> bool:
        """Whether it would come to something else had it answered so; what does not apply is supposed as any answer is."""
        return self.supposing.answered(at, value).known.outcome != self.comes_to


def _questions(pack: Pack, counted: _Counted) -> Iterator[OfQuestion]:
    for record, questions in pack.coded.items():
        for coded in questions:
            at = (record, coded.id)
            agreeing = counted.agreeing[at]
            settled = agreeing + counted.differing[at]
            if settled or counted.by_one[at]:
                yield OfQuestion(*at, Share(agreeing, settled), counted.by_one[at], counted.moving[at])
