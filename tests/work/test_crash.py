"""A report of a crash holds places in the program, and nothing that was said."""

from __future__ import annotations

import stat
from pathlib import Path

from assistant.work.crash import write_report


def failing() -> ValueError:
    try:
        try:
            raise KeyError("what a child told")
        except KeyError as error:
            raise ValueError("and once more: what a child told") from error
    except ValueError as error:
        return error


def test_a_report_names_each_error_and_its_place_and_keeps_messages_to_itself(tmp_path: Path) -> None:
    report = write_report(failing(), tmp_path / "new")

    assert report is not None
    told = report.read_text(encoding="utf-8")
    assert told.index("builtins.KeyError") < told.index("builtins.ValueError")
    assert "work/test_crash.py:" in told
    assert "child told" not in told
    assert stat.S_IMODE(report.stat().st_mode) == 0o600


def test_where_nothing_can_be_written_there_is_no_report(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("", encoding="utf-8")

    assert write_report(failing(), in_the_way) is None
