"""Names that no file, case or person can have are bad input, never a fault of the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Sccif

LONG = "a" * 300
BYTE = "\udcff"
"""How Python passes on a byte of the command line that is no text."""
INFINITE = '{"case": "c", "event": Infinity, "hash": "x"}'


@pytest.fixture
def begun(here: Sccif, tmp_path: Path) -> Sccif:
    (tmp_path / "infinite").write_text(INFINITE)
    (tmp_path / "deep").write_text("[" * 100_000)
    (tmp_path / "bytes").write_bytes(b"\xff\xfe")
    assert here("cases", "new", "c1").status == 0
    assert here("backup", str(tmp_path / "b.sqlite")).status == 0
    return here


@pytest.mark.parametrize(
    "command, code",
    [
        (f"cases show {BYTE}", "file-not-utf8"),
        (f"cases archive {BYTE}", "file-not-utf8"),
        (f"cases hold c1 --reason {BYTE}", "file-not-utf8"),
        ("cases show c1 --at 99999999999999999999", "store-no-event"),
        (f"cases import {LONG}", "file-unreadable"),
        (f"cases list --store {LONG}", "store-unusable"),
        ("cases list --store ~nobody-of-this-name/l.sqlite", "store-address"),
        (f"cases export c1 -o {LONG}", "file-unwritable"),
        (f"cases heads -o {LONG}", "file-unwritable"),
        (f"cases verify --heads {LONG}", "file-unreadable"),
        ("cases verify --heads HERE/infinite", "shape-wrong-type"),
        ("cases verify --heads HERE/deep", "shape-wrong-type"),
        (f"backup {LONG}", "file-unwritable"),
        (f"restore {LONG} --yes", "file-missing"),
        ("restore HERE/b.sqlite --yes --store /proc/none/l.sqlite", "file-unwritable"),
        ("restore HERE/b.sqlite --yes --erased HERE/bytes", "store-damaged"),
        ("restore HERE/b.sqlite --yes --erased HERE/deep", "store-damaged"),
    ],
)
def test_what_cannot_be_is_bad_input(begun: Sccif, tmp_path: Path, command: str, code: str) -> None:
    done = begun(*command.replace("HERE", str(tmp_path)).split())

    assert (done.status, done.codes) == (2, [code])
