"""Holds the query of `sccif audit --show-sql --dialect spark` against DuckDB's: run with `python -m tests.long.spark`.

Needs `pyspark`, which nothing else here does, and a Java that it runs on: put it beside the rest with
`pip install --target DIR pyspark` and `PYTHONPATH=DIR`. Spark runs in local mode on Parquet files of constructed
cases, and every column of every case has to come out as DuckDB has it. The exit status is 1 where one does not.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from assistant.pack import Pack, load_pack
from assistant.reasoning.compile import compile_rules
from assistant.reasoning.sweep import JUDGED, NUMBER, Sweep, sweep
from assistant.work.corpus.corpus import Corpus
from assistant.work.corpus.tables import Tables
from assistant.work.corpus.writing import write_tables
from tests.generated import Shape, random_case

Rows = Sequence[Sequence[Any]]
SHOWN = 10


def on_spark(pack: Pack, folder: Path, query: str) -> tuple[list[str], Rows]:
    """What the query comes to on Spark, in the order of the numbers: the columns, and a row a case."""
    from pyspark.sql import SparkSession

    building = SparkSession.builder.master("local[2]").appName("sweep")
    settings = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.driver.host": "localhost",
    }
    for name, value in settings.items():
        building = building.config(name, value)
    session = building.getOrCreate()
    try:
        for table in Tables(pack).columns():
            session.read.parquet(str(folder / f"{table}.parquet")).createOrReplaceTempView(f"`{table}`")
        came = session.sql(query).orderBy(NUMBER)
        return came.columns, [tuple(row) for row in came.collect()]
    finally:
        session.stop()


def on_duckdb(pack: Pack, folder: Path, swept: Sweep, columns: Sequence[str]) -> Rows:
    """The same columns on DuckDB."""
    with Corpus(pack) as corpus:
        corpus.read_from(folder)
        corpus.judge(swept)
        return [
            tuple(row[name] for name in columns)
            for row in corpus.rows(f'SELECT * FROM "{JUDGED}" ORDER BY {NUMBER}')
        ]


def differing(columns: Sequence[str], mine: Rows, theirs: Rows) -> Iterator[str]:
    """Where two results differ, as sentences."""
    if len(mine) != len(theirs):
        yield f"{len(mine)} cases on DuckDB, {len(theirs)} on Spark"
    for one, other in zip(mine, theirs, strict=False):
        for name, here, there in zip(columns, one, other, strict=True):
            if here != there:
                yield f"case {one[0]}, {name}: {here} on DuckDB, {there} on Spark"


def main() -> int:
    """Compare, and say how it went."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=4_000)
    given = parser.parse_args()
    pack = load_pack()
    swept = sweep(compile_rules(pack))
    shapes = (Shape(), Shape(records=20, best=0.2, worst=0.5))
    cases = (random_case(pack, number, shapes[number % 2]) for number in range(given.cases))
    with tempfile.TemporaryDirectory(prefix="sccif-spark-") as made:
        folder = Path(made) / "tables"
        write_tables(cases, pack, folder, "constructed by chance", lambda _: None)
        start = time.perf_counter()
        columns, theirs = on_spark(pack, folder, swept.query("spark"))
        took = time.perf_counter() - start
        mine = on_duckdb(pack, folder, swept, columns)
    found = list(differing(columns, mine, theirs))
    for told in found[:SHOWN]:
        sys.stdout.write(f"{told}\n")
    sys.stdout.write(
        f"{len(mine):,} cases, {len(columns)} columns each: {len(found):,} values differ; Spark took {took:.0f} s\n"
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
