"""A writer that is killed at moments by chance, again and again. Run with `python -m tests.long.kill`.

After each kill the store is opened again: every event that was acknowledged is there under its hash,
the chain verifies, and of what was not acknowledged there is all or nothing. Then the same where the
disk is full, on a small disk of its own where the system allows one.
"""

from __future__ import annotations

import argparse
import os
import random
import select
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from assistant.case import NoteAdded, RecordAdded
from assistant.problems import Refused
from assistant.store import Address, Ledger, read, verify
from tests.faults.writer import Writer, begin

CASE = "killed"
_ROUND = 50
"""After so many kills a new store is begun, so that reading it stays quick."""


class Broken(Exception):
    """Something that was acknowledged is not there, or something is there in half."""


def writer(store: Path, name: str) -> tuple[int, int]:
    """A process that writes until it is killed: its number, and where it tells."""
    read_end, write_end = os.pipe()
    child = os.fork()
    if child:
        os.close(write_end)
        return child, read_end
    try:
        os.close(read_end)
        Writer(str(store), CASE, name, write_end).write(0)
    finally:
        os._exit(1)


def killed(store: Path, name: str, rng: random.Random) -> list[str]:
    """What a writer had acknowledged when it was killed, at some moment within its first writes."""
    child, told = writer(store, name)
    wanted, said = rng.randint(0, 12), b""
    while said.count(b"\n") < wanted:
        said += os.read(told, 4096) or _ended(child)
    # From here on by the clock: in the middle of a write, of the log or of a checkpoint.
    ready, _, _ = select.select([told], [], [], rng.uniform(0, 0.004))
    if ready and rng.random() < 0.5:
        said += os.read(told, 4096)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(told, 4096):
        said += more
    os.close(told)
    return said.decode().splitlines()


def _ended(child: int) -> bytes:
    os.waitpid(child, 0)
    raise Broken("the writer ended by itself")


def check(store: Path, acknowledged: list[str]) -> int:
    """The number of events. Raises `Broken` where one that was acknowledged is not there, or something is in half."""
    with Ledger.open(Address(str(store), store), "anna") as ledger:
        problems = verify(ledger).problems
        if problems:
            raise Broken(str(problems[0]))
        standing = read(ledger, CASE)
        hashes = {event.sequence: event.row.hash for event in standing.events}
        for line in acknowledged:
            sequence, hash_, _ = line.split(" ")
            if hashes.get(int(sequence)) != hash_:
                raise Broken(f"event {line} was acknowledged and is not there")
        # Each third note of a writer came with a record at one stroke.
        notes = {
            one.change.note.text.split(" ")[0] for one in standing.made if isinstance(one.change, NoteAdded)
        }
        records = {str(one.change.key.label) for one in standing.made if isinstance(one.change, RecordAdded)}
        for note in notes:
            if (f"I{note}" in records) != (int(note.partition("-")[2]) % 3 == 0):
                raise Broken(f"{note} is there in half")
        if standing.lost:
            raise Broken(f"event {standing.lost[0]} does not fit")
    return len(standing.events)


def kills(folder: Path, times: int, seed: int) -> tuple[int, int]:
    """Kill a writer so many times; how many events were acknowledged, and how many are there."""
    rng, acknowledged, there = random.Random(seed), 0, 0
    for start in range(0, times, _ROUND):
        store = folder / f"kill-{start}.sqlite"
        begin(str(store), CASE)
        said: list[str] = []
        events = 0
        for number in range(min(_ROUND, times - start)):
            said += killed(store, f"w{number}", rng)
            events = check(store, said)
        acknowledged += len(said)
        there += events - 1
    return acknowledged, there


@contextmanager
def small_disk(folder: Path, size: str = "1m") -> Iterator[Path | None]:
    """A disk that is soon full, or None where the system does not give one."""
    place = folder / "disk"
    place.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", place], capture_output=True)
    if made.returncode:
        yield None
        return
    try:
        yield place
    finally:
        subprocess.run(["umount", place], check=True)


def filled(store: Path) -> tuple[int, str]:
    """Write until the disk refuses, then again once there is room: how many events, and what was said."""
    ballast = store.with_name("ballast")
    ballast.write_bytes(bytes(200_000))
    begin(str(store), CASE)
    with tempfile.TemporaryFile() as out:
        writer = Writer(str(store), CASE, "wa", out.fileno())
        try:
            writer.write(0)
            code = "nothing"
        except Refused as refused:
            code = refused.problems[0].code
        check(store, _said(out))
        ballast.unlink()
        replace(writer, name="wb").write(1)
        return check(store, _said(out)) - 1, code


def _said(out: BinaryIO) -> list[str]:
    return os.pread(out.fileno(), 1 << 24, 0).decode().splitlines()


def main(arguments: list[str] | None = None) -> int:
    """Try all; 1 where something acknowledged was lost, or something is there in half."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--disks", type=int, default=20, help="full disks of sizes by chance; 0 leaves them out"
    )
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        acknowledged, there = kills(folder, options.times, options.seed)
        sys.stdout.write(
            f"killed {options.times} times: {acknowledged} events acknowledged, all there; {there} there\n"
        )
        for number in range(options.disks):
            place = folder / f"small-{number}"
            place.mkdir()
            with small_disk(place, f"{600 + 37 * number}k") as disk:
                if disk is None:
                    sys.stdout.write("no disk of its own: the full disk was left out\n")
                    break
                events, code = filled(disk / "ledger.sqlite")
                if code != "store-full":
                    raise Broken(f"a full disk was told as {code}")
                sys.stdout.write(
                    f"disk of {600 + 37 * number} kB full after {events} events: {code}, all there\n"
                )
    return 0


if __name__ == "__main__":
    sys.exit(main())
