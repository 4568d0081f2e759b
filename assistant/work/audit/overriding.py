"""Overrides counted against the rules that they went against: which rules people do not go along with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from assistant.reasoning.codes import JUDGEMENT, RuleBase, of_area
from assistant.reasoning.sweep import NUMBER, fired, flat, found
from assistant.reasoning.sweeping import masks
from assistant.work.audit.asking import AUDITED, PROPOSED, evaluation, rows
from assistant.work.audit.figures import AgainstRule
from assistant.work.coefficients import Share
from assistant.work.corpus.corpus import Corpus
from assistant.work.corpus.names import quoted, text
from assistant.work.corpus.tables import sealed_area

FLAGGED_FROM = 20
"""A rule that bore on fewer cases than this is not flagged, however often it was overridden."""

Rule = TypeVar("Rule")


class _Overrides(NamedTuple):
    """How often it was judged otherwise, and how many of these say why."""

    share: Share
    with_reasons: int


def against_rules(corpus: Corpus, base: RuleBase) -> tuple[AgainstRule, ...]:
    """How often each rule was gone against: of the judgement, of the areas, then the findings'."""
    return (*_judgement(corpus, base), *_evaluations(corpus, base), *_findings(corpus, base))


def _judgement(corpus: Corpus, base: RuleBase) -> Iterator[AgainstRule]:
    codes = flat(base.judgements)
    shares = _shares(
        corpus,
        fired(JUDGEMENT),
        codes,
        [f"{quoted(PROPOSED)} = {text(code.outcome)}" for code in codes],
        f"decided <> {quoted(PROPOSED)}",
        "has_reasons",
    )
    yield from _told((code.rule.id for code in codes), "judgement", None, shares)


def _evaluations(corpus: Corpus, base: RuleBase) -> Iterator[AgainstRule]:
    for area, rules in base.evaluations.items():
        codes, sealed = flat(rules), quoted(sealed_area(area))
        shares = _shares(
            corpus,
            fired(of_area(area)),
            codes,
            [f"{evaluation(area)} = {text(code.outcome)}" for code in codes],
            f"{sealed} <> {evaluation(area)}",
            "seal_has_reasons",
        )
        yield from _told((code.rule.id for code in codes), "evaluation", area, shares)


def _findings(corpus: Corpus, base: RuleBase) -> Iterator[AgainstRule]:
    """A rule for each area stands once for each, and one of a section counts a case once for all its records."""
    for group in base.groups:
        column = fired(group.record if group.key is None else group.key)
        table = AUDITED if group.key is not None else _with_section(group.record, column, group.codes)
        shares = _shares(
            corpus,
            column,
            group.codes,
            ["true"] * len(group.codes),
            f"decided <> {quoted(PROPOSED)}",
            "has_reasons",
            table,
        )
        for code, share in zip(group.codes, shares[1:], strict=True):
            yield from _told([code.rule.id], "finding", code.area, [shares[0], share])


def _with_section(section: str, column: str, rules: Sequence[object]) -> str:
    """The audited cases with what fired for any of a section's records."""
    any_of = ", ".join(f"bit_or({quoted(mask)}) AS {quoted(mask)}" for mask in masks.names(column, rules))
    return (
        f"(SELECT * FROM {AUDITED} JOIN (SELECT {NUMBER}, {any_of} FROM {quoted(found(section))} "
        f"GROUP BY {NUMBER}) USING ({NUMBER}))"
    )


def _shares(
    corpus: Corpus,
    column: str,
    rules: Sequence[Rule],
    rests: Sequence[str],
    overridden: str,
    reasoned: str,
    table: str = AUDITED,
) -> list[_Overrides]:
    """The overrides of all cases, and then of those that each rule bore on.

    `rests` says for each rule when a conclusion rests on it once it has fired; `overridden` is NULL where
    nobody said anything, and `reasoned` whether an override says why.
    """
    bears = list(map("({}) AND ({})".format, _fires(column, rules), rests))
    counts = ", ".join(
        f"count({overridden}) FILTER (WHERE {when}), count(*) FILTER (WHERE ({overridden}) AND {when}), "
        f"count(*) FILTER (WHERE ({overridden}) AND {reasoned} AND {when})"
        for when in ("true", *bears)
    )
    (row,) = rows(corpus, f"SELECT {counts} FROM {table}")
    return [
        _Overrides(Share(count, of), said)
        for of, count, said in zip(row[::3], row[1::3], row[2::3], strict=True)
    ]


def _fires(column: str, rules: Sequence[Rule]) -> Iterator[str]:
    """For each rule whether its bit is set."""
    for mask, word in zip(masks.names(column, rules), masks.in_words(rules), strict=True):
        for place in range(len(word)):
            yield f"({quoted(mask)} & {1 << place}) <> 0"


def _told(
    rules: Iterable[str], stage: str, area: str | None, shares: Sequence[_Overrides]
) -> Iterator[AgainstRule]:
    whole = shares[0].share.value or 0.0
    for rule, (share, said) in zip(rules, shares[1:], strict=True):
        low = share.low
        is_flagged = share.of >= FLAGGED_FROM and low is not None and low > whole
        yield AgainstRule(rule, stage, area, share, said, is_flagged)
