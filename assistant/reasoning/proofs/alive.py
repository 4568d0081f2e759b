"""Proves that no rule is idle: each fires in some case and changes what is concluded there."""

from __future__ import annotations

from collections.abc import Iterator

import z3

from assistant.pack import Rule
from assistant.pack.properties import Property
from assistant.reasoning.judge import Judging
from assistant.reasoning.proofs.asking import Asking
from assistant.reasoning.proofs.results import Broken, Progress, Proof
from assistant.reasoning.solving import Stages
from assistant.reasoning.solving.stages import differ

_RECORDS = 2
"""So many records of a section at least; as many as the largest count asks for."""


def alive(judging: Judging, one: Property) -> Iterator[Progress | Proof]:
    """Proves it of every rule, one by one."""
    pack = judging.pack
    asking = Asking(judging.base, one, slots=max((_RECORDS, *judging.base.reach.limits)))
    left_out = {rule.id: z3.Bool(f"without {rule.id}") for rule in pack.rules}
    without = Stages(asking.answers, asking.base, without=left_out.get, name="without ")
    changed = differ(asking.stages, without)
    # The records beside the slots are told by what all their rules add, so here there are none.
    none_beside = [so for coming in asking.answers.coming.values() for so in coming.just({}, is_closed=True)]
    asking.answers.add(*none_beside)
    broken = []
    for number, rule in enumerate(pack.rules):
        yield Progress(one.id, number, len(pack.rules))
        fires = z3.Or(asking.stages.rules.get(rule.id, []))
        just = [held if name == rule.id else z3.Not(held) for name, held in left_out.items()]
        if not asking.ask(fires):
            broken.append(Broken(f"rule `{rule.id}` fires in no case"))
        elif not rule.explanatory and not asking.ask(*just, changed):
            broken.append(Broken(_idle(rule)))
    yield Proof(one.id, one.says, asking.asked, tuple(broken))


def _idle(rule: Rule) -> str:
    return f"without rule `{rule.id}` every case comes to the same; mark it explanatory, or take it out"
