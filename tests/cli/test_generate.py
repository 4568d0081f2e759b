"""`sccif cases generate`: constructed corpora, said to be so in every file."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb

from tests.cli.conftest import DECLINED, Sccif

SYNTHETIC = "Synthetic: made by chance"


def test_every_line_is_a_case_that_is_judged_and_says_that_it_is_synthetic(
    sccif: Sccif, tmp_path: Path
) -> None:
    path = tmp_path / "corpus.jsonl"

    done = sccif("cases", "generate", "-n", "25", "--seed", "7", "-o", str(path))

    cases = [json.loads(line) for line in path.read_text().splitlines()]
    judged = sccif("judge", "--json", str(path))
    assert "25 synthetic cases" in done.out
    assert (len(cases), path.stat().st_mode & 0o777) == (25, 0o600)
    assert all(case["about"].startswith(SYNTHETIC) for case in cases)
    assert (judged.status, judged.err, len(judged.out.splitlines())) == (0, "", 25)


def test_the_same_seed_makes_the_same_cases_and_another_others(sccif: Sccif) -> None:
    first, again, other = (sccif("cases", "generate", "-n", "5", "--seed", seed).out for seed in "112")

    assert first == again
    assert first != other


def test_tables_say_that_they_are_synthetic_and_are_for_their_owner_alone(
    sccif: Sccif, tmp_path: Path
) -> None:
    folder = tmp_path / "corpus"

    sccif("cases", "generate", "-n", "20", "-o", str(folder))

    with duckdb.connect() as database:
        said = database.execute(f"SELECT value FROM parquet_kv_metadata('{folder}/*.parquet')").fetchall()
    assert folder.stat().st_mode & 0o777 == 0o700
    assert len(said) == len(list(folder.glob("*.parquet")))
    assert all(value.startswith(SYNTHETIC.encode()) for (value,) in said)


def test_nothing_is_written_over(sccif: Sccif, tmp_path: Path) -> None:
    for name in ("corpus.jsonl", "corpus"):
        (tmp_path / name).write_text("mine")

        done = sccif("cases", "generate", "-n", "2", "-o", str(tmp_path / name))

        assert (done.status, done.codes) == (2, ["file-changed"])
        assert (tmp_path / name).read_text() == "mine"
        assert len(list(tmp_path.glob(".sccif-*"))) == 0


def test_whatever_is_told_of_synthetic_cases_says_that_they_are(sccif: Sccif, tmp_path: Path) -> None:
    corpus, judged = str(tmp_path / "corpus.jsonl"), str(tmp_path / "judged.json")
    sccif("cases", "generate", "-n", "30", "--seed", "7", "-o", corpus)
    Path(judged).write_text(Path(corpus).read_text().splitlines()[0])
    commands = (
        ("audit", corpus),
        ("alike", corpus),
        ("rules", "diff", ".", ".", "--cases", corpus),
        ("precedents", judged, "--in", corpus),
    )

    sccif("cases", "import", str(DECLINED))
    texts = [" ".join(sccif(*words).out.split()) for words in commands]
    objects = [json.loads(sccif(*words, "--json").out.splitlines()[0]) for words in commands[:2]]

    assert all("All of these cases are synthetic, made by chance" in text for text in texts), texts
    assert [told["synthetic"] for told in objects] == [30, 30]
