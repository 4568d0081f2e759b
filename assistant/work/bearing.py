"""Says which changes of the rules can bear on a case at all, so that no others are tried on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from assistant.case import Key
from assistant.pack import EvaluationRule, FindingRule
from assistant.reasoning.codes import JUDGEMENT, RuleBase, of_area
from assistant.reasoning.sweep import JUDGED, NUMBER, fired, flat
from assistant.reasoning.sweeping import masks
from assistant.work.corpus.beside import MAIN, NEW, OLD, paired
from assistant.work.corpus.corpus import Corpus
from assistant.work.corpus.found_rows import masks_of
from assistant.work.corpus.names import quoted
from assistant.work.moves import MOVED, Move, moves_between, pairs
from assistant.work.probes import probe
from assistant.work.rule_changes import KNOWLEDGE, Changes

Of = Literal["finding", "old", "new"]
_WORD = 62
"""So many signs are told in one column."""


class Alike(NamedTuple):
    """Cases that move alike, and on which the same changes bear."""

    moves: tuple[Move, ...]
    bears: frozenset[str]
    """The changes that may move the cases, in whatever company."""
    alone: frozenset[str]
    """Those of them that may do so alone."""
    numbers: list[int]

    def may_move_by(self, some: Sequence[str]) -> bool:
        """Whether a set of changes may move the cases, and no smaller one is sure to do so just as well."""
        return (self.alone if len(some) == 1 else self.bears).issuperset(some)


class Sign(NamedTuple):
    """What can be seen in a case of a changed rule: that it matters in the findings, or to a pack which version stands."""

    of: Of
    name: str


def alike(changes: Changes, corpus: Corpus) -> list[Alike]:
    """The cases of the view `MOVED`, with the changes that bear on them."""
    conditions = [*_of_finding(changes), *_of_later(changes)]
    signs = list(dict.fromkeys(sign for sign, _, _ in conditions))
    words = [f"signs_{number}" for number in range(len(signs) // _WORD + 1)]
    by_table: dict[str, list[list[str]]] = defaultdict(lambda: [["CAST(0 AS BIGINT)"] for _ in words])
    for sign, table, condition in conditions:
        word, place = divmod(signs.index(sign), _WORD)
        by_table[table][word].append(f"CASE WHEN {condition} THEN CAST({1 << place} AS BIGINT) ELSE 0 END")
    none = ", ".join(f"CAST(0 AS BIGINT) AS {word}" for word in words)
    bits = [f"SELECT CAST(NULL AS BIGINT) AS {NUMBER}, {none} WHERE false"]
    for table, of_words in by_table.items():
        told_of = (f"{' | '.join(some)} AS {word}" for word, some in zip(words, of_words, strict=True))
        bits.append(
            f"SELECT {NUMBER}, {', '.join(told_of)} "
            f"FROM {paired(table)} SEMI JOIN {MAIN}.{MOVED} USING ({NUMBER})"
        )
    told = ", ".join(column for pair in pairs(changes) for column in pair)
    rows = corpus.database.execute(
        f"SELECT list({NUMBER}), {', '.join(f'coalesce({word}, 0) AS {word}' for word in words)}, {told} "
        f"FROM {MAIN}.{MOVED} LEFT JOIN "
        f"(SELECT {NUMBER}, {', '.join(f'bit_or({word}) AS {word}' for word in words)} "
        f"FROM ({' UNION ALL '.join(bits)}) GROUP BY {NUMBER}) "
        f"USING ({NUMBER}) GROUP BY ALL"
    ).fetchall()
    return [
        Alike(
            moves_between(changes, values[len(words) :]),
            *_bearing(
                changes,
                {sign for place, sign in enumerate(signs) if values[place // _WORD] >> place % _WORD & 1},
            ),
            numbers,
        )
        for numbers, *values in rows
    ]


def _bearing(changes: Changes, seen: Iterable[Sign]) -> tuple[frozenset[str], frozenset[str]]:
    """The changes that bear on a case of which this was seen, and those that do so alone.

    INVARIANT: a change outside the first set moves the case in no company, and one outside the second does not move it
    alone (tests/work/test_impact.py holds them against trying every set). A finding rule finds by the answers alone,
    so one that finds nothing in the case in its old version nor in its new adds nothing to it in either; nor does it
    matter which of them stands where both find the same of the same records. Alone, a rule of a later stage meets
    what the old pack comes to. In company it meets no more than what either pack comes to, if at most one change
    bears on what is found and none on an earlier stage. Whatever else there is bears on every case.
    """
    named: dict[str, set[str]] = defaultdict(set)
    for sign in seen:
        named[sign.of].add(sign.name)
    finding, alone = named["finding"], named["old"]
    met = alone | named["new"]
    evaluating = set(changes.of_kind(EvaluationRule)).intersection(changes.probed)
    if len(finding) > 1:
        met = set(changes.probed)
    elif met & evaluating:
        met |= set(changes.probed) - evaluating
    always = set(changes.moving) - set(_finding(changes)) - set(changes.probed)
    return frozenset(finding | met | always), frozenset(finding | alone | always)


def _finding(changes: Changes) -> tuple[str, ...]:
    return () if KNOWLEDGE in changes.moving else changes.of_kind(FindingRule)


def _of_finding(changes: Changes) -> Iterator[tuple[Sign, str, str]]:
    """What is to be seen of finding rules: the sign, the table of what was found, and the condition on a row of it."""
    for name in _finding(changes):
        old, new = (dict(_finds(base, side, name)) for base, side in _sides(changes))
        for where in old.keys() | new.keys():
            versions = [side[where] for side in (old, new) if where in side]
            yield Sign("finding", name), where[0], _differ(changes, name, versions)


def _of_later(changes: Changes) -> Iterator[tuple[Sign, str, str]]:
    """What is to be seen of the rules that are probed: the same of what fired in later stages."""
    ofs: tuple[Of, Of] = "old", "new"
    for name in changes.probed:
        for (base, side), of in zip(_sides(changes), ofs, strict=True):
            own, other = (dict(_fires(base, side, one)) for one in (name, probe(name)))
            for column in own.keys() | other.keys():
                versions = [one[column] for one in (own, other) if column in one]
                yield Sign(of, name), JUDGED, _differ(changes, name, versions)


def _sides(changes: Changes) -> Iterator[tuple[RuleBase, str]]:
    return zip(changes.bases, (OLD, NEW), strict=True)


def _differ(changes: Changes, name: str, versions: list[str]) -> str:
    """Whether it matters which version of a rule stands, by where each that there is has fired."""
    asks_alone = any(change.rule == name and change.asks_alone for change in changes.rules)
    return (" <> " if asks_alone else " OR ").join(versions)


def _finds(base: RuleBase, side: str, name: str) -> Iterator[tuple[tuple[str, Key | None], str]]:
    """Whether a rule has found under a pack, old or new, for each table and single record in which that stands."""
    for group in base.groups:
        for table, column, codes in masks_of(group):
            bits = masks.bits(code.rule.id == name for code in codes)
            if bits:
                yield (table, group.key), f"({quoted(side + column)} & {bits} <> 0)"


def _fires(base: RuleBase, side: str, name: str) -> Iterator[tuple[str, str]]:
    """Whether a rule has fired under a pack in a later stage, for each of these."""
    stages = {of_area(area): rules for area, rules in base.evaluations.items()} | {JUDGEMENT: base.judgements}
    for stage, rules in stages.items():
        codes = flat(rules)
        for column, word in zip(masks.names(fired(stage), codes), masks.in_words(codes), strict=True):
            bits = masks.bits(code.rule.id == name for code in word)
            if bits:
                yield stage, f"({quoted(side + column)} & {bits} <> 0)"
