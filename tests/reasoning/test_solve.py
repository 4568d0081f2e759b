"""The solver beside other threads: what z3 held may be freed in any of them."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
from pathlib import Path

from assistant.case import read_case
from assistant.pack import load_pack
from assistant.reasoning import Judging

CASE = Path(__file__).parents[1] / "tui" / "cases" / "oak.yaml"
ROUNDS = 4


def work(left: list[Judging], rounds: int) -> None:
    pack = load_pack()
    case = read_case(CASE, pack).case
    for _ in range(rounds):
        judging = Judging(pack, "meaning")
        judging.confirm(judging.live(case))
        judging.itself = judging  # type: ignore[attr-defined]  # a cycle, which the collector alone frees
        left.append(judging)


def main() -> None:
    """Confirm a case again and again in one thread, and free what that leaves in another."""
    left: list[Judging] = []
    thread = threading.Thread(target=work, args=(left, ROUNDS))
    thread.start()
    while thread.is_alive():
        left.clear()
        gc.collect()


def test_what_z3_held_can_be_freed_by_another_thread_than_the_one_that_asks() -> None:
    done = subprocess.run(
        [sys.executable, "-m", __spec__.name], capture_output=True, check=False, timeout=300
    )

    assert (done.returncode, done.stderr) == (0, b"")


if __name__ == "__main__":
    main()
