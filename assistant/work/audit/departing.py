"""Where people judged otherwise than was proposed: the tables, and by month, area and person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from assistant.work.audit.asking import AUDITED, PROPOSED, evaluation, rows
from assistant.work.audit.figures import ByInspector, CrossTable, Departures, Group, OfInspector
from assistant.work.coefficients import Share
from assistant.work.corpus.corpus import Corpus
from assistant.work.corpus.names import quoted
from assistant.work.corpus.tables import sealed_area

FEW = 5
"""Of a group with fewer cases than this nothing is told, or its members could be told by it."""


def cross_table(corpus: Corpus, said: str) -> CrossTable:
    """What is proposed against `sealed` or `decided`, in the order of the pack."""
    counted = {
        (proposed, told): count
        for proposed, told, count in rows(
            corpus,
            f"SELECT {quoted(PROPOSED)}, {said}, count(*) FROM {AUDITED} WHERE {said} IS NOT NULL GROUP BY ALL",
        )
    }
    ((elsewhere,),) = rows(
        corpus, f"SELECT count(*) FROM {AUDITED} WHERE {said} IS NULL AND {said}_text IS NOT NULL"
    )
    outcomes = tuple(corpus.pack.judgements)
    return CrossTable(
        outcomes,
        outcomes,
        tuple(tuple(counted.get((one, other), 0) for other in outcomes) for one in outcomes),
        Share(sum(counted.get((one, one), 0) for one in outcomes), sum(counted.values())),
        elsewhere,
    )


def departures(corpus: Corpus, *, by_inspector: bool) -> Departures:
    """The departures; by person only where that is asked for."""
    departs = f"decided <> {quoted(PROPOSED)}"
    ((decided, departing, reasoned, otherwise),) = rows(
        corpus,
        f"SELECT count(*), count(*) FILTER (WHERE {departs}), "
        f"count(*) FILTER (WHERE {departs} AND has_reasons), count(*) FILTER (WHERE marked <> ({departs})) "
        f"FROM {AUDITED} WHERE decided IS NOT NULL",
    )
    return Departures(
        Share(departing, decided),
        reasoned,
        departing - reasoned,
        otherwise,
        tuple(_groups(corpus, "month", departs)),
        tuple(_by_area(corpus)),
        without_few({one.name: one.departing for one in _groups(corpus, "who", departs)})
        if by_inspector
        else None,
    )


def _groups(corpus: Corpus, by: str, departs: str) -> list[Group]:
    query = (
        f"SELECT {by}, count(*) FILTER (WHERE {departs}), count(*), "
        f"count(*) FILTER (WHERE {departs} AND has_reasons) FROM {AUDITED} "
        f"WHERE decided IS NOT NULL AND {by} IS NOT NULL GROUP BY {by} ORDER BY {by}"
    )
    return [Group(str(name), Share(count, of), said) for name, count, of, said in rows(corpus, query)]


def _by_area(corpus: Corpus) -> list[Group]:
    groups = []
    for area in corpus.pack.areas:
        sealed = quoted(sealed_area(area))
        query = (
            f"SELECT count(*) FILTER (WHERE {sealed} <> {evaluation(area)}), count(*), "
            f"count(*) FILTER (WHERE {sealed} <> {evaluation(area)} AND seal_has_reasons) "
            f"FROM {AUDITED} WHERE {sealed} IS NOT NULL"
        )
        ((count, of, said),) = rows(corpus, query)
        groups.append(Group(area, Share(count, of), said))
    return groups


def without_few(people: Mapping[str, Share]) -> ByInspector:
    """Nobody is shown who judged few cases, and no number below `FEW`, of departures or of the others.

    Whoever takes what is shown from the sums of all knows what those who are not shown have together; so there
    are always two or more of them, and together they never have few.
    """
    in_order = sorted(people, key=lambda name: (people[name].of, name))
    absent = _hidden(in_order, {name: (people[name].of,) for name in people}, frozenset())
    in_order.sort(key=lambda name: (people[name].count, name))
    parts = {name: (int(one.count), one.of - int(one.count)) for name, one in people.items()}
    covered = _hidden(in_order, parts, absent)
    return ByInspector(
        tuple(
            OfInspector(name, people[name].of, None if name in covered else people[name])
            for name in sorted(people)
            if name not in absent
        ),
        len(absent),
    )


def _hidden(
    in_order: Iterable[str], counts: Mapping[str, tuple[int, ...]], already: AbstractSet[str]
) -> frozenset[str]:
    """Who is hidden: any with a count below `FEW`, and so many others that none of these can be told by the rest.

    INVARIANT: either nobody is, or two people or more whose counts come to `FEW` or more each
    (tests/work/audit/test_by_inspector.py), unless that is everybody.
    """
    hidden = set(already)
    hidden |= {name for name, many in counts.items() if min(many) < FEW}
    for name in in_order:
        together = [sum(some) for some in zip(*(counts[one] for one in hidden), strict=True)]
        if not hidden or (len(hidden) > 1 and min(together) >= FEW):
            break
        hidden.add(name)
    return frozenset(hidden)
