"""Eight writers on one case, on each database, the server started anew meanwhile. Run with `python -m tests.long.race`.

Whatever was acknowledged is there once, in the order each writer wrote it, in one chain without a gap.
On PostgreSQL the writers are on real connections to a server of its own, which is started anew twice
while they write: once in good order, once as after a crash.
"""

from __future__ import annotations

import argparse
import os
import selectors
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from assistant.case import NoteAdded
from assistant.store import Address, Ledger, parse_address, read, verify
from tests.faults.writer import Writer, begin
from tests.store.stores import server

CASE = "raced"
Step = tuple[int, Callable[[], object]]
"""What is done once so many events were acknowledged."""


def written(store: str, writers: int, each: int, steps: Sequence[Step] = ()) -> list[list[str]]:
    """What each writer had acknowledged, in its order; the steps are done while they write."""
    told = [_writer(store, f"w{number}", each) for number in range(writers)]
    said = {read_end: b"" for _, read_end in told}
    due = list(steps)
    with selectors.DefaultSelector() as selector:
        for read_end in said:
            selector.register(read_end, selectors.EVENT_READ)
        while selector.get_map():
            for key, _ in selector.select():
                more = os.read(key.fd, 1 << 16)
                said[key.fd] += more
                if not more:
                    selector.unregister(key.fd)
                    os.close(key.fd)
            while due and sum(one.count(b"\n") for one in said.values()) >= due[0][0]:
                due.pop(0)[1]()
    ended = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child, _ in told]
    if any(ended) or due:
        raise SystemExit(f"writers ended with {ended}, {len(due)} steps were not reached")
    return [one.decode().splitlines() for one in said.values()]


def _writer(store: str, name: str, each: int) -> tuple[int, int]:
    read_end, write_end = os.pipe()
    child = os.fork()
    if child:
        os.close(write_end)
        return child, read_end
    status = 1
    try:
        os.close(read_end)
        Writer(store, CASE, name, write_end).write(each)
        status = 0
    except BaseException as error:  # noqa: BLE001 - the parent tells of it
        sys.stderr.write(f"{name}: {error!r}\n")
    finally:
        os._exit(status)


def check(address: Address, said: Sequence[Sequence[str]], each: int) -> int:
    """The number of events. Raises `SystemExit` where one is lost, doubled or out of order."""
    with Ledger.open(address) as ledger:
        problems = verify(ledger, ledger.heads()).problems
        standing = read(ledger, CASE)
    hashes = {str(event.sequence): event.row.hash for event in standing.events}
    notes = [one.change.note.text.split(" ")[0] for one in standing.made if isinstance(one.change, NoteAdded)]
    wrong = [str(problem) for problem in problems]
    wrong += [f"{line} is not there" for line in _lines(said) if hashes.get(line[0]) != line[1]]
    for number, lines in enumerate(said):
        meant = [f"w{number}-{one}" for one in range(1, each + 1)]
        wrong += [f"w{number} was not told of all it wrote"] * (
            [line.split(" ")[2] for line in lines] != meant
        )
        wrong += [f"w{number} is lost, doubled or out of order"] * (
            [note for note in notes if note.startswith(f"w{number}-")] != meant
        )
    if wrong or standing.lost or len(notes) != len(said) * each:
        raise SystemExit("\n".join(wrong[:10]) or "events were lost, or do not fit")
    return len(standing.events)


def _lines(said: Sequence[Sequence[str]]) -> list[list[str]]:
    return [line.split(" ") for lines in said for line in lines]


@contextmanager
def cluster() -> Iterator[tuple[str, Callable[[str], object]]]:
    """A PostgreSQL server of its own: where it is, and what starts it anew in a mode of `pg_ctl`."""
    programs = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)
    found = shutil.which("pg_ctl") or (programs and str(programs / "pg_ctl"))
    if not found:
        raise SystemExit("pg_ctl is not found: the server that is started anew is left out with --sqlite")
    folder = Path(tempfile.mkdtemp(prefix="sccif-pg-", dir="/tmp"))
    is_root = os.geteuid() == 0
    if is_root:
        shutil.chown(folder, "postgres", "postgres")
    owner = "postgres" if is_root else None
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    def run(*words: str) -> None:
        log = folder / "out"
        done = subprocess.run(
            [found, "-D", folder / "data", "-w", *words],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
            user=owner,
            group=owner,
            extra_groups=() if owner else None,
        )
        if done.returncode:
            raise SystemExit(f"pg_ctl {' '.join(words)} failed: see {log}")

    options = f"-p {port} -c listen_addresses=127.0.0.1 -k {folder} -c logging_collector=off"
    run("init", "-o", "-A trust -U postgres")
    run("-l", str(folder / "out"), "-o", options, "start")
    try:
        yield f"127.0.0.1:{port}", lambda mode: run("-m", mode, "-l", str(folder / "out"), "restart")
    finally:
        run("-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def on_file(folder: Path, writers: int, each: int) -> int:
    """The race on a file."""
    store = folder / "race.sqlite"
    begin(str(store), CASE)
    return check(Address(str(store), store), written(str(store), writers, each), each)


def on_server(place: str, writers: int, each: int, steps: Sequence[Step] = ()) -> int:
    """The race on a server."""
    with server(place) as schema:
        begin(schema.owner.given, CASE)
        said = written(schema.owner.given, writers, each, steps)
        return check(parse_address(schema.owner.given), said, each)


def main(arguments: list[str] | None = None) -> int:
    """Let them race; ends with what went wrong, if anything did."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--events", type=int, default=2_000, help="notes altogether, on each database")
    parser.add_argument("--sqlite", action="store_true", help="on SQLite only")
    parser.add_argument("--server", help="HOST:PORT of a server that is left running as it is")
    options = parser.parse_args(arguments)
    each = options.events // options.writers
    with tempfile.TemporaryDirectory() as name:
        events = on_file(Path(name), options.writers, each)
        sys.stdout.write(
            f"SQLite: {options.writers} writers, {events} events, none lost, doubled or out of order\n"
        )
    if options.sqlite:
        return 0
    if options.server:
        events = on_server(options.server, options.writers, each)
        sys.stdout.write(
            f"PostgreSQL: {options.writers} writers, {events} events, none lost, doubled or out of order\n"
        )
        return 0
    with cluster() as (place, again):
        steps = [
            (options.events // 3, lambda: again("fast")),
            (2 * options.events // 3, lambda: again("immediate")),
        ]
        events = on_server(place, options.writers, each, steps)
        sys.stdout.write(
            f"PostgreSQL, started anew twice: {options.writers} writers, {events} events, "
            "none lost, doubled or out of order\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
