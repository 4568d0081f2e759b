"""The CSV files of an audit: a spreadsheet finds nothing in them to work out, and each column is described."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from assistant.cli.writers.audit_csv import as_csv
from assistant.work.audit.shapes import Column, Report, Section, Table
from assistant.work.coefficients import Coefficient, Share
from tests.cli.conftest import Sccif

CASE, SHARE = Column("case", "Case", "its name"), Column("part", "Part", "a part", "share")
KAPPA = Column("kappa", "Kappa", "how far", "coefficient")


def of(*rows: tuple[str, Share | None, Coefficient | None]) -> list[list[str]]:
    """The rows of a table of three columns, as a spreadsheet reads them."""
    table = Table("some", "Some", "", (CASE, SHARE, KAPPA), rows, "none")
    files = as_csv(Report("Audit", (), (), (Section("one", "One", "", (table,)),)))
    return list(csv.reader(io.StringIO(files["some.csv"], newline="")))


def test_a_figure_stands_in_as_many_columns_as_it_has_numbers() -> None:
    head, first, second = of(("a", Share(1, 2), Coefficient(9, -0.5)), ("b", None, None))

    assert head == [
        "case", "part_count", "part_of", "part_share", "part_low", "part_high",
        "kappa_n", "kappa_value", "kappa_low", "kappa_high",
    ]  # fmt: skip
    assert first[:4] + first[6:] == ["a", "1", "2", "0.5", "9", "-0.5", "", ""]
    assert second == ["b", *[""] * 9]


def test_a_table_without_rows_has_the_same_columns() -> None:
    assert of()[0] == of(("a", Share(1, 2), None))[0]


@given(
    st.sampled_from(["", "=", "+", "-", "@", "\t", "\r", "\n", "＝", "'", '"=', " "]), st.text(max_size=20)
)
def test_no_text_begins_as_a_formula_and_none_is_lost(begin: str, rest: str) -> None:
    text = (begin + rest).replace("\0", "").encode(errors="replace").decode()

    written = of((text, None, None))[1][0]

    assert not written.startswith(tuple("=+-@\t\r\n＝＋－＠"))
    assert written.removeprefix("'") == text.removeprefix("'")


def test_every_column_of_every_file_is_described(sccif: Sccif, tmp_path: Path) -> None:
    corpus, folder = tmp_path / "corpus.jsonl", tmp_path / "csv"
    sccif("cases", "generate", "-n", "40", "--seed", "5", "-o", str(corpus))

    done = sccif("audit", str(corpus), "--csv", str(folder))

    assert done.status == 0
    files = {
        file.name: list(csv.reader(io.StringIO(file.read_bytes().decode("utf-8"), newline="")))
        for file in folder.iterdir()
    }
    described = {(row[0], row[1]) for row in files["columns.csv"][1:]}
    for name in files.keys() - {"columns.csv", "about.csv"}:
        assert {(name, column) for column in files[name][0]} <= described
        assert {len(row) for row in files[name]} == {len(files[name][0])}
    assert any("synthetic" in row[1] for row in files["about.csv"])
    assert all(file.stat().st_mode & 0o777 == 0o600 for file in folder.iterdir())
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_is_there_is_left_alone(sccif: Sccif, tmp_path: Path) -> None:
    (tmp_path / "csv").mkdir()

    done = sccif("audit", "tests/fixtures/cases/declined.yaml", "--csv", str(tmp_path / "csv"))

    assert (done.status, done.codes) == (2, ["file-changed"])
    assert list((tmp_path / "csv").iterdir()) == []
