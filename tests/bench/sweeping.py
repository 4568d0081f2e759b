"""How a sweep over many cases compares with other ways to judge them: run with `python -m tests.bench.sweeping`.

Prints ratios of cases per second measured side by side in one run, medians over rounds with their quartiles: with bare
durable-rules on a sample of the same cases, with zen-engine where it is installed (the group `bench` in pyproject.toml;
its tables come to the same findings, which is checked), and with reading the same cases from YAML. Then memory and
time by the number of cases, each in a process of its own, and how far reading answers is from copying memory.
The sweep uses every core and the others one, so the same is told by CPU time too.
"""

from __future__ import annotations

import argparse
import ctypes
import gc
import itertools
import json
import os
import platform
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from assistant.case import Case
from assistant.case.write import to_text
from assistant.cli import MADE
from assistant.pack import Pack, load_pack
from assistant.reasoning import gather, meaning
from assistant.reasoning.codes import RuleBase
from assistant.reasoning.compile import compile_rules
from assistant.reasoning.run import Engine
from assistant.reasoning.sweep import sweep
from assistant.work.corpus.corpus import Corpus
from assistant.work.corpus.names import quoted
from assistant.work.corpus.reading import cases_in
from assistant.work.corpus.situations import situations
from tests.bench import corpora, decision_tables
from tests.bench.judging import Bare, facts_of, spread

CONCLUDED, KEPT = "sweep", "sweep, every finding kept"
BARE, BATCHES, ZEN, YAML = "bare durable-rules", "bare in batches", "zen-engine", "reading YAML"


class Took(NamedTuple):
    """Seconds, by the clock and of the processors."""

    wall: float
    cpu: float

    def each(self, count: int) -> Took:
        return Took(self.wall / count, self.cpu / count)


def took(work: Callable[[], object]) -> Took:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Took(time.perf_counter() - wall, time.process_time() - cpu)


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


@contextmanager
def opened(pack: Pack, folder: Path) -> Iterator[Corpus]:
    """A corpus whose tables stay in their files."""
    with Corpus(pack) as corpus:
        corpus.read_from(folder)
        yield corpus


# ---------------------------------------------------------------- side by side


def ways(corpus: Corpus, base: RuleBase, some: Sequence[Case], folder: Path) -> dict[str, Callable[[], Took]]:
    """What is compared: each does its work and says what one case took."""
    swept, all_of = sweep(base), len(corpus)
    engine = Engine(base)
    bare = Bare(engine)
    facts = [facts_of(engine, gather(case, base.pack)) for case in some]
    files = folder / "yaml"
    files.mkdir()
    for case in some:
        (files / f"{case.id}.yaml").write_text(to_text(case, base.pack), encoding="utf-8")

    def read() -> None:
        with Corpus(base.pack) as other:
            other.take_in(cases_in(files, base.pack))
            assert len(other) == len(some), other.bad

    found: dict[str, Callable[[], Took]] = {
        CONCLUDED: lambda: took(lambda: corpus.judge(swept)).each(all_of),
        KEPT: lambda: took(lambda: corpus.judge(swept, keep=True)).each(all_of),
        BARE: lambda: took(lambda: deque(map(bare.run, facts), maxlen=0)).each(len(some)),
        BATCHES: lambda: took(lambda: deque(map(bare.run_in_batches, facts), maxlen=0)).each(len(some)),
        YAML: lambda: took(read).each(len(some)),
    }
    if find_spec("zen"):
        found[ZEN] = zen(base, some)
    return found


def zen(base: RuleBase, some: Sequence[Case]) -> Callable[[], Took]:
    """zen-engine, which is given the answers and finds; tallies and later stages it does not have to work out."""
    from zen import ZenEngine

    engine = ZenEngine({"loader": {"type": "static", "content": {"rules": decision_tables.content(base)}}})
    requests = [{"key": "rules", "context": decision_tables.context(base, case)} for case in some]
    for case, came in zip(some, engine.evaluate_batch(requests), strict=True):
        told: Counter[tuple[str, str]] = Counter()
        for number, times in decision_tables.found(base, came["data"]["result"]).items():
            code = base.findings[number]
            told[code.rule.id, code.area] += times
        findings = meaning(base, gather(case, base.pack)).known.findings
        assert told == Counter((one.rule, one.area) for one in findings), case.id
    return lambda: took(lambda: engine.evaluate_batch(requests)).each(len(some))


