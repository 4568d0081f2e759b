"""How the app compares with an empty one, and with itself without judging: run with `python -m tests.bench.app`.

Prints ratios measured side by side in one run, medians over rounds with their quartiles, once by the clock
and once by the processor's time, which other work on the machine does not change:

- from the start of `sccif open` in a terminal until a number key has answered the first question and the
  answer is in the store, to the first frame of an empty Textual app;
- a key that answers a question until the panel is painted anew, on a case with 100 records, to the same key
  in the same app when the rules are not asked, on the screen or beside it;
- the list of 10,000 cases, until it stands and until a key has moved in it, to the list of 100;
- `sccif --help`, to importing the library that it is written with, and to importing also the part of it that
  draws help, which the library leaves for later.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import os
import platform
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import textual

from assistant.case import At, Case, Key
from assistant.cli import MADE
from assistant.pack import Pack, load_pack
from assistant.store import Address, Days, Ledger, standing_of, summary_of
from assistant.store.kinds import Opened
from assistant.tui.app import SccifApp
from assistant.tui.screens.cases import Cases
from assistant.tui.screens.interview import Interview
from tests.bench.judging import spread
from tests.end_to_end.pty_demo import Failed, Terminal, plain
from tests.generated import Shape, random_case

SIZE = (40, 120)
EMPTY = "from textual.app import App\nfrom textual.widgets import Static\nclass A(App):\n    def compose(self):\n        yield Static('first frame')\nA().run()\n"
COMMAND = (sys.executable, "-c", "import sys; from assistant.cli.main import main; sys.exit(main())")
"""As the script does that an installation makes."""
RECORDS = 34
"""In each of six sections, so that there are about 100."""
_TICKS = os.sysconf("SC_CLK_TCK")


class Took(NamedTuple):
    """Seconds by the clock, and by the processor."""

    clock: float
    processor: float

    def __truediv__(self, other: Took) -> Took:
        return Took(self.clock / other.clock, self.processor / other.processor)


Ratios = dict[str, list[Took]]


class Watch:
    """Measures from where it was made; by the processor's time of this process unless told otherwise."""

    def __init__(self, processor: Callable[[], float] = time.process_time) -> None:
        self.processor, self.start = processor, Took(time.perf_counter(), processor())

    def took(self) -> Took:
        """What it took so far."""
        return Took(time.perf_counter() - self.start.clock, self.processor() - self.start.processor)


def report(name: str, ratios: Ratios) -> None:
    for what, found in ratios.items():
        by_clock, by_processor = zip(*found, strict=True)
        sys.stdout.write(f"{name:13} {what:48} {spread(by_clock)}   {spread(by_processor)}\n")


# ---------------------------------------------------------------- from the start to the first answer


def started(home: Path, *command: str) -> Terminal:
    """A command in a terminal, with a home of its own."""
    kept = [f"{name}={os.environ[name]}" for name in ("PATH", "LANG", "PYTHONPATH") if name in os.environ]
    clean = ["env", "-i", *kept, f"HOME={home}", "TERM=xterm-256color", "COLORTERM=truecolor"]
    return Terminal([*clean, *command], *SIZE, timeout=60)


def shown(terminal: Terminal, text: str) -> None:
    """Waits until a text stands on the screen."""
    while text not in plain(terminal.output):
        if not terminal.read(1) and terminal.status() is not None:
            raise Failed(plain(terminal.output)[-500:])


def gone(terminal: Terminal) -> None:
    """Ends the command, and closes the terminal."""
    terminal.end()
    os.close(terminal.master)
    os.close(terminal.slave)


