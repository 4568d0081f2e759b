"""Corpora from files, folders, tables and a store, with what cannot be used told and counted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import duckdb
import pytest

from assistant.case import Case
from assistant.pack import Pack
from assistant.problems import Refused
from assistant.reasoning import Judging, gather, meaning
from assistant.reasoning.compile import compile_rules
from assistant.reasoning.sweep import sweep
from assistant.work.corpus.about import ABOUT
from assistant.work.corpus.corpus import Corpus
from assistant.work.corpus.generating import generated
from assistant.work.corpus.reading import cases_in
from assistant.work.corpus.writing import write_lines, write_tables
from tests.packs import REAL
from tests.rights import as_modes_say


@pytest.fixture(scope="module")
def cases(pack: Pack) -> list[Case]:
    return list(generated(Judging(pack, "meaning"), 60, seed=3))


def nothing(_done: int) -> None:
    """Hears how far it is, and says nothing."""


def test_the_samples_are_a_corpus(pack: Pack) -> None:
    base = compile_rules(pack)
    read = list(cases_in(REAL / "knowledge" / "cases", pack))

    with Corpus(pack) as corpus:
        corpus.take_in(read)
        corpus.judge(sweep(base), keep=True)

        found = list(corpus.known(base))
    assert not corpus.bad
    assert found == [meaning(base, gather(case, pack)).known for case in read if isinstance(case, Case)]


def test_tables_that_were_written_judge_as_the_cases_did(
    pack: Pack, cases: list[Case], tmp_path: Path
) -> None:
    base = compile_rules(pack)
    write_tables(cases, pack, tmp_path / "tables", ABOUT, nothing)

    with Corpus(pack) as corpus:
        corpus.read_from(tmp_path / "tables")
        corpus.judge(sweep(base), keep=True)

        assert list(corpus.known(base)) == [meaning(base, gather(case, pack)).known for case in cases]


def test_bad_cases_are_left_out_and_told_with_file_and_line(
    pack: Pack, cases: list[Case], tmp_path: Path
) -> None:
    path = tmp_path / "corpus.jsonl"
    write_lines(cases[:3], pack, path, nothing)
    lines = path.read_text().splitlines()
    path.write_text("\n".join([lines[0], lines[1].replace('"inspection"', '"inspektion"', 1), "{", lines[2]]))

    with Corpus(pack) as corpus:
        corpus.take_in(cases_in(tmp_path, pack))

        assert len(corpus) == 2
    assert {(Path(one.where.file or "").name, one.where.line) for one in corpus.bad} == {
        ("corpus.jsonl", 2),
        ("corpus.jsonl", 3),
    }


def test_a_table_or_a_column_that_is_missing_is_named(pack: Pack, cases: list[Case], tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    write_tables(cases, pack, folder, ABOUT, nothing)
    with duckdb.connect() as database:
        whole = f"SELECT * EXCLUDE planning FROM '{folder}/leaver.parquet'"
        database.execute(f"COPY ({whole}) TO '{folder}/leaver.parquet'")

    with Corpus(pack) as corpus, pytest.raises(Refused) as refused:
        corpus.read_from(folder)
    (folder / "leaver.parquet").unlink()
    with Corpus(pack) as corpus, pytest.raises(Refused) as again:
        corpus.read_from(folder)

    assert "`planning`" in str(refused.value.problems[0])
    assert "`leaver`" in str(again.value.problems[0])


def test_answers_that_the_pack_does_not_have_are_told_and_counted(
    pack: Pack, cases: list[Case], tmp_path: Path
) -> None:
    folder = tmp_path / "tables"
    write_tables(cases, pack, folder, ABOUT, nothing)
    with duckdb.connect() as database:
        database.execute(f"CREATE TABLE odd AS FROM '{folder}/cases.parquet'")
        database.execute("""UPDATE odd SET "manager.post" = 'vakant' WHERE number < 4""")
        database.execute(f"COPY odd TO '{folder}/cases.parquet'")

    with Corpus(pack) as corpus:
        corpus.read_from(folder)

    assert [one.code for one in corpus.bad] == ["corpus-unknown-answer"]
    assert "`vakant`" in corpus.bad[0].what
    assert "4" in corpus.bad[0].what


def test_names_that_look_like_sql_are_names(pack: Pack, cases: list[Case], tmp_path: Path) -> None:
    folder = tmp_path / 'it\'s "quoted"; DROP TABLE cases; --'
    write_tables(cases, pack, folder, ABOUT, nothing)

    with Corpus(pack) as corpus:
        corpus.read_from(folder)

        assert len(corpus) == len(cases)


def test_a_folder_whose_name_is_a_pattern_is_that_folder_alone(
    pack: Pack, cases: list[Case], tmp_path: Path
) -> None:
    write_tables(cases, pack, tmp_path / "of*[1]?", ABOUT, nothing)
    write_tables(cases, pack, tmp_path / "of-1!", ABOUT, nothing)

    with Corpus(pack) as corpus:
        corpus.read_from(tmp_path / "of*[1]?")

        assert (len(corpus), corpus.synthetic) == (len(cases), len(cases))


def test_a_folder_that_cannot_be_read_is_told_and_not_passed_over(
    pack: Pack, cases: list[Case], tmp_path: Path
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    write_lines(cases[:2], pack, tmp_path / "open.jsonl", nothing)
    write_lines(cases[2:3], pack, closed / "more.jsonl", nothing)
    closed.chmod(0)

    try:
        with as_modes_say(), Corpus(pack) as corpus:
            corpus.take_in(cases_in(tmp_path, pack))

            assert len(corpus) == 2
    finally:
        closed.chmod(0o700)
    assert [(one.code, one.where.file) for one in corpus.bad] == [("file-unreadable", str(closed))]


@pytest.mark.parametrize("content", [b"", b"garbage", b"PAR1" + b"\0" * 40 + b"PAR1"])
def test_a_file_that_is_no_parquet_is_refused_with_its_name(
    pack: Pack, cases: list[Case], tmp_path: Path, content: bytes
) -> None:
    folder = tmp_path / "tables"
    write_tables(cases, pack, folder, ABOUT, nothing)
    (folder / "leaver.parquet").write_bytes(content)

    with Corpus(pack) as corpus, pytest.raises(Refused) as refused:
        corpus.read_from(folder)

    (problem,) = refused.value.problems
    assert (problem.code, Path(problem.where.file or "").name) == ("file-unreadable", "leaver.parquet")


def test_columns_of_other_types_are_read_as_what_they_say(
    pack: Pack, cases: list[Case], tmp_path: Path
) -> None:
    folder, base = tmp_path / "tables", compile_rules(pack)
    write_tables(cases, pack, folder, ABOUT, nothing)
    with duckdb.connect() as database:
        database.execute(f"CREATE TABLE other AS FROM '{folder}/cases.parquet'")
        changed = "number::VARCHAR AS number, started::DATE AS started, departure::INTEGER AS departure"
        whole = f"SELECT * REPLACE ({changed}) FROM other"
        database.execute(f"COPY ({whole}) TO '{folder}/cases.parquet'")

    with Corpus(pack) as corpus:
        corpus.read_from(folder)
        corpus.judge(sweep(base), keep=True)

        assert list(corpus.known(base)) == [meaning(base, gather(case, pack)).known for case in cases]
        assert next(corpus.rows("SELECT started, departure FROM cases ORDER BY number")) == {
            "started": str(cases[0].inspection.start) if cases[0].inspection else None,
            "departure": cases[0].judgement.departure if cases[0].judgement else None,
        }


def test_a_column_that_holds_something_else_is_refused_by_its_name(
    pack: Pack, cases: list[Case], tmp_path: Path
) -> None:
    folder = tmp_path / "tables"
    write_tables(cases, pack, folder, ABOUT, nothing)
    with duckdb.connect() as database:
        database.execute(f"CREATE TABLE other AS FROM '{folder}/cases.parquet'")
        whole = "SELECT * REPLACE (if(number < 3, 'perhaps', 'true') AS departure) FROM other"
        database.execute(f"COPY ({whole}) TO '{folder}/cases.parquet'")

    with Corpus(pack) as corpus, pytest.raises(Refused) as refused:
        corpus.read_from(folder)

    (problem,) = refused.value.problems
    assert problem.code == "file-unreadable"
    assert "3 values of the column `departure`" in problem.what


def test_cases_are_made_for_a_pack_whose_scale_has_one_outcome_too(pack: Pack) -> None:
    outcomes = {
        name: one.model_copy(update={"scale": one.scale if name == "sustained" else None})
        for name, one in pack.judgements.items()
    }
    alone = replace(pack, judgements=MappingProxyType(outcomes))

    assert len(list(generated(Judging(alone, "meaning"), 40, seed=1))) == 40


def test_a_corpus_is_judged_again_whether_or_not_its_findings_were_kept_before(
    pack: Pack, cases: list[Case]
) -> None:
    base = compile_rules(pack)
    with Corpus(pack) as corpus:
        corpus.take_in(cases)
        corpus.judge(sweep(base))
        corpus.judge(sweep(base), keep=True)
        kept = list(corpus.known(base))
        corpus.judge(sweep(base))

        assert list(corpus.known(base)) == kept
