"""What the findings of a case come to together, as SQL: the tallies that the later stages read."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqlglot import exp

from assistant.reasoning.codes import Count, FindingCode, Group, RuleBase
from assistant.reasoning.sweeping import masks, sql
from assistant.reasoning.sweeping.findings import Findings
from assistant.reasoning.sweeping.naming import (
    GATHERED,
    NUMBER,
    SINGLY,
    counted,
    fired,
    found,
    tally,
)


class Tallies:
    """The tallies of a base, each a number, or where nobody asks for more than one, whether there is any."""

    def __init__(self, base: RuleBase, findings: Findings) -> None:
        """Which tallies any rule reads."""
        self.base, self.findings = base, findings
        self.read = sorted({place for stage in base.stage_reads.values() for place in stage.tallies})

    def of_section(self, section: str) -> exp.Select:
        """What a section's records come to together, for each case in which anything was found of one."""
        group = self.findings.sections[section]
        column, words = fired(section), masks.names(fired(section), group.codes)
        any_of = [exp.BitwiseOrAgg(this=sql.column(word)) for word in words]
        sums = [
            sql.called(exp.cast(exp.Sum(this=self._adds(place, section, group)), "int"), tally(place))
            for place in self._numbers(group)
        ]
        return (
            exp.select(sql.column(NUMBER), *masks.called(column, group.codes, any_of), *sums)
            .from_(sql.table(found(section)), copy=False)
            .where(masks.any_bit(list(map(sql.column, words))), copy=False)
            .group_by(sql.column(NUMBER), copy=False)
        )

    def gathered(self) -> exp.Select:
        """All that was found in a case, of single records and of sections, a row a case."""
        every = exp.Column(this=exp.Star(), table=sql.name(SINGLY))
        select = exp.select(every).from_(sql.table(SINGLY), copy=False)
        for section, group in self.findings.sections.items():
            step = counted(section)
            same = exp.EQ(this=sql.column(NUMBER, SINGLY), expression=sql.column(NUMBER, step))
            select = select.join(sql.table(step), on=same, join_type="left", copy=False)
            told = [(word, word) for word in masks.names(fired(section), group.codes)]
            told += [(tally(place), tally(place, section)) for place in self._numbers(group)]
            columns = [sql.called(sql.or_nought(sql.column(name, step)), new) for name, new in told]
            select = select.select(*columns, copy=False)
        return select

    def counted(self) -> exp.Select:
        """Every tally that a rule reads, beside all that was found in a case."""
        tallies = (sql.called(self._tally(place), tally(place)) for place in self.read)
        return exp.select(exp.Star(), *tallies).from_(sql.table(GATHERED), copy=False)

    def holds(self, count: Count) -> exp.Expr:
        """Whether a tally is as a rule asks."""
        value = sql.column(tally(count.tally))
        if not self._is_whether(count.tally):
            return sql.between(value, count.at_least, count.at_most)
        if count.at_least:
            return value
        return exp.true() if count.at_most is None else exp.not_(value, copy=False)

    def _tally(self, place: int) -> exp.Expr:
        counting = {
            name: group for name, group in self.findings.groups.items() if self._counts_any(place, group)
        }
        if self._is_whether(place):
            wanted = self._counts(place)
            words = [masks.some_of(fired(name), group.codes, wanted) for name, group in counting.items()]
            return masks.any_bit([word for some in words for word in some])
        return sql.total(
            [
                sql.column(tally(place, name))
                if name in self.findings.sections
                else self._adds(place, name, group)
                for name, group in counting.items()
            ]
        )

    def _numbers(self, group: Group) -> Iterator[int]:
        """The tallies that are numbers and in which any of a group's findings counts."""
        for place in self.read:
            if not self._is_whether(place) and self._counts_any(place, group):
                yield place

    def _is_whether(self, place: int) -> bool:
        return self.base.reach.limits[place] <= 1

    def _adds(self, place: int, name: str, group: Group) -> exp.Expr:
        """What one record adds to a tally: how many of its findings count, or 1 if any does."""
        wanted = self._counts(place)
        if self.base.tallies[place].distinct:
            return sql.one_if(masks.any_of(fired(name), group.codes, wanted))
        return masks.how_many(fired(name), group.codes, wanted)

    def _counts(self, place: int) -> Callable[[FindingCode], bool]:
        return lambda code: place in self.base.feeds[code.number]

    def _counts_any(self, place: int, group: Group) -> bool:
        return any(map(self._counts(place), group.codes))
