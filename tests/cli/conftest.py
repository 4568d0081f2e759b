"""The real command run in a process of its own, and golden outputs.

A golden file is reset on purpose only: `sh scripts/test tests/cli --snapshot-update`, and then looked at.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple, Protocol

import pytest

from tests.warm import Warm

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "golden"
CASES = Path("tests/fixtures/cases")

BEGUN = f"{CASES}/begun.yaml"
DECLINED = f"{CASES}/declined.yaml"


class Done(NamedTuple):
    """What a command left behind."""

    status: int
    out: str
    err: str

    @property
    def codes(self) -> list[str]:
        """The codes of the problems on standard error, in order."""
        return [line.rpartition("[")[2].rstrip("]") for line in self.err.splitlines() if line.endswith("]")]

    @property
    def objects(self) -> list[dict[str, object]]:
        """Standard output as JSON, one object a line."""
        return [json.loads(line) for line in self.out.splitlines()]


class Sccif(Protocol):
    """Runs the command as a person would."""

    def __call__(self, *args: str, stdin: str | bytes = "", **env: str) -> Done: ...


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if name.startswith(("COV", "PATH", "SYSTEMROOT"))
    }
    home = {
        "HOME": str(tmp_path),
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "SCCIF_STORE": str(tmp_path / "ledger.sqlite"),
    }
    return {
        **kept,
        **home,
        "PYTHONPATH": str(ROOT),
        "COLUMNS": "80",
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
    }


@pytest.fixture(scope="session")
def warm() -> Iterator[list[Warm]]:
    """What forks for each command, once there was one."""
    begun: list[Warm] = []
    yield begun
    for one in begun:
        one.close()


@pytest.fixture
def sccif(environment: dict[str, str], warm: list[Warm]) -> Sccif:
    def run(*args: str, stdin: str | bytes = "", **env: str) -> Done:
        given = stdin.encode() if isinstance(stdin, str) else stdin
        if not warm:
            warm.append(Warm(environment))
        if warm[0].can_run(environment | env):
            done = warm[0].run(args, given, environment | env, timeout=60)
        else:
            done = subprocess.run(
                [sys.executable, "-m", "assistant.cli.main", *args],
                input=given,
                capture_output=True,
                cwd=ROOT,
                env=environment | env,
                timeout=60,
            )
        encoding = env.get("PYTHONIOENCODING", "utf-8")
        return Done(done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding))

    return run


def started(environment: dict[str, str], *args: str) -> subprocess.Popen[bytes]:
    """The command as a terminal starts it, still running, so that Ctrl-C reaches it."""
    return subprocess.Popen(
        [sys.executable, "-u", "-m", "assistant.cli.main", *args],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=environment,
        # A shell gives what it starts in the background an ignored SIGINT, and that is inherited.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no threads here
    )


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Sccif:
    """The same within this process, with a store in this test's folder: quick, for commands that start no app."""
    from assistant.cli.main import main

    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("SCCIF_STORE", str(tmp_path / "ledger.sqlite"))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()

    def run(*args: str, stdin: str | bytes = "", **env: str) -> Done:
        for name, value in env.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "stdin", io.StringIO(str(stdin)))
        status = main(args)
        return Done(status, *capsys.readouterr())

    return run


@pytest.fixture
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept of somebody between sessions lies in this test's folder."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def declined(here: Sccif) -> Sccif:
    """The command, with the case that declined in the store: an inspection of 5 and 6 March 2019, not sealed."""
    assert here("cases", "import", DECLINED).status == 0
    return here


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares a text with the golden file of this name, or resets it when that is asked for."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--snapshot-update", default=False):
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")

    return compare


@pytest.fixture(scope="session")
def sample_pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack like the one that comes along, whose only samples are the cases of these tests."""
    folder = tmp_path_factory.mktemp("pack")
    for part in ("knowledge", "rules"):
        shutil.copytree(ROOT / part, folder / part)
    shutil.rmtree(folder / "knowledge" / "cases", ignore_errors=True)
    (folder / "knowledge" / "cases").mkdir()
    for name in ("begun.yaml", "declined.yaml"):
        shutil.copy(ROOT / CASES / name, folder / "knowledge" / "cases" / name)
    return folder
