"""Forty people at once on `sccif serve`, with a real database, answering by chance. Run with `python -m tests.long.serving`.

Whatever was shown as saved is in the ledger, once and in its order; no process of a session is left once it was
signed out of, its browser was closed, or nobody used it any more. What it tells of memory is the share of each process
(PSS: what several have in common counts once), and of time how long a key takes until what it did is painted, with
everybody at work against one person alone. Every wait has a limit, and says what it waited for.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import select
import statistics
import sys
import tempfile
import time
from collections.abc import Coroutine, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assistant.case import Answered
from assistant.pack import load_pack
from assistant.store import Ledger, read
from tests.serve.sitting import FIRST, Sitting, Stuck
from tests.serve.team import Serving, Team, children, serving, team

ENDS = {"signed-out": "signed out of", "gone": "left by its browser", "idle": "used by nobody"}
"""How sessions end, by what the server writes down of each."""
_PATIENCE = 60
"""Seconds beyond its own limit that a session may take to end."""
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Plan:
    """How many people, for how long, and how often each presses a key (seconds)."""

    sessions: int = 40
    seconds: float = 300
    alone: int = 200
    """So many keys of one person alone: a p95 of fewer would be the slowest of them, or the one after it."""
    quick: float = 0.3
    """The pace of who is alone: a key is pressed once the one before was painted, so that none waits for another."""
    pace: float = 3
    idle: float = 60
    grace: float = 20
    limit: float = 60
    ends: Sequence[str] = tuple(ENDS)


@dataclass
class Told:
    """What a run came to."""

    plan: Plan
    answers: int = 0
    keys: int = 0
    lost_lines: int = 0
    alone: list[float] = field(default_factory=list)
    together: list[float] = field(default_factory=list)
    first_alone: float = 0
    first_together: list[float] = field(default_factory=list)
    """The slowest of the keys by which each session begins: each meets something for the first time."""
    shares: list[int] = field(default_factory=list)
    resident: list[int] = field(default_factory=list)
    server: int = 0
    files: int = 0
    """Descriptors that the server holds with everybody at work."""
    tasks: int = 0
    """Threads of the process that has most."""
    wrong: list[str] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        """The p95 of a key to its paint, with everybody at work against one alone."""
        return p95(self.together) / p95(self.alone)

    def lines(self) -> Iterator[str]:
        """What there is to say."""
        plan = self.plan
        yield (
            f"{plan.sessions} sessions for {plan.seconds:.0f} s: {self.keys:,} keys, {self.answers:,} answers "
            f"shown as saved, {self.lost_lines} lost lines"
        )
        yield (
            f"memory of a session: {statistics.mean(self.shares) / _MEGABYTE:.0f} MB on the whole, "
            f"{max(self.shares) / _MEGABYTE:.0f} MB at most (PSS; resident "
            f"{statistics.mean(self.resident) / _MEGABYTE:.0f} MB); the server itself {self.server / _MEGABYTE:.0f} MB"
        )
        yield f"the server holds {self.files} open files, a session at most {self.tasks} threads"
        yield (
            f"key to paint, p95: {_told(p95(self.together))} together ({len(self.together):,} keys), "
            f"{_told(p95(self.alone))} alone ({len(self.alone):,} keys), ratio {self.ratio:.1f}; "
            f"median {_told(statistics.median(self.together))} and {_told(statistics.median(self.alone))}"
        )
        yield (
            f"the slowest of the first {FIRST} keys of a session, which are in none of these: "
            f"{_told(statistics.median(self.first_together))} in the middle and {_told(max(self.first_together))} at "
            f"most while the others begin, {_told(self.first_alone)} alone"
        )
        yield from self.wrong or [
            "no answer lost, doubled or out of order; no process left of a session that ended"
        ]


def p95(waits: Sequence[float]) -> float:
    """The wait that nineteen of twenty stay under, and never more than the longest."""
    return statistics.quantiles(waits, n=20, method="inclusive")[-1]


def _told(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"


def held(process: int) -> tuple[int, int]:
    """The share of a process, and what is resident of it (bytes).

    A session lets nobody but root see its share: to everybody else all that is resident counts as its own.
    """
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    except PermissionError:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
        text = "".join(f"{name}: {status.partition('VmRSS:')[2].strip()}\n" for name in ("Pss", "Rss"))
    found = {
        name: int(size) * 1024 for name, size in re.findall(r"^(Pss|Rss): +(\d+) kB", text, re.MULTILINE)
    }
    return found["Pss"], found["Rss"]


def counted(process: int, what: str) -> int:
    """How many descriptors (`fd`) or threads (`task`) a process has."""
    return len(list(Path(f"/proc/{process}/{what}").iterdir()))


async def run(people: Team, plan: Plan, folder: Path) -> Told:
    """Let them work. Raises `Stuck` where something was waited for in vain."""
    told = Told(plan)
    options = ["--sessions", str(plan.sessions)]
    options += ["--idle", str(plan.idle / 60), "--grace", str(plan.grace / 60)]
    with serving(people.url, folder, *options) as served:
        pack = load_pack()
        sittings = []
        for number in range(plan.sessions):
            name = f"p{number}"
            people.sign_up(name, "inspector", password=f"open sesame {number}")
            account = people.store.account(name)
            sittings.append(
                Sitting.of(
                    served.url, account, f"open sesame {number}", f"load-{number}", pack, number, plan.limit
                )
            )
        try:
            await _work(sittings, plan, told)
            told.together = [wait for one in sittings for wait in one.waits]
            told.keys = len(told.together)
            told.lost_lines = sum(one.lost_lines for one in sittings)
            processes = children(served)
            if len(processes) != plan.sessions:
                told.wrong.append(f"{len(processes)} processes for {plan.sessions} sessions")
            told.shares, told.resident = map(list, zip(*map(held, processes), strict=True))
            told.server, _ = held(served.process.pid)
            told.files = counted(served.process.pid, "fd")
            told.tasks = max(counted(one, "task") for one in processes)
            handles = [os.pidfd_open(process) for process in processes]
            told.wrong += await _ended(served, plan, sittings)
            told.wrong += await asyncio.to_thread(_left, handles)
        finally:
            for one in sittings:
                await one.close()
        told.wrong += [f"the server: {one}" for one in served.said if one["event"] == "trouble"]
        told.wrong += named(served, sittings)
    told.answers = sum(len(one.answered) for one in sittings)
    told.wrong += [wrong for one in sittings for wrong in lost(people, one)]
    return told


async def _work(sittings: Sequence[Sitting], plan: Plan, told: Told) -> None:
    """One alone, then all of them; whoever has signed in works on until everybody has."""
    first, there = sittings[0], 0
    await first.begin()
    await first.work(lambda: len(first.waits) >= plan.alone, min(plan.pace, plan.quick))
    # Taken from them: what they wait for while the others sign in is neither.
    told.alone, first.waits = first.waits, []
    told.first_alone = max(first.first)

    async def come(one: Sitting) -> None:
        nonlocal there
        if one is not first:
            await one.begin()
        there += 1
        await one.work(lambda: there == len(sittings), plan.pace)

    await _at_once(come(one) for one in sittings)
    told.first_together = [max(one.first) for one in sittings if one is not first]
    for one in sittings:
        one.waits = []
    until = time.monotonic() + plan.seconds
    await _at_once(one.work(lambda: time.monotonic() > until, plan.pace) for one in sittings)


async def _at_once(working: Iterable[Coroutine[None, None, None]]) -> None:
    """All of it; where one is stuck, nobody goes on. Raises `Stuck`."""
    try:
        async with asyncio.TaskGroup() as group:
            for one in working:
                group.create_task(one)
    except* Stuck as stuck:
        raise stuck.exceptions[0] from None


async def _ended(served: Serving, plan: Plan, sittings: Sequence[Sitting]) -> list[str]:
    """End the sessions, some in each way; what the server did not write down of it."""
    ways = [plan.ends[number % len(plan.ends)] for number in range(len(sittings))]
    for one, way in zip(sittings, ways, strict=True):
        if way == "signed-out":
            await one.sign_out()
        elif way == "gone":
            await one.close()
    limit = max(plan.idle, plan.grace) + _PATIENCE
    idle = [one for one, way in zip(sittings, ways, strict=True) if way == "idle"]
    looking = [asyncio.create_task(one.look_on(limit)) for one in idle]
    missing = await asyncio.to_thread(_until_ended, served, ways, limit)
    for one_looks in looking:
        one_looks.cancel()
    return missing


def _until_ended(served: Serving, ways: Sequence[str], limit: float) -> list[str]:
    with served.heard:
        served.heard.wait_for(lambda: not _missing(served, ways), limit)
    return _missing(served, ways)


def _missing(served: Serving, ways: Sequence[str]) -> list[str]:
    """What differs between how sessions were ended and how the server says that they did."""
    said = [one["why"] for one in served.said if one["event"] == "ended"]
    counted = {way: (ways.count(way), said.count(way)) for way in {*ways, *said}}
    return [
        f"{came} of {meant} sessions ended as {ENDS.get(way, way)}"
        for way, (meant, came) in counted.items()
        if meant != came
    ]


def _left(handles: Sequence[int]) -> list[str]:
    """Processes that are still there. A descriptor of a process can be read once it has ended."""
    until = time.monotonic() + _PATIENCE
    there = list(handles)
    while there and time.monotonic() < until:
        ended, _, _ = select.select(there, [], [], 1)
        for handle in ended:
            os.close(handle)
            there.remove(handle)
    return [f"{len(there)} processes are left of sessions that ended"] if there else []


def named(served: Serving, sittings: Sequence[Sitting]) -> list[str]:
    """Whom or what the log names, though it names nobody and nothing."""
    written = str(served.said[1:])
    about = {one for sitting in sittings for one in (sitting.account, sitting.password, sitting.case.id)}
    return [f"the log names {one}" for one in sorted(about) if one in written]


def lost(people: Team, sitting: Sitting) -> Iterator[str]:
    """Where the ledger does not hold what was shown as saved."""
    with Ledger.open(people.store.owner) as ledger:
        standing = read(ledger, sitting.case.id)
    kept = [one.happened for one in standing.events if isinstance(one.happened, Answered)]
    if kept != sitting.answered:
        yield f"{sitting.case.id}: {len(sitting.answered)} answers were shown as saved, and {len(kept)} are kept, or others"
    if standing.case.records != sitting.case.records:
        yield f"{sitting.case.id}: the case says something else than was shown"


def main(arguments: list[str] | None = None) -> int:
    """Run it; ends with 1 where something was lost or left."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=Plan.sessions)
    parser.add_argument("--minutes", type=float, default=Plan.seconds / 60)
    parser.add_argument(
        "--pace", type=float, default=Plan.pace, help="seconds between two keys of one person"
    )
    parser.add_argument("--limit", type=float, default=Plan.limit, help="seconds that a key may take")
    given = parser.parse_args(arguments)
    plan = Plan(given.sessions, given.minutes * 60, pace=given.pace, limit=given.limit)
    with team() as people, tempfile.TemporaryDirectory() as folder:
        try:
            told = asyncio.run(run(people, plan, Path(folder)))
        except Stuck as stuck:
            sys.stdout.write(f"{stuck}\n")
            return 1
    for line in told.lines():
        sys.stdout.write(f"{line}\n")
    return 1 if told.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
