"""A run that is forked leaves behind what one leaves that is started."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.warm import PROGRAM, ROOT, Warm

BEGUN = "tests/fixtures/cases/begun.yaml"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name.startswith(("COV", "PATH"))}
    home = {"HOME": str(tmp_path), "SCCIF_STORE": str(tmp_path / "ledger.sqlite")}
    return {**kept, **home, "PYTHONPATH": str(ROOT), "COLUMNS": "80", "LANG": "C.UTF-8"}


@pytest.fixture
def warm(environment: dict[str, str]) -> Iterator[Warm]:
    one = Warm(environment)
    yield one
    one.close()


def test_its_status_and_all_that_it_writes_are_the_same(warm: Warm, environment: dict[str, str]) -> None:
    for args, stdin in (
        (["judge", BEGUN], b""),
        (["judge", "-", "--json"], (ROOT / BEGUN).read_bytes()),
        (["judge", "not-there.yaml"], b""),
        (["judge", "--no-such-option"], b""),
        (["cases", "list", "--json"], b""),
        (["--version"], b""),
    ):
        done = warm.run(args, stdin, environment, timeout=60)

        started = subprocess.run(
            [sys.executable, "-m", PROGRAM, *args],
            input=stdin,
            capture_output=True,
            cwd=ROOT,
            env=environment,
        )
        assert (done.returncode, done.stdout, done.stderr) == (
            started.returncode,
            started.stdout,
            started.stderr,
        )


def test_each_run_has_its_own_environment(warm: Warm, environment: dict[str, str], tmp_path: Path) -> None:
    other = {"SCCIF_STORE": str(tmp_path / "another.sqlite")}

    first, second = (
        warm.run(["doctor", "--json"], b"", environment | one, timeout=60).stdout for one in (other, {})
    )

    assert b"another.sqlite" in first
    assert b"another.sqlite" not in second


def test_what_is_read_at_the_start_of_python_is_not_shared(warm: Warm, environment: dict[str, str]) -> None:
    assert warm.can_run(environment | {"HOME": "/elsewhere", "COLUMNS": "40"})
    for name in ("PYTHONIOENCODING", "LANG", "NO_COLOR"):
        assert not warm.can_run(environment | {name: "ascii"})


def test_one_that_does_not_end_is_killed_and_the_next_runs(warm: Warm, environment: dict[str, str]) -> None:
    with pytest.raises(subprocess.TimeoutExpired):
        warm.run(["rules", "prove", "--pack", "."], b"", environment, timeout=0.2)

    assert warm.run(["--version"], b"", environment, timeout=60).returncode == 0