def processor_of(terminal: Terminal) -> float:
    """Seconds that a command has used of the processor."""
    fields = Path(f"/proc/{terminal.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def first_frame(home: Path) -> Took:
    """Until an empty app has painted."""
    watch = Watch()
    terminal = started(home, sys.executable, "-c", EMPTY)
    shown(terminal, "first frame")
    took = Took(watch.took().clock, processor_of(terminal))
    gone(terminal)
    return took


def first_answer(home: Path, case: Path, number: int) -> Took:
    """Until the first question of a case is answered in the store, from the start of the program."""
    store = home / f"store-{number}.sqlite"
    watch = Watch()
    terminal = started(home, *COMMAND, "--store", str(store), "open", str(case))
    shown(terminal, "✓ saved")
    os.write(terminal.master, b"1")
    while not is_answered(store):
        terminal.read(0.002)
    took = Took(watch.took().clock, processor_of(terminal))
    gone(terminal)
    return took


def is_answered(store: Path) -> bool:
    """Whether an answer is in the store."""
    connection = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
    try:
        return bool(connection.execute("SELECT 1 FROM events WHERE kind = 'answered'").fetchone())
    finally:
        connection.close()


def starting(rounds: int) -> Ratios:
    """Both one after the other, in each round. From the second on the pack is at hand, as it is day by day."""
    found: list[Took] = []
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        case = home / "new.yaml"
        case.write_text(
            "sccif_case: 1\ncase: sc000001-2019-03\nhome: {urn: SC000001}\ninspection: {start: 2019-03-05}\n"
        )
        for number in range(rounds):
            empty = first_frame(home)
            found.append(first_answer(home, case, number) / empty)
    return {"until an answer is stored / an empty first frame": found}


# ---------------------------------------------------------------- a key on a case with 100 records


@contextmanager
def unasked(app: SccifApp) -> Iterator[None]:
    """The rules are not asked: what they made of the case last is taken for what they make of it now."""
    judging, live = app.judging, app.judging.live
    last: list[Any] = []

    def same(case: Case) -> Any:
        if not last:
            last.append(live(case))
        return replace(last[0], case=case)

    judging.live = same  # type: ignore[method-assign]
    app.look = lambda: None  # type: ignore[method-assign]
    try:
        yield
    finally:
        judging.live = live  # type: ignore[method-assign]
        del app.look


async def painted(app: SccifApp, key: str) -> Took:
    """From a key until what it changed is painted."""
    done = asyncio.Event()
    session = app.session
    assert session is not None
    before, watch = session.case, Watch(time.thread_time)
    app.simulate_key(key)
    while session.case is before:  # noqa: ASYNC110  # nothing but the case itself tells that it changed
        await asyncio.sleep(0)
    app.screen.call_after_refresh(done.set)
    await done.wait()
    return watch.took()


def pressing(pack: Pack, rounds: int, *, demo: bool) -> Ratios:
    """The same keys on the same question, in turn with the rules asked and not."""
    case = random_case(pack, 5, Shape(records=RECORDS, best=0.2, worst=0.3))
    found: list[Took] = []

    async def run(app: SccifApp) -> None:
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            if demo and app.session is None:
                app.open_case(case.id)
                await pilot.pause()
            assert isinstance(app.screen, Interview)
            screen, place = app.screen, At(Key("experiences"), "progress_change")

            async def go_back() -> None:
                await app.workers.wait_for_complete()
                screen.go(place)
                await pilot.pause()
                await app.workers.wait_for_complete()
                await pilot.pause()

            async def asked(key: str) -> Took:
                await go_back()
                return await painted(app, key)

            async def not_asked(key: str) -> Took:
                await go_back()
                with unasked(app):
                    app.judging.live(screen.session.case)
                    return await painted(app, key)

            await go_back()
            await pilot.press("3")
            for _ in range(rounds):  # each key with both, as an answer that is there already changes nothing
                found.append(await asked("2") / await not_asked("3"))
                second = await not_asked("2")
                found.append(await asked("3") / second)

    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "ledger.sqlite"
        with Ledger.open(Address(str(path), path), "anna") as ledger:
            ledger.keep_pack(pack.digest, pack.version, pack.content)
            ledger.open_case(Opened(case, pack.digest))
            asyncio.run(
                run(SccifApp(pack, ledger, samples=()) if demo else SccifApp(pack, ledger, case=case.id))
            )
    how = "live" if demo else "own view first"
    records = sum(1 for key in case.records if key.added)
    return {f"a key, {how}, {records} records / rules not asked": found}


# ---------------------------------------------------------------- the list of cases


def listing(pack: Pack, rounds: int) -> Ratios:
    """The list of many cases beside that of few."""
    standing: list[Took] = []
    moving: list[Took] = []
    with tempfile.TemporaryDirectory() as name:
        many, few = (filled(Path(name) / f"{count}.sqlite", pack, count) for count in (10_000, 100))
        try:
            for _ in range(rounds):
                (stood, moved), (stood_few, moved_few) = (fresh(pack, ledger) for ledger in (many, few))
                standing.append(stood / stood_few)
                moving.append(moved / moved_few)
        finally:
            many.close()
            few.close()
    return {"list of 10,000 cases / of 100": standing, "a key in it / in that of 100": moving}


def fresh(pack: Pack, ledger: Ledger) -> tuple[Took, Took]:
    """The list in an app that no other has left garbage to, as in a program that has just been started."""
    gc.collect()
    return asyncio.run(listed(SccifApp(pack, ledger)))


def filled(path: Path, pack: Pack, count: int) -> Ledger:
    """A ledger with so many cases of one event each."""
    ledger = Ledger.open(Address(str(path), path), "anna")
    ledger.keep_pack(pack.digest, pack.version, pack.content)
    for number in range(count):
        case = Case(f"case-{number:05}", f"case-{number:05}", urn=f"SC{number:06}")
        opened = Opened(case, pack.digest)
        ledger.open_case(
            opened, lambda events: summary_of(standing_of(events), 90, Days(""), is_urgent=False)
        )
    return ledger


async def listed(app: SccifApp) -> tuple[Took, Took]:
    """Until the list stands, and until the cursor has moved in it."""
    watch = Watch(time.thread_time)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot.pause, lambda: isinstance(app.screen, Cases) and bool(app.screen.all))
        stood = watch.took()
        watch = Watch(time.thread_time)
        await pilot.press("down", "down", "down")
        return stood, watch.took()


