"""What was left undone, or stands on little: case reviews, sources, flags, steps, and judgements against the areas."""

from __future__ import annotations

import functools
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from assistant.reasoning.codes import Among, RuleBase
from assistant.reasoning.evidence import ABSENT
from assistant.reasoning.sweep import NUMBER, flat
from assistant.work.audit.asking import (
    AUDITED,
    evaluation,
    found,
    rows,
    scale_of,
)
from assistant.work.audit.figures import Found, OfStep, Timeliness
from assistant.work.coefficients import Share
from assistant.work.corpus.corpus import Corpus
from assistant.work.corpus.names import quoted, text
from assistant.work.corpus.tables import CASE_REVIEW, ENDED, FLAGS, SOURCES, TIMELINE, sealed_area
from assistant.work.timeline import Timeline, sending_step, timeline

ENOUGH = 2
"""So many kinds of source are to support a record."""


def no_case_review(corpus: Corpus, base: RuleBase) -> Found:
    """Judgements that rules of the case review name as a condition, without a case review on record."""
    asked = {
        judgement
        for code in flat(base.reviews)
        for condition in code.when
        if isinstance(condition, Among)
        for judgement in condition.judgements
    }
    if not asked:
        return Found(Share(0, 0), (), ())
    names = ", ".join(map(text, sorted(asked)))
    review = quoted(CASE_REVIEW)
    return found(corpus, f"NOT {review}", f"decided IN ({names}) AND {review} IS NOT NULL")


def against_most_areas(corpus: Corpus) -> Found:
    """Judgements elsewhere on the scale than more than half of the areas."""
    pack = corpus.pack
    judgements, evaluations = (
        [(one.id, one.scale) for one in outcomes.values() if one.scale is not None]
        for outcomes in (pack.judgements, pack.evaluations)
    )
    if not judgements or not evaluations:
        return Found(Share(0, 0), (), ())
    areas = [
        scale_of(f"coalesce({quoted(sealed_area(area))}, {evaluation(area)})", evaluations)
        for area in pack.areas
    ]
    table = (
        f"(SELECT *, list_filter([{', '.join(areas)}], lambda place: place IS NOT NULL) AS places, "
        "list_mode(places) AS most, len(list_filter(places, lambda place: place = most)) AS alike, "
        f"{scale_of('decided', judgements)} AS place FROM {AUDITED})"
    )
    return found(corpus, "place <> most", "place IS NOT NULL AND 2 * alike > len(places)", table)


def flags(corpus: Corpus) -> Mapping[str, Share]:
    """The kinds of flag that any case has, with how many have it, in the order of the pack."""
    ((looked,),) = rows(corpus, f"SELECT count({FLAGS}) FROM {AUDITED}")
    query = (
        f"SELECT kind, count(*) FROM (SELECT unnest(string_split({FLAGS}, ' ')) AS kind FROM {AUDITED}) "
        f"WHERE kind <> {text(ABSENT)} GROUP BY kind"
    )
    counted = dict(rows(corpus, query))
    evidence = corpus.pack.evidence
    kinds = [*(flag.kind for flag in evidence.flags), *(check.id for check in evidence.checks)]
    return {kind: Share(counted[kind], looked) for kind in kinds if kind in counted}


def one_source(corpus: Corpus) -> Mapping[str, Share]:
    """For each section the records that fewer than two kinds of source support, where that is known."""
    shares = {}
    for kind in corpus.pack.sections:
        query = (
            f"SELECT count(*) FILTER (WHERE {quoted(SOURCES)} < {ENOUGH}), count({quoted(SOURCES)}) "
            f"FROM {quoted(kind.id)} SEMI JOIN {AUDITED} USING ({NUMBER})"
        )
        ((count, of),) = rows(corpus, query)
        shares[kind.id] = Share(count, of)
    return shares


def timeliness(corpus: Corpus, today: date) -> Timeliness:
    """How the steps with a limit were kept: limits run from the days that really were (19.1)."""
    planned = functools.cache(functools.partial(_planned, corpus))
    kept: Counter[tuple[str, str]] = Counter()
    steps = corpus.pack.timeline.steps
    sending = sending_step(steps)
    query = (
        f"SELECT started, {ENDED}, {TIMELINE}, count(*), "
        f'list(("case", {NUMBER})) FROM {AUDITED} '
        f"WHERE {TIMELINE} IS NOT NULL AND started IS NOT NULL GROUP BY ALL"
    )
    recorded = 0
    overdue: list[tuple[str, int]] = []
    for started, ended, told, count, cases in rows(corpus, query):
        done = dict(days_done(_read(told)))
        start, end = _day(started), _day(ended)
        if start is None:
            continue
        recorded += count
        how = dict(_kept(planned(start, end, done.get(sending or "")), done, today))
        kept.update(dict.fromkeys(how.items(), count))
        if "overdue" in how.values():
            overdue += ((str(name), number) for name, number in cases)
    overdue.sort()
    ((cases,),) = rows(corpus, f"SELECT count(*) FROM {AUDITED}")
    return Timeliness(
        tuple(
            OfStep(step.id, *(kept[step.id, how] for how in ("on time", "late", "overdue")))
            for step in steps
            if step.limit_days is not None
        ),
        cases - recorded,
        Found(
            Share(len(overdue), recorded),
            tuple(name for name, _ in overdue),
            tuple(number for _, number in overdue),
        ),
    )


def _kept(planned: Timeline, done: Mapping[str, date], today: date) -> Iterator[tuple[str, str]]:
    """How each step with a limit was kept: `on time`, `late` or `overdue`; nothing of one that is not due yet."""
    for one in planned.steps:
        if one.limit is None:
            continue
        day = done.get(one.step.id)
        if day is not None:
            yield one.step.id, "on time" if day <= one.limit else "late"
        elif one.limit < today:
            yield one.step.id, "overdue"


def days_done(told: Any) -> Iterator[tuple[str, date]]:
    """The steps of a timeline that are done, each with its day; what is no day is passed over."""
    for step, said in told.items() if isinstance(told, dict) else ():
        if (day := _day(said)) is not None:
            yield step, day


def _planned(corpus: Corpus, start: date, end: date | None, sent: date | None) -> Timeline:
    return timeline(corpus.pack, start, end, sent)


def _read(told: str) -> Any:
    """A timeline as a table holds it; None where that is no JSON, as in tables that somebody else wrote."""
    try:
        return json.loads(told)
    except ValueError:
        return None


def _day(said: object) -> date | None:
    try:
        return date.fromisoformat(said) if isinstance(said, str) else None
    except ValueError:
        return None
