"""How judging compares with bare durable-rules on the same rules and facts: run with `python -m tests.bench.judging`.

Prints ratios measured side by side in one run: medians over rounds with their quartiles, for cases
in which few rules fire and cases in which many do, and the memory of one process while it judges.
"""

from __future__ import annotations

import argparse
import collections
import gc
import itertools
import platform
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from durable.engine import MessageNotHandledException, Ruleset

from assistant.case import Case
from assistant.cli import MADE
from assistant.pack import load_pack
from assistant.reasoning import Evidence, Judging, explain, gather
from assistant.reasoning.as_json import findings
from assistant.reasoning.explain import grounds
from assistant.reasoning.run import Engine
from tests.generated import Shape, random_case

FEW = Shape(best=0.95, worst=0.0, records=3)
RUN = "run with explanation / bare"
QUICK = "bare / meaning with grounds"
BATCHES = "run with explanation / bare in batches"
ALONE = "run alone / bare"
MANY = Shape(best=0.0, worst=0.9, records=60)


Fact = dict[str, Any]


class Bare:
    """durable-rules with the same rules, given the facts of a judged case; its actions note what fired."""

    def __init__(self, engine: Engine) -> None:
        self.fired: list[object] = []
        self.rules = Ruleset("bare", None, engine.rules.definition(self.action))
        self.sessions = itertools.count()

    def action(self, name: int) -> Callable[[Any], None]:
        def act(c: Any) -> None:
            self.fired.append((name, c.m.number))

        return act

    def run(self, stages: Sequence[Sequence[Fact]]) -> None:
        """One fact after the other, as its documentation does."""
        session = f"b{next(self.sessions)}"
        for facts in stages:
            for fact in facts:
                with suppress(MessageNotHandledException):
                    self.rules.do_actions(
                        self.rules.assert_fact(fact | {"sid": session}), lambda error, state: None
                    )
        self.end(session)

    def run_in_batches(self, stages: Sequence[Sequence[Fact]]) -> None:
        """The facts of each stage at once, as this program does."""
        session = f"b{next(self.sessions)}"
        for number, facts in enumerate(stages):
            with suppress(MessageNotHandledException):
                self.rules.assert_facts([fact | {"sid": session} for fact in facts])
            go = {"sid": session, "id": -number - 1, "kind": "go"}
            self.rules.do_actions(self.rules.assert_fact(go), lambda error, state: None)
        self.end(session)

    def end(self, session: str) -> None:
        self.fired.clear()
        with suppress(Exception):
            self.rules.delete_state(session)


def facts_of(engine: Engine, evidence: Evidence) -> list[list[Fact]]:
    """The facts that judging this evidence gives durable-rules, stage by stage."""
    stages: list[list[Fact]] = []
    ruleset = engine.ruleset

    def listen(facts: list[Fact]) -> int:
        stages.append([dict(fact) for fact in facts])
        handle: int = type(ruleset).assert_facts(ruleset, facts)
        return handle

    ruleset.assert_facts = listen
    try:
        engine.run(evidence)
    finally:
        del ruleset.assert_facts
    return stages


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def compare(judging: Judging, cases: Sequence[Case], rounds: int) -> dict[str, list[float]]:
    """The ratios of each round: every way judges every case once, one after the other."""
    engine = judging.judge_on
    assert isinstance(engine, Engine)
    bare = Bare(engine)
    evidences = [gather(case, judging.pack) for case in cases]
    facts = [facts_of(engine, evidence) for evidence in evidences]
    names = (RUN, QUICK, BATCHES, ALONE)
    found: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(rounds):
        one = seconds(lambda: collections.deque(map(bare.run, facts), maxlen=0))
        batches = seconds(lambda: collections.deque(map(bare.run_in_batches, facts), maxlen=0))
        whole = seconds(lambda: [explained(judging, case) for case in cases])
        run = seconds(lambda: [engine.run(evidence) for evidence in evidences])
        quick = seconds(
            lambda: [with_grounds(judging, case, given) for case, given in zip(cases, evidences, strict=True)]
        )
        found[RUN].append(whole / one)
        found[QUICK].append(one / quick)
        found[BATCHES].append(whole / batches)
        found[ALONE].append(run / one)
    return found


def explained(judging: Judging, case: Case) -> int:
    """A case judged on durable-rules with its explanation: every finding as a sentence with its answers,
    and the tree down to the rules the judgement rests on."""
    judged = judging.judge(case)
    told = findings(judged)
    return len(told) + sum(len(root.children) for root in explain(judged))


def with_grounds(judging: Judging, case: Case, evidence: Evidence) -> int:
    """The meaning of the evidence, with the answers each finding rests on."""
    judged = judging.conclude(case, evidence)
    return sum(len(grounds(judged, finding)) for finding in judged.known.findings)


def report(name: str, ratios: dict[str, list[float]]) -> None:
    for what, values in ratios.items():
        sys.stdout.write(f"{name:32} {what:40} {spread(values)}\n")


def spread(values: Sequence[float]) -> str:
    """The median, with the quartiles."""
    low, middle, high = statistics.quantiles(values, n=4)
    return f"{middle:6.2f}  ({low:.2f} to {high:.2f})"


def resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def memory(judging: Judging, judgements: int) -> None:
    """Judges different cases on the engine and prints the memory as it goes."""
    cases = [random_case(judging.pack, seed) for seed in range(500)]
    steps = 10
    for step in range(steps + 1):
        gc.collect()
        sys.stdout.write(
            f"memory after {step * judgements // steps:>7,} judgements: {resident_mb():7.1f} MB\n"
        )
        sys.stdout.flush()
        for number in range(judgements // steps if step < steps else 0):
            judging.judge(cases[number % len(cases)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=21)
    parser.add_argument("--judgements", type=int, default=100_000, help="for the memory; 0 leaves it out")
    options = parser.parse_args()
    gc.set_threshold(MADE)  # as the program itself does
    judging = Judging(load_pack(), "durable-rules")
    sys.stdout.write(
        f"{platform.platform()}, Python {platform.python_version()}, {judging.engine}, {len(judging.pack.rules)} rules\n"
    )
    for name, shape, many in (("few rules fire", FEW, 40), ("many rules fire, up to 60 records", MANY, 8)):
        cases = [random_case(judging.pack, seed, shape) for seed in range(many)]
        fired = [len(judging.live(case).known.findings) for case in cases]
        report(f"{name} ({statistics.median(fired):.0f})", compare(judging, cases, options.rounds))
    if options.judgements:
        memory(judging, options.judgements)


if __name__ == "__main__":
    main()
