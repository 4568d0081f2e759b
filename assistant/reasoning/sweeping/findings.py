"""What fires for each record, as SQL: one step for the records of a section, and one for all single records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlglot import exp

from assistant.reasoning.codes import FindingCode, Group, RuleBase
from assistant.reasoning.sweeping import masks, sql
from assistant.reasoning.sweeping.given import Given, GivenTests
from assistant.reasoning.sweeping.naming import ANSWERED, CASES, LABEL, NUMBER, PLACE, fired

Givens = Sequence[Given | None]
_WHEN, _UNLESS = "when", "unless"
"""The masks of what the rules of a section ask of the case itself, and of what they are defeated by in it."""


class Findings:
    """The finding rules of a base, by the records they read."""

    def __init__(self, base: RuleBase, given: GivenTests) -> None:
        """Which rules read the records of which section, and which single record."""
        self.given = given
        self.sections = {group.record: group for group in base.groups if group.key is None}
        self.singles = {str(group.key): group for group in base.groups if group.key is not None}

    @property
    def groups(self) -> Mapping[str, Group]:
        """All of them, by the name of the section or of the single record."""
        return self.sections | self.singles

    def of_section(self, section: str) -> exp.Select:
        """What fires for each record of a section: what its own answers allow, and what its case's do."""
        codes = self.sections[section].codes
        own = self.given.of_section[section]
        rules = [self._rule(code, section) for code in codes]
        asked = {_WHEN: [when for when, _ in rules], _UNLESS: [unless for _, unless in rules]}
        of_case: list[exp.Expr] = []
        held: list[list[exp.Expr]] = []
        for name, givens in asked.items():
            here, there = _apart(givens, own)
            words = masks.held(here, lambda name: sql.column(name, section))
            if any(there):
                of_case += masks.called(name, there, masks.held(there, sql.column))
                told = (sql.column(one, CASES) for one in masks.names(name, there))
                words = [sql.both(pair) for pair in zip(words, told, strict=True)]
            held.append(words)
        keys = (sql.column(name, section) for name in (NUMBER, PLACE, LABEL))
        select = exp.select(*keys).from_(sql.table(section), copy=False)
        if of_case:
            # Looked up before the join, where an answer still is a place in a dictionary.
            cases = exp.select(sql.column(NUMBER), *of_case).from_(sql.table(CASES), copy=False)
            same = exp.EQ(this=sql.column(NUMBER, section), expression=sql.column(NUMBER, CASES))
            select = select.join(cases.subquery(sql.name(CASES), copy=False), on=same, copy=False)
        return select.select(*masks.called(fired(section), codes, masks.fired(*held)), copy=False)

    def of_singles(self, asked: Sequence[Given]) -> exp.Select:
        """What fires for single records, beside what later stages ask of answers."""
        select = exp.select(sql.column(NUMBER)).from_(sql.table(CASES), copy=False)
        for name, group in self.singles.items():
            rules = [self._rule(code, None) for code in group.codes]
            held = [masks.held(givens, sql.column) for givens in zip(*rules, strict=True)]
            columns = masks.called(fired(name), group.codes, masks.fired(*held))
            select = select.select(*columns, copy=False)
        answered = masks.held(asked, sql.column)
        return select.select(*masks.called(ANSWERED, asked, answered), copy=False)

    def _rule(self, code: FindingCode, section: str | None) -> tuple[Given | None, Given | None]:
        """What must hold of the answers given, and what defeats it."""
        unless = (*code.own_unless, *code.unless)
        return (
            self.given.conjunction((*code.own_when, *code.when), section),
            self.given.conjunction(unless, section) if unless else None,
        )


def _apart(givens: Givens, own: Mapping[str, Given]) -> tuple[Givens, Givens]:
    """Conjunctions as far as they ask for a record's own answers, and as far as for others."""
    here = [given and {name: of for name, of in given.items() if name in own} for given in givens]
    there = [given and {name: of for name, of in given.items() if name not in own} for given in givens]
    return here, there
