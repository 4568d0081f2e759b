"""Audits a corpus that was judged: every figure, each from one or a few queries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from assistant.reasoning.codes import RuleBase
from assistant.reasoning.sweep import CASES, sweep
from assistant.work.agreement import agreement
from assistant.work.audit import departing, overriding, undone
from assistant.work.audit.asking import lay_out, rows
from assistant.work.audit.figures import Audit
from assistant.work.audit.readings import come_to, readings
from assistant.work.corpus.corpus import Corpus
from assistant.work.corpus.names import quoted
from assistant.work.corpus.tables import TRAINING


def judge_and_audit(
    corpus: Corpus,
    base: RuleBase,
    today: date,
    *,
    by_inspector: bool,
    keep: bool = True,
    check: Callable[[], object] = lambda: None,
) -> Audit:
    """The figures of the cases that a corpus took in; `keep` where a report is told of them after that.

    `check` is called between the steps, and may raise.
    """
    corpus.judge(sweep(base), keep=keep)
    check()
    found = audit(corpus, base, today, by_inspector=by_inspector)
    check()
    return found


def audit(corpus: Corpus, base: RuleBase, today: date, *, by_inspector: bool = False) -> Audit:
    """The figures of a corpus after `corpus.judge(sweep(base))`.

    Overdue is what was to be done before `today`. `by_inspector` is for who may know of single people; it
    is a setting of theirs, never the usual.
    """
    lay_out(corpus)
    counted = rows(
        corpus,
        f"SELECT coalesce(purpose, 'inspection') AS purpose, count(*) FROM {quoted(CASES)} GROUP BY ALL ORDER BY 1",
    )
    by_purpose = {str(purpose): count for purpose, count in counted}
    return Audit(
        pack=base.pack.digest,
        cases=len(corpus) - by_purpose.get(TRAINING, 0),
        by_purpose=by_purpose,
        proposal_by_sealed=departing.cross_table(corpus, "sealed"),
        proposal_by_judgement=departing.cross_table(corpus, "decided"),
        departures=departing.departures(corpus, by_inspector=by_inspector),
        against_rules=overriding.against_rules(corpus, base),
        no_case_review=undone.no_case_review(corpus, base),
        against_most_areas=undone.against_most_areas(corpus),
        flags=undone.flags(corpus),
        one_source=undone.one_source(corpus),
        timeliness=undone.timeliness(corpus, today),
        agreement=agreement(base, readings(corpus), come_to(corpus)),
    )
