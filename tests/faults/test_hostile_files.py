"""Files that nobody meant to be read are read or refused, soon; `tests.long.fuzzing` tries many more of them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.problems import Problem, Refused
from tests.long.fuzzing import Trial

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("target, inputs", [("case", 1_000), ("rules", 120), ("import", 300)])
def test_hostile_files_are_read_or_refused(tmp_path: Path, target: str, inputs: int) -> None:
    words = ("--target", target, "-n", str(inputs), "--unguided", "--keep", str(tmp_path / "faults"))

    done = subprocess.run(
        (sys.executable, "-m", "tests.long.fuzzing", *words),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{target}: {inputs:,} inputs" in done.stdout
    assert " 0 faults" in done.stdout


def trial(folder: Path, data: bytes) -> Trial:
    """One input tried on something that fails by what the input says."""

    def target(data: bytes) -> bool:
        while data == b"endless":
            pass
        if data == b"refused":
            raise Refused([Problem("file-empty", "there is nothing in the file", "write something")])
        return bool(int(data))

    tried = Trial("made", target, folder, folder / "told", seconds=0.2)
    tried.one(data)
    tried.tell()
    return tried


@pytest.mark.parametrize(
    "data, error", [(b"endless", "TooLong"), (b"nothing", "ValueError"), (b"refused", "Refused")]
)
def test_what_comes_out_of_an_input_and_is_no_answer_is_kept_with_its_bytes(
    tmp_path: Path, data: bytes, error: str
) -> None:
    tried = trial(tmp_path, data)

    assert [one.read_bytes() for one in tmp_path.glob("*.bin")] == [data]
    assert error in next(tmp_path.glob("*.txt")).read_text()
    assert [what.partition(" ")[0] for what in json.loads((tmp_path / "told").read_text())["faults"]] == [
        error
    ]
    assert tried.counts == {"tried": 1}


def test_what_is_read_is_no_fault(tmp_path: Path) -> None:
    tried = trial(tmp_path, b"1")

    assert not tried.faults
    assert tried.counts == {"read": 1, "tried": 1}
