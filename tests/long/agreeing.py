"""Cases by chance through run, meaning, sweep and solve: whether the four agree. Run with `python -m tests.long.agreeing`.

- **run and meaning** conclude the same of each case, to the letter: findings, evaluations, judgement, ground,
  case review and what each rests on.
- **sweep** concludes the same of it in the database, in the same detail.
- **solve** is asked of each case with what is open left open: whether it can come to all that the meaning
  concludes once what is open was answered by chance, with records added to sections that are open; of a case
  in which nothing is open also whether it can come to anything else. Of one case in ten that has something
  open it is asked for all that is possible, which must be of what the meaning holds possible and hold what
  answering came to; of one in a hundred for the fewest changes that lead to each other judgement, each of
  which must lead there when the meaning judges the changed case.

The same seed makes the same cases. One on which they disagree is made as small as it still shows that, and
kept as a case file.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path

import z3

from assistant.case import Case, to_text
from assistant.pack import Pack, load_pack
from assistant.reasoning import Evidence, Judging, durable_rules, gather
from assistant.reasoning.evidence import OPEN
from tests.generated import random_case, smallest
from tests.long.readings import WAYS, swept

BLOCK = 10_000
"""So many cases go through together: the solver takes them by size, as writing the rules down for one takes a second."""
EXACT, CHANGES = 10, 100
"""Of one case in so many the solver is asked for all that is possible, and for the fewest changes."""
FAR = 1_000_003
"""The cases of one seed begin so far from those of the next."""

Told = Callable[[str, int], object]


@dataclass
class Tried:
    """What was tried, in numbers, and the cases on which two disagree, by which and on what."""

    counts: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, float] = field(default_factory=lambda: dict.fromkeys(WAYS, 0.0))
    disagreements: list[tuple[str, Case, str]] = field(default_factory=list)

    def take_in(self, other: Tried) -> None:
        self.counts += other.counts
        for way, seconds in other.seconds.items():
            self.seconds[way] += seconds
        self.disagreements += other.disagreements


def block(judging: Judging, numbers: Sequence[int], tried: Tried, told: Told = lambda *_: None) -> None:
    """Put these cases through all four, one after the other."""
    pack = judging.pack
    cases = [random_case(pack, number) for number in numbers]
    rooms, incomplete = {}, set()
    for case in cases:
        evidence = gather(case, pack)
        tried.counts.update(kinds(case, evidence, pack))
        rooms[case.id] = room(pack, evidence)
        if not evidence.complete(pack):
            incomplete.add(case.id)
    by_room = sorted(cases, key=lambda case: rooms[case.id])
    is_open = [case for case in by_room if case.id in incomplete]
    those = {
        "solve": by_room,
        "solve, all that is possible": is_open[::EXACT],
        "solve, fewest changes": by_room[::CHANGES],
    }
    for way, disagrees in WAYS.items():
        begun, some = time.perf_counter(), those.get(way, cases)
        whats = swept(judging, some) if way == "sweep" else map(partial(disagrees, judging), some)
        try:
            for number, (case, what) in enumerate(zip(some, whats, strict=True), 1):
                tried.counts[way] += 1
                if what is not None:
                    tried.disagreements.append((way, case, what))
                    sys.stderr.write(f"DISAGREE: {way}: {case.id}: {what}\n")
                told(way, number)
        finally:
            tried.seconds[way] += time.perf_counter() - begun


def room(pack: Pack, evidence: Evidence) -> tuple[int, ...]:
    """How many records with something open each section holds: those alone are written out for the solver."""
    return tuple(
        sum(OPEN in one.values.values() for one in evidence.records[kind.id]) for kind in pack.sections
    )


def kinds(case: Case, evidence: Evidence, pack: Pack) -> Iterator[str]:
    """What kind of case it is, for telling which were tried."""
    states = {answer.state for record in case.records.values() for answer in record.answers.values()}
    records = sum(len(evidence.records[kind.id]) for kind in pack.sections)
    if not states:
        yield "empty"
    elif evidence.complete(pack):
        yield "complete"
    else:
        yield "partial"
    yield from (f"with something {state.replace('_', ' ')}" for state in states - {"answered"})
    if len(evidence.closed) < len(pack.sections):
        yield "with open sections"
    yield (
        "without records"
        if not records
        else "with 10 records or more"
        if records >= 10
        else "with fewer records"
    )


_ready: list[Judging] = []


def _block(numbers: Sequence[int]) -> Tried:
    """A block in a process of a pool, which makes the pack ready once."""
    if not _ready:
        _ready.append(Judging(load_pack(), "durable-rules"))
    block(_ready[0], numbers, tried := Tried())
    return tried


def all_tried(blocks: Sequence[Sequence[int]], jobs: int, tried: Tried) -> None:
    """Try all blocks."""
    if jobs == 1:
        judging = Judging(load_pack(), "durable-rules")
        for number, numbers in enumerate(blocks, 1):
            block(judging, numbers, tried, partial(_progress, f"block {number} of {len(blocks)}"))
        return
    with ProcessPoolExecutor(jobs) as pool:
        for future in as_completed([pool.submit(_block, numbers) for numbers in blocks]):
            tried.take_in(future.result())


def _progress(where: str, way: str, number: int) -> None:
    if number % 1_000 == 0:
        sys.stderr.write(f"{where}, {way}: {number:,}\n")


def keep(folder: Path, pack: Pack, judging: Judging, tried: Tried, most: int = 20) -> Iterator[str]:
    """Write the first disagreements as small cases, and tell of each."""
    for way, case, what in islice(tried.disagreements, most):
        few = smallest(case, partial(_is_disagreed_on, judging, way))
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"{way.partition(',')[0]}-{case.id}.yaml"
        file.write_text(to_text(few, pack), encoding="utf-8")
        yield f"DISAGREE: {way}: {what}: {file}"


def _is_disagreed_on(judging: Judging, way: str, case: Case) -> bool:
    return WAYS[way](judging, case) is not None


def main(arguments: list[str] | None = None) -> int:
    """Try so many cases; 1 where there is a disagreement, 2 where it was stopped."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("-n", "--cases", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--skip", type=int, default=0, help="go on after so many, tried in an earlier run")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("disagreements"), metavar="DIR")
    options = parser.parse_args(arguments)
    first, tried, begun, status = options.seed * FAR, Tried(), time.perf_counter(), 0
    end = first + options.cases
    blocks = [range(start, min(start + BLOCK, end)) for start in range(first + options.skip, end, BLOCK)]
    try:
        all_tried(blocks, options.jobs, tried)
    except KeyboardInterrupt:
        sys.stdout.write("stopped:\n")
        status = 2
    judging = Judging(load_pack(), "durable-rules")
    whats = list(keep(options.keep, judging.pack, judging, tried))
    sys.stdout.writelines(line + "\n" for line in report(tried, time.perf_counter() - begun))
    sys.stdout.writelines(line + "\n" for line in whats)
    return 1 if whats else status


def report(tried: Tried, seconds: float) -> Iterator[str]:
    """What was tried, and how it ended."""
    counts = tried.counts
    yield f"Python {sys.version.split()[0]}, durable-rules {durable_rules()}, z3 {z3.get_version_string()}"
    yield f"{counts['solve']:,} cases in {seconds:,.0f} s"
    yield from (f"{count:>9,}  {name}" for name, count in sorted(counts.items()) if name not in WAYS)
    for way in WAYS:
        yield f"{counts[way]:>9,}  compared by {way} ({tried.seconds[way]:,.0f} s)"
    yield f"{len(tried.disagreements)} disagreements"


if __name__ == "__main__":
    sys.exit(main())