async def until(wait: Callable[[], Awaitable[None]], holds: Callable[[], bool]) -> None:
    """Waits as long as something does not hold."""
    while not holds():
        await wait()


# ---------------------------------------------------------------- the command line


def helping(rounds: int) -> Ratios:
    """`sccif --help` beside importing rich-click, without and with what draws help, each in a process of its own."""

    def children() -> float:
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime

    def run(*command: str) -> Took:
        watch = Watch(children)
        subprocess.run(command, check=True, capture_output=True)
        return watch.took()

    found: Ratios = {"sccif --help / its library": [], "sccif --help / the same with what draws help": []}
    bare = (sys.executable, "-c", "import rich_click")
    whole = (sys.executable, "-c", "import rich_click.rich_help_rendering")
    for _ in range(rounds):
        helped = run(*COMMAND, "--help")
        for ratios, library in zip(found.values(), (bare, whole), strict=True):
            ratios.append(helped / run(*library))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--part", action="append", choices=["command line", "start", "key", "cases"])
    options = parser.parse_args()
    gc.set_threshold(MADE)
    pack = load_pack()
    sys.stdout.write(
        f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}, Textual {textual.__version__}\n"
    )
    sys.stdout.write(f"{'':62} by the clock             by the processor\n")
    parts: Mapping[str, Callable[[], Ratios]] = {
        "command line": lambda: helping(options.rounds),
        "start": lambda: starting(options.rounds),
        "key": lambda: pressing(pack, options.rounds, demo=False) | pressing(pack, options.rounds, demo=True),
        "cases": lambda: listing(pack, options.rounds),
    }
    for name in options.part or parts:
        report(name, parts[name]())


if __name__ == "__main__":
    main()
