"""A report that is written stands in the history of its case, and none is written where it cannot stand there."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from assistant.case import Case
from assistant.pack import Pack
from assistant.problems import Refused
from assistant.store import Ledger, parse_address
from assistant.store.kinds import Exported, Opened
from assistant.work.report.exporting import export, log


@pytest.fixture
def ledger(tmp_path: Path, pack: Pack) -> Iterator[Ledger]:
    with closing(Ledger.open(parse_address(str(tmp_path / "ledger.sqlite")), "anna")) as opened:
        opened.open_case(Opened(Case("c1", "c1"), pack.digest))
        yield opened


def test_a_report_is_in_the_history_and_in_a_file_for_its_owner(ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "report.md"

    event = export(path, "# Report\n", lambda exported: log(ledger, "c1", exported))

    assert event == 2
    assert isinstance(ledger.events("c1")[-1].happened, Exported)
    assert path.read_text(encoding="utf-8") == "# Report\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_report_that_cannot_be_logged_is_not_written(ledger: Ledger, tmp_path: Path) -> None:
    ledger.database.rows(
        "CREATE TEMP TRIGGER refuses BEFORE INSERT ON main.events "
        "BEGIN SELECT RAISE(ABORT, 'ledger: held'); END"
    )

    before = sorted(tmp_path.iterdir())

    def refused(exported: Exported) -> int | None:
        assert not (tmp_path / "report.md").exists()
        return log(ledger, "c1", exported)

    with pytest.raises(Refused):
        export(tmp_path / "report.md", "# Report\n", refused)

    assert sorted(tmp_path.iterdir()) == before


def test_a_report_whose_file_is_taken_is_not_logged(ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text("another", encoding="utf-8")

    with pytest.raises(Refused):
        export(path, "# Report\n", lambda exported: log(ledger, "c1", exported))

    assert len(ledger.events("c1")) == 1
    assert path.read_text(encoding="utf-8") == "another"
