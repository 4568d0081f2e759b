"""The cases of evidence that was read more than once, out of the tables of a corpus."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from assistant.case import Case
from assistant.case.header import Inspection, Seal
from assistant.reasoning.sweep import CASES, JUDGED, NUMBER
from assistant.work.audit.asking import PROPOSED, rows
from assistant.work.corpus.corpus import Corpus
from assistant.work.corpus.names import quoted
from assistant.work.corpus.situations import situations_in
from assistant.work.corpus.tables import OF_INSPECTIONS, sealed_area

_AGAIN = (
    f"evidence_id IN (SELECT evidence_id FROM {quoted(CASES)} WHERE evidence_id IS NOT NULL "
    f"AND {OF_INSPECTIONS} GROUP BY evidence_id HAVING count(*) > 1) AND {OF_INSPECTIONS}"
)


def readings(corpus: Corpus) -> Iterator[Case]:
    """Every reading of evidence that was read more than once, with its answers, and what was sealed by whom.

    Notes and reasons are not in the tables, nor which sections are closed: on what is known that is no matter.
    """
    heads = corpus.rows(f"SELECT * FROM {quoted(CASES)} WHERE {_AGAIN} ORDER BY {NUMBER}")
    read = situations_in(corpus, f"SELECT {NUMBER} FROM main.{quoted(CASES)} WHERE {_AGAIN}")
    for (_, case), row in zip(read, heads, strict=True):
        yield replace(
            case,
            purpose=row["purpose"],
            # Whatever a table holds was written by somebody else: outcomes that are none are left out later.
            inspection=Inspection.model_construct(inspector=row["inspector"]),
            sealed=_seal(corpus, row),
        )


def come_to(corpus: Corpus) -> Mapping[str, str]:
    """What the rules make of each of these readings, by the name of the case, where one case alone has it."""
    query = (
        f'SELECT "case", any_value({quoted(PROPOSED)}) FROM {quoted(CASES)} JOIN {quoted(JUDGED)} USING ({NUMBER}) '
        f'WHERE {_AGAIN} GROUP BY "case" HAVING count(*) = 1'
    )
    return {str(name): str(proposed) for name, proposed in rows(corpus, query)}


def _seal(corpus: Corpus, row: Mapping[str, Any]) -> Seal | None:
    if row["sealed"] is None:
        return None
    areas = {area: row[sealed_area(area)] for area in corpus.pack.areas if row[sealed_area(area)]}
    return Seal.model_construct(judgement=row["sealed"], areas=areas, reasons="", by=row["sealed_by"])
