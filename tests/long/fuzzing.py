"""Hostile files, coverage-guided: each is read or refused, soon. Run with `python -m tests.long.fuzzing`.

The targets (`tests.long.hostile`) are a case file, the files of a pack, and what is imported. Inputs are bred
from the fixtures, good and bad, by atheris: whichever reaches code that none reached before is bred from again.
One change in four is of raw bytes, the others keep to the lines, keys and values of YAML (`mangling`).

An input is a fault where anything but a refusal comes out, where what was read is written otherwise, or where
it takes more than five seconds of processor time. Each is kept with its traceback, and the run goes on.

atheris is in no lock: `pip install atheris` where it has a wheel. `--unguided` goes without it, by chance alone.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import os
import random
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from tests.long.mangling import mangled

TARGETS = ("case", "rules", "import")
SECONDS = 5
"""So much processor time an input may take."""
LONGEST = 20_000
"""Inputs are at most so many bytes."""
MEMORY = 4 << 30
ALIKE = 3
"""So many inputs that end at the same line are kept."""


class TooLong(Exception):
    """An input took longer than it may."""


class Trial:
    """Inputs tried on one target: how many, and what came out."""

    def __init__(
        self, name: str, target: Callable[[bytes], bool], keep: Path, told: Path, seconds: float = SECONDS
    ) -> None:
        self.name, self.target, self.keep, self.told, self.seconds = name, target, keep, told, seconds
        self.counts: Counter[str] = Counter()
        self.faults: Counter[str] = Counter()
        self.slowest, self.begun = 0.0, time.perf_counter()

    def one(self, data: bytes) -> None:
        """Try one input."""
        begun = time.process_time()
        try:
            with limited(self.seconds):
                self.counts["read" if self.target(data) else "refused"] += 1
        except Exception as error:  # noqa: BLE001 - whatever comes out is what is looked for
            self._fault(data, error)
        self.slowest = max(self.slowest, time.process_time() - begun)
        self.counts["tried"] += 1
        if self.counts["tried"] % 1_000 == 0:
            self.tell()
            sys.stderr.write(f"{self.line()}\n")

    def tell(self) -> None:
        """Write down how far it is, for the process that began this one."""
        self.told.write_text(json.dumps({"line": self.line(), "faults": self.faults}), encoding="utf-8")

    def line(self) -> str:
        counts, seconds = self.counts, time.perf_counter() - self.begun
        return (
            f"{self.name}: {counts['tried']:,} inputs in {seconds:,.0f} s, {counts['read']:,} read, "
            f"{counts['refused']:,} refused, {sum(self.faults.values()):,} faults; "
            f"at most {self.slowest:.2f} s of processor time"
        )

    def _fault(self, data: bytes, error: Exception) -> None:
        frames = traceback.extract_tb(error.__traceback__)
        last = next((one for one in reversed(frames) if "assistant" in one.filename), frames[-1])
        what = f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}"
        self.faults[what] += 1
        if self.faults[what] <= ALIKE:
            self.keep.mkdir(parents=True, exist_ok=True)
            file = self.keep / f"{self.name}-{hashlib.sha256(data).hexdigest()[:12]}"
            file.with_suffix(".bin").write_bytes(data)
            file.with_suffix(".txt").write_text("".join(traceback.format_exception(error)), encoding="utf-8")


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise `TooLong` after so much processor time."""
    signal.signal(signal.SIGVTALRM, _too_long)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _too_long(number: int, frame: FrameType | None) -> NoReturn:
    raise TooLong("it takes longer than it may")


# ---------------------------------------------------------------- where the inputs come from


def guided(name: str, number: int, seed: int, keep: Path, told: Path) -> None:
    """Try so many inputs that atheris breeds. Ends the process."""
    import atheris

    with atheris.instrument_imports(include=["assistant"]):
        from tests.long.hostile import TARGETS as MAKE
    with tempfile.TemporaryDirectory() as scratch:
        corpus = Path(scratch) / "corpus"
        corpus.mkdir()
        target = MAKE[name](Path(scratch))
        trial = Trial(name, target, keep, told)
        good = [seed for seed in target.seeds if target(seed)]
        for place, data in enumerate(target.seeds):
            (corpus / f"{place:03}").write_bytes(data)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))

        def one(data: bytes) -> None:
            trial.one(data)
            if trial.counts["tried"] >= number:
                trial.tell()
                os._exit(0)  # libFuzzer has no other way to end without a fault

        def other(data: bytes, longest: int, chance: int) -> bytes:
            rng = random.Random(chance)
            match rng.randrange(4):
                case 0:
                    return bytes(atheris.Mutate(data, longest))
                case 1:  # what was bred is mostly refused; this is near what is read
                    data = rng.choice(good)
            return changed(data, rng, target.seeds)[:longest]

        keep.mkdir(parents=True, exist_ok=True)
        limits = (
            f"-max_len={LONGEST}",
            f"-seed={seed}",
            "-timeout=120",
            "-rss_limit_mb=0",
            "-mutate_depth=2",
        )
        words = [sys.argv[0], *limits, f"-artifact_prefix={keep}/{name}-", str(corpus)]
        atheris.Setup(words, one, custom_mutator=other)
        atheris.Fuzz()


def unguided(name: str, number: int, seed: int, keep: Path, told: Path) -> None:
    """Try the seeds, and then so many inputs changed from them by chance."""
    from tests.long.hostile import TARGETS as MAKE

    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as scratch:
        target = MAKE[name](Path(scratch))
        trial = Trial(name, target, keep, told)
        good = [seed for seed in target.seeds if target(seed)]
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        for data in target.seeds[:number]:
            trial.one(data)
        while trial.counts["tried"] < number:
            trial.one(changed(rng.choice(good), rng, target.seeds)[:LONGEST])
        trial.tell()


def changed(data: bytes, rng: random.Random, others: Sequence[bytes]) -> bytes:
    """The bytes mangled, and now and then one of them another."""
    data = mangled(data, rng, others)
    if data and rng.random() < 0.1:
        at = rng.randrange(len(data))
        data = data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :]
    return data


# ---------------------------------------------------------------- the program


def main(arguments: list[str] | None = None) -> int:
    """Try so many inputs on each target; 1 where there is a fault, 2 where it was stopped."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("-n", "--inputs", type=int, default=100_000, help="in all, shared among the targets")
    parser.add_argument("--target", choices=(*TARGETS, "all"), default="all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("faults"), metavar="DIR")
    parser.add_argument("--unguided", action="store_true", help="by chance alone, without atheris")
    options = parser.parse_args(arguments)
    names = TARGETS if options.target == "all" else (options.target,)
    try_: Callable[..., None] = unguided if options.unguided else guided
    status = 0
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            told = Path(folder) / name
            asked = (name, -(-options.inputs // len(names)), options.seed, options.keep, told)
            child: Any = multiprocessing.get_context("spawn").Process(target=try_, args=asked)
            child.start()
            try:
                child.join()
            except KeyboardInterrupt:
                child.join()
                status = 2
            said: dict[str, Any] = {"line": f"{name}: fewer than a thousand inputs", "faults": {}}
            if told.exists():
                said = json.loads(told.read_text(encoding="utf-8"))
            sys.stdout.write(f"{said['line']}\n")
            sys.stdout.writelines(f"  {count:,} times {what}\n" for what, count in said["faults"].items())
            if status == 2:
                sys.stdout.write("stopped\n")
                return status
            if child.exitcode or said["faults"]:
                status = 1
                sys.stdout.write(f"  kept in {options.keep}; the process ended with {child.exitcode}\n")
    return status


if __name__ == "__main__":
    sys.exit(main())
