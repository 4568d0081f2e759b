"""Every way a command can end: stopped, unheard, misused or failing, and never with a traceback."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import BEGUN, DECLINED, ROOT, Sccif, started

FAILING = """
import sys
from assistant.reasoning import Judging
def judge(self, case):
    secret = "what a child told"
    raise RuntimeError("it failed on " + secret) from KeyError(secret)
Judging.judge = judge
from assistant.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


def test_ctrl_c_ends_quietly_with_130(environment: dict[str, str]) -> None:
    process = started(environment, "judge", "--brief", "-")
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps({"sccif_case": 1, "case": "a"}).encode() + b"\n")
    process.stdin.flush()
    assert process.stdout.readline().startswith(b"a ")  # it now waits for the next line

    process.send_signal(signal.SIGINT)

    _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert said.strip() == b""


@pytest.mark.parametrize(
    "args",
    [["judge", DECLINED], ["judge", "--json", BEGUN], ["schema", "case"], ["--help"], ["cases"]],
    ids=" ".join,
)
def test_a_closed_pipe_is_no_fault(environment: dict[str, str], args: list[str]) -> None:
    reads, writes = os.pipe()
    os.close(reads)

    done = subprocess.run(
        [sys.executable, "-m", "assistant.cli.main", *args],
        stdout=writes,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=environment,
    )

    os.close(writes)
    assert done.returncode == 141
    assert b"Traceback" not in done.stderr
    assert b"rror" not in done.stderr


def test_a_fault_of_the_program_tells_where_its_report_is_and_nothing_of_the_case(
    environment: dict[str, str], tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FAILING, "judge", BEGUN],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment,
    )

    assert done.returncode == 70
    (report,) = (tmp_path / "state").rglob("crash-*.txt")
    assert len(done.stderr.splitlines()) == 1
    assert str(report) in done.stderr
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    written = report.read_text(encoding="utf-8")
    assert "RuntimeError" in written
    assert "KeyError" in written
    assert "assistant/cli/judge.py:" in written
    assert "child told" not in written + done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "args",
    [
        ["nothing"],
        ["--nothing"],
        ["judge", "--nothing"],
        ["judge", "--engine", "x", BEGUN],
        ["cases", "show"],
        ["schema", "x"],
    ],
    ids=" ".join,
)
def test_a_command_typed_wrongly_is_bad_input_with_a_way_to_the_help(sccif: Sccif, args: list[str]) -> None:
    done = sccif(*args)

    assert done.status == 2
    assert done.err.splitlines()[-1].strip().startswith("see `sccif")
    assert done.out == ""


def test_without_a_terminal_a_bare_command_shows_its_help(sccif: Sccif) -> None:
    done = sccif()

    assert done.status == 0
    assert "Usage: sccif" in done.out


def test_the_version_is_the_program_s(sccif: Sccif) -> None:
    assert sccif("--version").out == "sccif, version 0.1.0\n"


@pytest.mark.parametrize("output", [">&-", ">/dev/full"])
def test_output_that_cannot_be_written_is_one_line(environment: dict[str, str], output: str) -> None:
    command = f"{sys.executable} -m assistant.cli.main judge {BEGUN} {output}"

    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, env=environment, cwd=ROOT)

    assert done.returncode == 2
    assert [line.split(":")[1] for line in done.stderr.splitlines()][-1] == " the output cannot be written"


@pytest.mark.parametrize(
    "args", [["doctor"], [], ["open"], ["cases", "erase", "x", "--order", "1", "--reason", "y"]]
)
def test_a_closed_input_is_no_fault(environment: dict[str, str], args: list[str]) -> None:
    closed = ["sh", "-c", 'exec "$0" -m assistant.cli.main "$@" <&-', sys.executable]

    done = subprocess.run([*closed, *args], capture_output=True, cwd=ROOT, env=environment)

    assert done.returncode in (0, 2)


def test_json_stays_whole_where_the_output_cannot_hold_every_character(sccif: Sccif, tmp_path: Path) -> None:
    scenario = tmp_path / "small.yaml"
    small = (ROOT / "tests/fixtures/scenarios/small.yaml").read_text(encoding="utf-8")
    scenario.write_text(small.replace("title: ", "title: “Quiet” – ", 1), encoding="utf-8")

    done = sccif("train", "show", str(scenario), "--json", PYTHONIOENCODING="ascii")

    assert str(done.objects[0]["title"]).startswith("“Quiet” – ")


def test_that_the_engine_is_not_there_is_told_as_json_where_that_is_asked_for(
    here: Sccif, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.reasoning.durable_rules", lambda: None)

    done = here("judge", "--json", BEGUN)

    assert [json.loads(line)["code"] for line in done.err.splitlines()] == ["engine-missing"]
