"""`sccif timeline` in text, as JSON and as a calendar file."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Sccif

DAYS = ("--start", "2018-03-27", "--end", "2018-03-28")


def test_the_json_is_as_it_was_published(sccif: Sccif) -> None:
    told = json.loads(sccif("timeline", *DAYS, "--json").out)

    assert told["start"] == "2018-03-27"
    assert told["end"] == "2018-03-28"
    steps = {step["day"]: step for step in told["steps"]}
    assert (
        steps[3] | {"usual": "2018-03-29", "to_day": 7, "usual_to": "2018-04-06", "limit": None} == steps[3]
    )
    assert steps[15] | {"usual": "2018-04-18", "limit": "2018-04-18"} == steps[15]


def test_the_text_names_every_day_and_what_its_limit_runs_from(sccif: Sccif) -> None:
    done = sccif("timeline", *DAYS)

    assert done.status == 0
    assert "Wed 18 April 2018" in done.out
    assert "13 working days after the" in done.out


def test_a_calendar_file_is_written_and_never_over_another(sccif: Sccif, tmp_path: Path) -> None:
    file = tmp_path / "inspection.ics"

    assert sccif("timeline", *DAYS, "--ics", str(file), "--name", "SC000001").status == 0
    written = file.read_text(encoding="utf-8")
    again = sccif("timeline", *DAYS, "--ics", str(file))

    assert written.startswith("BEGIN:VCALENDAR")
    assert "SC000001: Publish the report" in written
    assert again.status == 2
    assert "file-changed" in again.err
    assert file.read_text(encoding="utf-8") == written


def test_a_day_that_is_none_is_told(sccif: Sccif) -> None:
    done = sccif("timeline", "--start", "27.3.2018")

    assert done.status == 2
    assert "write it as 2019-03-05" in done.err


def test_a_first_day_on_a_sunday_is_a_warning(sccif: Sccif) -> None:
    done = sccif("timeline", "--start", "2018-04-01")

    assert done.status == 0
    assert "timeline-odd" in done.err
