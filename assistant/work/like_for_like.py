"""Finds cases that are alike in what was found and were judged differently: what a consensus meeting talks of.

Each finding rule has a number drawn from its name, and a case the sum of those of its findings, so that two
cases in which the same was found have the same sum (A. Zobrist, A new hashing method, 1970). Taking each finding
away in turn gives the sums of all cases that differ in one: cases that share any of these sums are neighbours
(T. Bocek and others, Fast similarity search in large dictionaries, 2007). That needs no guess at how alike is alike
enough, as banding does. It finds every pair in which one finding is more, less or another, each counted as
often as it was made, and none in which two are more or less. In a crowd of such neighbours (`CROWD`) each case of the
rarer judgement is held against some of the others, and not against all.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import NamedTuple

from assistant.reasoning.codes import RuleBase
from assistant.reasoning.sweep import CASES, LABEL, NUMBER, PLACE
from assistant.work.corpus.corpus import Corpus
from assistant.work.corpus.found_rows import FINDINGS, lay_out_findings, weights
from assistant.work.corpus.names import quoted, text
from assistant.work.corpus.tables import OF_INSPECTIONS

CROWD = 2_000
"""Neighbours with two judgements are held each against each up to so many pairs."""
BESIDE = 3
"""In a larger crowd each is held against those so many places to either side of its own."""
RANKED = 20_000
"""Of so many pairs, the nearest by findings, the answers are compared too."""


class Pair(NamedTuple):
    """Two cases that are alike, by their numbers, and were judged differently."""

    one: int
    other: int
    cases: tuple[str, str]
    judgements: tuple[str, str]
    """What was decided of each, or else sealed."""
    findings: int
    """How far apart they are by what was found: the weights of the findings that differ."""
    answers: int
    """In how many answers of single records they differ, and how many records have no match in the other."""


@dataclass(frozen=True, slots=True)
class LikeForLike:
    """The nearest pairs first, and how many there are in all."""

    pairs: tuple[Pair, ...]
    found: int
    cases: int
    """Those that any judgement was made of, without those for training."""


def like_for_like(corpus: Corpus, base: RuleBase, limit: int = 100) -> LikeForLike:
    """The pairs of a corpus, after `corpus.judge(sweep(base), keep=True)`.

    Two readings of the same evidence are no pair here: they are held against each other as agreement.
    """
    database = corpus.database
    lay_out_findings(corpus, base)
    _sums(corpus, base)
    _pairs(corpus)
    ranked = f"SELECT one, other, findings, {_answers(corpus)} AS answers FROM nearest "
    query = (
        f"SELECT r.one, r.other, a.{quoted('case')}, b.{quoted('case')}, x.judgement, y.judgement, findings, answers "
        f"FROM ({ranked} JOIN {CASES} a ON a.{NUMBER} = one JOIN {CASES} b ON b.{NUMBER} = other "
        f"LEFT JOIN records p ON p.{NUMBER} = one LEFT JOIN records q ON q.{NUMBER} = other) r "
        f"JOIN {CASES} a ON a.{NUMBER} = one JOIN {CASES} b ON b.{NUMBER} = other "
        f"JOIN sums x ON x.{NUMBER} = one JOIN sums y ON y.{NUMBER} = other "
        "ORDER BY findings, answers, one, other LIMIT ?"
    )
    rows = database.execute(query, [limit]).fetchall()
    pairs = tuple(Pair(row[0], row[1], (row[2], row[3]), (row[4], row[5]), row[6], row[7]) for row in rows)
    (found,) = database.execute("SELECT count(*) FROM pairs").fetchone() or (0,)
    (cases,) = database.execute("SELECT count(*) FROM sums").fetchone() or (0,)
    return LikeForLike(pairs, found, cases)


def _sums(corpus: Corpus, base: RuleBase) -> None:
    """The cases that were judged, each with the sum of its findings; and what taking one away leaves."""
    drawn = ", ".join(
        f"({number}, CAST({_drawn(base, number)} AS HUGEINT), {weight})"
        for number, weight in weights(base).items()
    )
    corpus.database.execute(
        "CREATE OR REPLACE TABLE made AS "
        f"SELECT DISTINCT f.{NUMBER}, f.code, drawn, weight, sum(drawn) OVER (PARTITION BY f.{NUMBER}) AS total "
        f"FROM {quoted(FINDINGS)} f JOIN (VALUES {drawn}) d(code, drawn, weight) USING (code)"
    )
    corpus.database.execute(
        "CREATE OR REPLACE TABLE sums AS "
        f"SELECT {NUMBER}, evidence_id, coalesce(decided, sealed) AS judgement, coalesce(total, 0) AS total "
        f"FROM {CASES} LEFT JOIN (SELECT DISTINCT {NUMBER}, total FROM made) USING ({NUMBER}) "
        f"WHERE coalesce(decided, sealed) IS NOT NULL AND {OF_INSPECTIONS}"
    )
    corpus.database.execute(
        "CREATE OR REPLACE TABLE neighbourhoods AS "
        f"WITH them AS (SELECT {NUMBER}, judgement, total AS key, 0 AS weight FROM sums UNION ALL "
        f"SELECT {NUMBER}, judgement, made.total - drawn, weight FROM made JOIN sums USING ({NUMBER})), "
        "mixed AS (SELECT key FROM them GROUP BY key HAVING min(judgement) <> max(judgement)) "
        "SELECT *, count(*) OVER alike AS many, row_number() OVER (alike ORDER BY weight, number) AS rank "
        "FROM them SEMI JOIN mixed USING (key) WINDOW alike AS (PARTITION BY key, judgement)"
    )


def _drawn(base: RuleBase, number: int) -> int:
    code = base.findings[number]
    name = f"{code.rule.id} {code.area}".encode()
    return int.from_bytes(hashlib.sha256(name).digest()[:8]) >> 2


def _pairs(corpus: Corpus) -> None:
    """Every two neighbours with different judgements, and the nearest of them."""
    corpus.database.execute(
        "CREATE OR REPLACE TABLE pairs AS "
        f"SELECT least(a.{NUMBER}, b.{NUMBER}) AS one, greatest(a.{NUMBER}, b.{NUMBER}) AS other, "
        "min(a.weight + b.weight) AS findings FROM neighbourhoods a JOIN neighbourhoods b "
        "ON a.key = b.key AND a.judgement < b.judgement "
        f"AND (a.many * b.many <= {CROWD} OR a.rank BETWEEN b.rank - {BESIDE} AND b.rank + {BESIDE}) "
        f"JOIN sums x ON x.{NUMBER} = a.{NUMBER} JOIN sums y ON y.{NUMBER} = b.{NUMBER} "
        "WHERE x.evidence_id <> y.evidence_id GROUP BY ALL"
    )
    corpus.database.execute(
        f"CREATE OR REPLACE TABLE nearest AS FROM pairs ORDER BY findings, one, other LIMIT {RANKED}"
    )

    def answers(columns: tuple[str, ...]) -> list[str]:
        return [quoted(name) for name in columns if name not in (NUMBER, PLACE, LABEL)]

    alike = " UNION ALL ".join(
        f"SELECT {NUMBER}, hash({', '.join([text(table), *answers(columns)])}) AS same FROM {quoted(table)}"
        for table, columns in corpus.tables.columns().items()
        if table != CASES
    )
    corpus.database.execute(
        f"CREATE OR REPLACE TABLE records AS SELECT {NUMBER}, list(same) AS same FROM ({alike}) "
        f"SEMI JOIN (SELECT one AS {NUMBER} FROM nearest UNION SELECT other FROM nearest) USING ({NUMBER}) "
        "GROUP BY 1"
    )


def _answers(corpus: Corpus) -> str:
    """How many answers differ, as far as single records go, and how many records have no like in the other case."""
    columns = [column for column, _ in corpus.tables.answers_of(CASES)]
    single = [f"(a.{quoted(name)} IS DISTINCT FROM b.{quoted(name)})::INT" for name in columns]
    unlike = [
        f"coalesce(len(list_filter({mine}.same, lambda x: NOT list_contains(coalesce({others}.same, []), x))), 0)"
        for mine, others in ("pq", "qp")
    ]
    return " + ".join([*single, *unlike])
