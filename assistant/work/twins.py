"""Finds cases that no trial can tell apart, so that one of them is tried for all."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from assistant.reasoning.codes import RuleBase, Test
from assistant.reasoning.sweep import CASES, JUDGED, NUMBER, flat
from assistant.reasoning.sweeping.given import GivenTests
from assistant.work.corpus.beside import MAIN, NEW, OLD, paired
from assistant.work.corpus.corpus import Corpus
from assistant.work.corpus.found_rows import masks_of
from assistant.work.corpus.names import quoted
from assistant.work.rule_changes import Changes

WAITING = "waiting"
"""The table of the cases that are to be tried."""


def twins(changes: Changes, corpus: Corpus, numbers: Sequence[int]) -> Mapping[int, list[int]]:
    """Of some cases that move those that are to be tried, with those that each is tried for, itself among them.

    INVARIANT: cases with the same findings under both packs, and the same answers to what the later stages ask,
    come out alike whichever of the changes are made (tests/work/test_impact.py). Where what is asked has changed
    every case is tried itself.
    """
    if changes.knowledge or not numbers:
        return {number: [number] for number in numbers}
    corpus.database.execute(
        f"CREATE OR REPLACE TABLE {MAIN}.{WAITING} AS SELECT unnest($1) AS {NUMBER}", [numbers]
    )
    same = f"SELECT min({NUMBER}), list({NUMBER}) FROM ({_read(changes)}) GROUP BY read"
    return dict(corpus.database.execute(same).fetchall())


def _read(changes: Changes) -> str:
    """All that trials read of each case that waits: what was found of single records and of sections, and answers."""
    found: dict[str, list[str]] = defaultdict(list)
    for base, side in zip(changes.bases, (OLD, NEW), strict=True):
        for group in base.groups:
            for table, column, _ in masks_of(group):
                found[table].append(quoted(side + column))
    answers = sorted({quoted(name) for base in changes.bases for name in _asked(base)})
    singles = {paired(JUDGED): found.pop(JUDGED, []), f"{MAIN}.{quoted(CASES)}": answers}
    some = f"SEMI JOIN {MAIN}.{WAITING} USING ({NUMBER})"
    parts = [
        f"SELECT {NUMBER}, row({', '.join(columns)}) AS read FROM {table} {some}"
        for table, columns in singles.items()
        if columns
    ]
    parts += [
        f"SELECT {NUMBER}, list_sort(list(row({', '.join(columns)}))) AS read FROM {paired(table)} {some} "
        f"GROUP BY {NUMBER}"
        for table, columns in found.items()
    ]
    joined = " ".join(f"LEFT JOIN ({part}) part{at} USING ({NUMBER})" for at, part in enumerate(parts))
    told = ", ".join(["0", *(f"part{at}.read" for at in range(len(parts)))])
    return f"SELECT {NUMBER}, row({told}) AS read FROM {MAIN}.{WAITING} {joined}"


def _asked(base: RuleBase) -> Iterator[str]:
    """The answers that later stages read, and those by which these are asked for."""
    given = GivenTests(base.pack)
    stages = (*base.evaluations.values(), base.judgements, base.reviews)
    for code in itertools.chain.from_iterable(map(flat, stages)):
        for conditions in (code.when, code.unless):
            yield from given.conjunction(one for one in conditions if isinstance(one, Test)) or ()
