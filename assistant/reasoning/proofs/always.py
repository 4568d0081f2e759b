"""Proves what holds in every case, what holds in some, and that every stage comes to one conclusion."""

from __future__ import annotations

from collections.abc import Iterator

import z3

from assistant.case import Case
from assistant.pack.properties import Property
from assistant.reasoning.judge import Judging
from assistant.reasoning.proofs.asking import Asking, exactly_one
from assistant.reasoning.proofs.results import Broken, Progress, Proof
from assistant.reasoning.solving.answers import Literal


def always(judging: Judging, one: Property) -> Iterator[Progress | Proof]:
    """Proves that no case that the property speaks of lacks what it says."""
    asking = Asking(judging.base, one)
    against = [*asking.spoken_of(), z3.Not(asking.then)]
    broken: tuple[Broken, ...] = ()
    if asking.ask(*against):
        case, unusual = asking.case(*against)
        broken = (Broken(_came_to(judging, case), case, unusual=unusual),)
    yield Proof(one.id, one.says, asking.asked, broken)


def sometimes(judging: Judging, one: Property) -> Iterator[Progress | Proof]:
    """Proves that there is a case that the property speaks of."""
    asking = Asking(judging.base, one)
    there_is = asking.ask(*asking.spoken_of())
    broken = () if there_is else (Broken("there is no such case"),)
    yield Proof(one.id, one.says, asking.asked, broken)


def one_conclusion(judging: Judging, one: Property) -> Iterator[Progress | Proof]:
    """Proves that every complete case comes to one judgement and one evaluation of each area."""
    asking = Asking(judging.base, one)
    whole = _whole(asking)
    broken = []
    for number, (what, outcomes) in enumerate(whole.items()):
        yield Progress(one.id, number, len(whole))
        against = z3.Not(exactly_one(outcomes.values()))
        if asking.ask(against):
            case, unusual = asking.case(against)
            broken.append(
                Broken(f"{what} comes to no conclusion, or to more than one", case, unusual=unusual)
            )
    yield Proof(one.id, one.says, asking.asked, tuple(broken))


def every_outcome(judging: Judging, one: Property) -> Iterator[Progress | Proof]:
    """Proves that each judgement and each evaluation of each area is what some case comes to."""
    asking = Asking(judging.base, one)
    asked = [(what, name, so) for what, outcomes in _whole(asking).items() for name, so in outcomes.items()]
    broken = []
    for number, (what, name, so) in enumerate(asked):
        yield Progress(one.id, number, len(asked))
        if not asking.ask(so):
            broken.append(Broken(f"{what} is `{name}` in no case"))
    yield Proof(one.id, one.says, asking.asked, tuple(broken))


def _whole(asking: Asking) -> dict[str, dict[str, Literal]]:
    """The outcomes of each stage that comes to one."""
    areas = {f"the area {area}": outcomes for area, outcomes in asking.stages.areas.items()}
    return {"the judgement": asking.stages.judgement} | areas


def _came_to(judging: Judging, case: Case) -> str:
    known = judging.live(case).known
    rests_on = ", ".join(known.judgement.rests_on)
    return f"a case comes to `{known.judgement.outcome}`, resting on {rests_on}"
