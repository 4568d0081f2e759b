"""The command starts with what every command needs, and imports the rest where it is used."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

LATER = (
    "textual",
    "pydantic",
    "yaml",
    "difflib",
    "z3",
    "duckdb",
    "durable",
    "assistant.tui",
    "assistant.store",
    "sqlite3",
    "psycopg",
)

HELP = f"""
import sys
from assistant.cli.main import main
assert main(sys.argv[1:]) == 0
print("imported:", sorted(set(sys.modules) & set({LATER!r})))
"""


AFTER_THE_FIRST_QUESTION = (
    "rich_click",
    "z3",
    "duckdb",
    "durable",
    "assistant.reasoning.solving",
    "assistant.tui.widgets.live",
    "assistant.work.ahead",
    "assistant.work.deciding",
    "assistant.work.training.model",
)
OPENING = f"""
import sys
import assistant.cli.main, assistant.cli.open, assistant.pack.at_hand, assistant.tui
print("imported:", sorted(set(sys.modules) & set({AFTER_THE_FIRST_QUESTION!r})))
"""


def test_the_app_opens_without_what_no_first_question_needs() -> None:
    done = subprocess.run([sys.executable, "-c", OPENING], capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "imported: []"


@pytest.mark.parametrize(
    "args", ["--help", "cases --help", "admin --help", "interview --help", "completion bash"]
)
def test_help_imports_neither_the_screen_nor_an_engine_nor_a_database(args: str) -> None:
    # What measures the coverage of a child brings sqlite3 with it.
    bare = {name: value for name, value in os.environ.items() if not name.startswith("COV")}

    done = subprocess.run(
        [sys.executable, "-c", HELP, *args.split()], capture_output=True, text=True, env=bare
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "imported: []"


@pytest.mark.parametrize(
    "args",
    ["admin init", "admin give anna inspector", "admin take anna inspector", "admin who", "doctor --server"],
)
def test_without_the_library_for_postgresql_every_command_for_a_team_says_what_to_install(args: str) -> None:
    without = (
        "import sys; sys.modules['psycopg'] = None; from assistant.cli.main import main; sys.exit(main())"
    )
    store = ["--store", "postgresql://postgres@127.0.0.1/none"]

    done = subprocess.run(
        [sys.executable, "-c", without, *args.split(), *store], capture_output=True, text=True
    )

    assert done.returncode == 2
    assert "[store-no-driver]" in done.stderr
    assert ".venv/bin/pip install -r requirements/server.txt" in done.stderr