def side_by_side(corpus: Corpus, base: RuleBase, given: argparse.Namespace, folder: Path) -> Took:
    """Print the ratios, and give what one case takes of a sweep, in the middle."""
    chosen = random.Random(1).sample(range(len(corpus)), given.sample)
    some = [case for _, case in situations(corpus, chosen)]
    compared = ways(corpus, base, some, folder)
    rounds: dict[str, list[Took]] = {name: [] for name in compared}
    for _ in range(given.rounds):
        for name, work in compared.items():
            rounds[name].append(work())
    for name, each in rounds.items():
        say(f"{name:28} {1 / middle(one.wall for one in each):>12,.0f} cases a second, by the clock")
    others = [name for name in (BARE, BATCHES, ZEN, YAML) if name in rounds]
    for mine, other in itertools.product((CONCLUDED, KEPT), others):
        pairs = list(zip(rounds[mine], rounds[other], strict=True))
        clock = spread([theirs.wall / ours.wall for ours, theirs in pairs])
        cpu = spread([theirs.cpu / ours.cpu for ours, theirs in pairs])
        say(f"{mine} / {other}: {clock}; by CPU time {cpu}")
    return Took(middle(one.wall for one in rounds[CONCLUDED]), middle(one.cpu for one in rounds[CONCLUDED]))


def middle(values: Iterator[float]) -> float:
    return statistics.median(values)


# ---------------------------------------------------------------- sizes, and the limit


def sizes(pack: Pack, source: Path, wanted: Sequence[int], folder: Path) -> None:
    """Time and memory by the number of cases, each in a process of its own that judges once."""
    for count in wanted:
        tables = corpora.resized(pack, source, folder / f"of-{count}", count)
        command = [sys.executable, "-m", "tests.bench.sweeping", "--alone", str(tables)]
        told = [json.loads(subprocess.check_output(command, text=True)) for _ in range(3)]
        wall, cpu = (min(one[name] for one in told) for name in ("wall", "cpu"))
        say(
            f"{count:>9,} cases: {wall:.2f} s ({wall / count * 1e6:.2f} µs a case), CPU {cpu:.2f} s "
            f"({cpu / count * 1e6:.2f}), at most {max(one['mib'] for one in told):,.0f} MiB resident"
        )


def alone(tables: Path) -> None:
    """Judge the cases of some tables, and print what that took."""
    pack = load_pack()
    swept = sweep(compile_rules(pack))
    with opened(pack, tables) as corpus:
        one = took(lambda: corpus.judge(swept, keep=True))
    say(json.dumps({"wall": one.wall, "cpu": one.cpu, "mib": most_resident() / 1024}))


def most_resident() -> int:
    """The most that this process ever held, in KiB: what `getrusage` tells counts the process that began it too."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(
            next(line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        )
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def answer_bytes(corpus: Corpus) -> int:
    """How many bytes the answers of a corpus have as text, by which they are compared."""
    many = 0
    for table in corpus.tables.columns():
        lengths = " + ".join(
            f"coalesce(sum(strlen({quoted(name)})), 0)" for name, _ in corpus.tables.answers_of(table)
        )
        row = corpus.database.execute(f"SELECT {lengths} FROM {quoted(table)}").fetchone()
        many += int(row[0]) if row else 0
    return many


def copied_a_second() -> float:
    """How many bytes one thread copies a second, at best of some tries: each is read once and written once."""
    size = 512 << 20
    one, other = ctypes.create_string_buffer(size), ctypes.create_string_buffer(size)
    return size / min(took(lambda: ctypes.memmove(one, other, size)).wall for _ in range(7))


def limit(corpus: Corpus, each: Took) -> None:
    many = answer_bytes(corpus) / len(corpus)
    rate, memory = many / each.wall, copied_a_second()
    say(
        f"answers read: {many:,.0f} bytes a case, {rate / 1e6:,.0f} MB a second; one thread copies "
        f"{memory / 1e9:.1f} GB a second, {memory / rate:,.0f} times as much"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=200_000, help="how many are made")
    parser.add_argument("--tables", type=Path, metavar="DIR", help="use these, of `sccif cases generate`")
    parser.add_argument("--sample", type=int, default=300, help="how many of them the others judge")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--sizes", type=int, nargs="*", default=[250_000, 500_000, 1_000_000])
    parser.add_argument("--alone", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    gc.set_threshold(MADE)  # as the program itself does
    if given.alone:
        alone(given.alone)
        return
    pack = load_pack()
    base = compile_rules(pack)
    say(
        f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}, {len(pack.rules)} rules"
    )
    with corpora.tables(pack, given.cases, given.tables) as tables, tempfile.TemporaryDirectory() as folder:
        with opened(pack, tables) as corpus:
            say(f"{len(corpus):,} cases from Parquet, a sample of {given.sample}, {given.rounds} rounds")
            limit(corpus, side_by_side(corpus, base, given, Path(folder)))
        sizes(pack, tables, given.sizes, Path(folder))


if __name__ == "__main__":
    main()
