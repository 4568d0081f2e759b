"""A corpus on DuckDB: its tables are filled from cases or lie in Parquet files, and a sweep judges them."""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Self

import duckdb

from assistant.case import Case
from assistant.pack import Pack
from assistant.problems import Problem, Refused, Where
from assistant.reasoning import Judging, covered_flags, flags
from assistant.reasoning.codes import RuleBase
from assistant.reasoning.results import Known
from assistant.reasoning.sweep import CASES, JUDGED, NUMBER, PLACE, Sweep, found
from assistant.reasoning.sweeping.telling import known
from assistant.work.corpus.about import ABOUT, caution
from assistant.work.corpus.names import quoted as _quoted
from assistant.work.corpus.names import text as _text
from assistant.work.corpus.names import this_file
from assistant.work.corpus.tables import CASE_REVIEW, OPTIONAL, SOURCES, Tables

Read = Case | Refused
_ROW_GROUP = 61_440
"""Rows that one thread reads at a time: half of what is usual, so that two threads share small corpora."""
_WRITE_AGAIN = "write it again as `sccif cases generate` writes such tables"


class Corpus:
    """The tables of many cases. Close it, or use it in `with`: it may keep files beside itself meanwhile."""

    def __init__(self, pack: Pack, threads: int | None = None) -> None:
        """An empty corpus for cases of a pack."""
        self.pack, self.tables = pack, Tables(pack)
        self.database = duckdb.connect(":memory:")
        # Nothing is fetched, loaded or looked up by the database on its own.
        self.database.execute(
            "SET autoinstall_known_extensions = false; SET autoload_known_extensions = false"
        )
        if threads:
            self.database.execute(f"SET threads = {int(threads)}")
        self.bad: list[Problem] = []
        """What is wrong with the cases that could not be read, which are left out."""
        self.left_out = 0
        """How many cases these are."""
        self.synthetic = 0
        """How many of the others say that they were made by chance."""

    @property
    def caution(self) -> str | None:
        """What is to be said with every figure of it, if it was made by chance."""
        return caution(self.synthetic, len(self))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.database.close()

    def __len__(self) -> int:
        """How many cases there are."""
        return int(self._one(f"SELECT count(*) FROM {_quoted(CASES)}"))

    def take_in(
        self,
        cases: Iterable[Read],
        told: Callable[[int], object] | None = None,
        judging: Judging | None = None,
    ) -> None:
        """Fill the tables; what cannot be used is kept in `bad`. `told` hears of every hundredth case.

        With `judging` each case's flags are looked for too, which takes longer than all the rest.
        """
        with _scratch() as folder:
            self._write_rows(folder, cases, told, judging)
            for table, columns in self.tables.columns().items():
                self._create(table, columns, folder / f"{table}.csv")

    def _write_rows(
        self,
        folder: Path,
        cases: Iterable[Read],
        told: Callable[[int], object] | None,
        judging: Judging | None,
    ) -> None:
        """Write a CSV file for each table, from which the database reads it faster than row by row."""
        with ExitStack() as files:
            writers = {}
            for table, columns in self.tables.columns().items():
                file = files.enter_context((folder / f"{table}.csv").open("w", encoding="utf-8", newline=""))
                writers[table] = csv.writer(file)
                writers[table].writerow(columns)
            number = 0
            for read in cases:
                if isinstance(read, Refused):
                    self.bad.extend(read.problems)
                    self.left_out += 1
                    continue
                self.synthetic += read.about == ABOUT
                kinds = _flags(judging, read) if judging else None
                for table, row in self.tables.rows(number, read, kinds):
                    writers[table].writerow(["" if value is None else value for value in row])
                number += 1
                if told and number % 100 == 0:
                    told(number)

    def _create(self, table: str, columns: Iterable[str], file: Path) -> None:
        types = ", ".join(f"{_text(name)}: {_text(_type(name))}" for name in columns)
        self.database.execute(
            f"CREATE TABLE {_quoted(table)} AS SELECT * FROM read_csv(?, header = true, nullstr = '', "
            f"quote = '\"', escape = '\"', parallel = false, columns = {{{types}}})",
            [this_file(file)],
        )

    def write(self, folder: Path, about: str) -> None:
        """Write the tables as Parquet, a file each with what it is about, into a folder that is there."""
        for table in self.tables.columns():
            self.database.execute(
                f"COPY {_quoted(table)} TO {_text(str(folder / f'{table}.parquet'))} "
                f"(FORMAT parquet, ROW_GROUP_SIZE {_ROW_GROUP}, KV_METADATA {{about: {_text(about)}}})"
            )

    def read_from(self, folder: Path) -> None:
        """Take the tables from a folder of Parquet files, where they stay.

        Raises `Refused` where a table or a column is missing that it has to have, or a file or a column cannot be
        read as what it has to be. Answers that the pack does not have are told in `bad`, with how many cases hold
        them; they count as not given.
        """
        for table, columns in self.tables.columns().items():
            file = folder / f"{table}.parquet"
            if not file.is_file():
                what = f"there is no table `{table}`"
                raise Refused(
                    [Problem("corpus-incomplete", what, f"write it as {table}.parquet", Where(str(folder)))]
                )
            try:
                self._read_table(table, columns, file)
            except duckdb.Error as error:
                first = str(error).strip().partition("\n")[0]
                what = f"it cannot be read as a table in Parquet: {first}"
                raise Refused([Problem("file-unreadable", what, _WRITE_AGAIN, Where(str(file)))]) from error

    def _read_table(self, table: str, columns: Sequence[str], file: Path) -> None:
        """Make the view of one table. Raises `Refused`, and `duckdb.Error` where the file is none of Parquet."""
        described = self.database.execute("DESCRIBE SELECT * FROM read_parquet(?)", [this_file(file)])
        types = {name: of_type for name, of_type, *_ in described.fetchall()}
        missing = [name for name in columns if name not in types.keys() | OPTIONAL]
        if missing:
            what = f"the table has no column `{missing[0]}`"
            right = (
                "write every column, empty where nothing is known; `sccif cases generate` writes such tables"
            )
            raise Refused([Problem("corpus-incomplete", what, right, Where(str(file)))])
        unknown = [
            f", CAST(NULL AS {_type(name)}) AS {_quoted(name)}" for name in columns if name not in types
        ]
        # A column of its own type is left as it is, so that it is read by its dictionary.
        others = [name for name in columns if name in types and types[name] != _type(name)]
        self._check_types(others, file)
        casts = ", ".join(f"CAST({_quoted(name)} AS {_type(name)}) AS {_quoted(name)}" for name in others)
        replaced = f" REPLACE ({casts})" if casts else ""
        self.database.execute(
            f"CREATE VIEW {_quoted(table)} AS "
            f"SELECT *{replaced}{''.join(unknown)} FROM read_parquet({_text(this_file(file))})"
        )
        self.bad += self._unknown(table, file)
        if table == CASES and self._says_synthetic(file):
            self.synthetic = len(self)

    def _check_types(self, names: Iterable[str], file: Path) -> None:
        """Raises `Refused` where a column holds what is no value of the type that it has to be of."""
        for name in names:
            query = (
                f"SELECT count(*) FROM read_parquet(?) WHERE {_quoted(name)} IS NOT NULL "
                f"AND TRY_CAST({_quoted(name)} AS {_type(name)}) IS NULL"
            )
            ((count,),) = self.database.execute(query, [this_file(file)]).fetchall()
            if count:
                what = f"{count} values of the column `{name}` cannot be read as {_type(name)}"
                raise Refused([Problem("file-unreadable", what, _WRITE_AGAIN, Where(str(file)))])

    def _says_synthetic(self, file: Path) -> bool:
        query = "SELECT count(*) FROM parquet_kv_metadata(?) WHERE key = 'about'::BLOB AND value = ?::BLOB"
        return bool(self.database.execute(query, [this_file(file), ABOUT]).fetchall()[0][0])

    def _unknown(self, table: str, file: Path) -> Iterator[Problem]:
        """The answers in a table that the pack does not have, each with how often it stands there."""
        for column, answers in self.tables.answers_of(table):
            name, known = _quoted(column), ", ".join(map(_text, answers))
            query = f"SELECT {name}, count(*) FROM {_quoted(table)} WHERE {name} NOT IN ({known}) GROUP BY 1 ORDER BY 1"
            for value, count in self.database.execute(query).fetchall():
                what = f"`{value}` stands {count} times under `{column}`, which has no such answer"
                right = f"write one of: {', '.join(answers)}; until then it counts as not given"
                yield Problem("corpus-unknown-answer", what, right, Where(str(file)))

    def judge(self, sweep: Sweep, *, keep: bool = False) -> None:
        """Judge every case, into the table `judged`; with `keep`, what was found of each record stays too."""
        sections = {found(section.id) for section in self.pack.sections}
        self.make(sweep.each("duckdb"), {JUDGED, *sections} if keep else {JUDGED}, sections)

    def make(
        self, steps: Iterable[tuple[str, str]], kept: Container[str], shown: Container[str] = ()
    ) -> None:
        """Work out steps of a sweep, each a query under its name, in the schema that is set.

        What is kept becomes a table, what is shown a view; every other is part of the query of the next that is kept.
        """
        there = dict(
            self.database.execute(
                "SELECT table_name, table_type FROM information_schema.tables WHERE table_schema = current_schema()"
            ).fetchall()
        )
        waiting: list[str] = []
        for name, select in steps:
            if name not in kept and name not in shown:
                # Within one query it is bound once, and as a view for each step above it.
                waiting.append(f"{_quoted(name)} AS ({select})")
                continue
            kind = "TABLE" if name in kept else "VIEW"
            # The database puts a table in the place of a table, and a view in that of a view alone.
            before = there.get(name, kind).removeprefix("BASE ")
            if before != kind:
                self.database.execute(f"DROP {before} {_quoted(name)}")
            within = f"WITH {', '.join(waiting)} " if waiting and name in kept else ""
            self.database.execute(f"CREATE OR REPLACE {kind} {_quoted(name)} AS {within}{select}")

    def known(self, base: RuleBase) -> Iterator[Known]:
        """What is known of each case, in the order of their numbers, after `judge(…, keep=True)`."""
        found_of: dict[str, Iterator[Mapping[str, Any]]] = {}
        waiting: dict[str, Mapping[str, Any] | None] = {}
        sections = {group.record for group in base.groups if group.key is None}
        for section in sections:
            query = f"SELECT * FROM {_quoted(found(section))} ORDER BY {NUMBER}, {PLACE}"
            found_of[section] = self.rows(query)
            waiting[section] = next(found_of[section], None)
        for row in self.rows(f"SELECT * FROM {_quoted(JUDGED)} ORDER BY {NUMBER}"):
            records: dict[str, list[tuple[str, Mapping[str, Any]]]] = {}
            for section in sections:
                mine = records[section] = []
                while (one := waiting[section]) is not None and one[NUMBER] == row[NUMBER]:
                    mine.append((one["label"], one))
                    waiting[section] = next(found_of[section], None)
            yield known(base, row, records)

    def rows(self, query: str) -> Iterator[dict[str, Any]]:
        """What a query comes to, each row by the names of its columns."""
        cursor = self.database.cursor().execute(query)
        names = [column[0] for column in cursor.description or ()]
        while rows := cursor.fetchmany(2048):
            yield from (dict(zip(names, row, strict=True)) for row in rows)

    def _one(self, query: str) -> Any:
        row = self.database.execute(query).fetchone()
        return row[0] if row else None


def _flags(judging: Judging, case: Case) -> list[str]:
    """The kinds of a case's flags; none that lean on a proposal where the own view comes first."""
    is_covered = case.sealed is None and case.judgement is None
    found = covered_flags(case, judging.pack) if is_covered else flags(judging.live(case))
    return [flag.kind for flag in found]


def _type(name: str) -> str:
    return _TYPES.get(name, "VARCHAR")


_TYPES = {
    NUMBER: "BIGINT",
    PLACE: "INTEGER",
    SOURCES: "INTEGER",
    CASE_REVIEW: "BOOLEAN",
    "departure": "BOOLEAN",
}


@contextmanager
def _scratch() -> Iterator[Path]:
    """A folder for this person alone, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="sccif-corpus-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
