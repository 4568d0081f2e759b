"""Gives cases back from the tables of a corpus: what was answered in them, and nothing else."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from assistant.case import Answer, At, Case, Key, Record
from assistant.reasoning.evidence import ABSENT, name_of
from assistant.reasoning.sweep import CASES, LABEL, NUMBER, PLACE
from assistant.work.corpus.corpus import Corpus
from assistant.work.corpus.names import quoted


def situations(corpus: Corpus, numbers: Iterable[int]) -> Iterator[tuple[int, Case]]:
    """Cases by their numbers, the lowest first, each as far as its tables tell it."""
    wanted = sorted({int(number) for number in numbers})
    return situations_in(corpus, f"SELECT unnest({wanted}::BIGINT[])")


def situations_in(corpus: Corpus, chosen: str) -> Iterator[tuple[int, Case]]:
    """The cases whose numbers a query gives, the lowest first, each as far as its tables tell it.

    Its sections are closed, and what was uncertain is open: on what is known it comes to the same.
    """
    sections: dict[int, list[Record]] = defaultdict(list)
    closed = frozenset(kind.id for kind in corpus.pack.sections)
    for kind in corpus.pack.sections:
        columns = {coded.id: coded.id for coded in corpus.pack.coded[kind.id]}
        for row in corpus.rows(f"{_of(kind.id, chosen)} ORDER BY {NUMBER}, {PLACE}"):
            sections[row[NUMBER]].append(_record(Key(kind.id, row[LABEL]), row, columns))
    singles = [
        (key, {question: name_of(At(key, question)) for question in questions})
        for key, questions in corpus.tables.singles
    ]
    for row in corpus.rows(f"{_of(CASES, chosen)} ORDER BY {NUMBER}"):
        single = (_record(key, row, columns) for key, columns in singles)
        records = [*sections[row[NUMBER]], *(record for record in single if record.answers)]
        held = MappingProxyType({record.key: record for record in records})
        yield row[NUMBER], Case(row["case"], row["evidence_id"], complete=closed, records=held)


def _of(table: str, chosen: str) -> str:
    return f"SELECT * FROM main.{quoted(table)} WHERE {NUMBER} IN ({chosen})"


def _record(key: Key, row: Mapping[str, Any], columns: Mapping[str, str]) -> Record:
    """A record from a row, by its questions the columns that tell of them."""
    told = {name: _answer(row[column]) for name, column in columns.items() if row[column] is not None}
    return Record(key, MappingProxyType(told))


@functools.cache
def _answer(value: str) -> Answer:
    """An answer as it was told; the same for all that say the same, of which there are very many."""
    return Answer("not_applicable") if value == ABSENT else Answer("answered", str(value))
