"""Lays out what was found in a corpus as rows, a row a finding, for all that compares cases by their findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.reasoning.codes import FindingCode, Group, RuleBase
from assistant.reasoning.sweep import JUDGED, NUMBER, fired, found
from assistant.reasoning.sweeping import masks
from assistant.work.corpus.corpus import Corpus
from assistant.work.corpus.names import quoted

FINDINGS = "findings of cases"


def lay_out_findings(corpus: Corpus, base: RuleBase) -> None:
    """Fill the table `FINDINGS` from what a sweep kept: the case's number and the finding code's, a row a finding."""
    selects = [one for group in base.groups for one in _of_group(group)]
    empty = f"SELECT CAST(NULL AS BIGINT) AS {NUMBER}, CAST(NULL AS INTEGER) AS code WHERE false"
    corpus.database.execute(
        f"CREATE OR REPLACE TABLE {quoted(FINDINGS)} AS {' UNION ALL '.join([empty, *selects])}"
    )


def weights(base: RuleBase) -> dict[int, int]:
    """How much a finding counts when cases are held against each other: 1 for the lightest weight of the pack."""
    order = {one.id: place + 1 for place, one in enumerate(base.pack.words.weights)}
    return {code.number: order[code.rule.find.weight] for code in base.findings}


def masks_of(group: Group) -> Iterator[tuple[str, str, Sequence[FindingCode]]]:
    """The masks of what a group's codes found: the table, the column, and the codes in the order of its bits."""
    table = JUDGED if group.key is not None else found(group.record)
    column = fired(group.key if group.key is not None else group.record)
    for name, codes in zip(masks.names(column, group.codes), masks.in_words(group.codes), strict=True):
        yield table, name, codes


def _of_group(group: Group) -> Iterator[str]:
    for table, name, codes in masks_of(group):
        yield (
            f"SELECT {NUMBER}, bits.code FROM {quoted(table)} "
            f"JOIN (VALUES {_values(codes)}) bits(bit, code) ON {quoted(name)} & bits.bit <> 0"
        )


def _values(codes: Sequence[FindingCode]) -> str:
    return ", ".join(f"(CAST({1 << place} AS BIGINT), {code.number})" for place, code in enumerate(codes))
