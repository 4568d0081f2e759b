"""Which findings a count of a later stage counts, and how many of them there can be at most."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from assistant.pack.model import Pack
from assistant.pack.rules import CountFindings, FindingRule

ENDLESS = 1_000_000


@dataclass(frozen=True, slots=True)
class Source:
    """A finding rule for one area and one kind of record: what one record of it can give once."""

    rule: FindingRule = field(compare=False)
    id: str
    area: str
    record: str
    """The single record, or the kind of which a case may hold many."""
    many: bool


def sources(pack: Pack) -> Iterator[Source]:
    """Every source of findings; a rule for each area is one source an area."""
    for rule in pack.rules:
        if not isinstance(rule, FindingRule):
            continue
        kind = pack.record_types[rule.record]
        if kind.many == "each_area":
            yield from (Source(rule, rule.id, area, f"{kind.id}.{area}", many=False) for area in pack.areas)
        else:
            yield Source(rule, rule.id, rule.find.area or "", kind.id, kind.many == "many")


def counted(pack: Pack, condition: CountFindings, area: str | None) -> frozenset[Source]:
    """The sources that a count counts; in an evaluation (`area`) only those of its area."""
    return frozenset(
        source
        for source in sources(pack)
        if area in (None, source.area) and condition.findings.takes(source.rule, source.area)
    )


def most(condition: CountFindings, found: frozenset[Source]) -> int:
    """The largest number a count can come to: without limit where records repeat."""
    if any(source.many for source in found):
        return ENDLESS
    return len({source.record for source in found}) if condition.distinct == "records" else len(found)
