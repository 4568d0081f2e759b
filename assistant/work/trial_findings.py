"""Tells what rules find in trials without looking at an answer: from what they found under both packs before."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence

from assistant.case import Key
from assistant.pack import Pack
from assistant.reasoning.codes import FindingCode, Group
from assistant.reasoning.compile import compile_rules
from assistant.reasoning.sweep import CASES, JUDGED, NUMBER, SINGLY, found, sweep
from assistant.reasoning.sweeping import masks
from assistant.work.corpus.beside import MAIN, NEW, OF, OLD, paired
from assistant.work.corpus.found_rows import masks_of
from assistant.work.corpus.names import quoted
from assistant.work.rule_changes import Changes

Stands = tuple[str, Key | None, str]
"""A rule's finding code, in whatever base: the record it reads, that record's key, and the rule."""


class TrialFindings:
    """What a pack finds in which both versions of some rules stand, the new ones behind all others.

    What is asked has to be the same under both packs: then each version finds in a trial what it found before.
    INVARIANT: a trial comes out as the case judged alone by those rules does (tests/work/test_impact.py).
    """

    def __init__(self, changes: Changes, pack: Pack, made: Container[str]) -> None:
        """The pack with both versions, and the rules of which it has them."""
        self.base, self.made = compile_rules(pack), made
        old, new = changes.bases
        self._old = len(old.findings)
        self._after = {
            _stands(code): (column, 1 << place)
            for group in new.groups
            for _, column, codes in masks_of(group)
            for place, code in enumerate(codes)
        }

    def keeps(self, some: Container[str]) -> Mapping[str, int]:
        """For each column of what fires the bits of the versions that stand where some changes are made."""
        return {
            column: masks.bits(
                code.rule.id not in self.made or self._is_new(code) == (code.rule.id in some)
                for code in codes
            )
            for group in self.base.groups
            for _, column, codes in masks_of(group)
        }

    def steps(self, trials: str) -> Mapping[str, str]:
        """The steps of a sweep that find, over a table of trials with a column for each of `keeps`."""
        singles = [group for group in self.base.groups if group.key is not None]
        sections = [group for group in self.base.groups if group.key is None]
        return {SINGLY: self._of_singles(singles, trials)} | {
            found(group.record): (
                f"SELECT t.{NUMBER}, {', '.join(self._columns(group))} FROM {paired(found(group.record))} f "
                f"JOIN {MAIN}.{trials} t ON f.{NUMBER} = t.{OF}"
            )
            for group in sections
        }

    def _of_singles(self, groups: Sequence[Group], trials: str) -> str:
        """What fires for single records, beside what later stages ask of answers: that is looked up anew."""
        columns = [column for group in groups for column in self._columns(group)]
        fires = {column for group in groups for _, column, _ in masks_of(group)} | {NUMBER}
        step = dict(sweep(self.base).steps)[SINGLY]
        asked = [one.sql("duckdb") for one in step.expressions if one.alias_or_name not in fires]
        return (
            f"SELECT t.{NUMBER}, {', '.join([*columns, *asked])} FROM {MAIN}.{quoted(CASES)} c "
            f"JOIN {MAIN}.{trials} t ON c.{NUMBER} = t.{OF} JOIN {paired(JUDGED)} f ON f.{NUMBER} = t.{OF}"
        )

    def _columns(self, group: Group) -> Iterator[str]:
        """What fires: the old versions at their places, and behind them the new ones, as far as they stand."""
        for _, column, codes in masks_of(group):
            parts = []
            if not self._is_new(codes[0]):
                parts.append(f"f.{quoted(OLD + column)}")
            for place, code in enumerate(codes):
                if self._is_new(code):
                    there, bit = self._after[_stands(code)]
                    parts.append(
                        f"CASE WHEN f.{quoted(NEW + there)} & {bit} <> 0 THEN {1 << place}::BIGINT ELSE 0 END"
                    )
            yield f"({' | '.join(parts)}) & t.{quoted(column)} AS {quoted(column)}"

    def _is_new(self, code: FindingCode) -> bool:
        return code.number >= self._old


def _stands(code: FindingCode) -> Stands:
    return code.rule.record, code.key, code.rule.id
