"""Runs `sccif` many times in processes of their own, without starting Python and importing it for each.

One process imports what most commands need and then forks for every run. What is forked has its own
arguments, environment, streams and exit status, goes through the end of an interpreter like any other
process, and may be ended by a signal; only the start is shared.
"""

from __future__ import annotations

import gc
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

ROOT = Path(__file__).parents[1]
PROGRAM = "assistant.cli.main"
NEEDED = [
    PROGRAM,
    "assistant.cli.audit",
    "assistant.cli.cases",
    "assistant.cli.cases_list",
    "assistant.cli.judge",
    "assistant.cli.kept",
    "assistant.cli.rules",
    "assistant.cli.taking_in",
    "assistant.cli.timeline",
    "assistant.cli.what_if",
    "assistant.cli.writers.text",
    "assistant.pack.checks",
    "assistant.reasoning.proofs",
    "assistant.reasoning.run",
    "assistant.reasoning.solve",
    "assistant.reasoning.sweep",
    "assistant.reasoning.what_if",
    "assistant.store.sqlite",
    "assistant.work.audit.of_store",
    "assistant.work.corpus.corpus",
    "assistant.work.examples",
    "assistant.work.inputs",
    "assistant.work.keeping",
    "assistant.work.proving",
    "click.shell_completion",
    "duckdb",
    "platformdirs",
    "rich.console",
    "rich.markdown",
    "z3",
]
OWN = ("HOME", "XDG_", "SCCIF_", "_SCCIF_", "COMP_", "COLUMNS", "TZ", "LOGNAME")
"""What may differ from run to run. Anything else may be read when Python starts or something is imported."""


class Warm:
    """The process that forks, started when it is first needed."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.environment = _shared(environment)
        self.calls, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.warm", str(theirs.fileno())],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd=ROOT,
                env=dict(environment),
                pass_fds=[theirs.fileno()],
            )

    def can_run(self, environment: Mapping[str, str]) -> bool:
        """Whether a run with this environment would be the same as one in a process that is started for it."""
        return _shared(environment) == self.environment

    def run(
        self, args: Sequence[str], stdin: bytes, environment: Mapping[str, str], timeout: float
    ) -> subprocess.CompletedProcess[bytes]:
        """What the command leaves behind. Raises `TimeoutExpired`, after it is killed."""
        pipes = [os.pipe() for _ in range(3)]
        (in_, feed), (read_out, out), (read_err, err) = pipes
        asked = json.dumps([list(args), dict(environment)]).encode()
        socket.send_fds(self.calls, [len(asked).to_bytes(8)], [in_, out, err])
        self.calls.sendall(asked)
        for end in (in_, out, err):
            os.close(end)
        pid = self._told()
        written: dict[int, bytes] = {}
        others = [
            threading.Thread(target=_feed, args=(feed, stdin)),
            threading.Thread(target=_read, args=(read_err, written)),
        ]
        too_late: list[int] = []
        late = threading.Timer(timeout, _kill, (pid, too_late))
        for thread in (*others, late):
            thread.start()
        _read(read_out, written)
        for thread in others:
            thread.join()
        status = self._told()
        late.cancel()
        if too_late:
            raise subprocess.TimeoutExpired([*args], timeout)
        return subprocess.CompletedProcess([*args], status, written[read_out], written[read_err])

    def close(self) -> None:
        """End the process that forks."""
        self.calls.close()
        self.process.communicate(timeout=60)

    def _told(self) -> int:
        line = self.calls.recv(8, socket.MSG_WAITALL)
        if not line:
            told = self.process.communicate(timeout=60)[1].decode(errors="replace")
            raise RuntimeError(f"what runs `sccif` has ended:\n{told}")
        return int.from_bytes(line, signed=True)


def _shared(environment: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if not name.startswith(OWN)}


def _kill(pid: int, killed: list[int]) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
        killed.append(pid)


def _feed(feed: int, stdin: bytes) -> None:
    with os.fdopen(feed, "wb", buffering=0) as stream:
        _write(stream, stdin)


def _write(stream: BinaryIO, data: bytes) -> None:
    with suppress(BrokenPipeError):  # where the command read no more
        while data:
            data = data[stream.write(data) :]


def _read(end: int, written: dict[int, bytes]) -> None:
    with os.fdopen(end, "rb") as stream:
        written[end] = stream.read()


def serve(calls: socket.socket) -> Callable[[], object]:
    """Fork for each run that is asked for; returns what is to be run in the fork, or once no more is asked."""
    begun = dict(os.environ)
    for name in NEEDED:
        import_module(name)
    sys.modules.pop(PROGRAM)  # each run makes it anew, as `python -m` does
    added = {name: value for name, value in os.environ.items() if name not in begun}
    assert threading.active_count() == 1
    gc.freeze()
    while True:
        head, streams, _, _ = socket.recv_fds(calls, 8, 3)
        if not head:
            return lambda: None
        asked = calls.recv(int.from_bytes(head), socket.MSG_WAITALL)
        child = os.fork()
        if not child:
            calls.close()
            for number, stream in enumerate(streams):
                os.dup2(stream, number)
                os.close(stream)
            args, environment = json.loads(asked)
            os.environ.clear()
            os.environ.update(environment | added)
            time.tzset()
            sys.argv[1:] = args
            return lambda: runpy.run_module(PROGRAM, run_name="__main__", alter_sys=True)
        for stream in streams:
            os.close(stream)
        calls.sendall(child.to_bytes(8, signed=True))
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        calls.sendall(status.to_bytes(8, signed=True))


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))()
