"""Which judged cases to review next: some by chance, and of the others those that stand out; each with why."""

from __future__ import annotations

import itertools
import math
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from assistant.case import Case
from assistant.pack import Pack
from assistant.pack.to_judge_by import check_to_judge_by
from assistant.problems import Refused
from assistant.reasoning import Judged, Judging, flags, sensitivity
from assistant.store import Ledger, read
from assistant.store.listing import kept_cases
from assistant.work.keeping import pack_of

BY_CHANCE = 0.2
"""At least this share is drawn by chance, so that a case that nothing points at is looked at too."""
RARE = 0.1
"""Areas and a judgement that stand together in no larger share of the cases are unusual."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A case to review, and every reason that speaks for it."""

    case_id: str
    reasons: tuple[str, ...]


class _Look(NamedTuple):
    """What stands out in a case."""

    case_id: str
    is_departure: bool
    moving: int
    """How many answers would each move the proposal alone."""
    flags: tuple[str, ...]
    stands: tuple[str | None, ...]
    """Areas and judgement."""


def choose(
    cases: Iterable[tuple[Case, Judging]],
    count: int,
    seed: int,
    told: Callable[[int], object] = lambda _: None,
) -> tuple[Chosen, ...]:
    """So many of these judged cases, those that chance chose first; the same for the same cases and seed.

    Each comes with what judges it, by the pack that it is read by.

    The others are taken in turn from those that departed, are finely balanced, thin, or unusual, the most so
    first. `told` hears how many cases were looked at.
    """
    looks = []
    for number, (case, judging) in enumerate(cases, 1):
        looks.append(_look(judging, case))
        told(number)
    usual = Counter(look.stands for look in looks)
    by_chance = random.Random(seed).sample(sorted(looks), min(len(looks), math.ceil(count * BY_CHANCE)))  # noqa: S311  # a sample, no secret
    chosen = {look.case_id: look for look in by_chance}
    for look in _in_turn(looks, usual):
        if len(chosen) >= count:
            break
        chosen.setdefault(look.case_id, look)
    drawn = {look.case_id for look in by_chance}
    return tuple(
        Chosen(
            look.case_id, tuple(_reasons(look, usual, len(looks), is_drawn=look.case_id in drawn, seed=seed))
        )
        for look in chosen.values()
    )


def to_review(ledger: Ledger, at_hand: Pack) -> Iterator[tuple[Case, Judging]]:
    """The inspections that are judged and not signed off as they stand, each with what judges it.

    What cannot be read, or is read by a pack that judges nothing, is passed over: `sccif cases verify` and
    `sccif cases show --judge` tell of it.
    """
    by_pack: dict[str, Judging] = {}
    for kept in kept_cases(ledger):
        if kept.is_erased or kept.is_archived:
            continue
        try:
            standing = read(ledger, kept.case_id)
            case = standing.case
            if case.purpose != "inspection" or case.judgement is None or standing.is_signed_off:
                continue
            if standing.pack not in by_pack:
                pack = check_to_judge_by(pack_of(ledger, standing, at_hand))
                by_pack[standing.pack] = Judging(pack, "meaning")
        except Refused:
            continue
        yield case, by_pack[standing.pack]


def _look(judging: Judging, case: Case) -> _Look:
    judged: Judged = judging.live(case)
    made = case.judgement
    evaluated = tuple(concluded.outcome for concluded in judged.known.evaluations.values())
    return _Look(
        case.id,
        made is not None and made.departure,
        len(sensitivity(judging.supposing(judged)).moving),
        tuple(flag.asks for flag in flags(judged)),
        (*evaluated, made.decided if made else None),
    )


def _in_turn(looks: Iterable[_Look], usual: Counter[tuple[str | None, ...]]) -> Iterator[_Look]:
    """The first of each order, then the second of each, and so on; a case that nothing points at comes last."""
    every = sorted(looks)
    orders = (
        [look for look in every if look.is_departure],
        sorted((look for look in every if look.moving), key=lambda look: -look.moving),
        sorted((look for look in every if look.flags), key=lambda look: -len(look.flags)),
        sorted(every, key=lambda look: usual[look.stands]),
    )
    for some in itertools.zip_longest(*orders):
        yield from (look for look in some if look is not None)


def _reasons(
    look: _Look, usual: Counter[tuple[str | None, ...]], of: int, *, is_drawn: bool, seed: int
) -> Iterator[str]:
    if is_drawn:
        yield f"drawn by chance (seed {seed})"
    if look.is_departure:
        yield "departed: the judgement was a departure when it was made"
    if look.moving:
        alone = (
            "one answer would move the proposal"
            if look.moving == 1
            else f"each of {look.moving} answers would"
        )
        yield f"finely balanced: {alone}" + ("" if look.moving == 1 else " move the proposal alone")
    if look.flags:
        yield f"thin or odd: {len(look.flags)} flags, the first asks: {look.flags[0]}"
    alike = usual[look.stands]
    if alike <= of * RARE:
        yield f"unusual: areas and judgement stand so in {alike} of {of} cases"
