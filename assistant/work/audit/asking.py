"""The one table that an audit asks: a row a case, what was proposed beside what was said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from assistant.reasoning.codes import JUDGEMENT, of_area
from assistant.reasoning.sweep import CASES, JUDGED, NUMBER, outcome
from assistant.work.audit.figures import Found
from assistant.work.coefficients import Share
from assistant.work.corpus.corpus import Corpus
from assistant.work.corpus.names import quoted, text
from assistant.work.corpus.tables import BESIDE, OF_INSPECTIONS, sealed_area

AUDITED = '"audited cases"'
"""The table's name as SQL, with a space in it: no section of a pack's is called so."""
PROPOSED = outcome(JUDGEMENT)


def lay_out(corpus: Corpus) -> None:
    """Make the table `AUDITED` from a corpus that was judged: every case but blind readings and those for training.

    A judgement or evaluation that the pack does not have is none here.
    """
    pack = corpus.pack
    columns = [
        "j.*",
        'c."case"',
        "c.purpose",
        *(f"c.{quoted(name)}" for name in BESIDE),
        *(
            f"{among(sealed_area(area), pack.evaluations)} AS {quoted(sealed_area(area))}"
            for area in pack.areas
        ),
        "c.started",
        "left(c.started, 7) AS month",
        "coalesce(c.decided_by, c.inspector) AS who",
        f"{among('sealed', pack.judgements)} AS sealed",
        f"{among('decided', pack.judgements)} AS decided",
        "c.sealed AS sealed_text",
        "c.decided AS decided_text",
        "c.departure AS marked",
        "coalesce(trim(c.reasons), '') <> '' AS has_reasons",
        "coalesce(trim(c.sealed_reasons), '') <> '' AS seal_has_reasons",
    ]
    corpus.database.execute(
        f"CREATE OR REPLACE TABLE {AUDITED} AS SELECT {', '.join(columns)} "
        f"FROM {quoted(CASES)} c JOIN {quoted(JUDGED)} j ON c.{NUMBER} = j.{NUMBER} "
        f"WHERE c.purpose IS DISTINCT FROM 'blind' AND c.{OF_INSPECTIONS}"
    )


def among(column: str, outcomes: Iterable[str]) -> str:
    """A column's value where it is one of these outcomes, else NULL."""
    return f"CASE WHEN c.{quoted(column)} IN ({', '.join(map(text, outcomes))}) THEN c.{quoted(column)} END"


def rows(corpus: Corpus, query: str) -> list[tuple[Any, ...]]:
    """What a query comes to."""
    return corpus.database.execute(query).fetchall()


def found(corpus: Corpus, what: str, of: str, table: str = AUDITED) -> Found:
    """How many cases a condition holds of, of those that another holds of, and which they are."""
    ((count, all_of),) = rows(
        corpus, f"SELECT count(*) FILTER (WHERE {what}), count(*) FROM {table} WHERE {of}"
    )
    names = rows(
        corpus,
        f'SELECT "case", {NUMBER} FROM {table} WHERE ({of}) AND ({what}) ORDER BY "case", {NUMBER}',
    )
    return Found(
        Share(count, all_of), tuple(str(name) for name, _ in names), tuple(number for _, number in names)
    )


def evaluation(area: str) -> str:
    """The column with what was proposed for an area."""
    return quoted(outcome(of_area(area)))


def scale_of(column: str, outcomes: Sequence[tuple[str, int]]) -> str:
    """The place on the scale of the outcome in a column; NULL where it is on none."""
    places = " ".join(f"WHEN {text(name)} THEN {place}" for name, place in outcomes)
    return f"CASE {column} {places} END" if places else "NULL"
