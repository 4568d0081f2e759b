"""Lays the cases of a corpus out for any pack, whose questions may be others, and judges them by it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from assistant.pack import Pack
from assistant.reasoning.codes import RuleBase
from assistant.reasoning.sweep import CASES, JUDGED, LABEL, NOTHING, NUMBER, PLACE, found, sweep
from assistant.reasoning.sweeping.together import together
from assistant.work.corpus.corpus import Corpus
from assistant.work.corpus.names import quoted
from assistant.work.corpus.tables import Tables

MAIN, BOTH = "main", "judged_by_both"
"""The schemas of the tables as the corpus has them, and as two packs judge them."""
OLD, NEW = "old ", "new "
"""What stands before the name of a column that is told by two packs."""
OF = "of_case"
"""The column of a table of cases to judge that says which case each of its rows is; `NUMBER` is the row's own."""


def judge_both(corpus: Corpus, before: RuleBase, after: RuleBase, compared: Iterable[str]) -> None:
    """Judge every case by two rule bases, working out once what is the same by both; `paired` names what comes of it.

    Kept are only the records with any finding, and the cases that differ in any of the columns `compared`.
    """
    both = together(before, after)
    _lay_out(corpus, (before.pack, after.pack), BOTH)
    sections = {found(kind.id) for base in (before, after) for kind in base.pack.sections}
    keys = (NUMBER, PLACE, LABEL)
    told = {
        step: [
            (side + name, stands)
            for side, steps in ((OLD, both.old), (NEW, both.new))
            for name, stands in steps.get(step, {}).items()
            if name not in keys
        ]
        for step in (sections | {JUDGED}) & (both.old.keys() | both.new.keys())
    }
    at = {name: quoted(stands) for name, stands in told[JUDGED]}
    differs = [f"{at[OLD + name]} IS DISTINCT FROM {at[NEW + name]}" for name in compared]
    wanted = {JUDGED: differs} | {
        step: [f"{stands} <> 0" for stands in dict.fromkeys(quoted(stands) for _, stands in told[step])]
        for step in sections & told.keys()
    }
    with within(corpus, BOTH):
        corpus.make(
            (
                (step, _some(select, told[step], wanted[step]) if step in wanted else select)
                for step, select in both.steps
            ),
            wanted,
        )
    for step, columns in told.items():
        pairs = ", ".join(f"{quoted(stands)} AS {quoted(name)}" for name, stands in columns)
        corpus.database.execute(
            f"CREATE VIEW {paired(step)} AS SELECT {NUMBER}, {pairs} FROM {BOTH}.{quoted(step)}"
        )


def _some(select: str, columns: Iterable[tuple[str, str]], wanted: Sequence[str]) -> str:
    """Those rows of a step of which one condition holds, with some of its columns."""
    names = ", ".join(dict.fromkeys(quoted(stands) for _, stands in columns))
    return f"SELECT {NUMBER}, {names} FROM ({select}) every WHERE {' OR '.join(wanted)}"


def paired(step: str) -> str:
    """The view of a step by both packs: each of its columns twice, behind `OLD` and behind `NEW`."""
    return f"{BOTH}.{quoted(f'paired {step}')}"


def judge_beside(
    corpus: Corpus,
    base: RuleBase,
    told: Iterable[str],
    *,
    schema: str,
    only: str,
    given: Mapping[str, str] = NOTHING,
) -> None:
    """Judge the cases in a table by a pack, into a schema beside the corpus's own, with the columns that are to be told.

    The table that `only` names has a row for each time that a case is judged, with its `NUMBER` and the case's
    under `OF`; what else it holds are answers, which take the place of the case's own. Steps that are `given` are
    these queries instead of the sweep's.
    """
    _lay_out(corpus, (base.pack,), schema, only)
    with within(corpus, schema):
        *steps, (_, judged) = sweep(base).each("duckdb", given)
        some = f"SELECT {NUMBER}, {', '.join(map(quoted, told))} FROM ({judged}) every"
        corpus.make([*steps, (JUDGED, some)], {JUDGED})


def _lay_out(corpus: Corpus, packs: Sequence[Pack], schema: str, only: str | None = None) -> None:
    """Make a schema with the tables that packs judge, as views.

    What the cases were never asked is open in all of them, and of a record type they do not have there is none.
    """
    database = corpus.database
    there = corpus.tables.columns()
    given = [row[0] for row in database.execute(f"DESCRIBE {MAIN}.{quoted(only)}").fetchall()] if only else []
    some = f" JOIN {MAIN}.{quoted(only)} t ON c.{NUMBER} = t.{OF}" if only else ""
    database.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")
    database.execute(f"CREATE SCHEMA {schema}")
    wanted: dict[str, dict[str, None]] = defaultdict(dict)
    for pack in packs:
        for table, columns in Tables(pack).columns().items():
            wanted[table] |= dict.fromkeys(columns)
    for table, names in wanted.items():
        kept = there.get(table, (NUMBER,))
        source = table if table in there else CASES
        none = "" if table in there else " WHERE false"
        selected = [
            f"t.{quoted(name)}"
            if name in given and (table == CASES or name == NUMBER)
            else f"c.{quoted(name)}"
            if name in kept
            else f"CAST(NULL AS VARCHAR) AS {quoted(name)}"
            for name in names
        ]
        database.execute(
            f"CREATE VIEW {schema}.{quoted(table)} AS "
            f"SELECT {', '.join(selected)} FROM {MAIN}.{quoted(source)} c{some}{none}"
        )


@contextmanager
def within(corpus: Corpus, schema: str) -> Iterator[None]:
    """While names of tables mean those of a schema first: its views read one another by name."""
    corpus.database.execute(f"SET schema = '{schema}'")
    try:
        yield
    finally:
        corpus.database.execute(f"SET schema = '{MAIN}'")
