"""How looking ahead compares with bare durable-rules judging the same case once: run with `python -m tests.bench.asking`.

Prints ratios measured side by side in one run, medians over cases and rounds with their quartiles, in a
table for each kind of case: of which little, half and nearly all is open, with few repeating records and
with many. The first column is for a case that was not seen before, in a process that has judged others,
as durable-rules is measured too; the second for the same again, as between two answers of one case.
"""

from __future__ import annotations

import argparse
import itertools
import platform
import random
import statistics
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType

from assistant.case import At, Case
from assistant.pack import Pack, load_pack
from assistant.reasoning import Judged, Judging, ask_first, closings, gather, onward, sensitivity
from assistant.reasoning.evidence import ABSENT
from assistant.reasoning.run import Engine
from assistant.reasoning.what_if import what_if
from tests.bench.judging import Bare, facts_of, seconds, spread
from tests.generated import Shape, random_case, with_answer

OPEN = {"under 10 % open": 0.05, "half open": 0.5, "over 90 % open": 0.95}
RECORDS = (5, 100)
_OTHERS = 40
"""So many cases of every kind are judged before one is seen for the first time."""
Row = Callable[[Judging, Judged], object]
Table = dict[str, tuple[list[float], list[float]]]
"""For each row the ratios of the first time and of the second."""


def next_question(judging: Judging, judged: Judged) -> object:
    """What each answer to each open question leaves, what closing each section does, and the order to ask in."""
    supposing = judging.supposing(judged)
    return ask_first(onward(supposing)), closings(supposing)


def sensitive(judging: Judging, judged: Judged) -> object:
    """Which given answers move the judgement on what is known."""
    return sensitivity(judging.supposing(judged))


def first_shown(judging: Judging, judged: Judged) -> object:
    """What is still possible by the meaning, from the case on."""
    return judging.live(judged.case)


def confirmed(judging: Judging, judged: Judged) -> object:
    """What is still possible, each outcome confirmed or removed by the solver."""
    return judging.solver.tighten(judged.case, judged.evidence, judged.certain)


def first_change(judging: Judging, judged: Judged) -> object:
    """The first set of answers that would change the judgement."""
    return next(what_if(judging, judging.solver, judged))


def changes(judging: Judging, judged: Judged) -> object:
    """Every set of answers that would change it, up to the usual limit for each judgement."""
    return list(what_if(judging, judging.solver, judged))


ROWS: Mapping[str, Row] = {
    "still possible, first shown": first_shown,
    "still possible, confirmed": confirmed,
    "next question": next_question,
    "sensitivity": sensitive,
    "first change": first_change,
    "what would change it": changes,
}
"""What is measured, each for a case judged before."""


def case_of(pack: Pack, seed: int, share_open: float, records: int) -> Case:
    """A case with so many repeating records, and about this share of its questions open.

    Where little is open the sections are closed, where most is they are not.
    """
    rng = random.Random(seed)
    most = 2 * records // len(pack.sections) + 3
    shape = Shape(best=0.5, worst=0.02, records=most, closed=1 - share_open)
    drawn = (random_case(pack, rng.randrange(2**32), shape) for _ in itertools.count())
    case = next(case for case in drawn if sum(key.added for key in case.records) >= records)
    repeating = [key for key in case.records if key.added]
    dropped = set(rng.sample(repeating, len(repeating) - records))
    left = {key: record for key, record in case.records.items() if key not in dropped}
    case = replace(case, records=MappingProxyType(left))
    asked = [
        At(record.key, name)
        for of_type in gather(case, pack).records.values()
        for record in of_type
        for name, value in record.values.items()
        if value != ABSENT
    ]
    for at in rng.sample(asked, round(share_open * len(asked))):
        case = with_answer(case, at, None)
    return case


def unsettled(judging: Judging, share_open: float, records: int, wanted: int) -> list[Judged]:
    """So many cases of which more than one judgement is possible: of the others nothing need be asked."""
    drawn = (judging.live(case_of(judging.pack, seed, share_open, records)) for seed in itertools.count())
    return list(itertools.islice((one for one in drawn if len(one.certain.possible) > 1), wanted))


def compare(judging: Judging, cases: Sequence[Judged], rounds: int) -> Table:
    """The ratios of each round and case, one after the other, with nothing remembered and then again."""
    engine = judging.judge_on
    assert isinstance(engine, Engine)
    bare = Bare(engine)
    facts = [facts_of(engine, judged.evidence) for judged in cases]
    found: Table = {name: ([], []) for name in ROWS}
    others = [random_case(judging.pack, seed) for seed in range(_OTHERS)]
    for judged in cases:  # the rules are written down for z3 once a process
        confirmed(judging, judged)
        first_change(judging, judged)
    for _ in range(rounds):
        for judged, stages in zip(cases, facts, strict=True):
            one = seconds(partial(bare.run, stages))
            for name, row in ROWS.items():
                judging.base.memory.clear()
                for other in others:
                    judging.live(other)
                for column in found[name]:
                    column.append(seconds(partial(row, judging, judged)) / one)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--cases", type=int, default=12)
    options = parser.parse_args()
    judging = Judging(load_pack(), "durable-rules")
    sys.stdout.write(f"{platform.platform()}, Python {platform.python_version()}, {judging.engine}\n")
    for records in RECORDS:
        for name, share_open in OPEN.items():
            cases = unsettled(judging, share_open, records, options.cases)
            number = statistics.median(len(judged.evidence.open) for judged in cases)
            about = f"{records} repeating records, {name}: {number:.0f} questions"
            sys.stdout.write(f"\n{about}; the first time and again, bare durable-rules being 1\n")
            for row, (first, again) in compare(judging, cases, options.rounds).items():
                sys.stdout.write(f"{row:30} {spread(first):32} {spread(again)}\n")


if __name__ == "__main__":
    main()
