"""Tells from the rows of a sweep what was known of a case, as the meaning and durable-rules give it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from assistant.case import Key
from assistant.reasoning.codes import CASE_REVIEW, JUDGEMENT, ByOutcome, RuleBase, flat, of_area
from assistant.reasoning.later import ids, review_reading
from assistant.reasoning.results import Conclusion, Finding, Known
from assistant.reasoning.sweep import GROUND, fired, outcome
from assistant.reasoning.sweeping import masks

Row = Mapping[str, Any]
Rule = TypeVar("Rule")


def known(base: RuleBase, judged: Row, found: Mapping[str, Iterable[tuple[str, Row]]]) -> Known:
    """What is known of a case, from its row and, for each section, the label and the row of each record.

    The records come in the order in which they stand in the case.
    """
    areas = base.evaluations.items()
    reviews = rules_of(judged, fired(CASE_REVIEW), flat(base.reviews))
    return Known(
        findings(base, judged, found),
        {area: conclusion(judged, of_area(area), rules) for area, rules in areas},
        conclusion(judged, JUDGEMENT, base.judgements),
        None if judged[GROUND] is None else str(judged[GROUND]),
        tuple(
            review_reading(reading, [code for code in codes if code in reviews])
            for reading, codes in base.reviews
        ),
    )


def findings(
    base: RuleBase, judged: Row, found: Mapping[str, Iterable[tuple[str, Row]]]
) -> tuple[Finding, ...]:
    """What was found, in the order of the rules and of the records within a rule."""
    told: list[tuple[int, int, Finding]] = []
    for group in base.groups:
        if group.key is not None:
            records = [(group.key, judged, fired(group.key))]
        else:
            rows = found[group.record]
            records = [(Key(group.record, label), row, fired(group.record)) for label, row in rows]
        for place, (key, row, column) in enumerate(records):
            codes = rules_of(row, column, group.codes)
            told.extend((code.number, place, Finding(code.rule.id, key, code.area)) for code in codes)
    return tuple(finding for _, _, finding in sorted(told))


def conclusion(judged: Row, stage: str, rules: ByOutcome) -> Conclusion:
    """What a stage concluded, the rules it rests on and those it outweighs."""
    concluded = str(judged[outcome(stage)])
    codes = rules_of(judged, fired(stage), flat(rules))
    return Conclusion(
        concluded,
        ids(code for code in codes if code.outcome == concluded),
        ids(code for code in codes if code.outcome != concluded),
    )


def rules_of(row: Row, column: str, rules: Sequence[Rule]) -> list[Rule]:
    """The rules whose bits are set in the masks of a column."""
    found: list[Rule] = []
    for name, word in zip(masks.names(column, rules), masks.in_words(rules), strict=True):
        mask = row[name]
        found += [rule for place, rule in enumerate(word) if mask >> place & 1]
    return found
