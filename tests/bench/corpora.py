"""The corpora that benchmarks run over: constructed cases as Parquet files, and as many copies of them as are asked for."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from assistant.pack import Pack
from assistant.reasoning import Judging
from assistant.reasoning.sweep import CASES, NUMBER
from assistant.work.corpus.about import ABOUT
from assistant.work.corpus.generating import generated
from assistant.work.corpus.tables import Tables
from assistant.work.corpus.writing import write_tables

ROW_GROUP = 61_440
"""As the corpus writes its own tables."""


@contextmanager
def tables(pack: Pack, count: int, given: Path | None) -> Iterator[Path]:
    """The tables that are given, or as many cases as are wanted, made as `sccif cases generate` makes them."""
    if given is not None:
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="sccif-bench-") as folder:
        sys.stdout.write(f"making {count:,} cases, some minutes for 200,000\n")
        sys.stdout.flush()
        made = Path(folder) / "cases"
        write_tables(generated(Judging(pack, "meaning"), count, seed=1), pack, made, ABOUT, lambda _: None)
        yield made


def resized(pack: Pack, source: Path, target: Path, count: int) -> Path:
    """So many cases of some tables, the first of them or all of them over and over, in a new folder."""
    target.mkdir()
    with duckdb.connect() as database:
        there = _one(database, f"SELECT count(*) FROM read_parquet('{source / f'{CASES}.parquet'}')")
        for table in Tables(pack).columns():
            file = source / f"{table}.parquet"
            renamed = ", \"case\" || '-' || copy AS \"case\", evidence_id || '-' || copy AS evidence_id"
            database.execute(
                f"COPY (SELECT * EXCLUDE (copy) "
                f"REPLACE ({NUMBER} + copy * {there} AS {NUMBER}{renamed if table == CASES else ''}) FROM read_parquet('{file}'), range({-(-count // there)}) copies(copy) "
                f"WHERE {NUMBER} + copy * {there} < {count} ORDER BY {NUMBER}) "
                f"TO '{target / f'{table}.parquet'}' (FORMAT parquet, ROW_GROUP_SIZE {ROW_GROUP})"
            )
    return target


def _one(database: duckdb.DuckDBPyConnection, query: str) -> int:
    row = database.execute(query).fetchone()
    return int(row[0]) if row else 0
