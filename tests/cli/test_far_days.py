"""A case whose inspection is at the end of all days is kept, listed and told like any other."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Sccif


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-30", "9999-12-31"])
def test_a_case_of_days_that_nobody_meant_does_not_take_the_list_away(
    sccif: Sccif, tmp_path: Path, day: str
) -> None:
    file = tmp_path / "far.yaml"
    file.write_text(f"sccif_case: 1\ncase: far\ninspection: {{start: {day}, end: {day}}}\n")
    sccif("cases", "import", str(file))

    for words in (("cases", "list"), ("cases", "show", "far"), ("cases", "timeline", "far")):
        told = sccif(*words)

        assert told.status == 0, told.err
        assert day in told.out or words[1] == "timeline"
