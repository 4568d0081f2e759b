"""The command starts with what every command needs, and imports the rest where it is used."""

from __future__ import annotations

import subprocess
import sys

LATER = ("textual", "z3", "duckdb", "durable", "assistant.tui")

HELP = f"""
import sys
sys.argv = ["sccif", "--help"]
from assistant.cli.main import main
try:
    main()
except SystemExit as end:
    assert not end.code
print("imported:", sorted(set(sys.modules) & set({LATER!r})))
"""


def test_help_imports_neither_the_screen_nor_an_engine() -> None:
    done = subprocess.run([sys.executable, "-c", HELP], capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "imported: []"
