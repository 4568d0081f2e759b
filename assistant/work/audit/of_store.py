"""Audits cases that were read already, for a screen: with a way to break it off, and nothing told of covered views."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from assistant.case import Case
from assistant.problems import Problem, Refused
from assistant.reasoning import Judging
from assistant.reasoning.solve import Overtaken
from assistant.work.audit.auditing import judge_and_audit
from assistant.work.audit.report import Made, report
from assistant.work.audit.shapes import Report
from assistant.work.corpus.corpus import Corpus

SOURCE = "the cases of a store that its reader may read"


class Told(NamedTuple):
    """The audit told, and what is wrong with the cases that it leaves out."""

    report: Report
    cases: int
    problems: tuple[Problem, ...]


def audit_of(
    judging: Judging,
    cases: Iterable[Case | Refused],
    today: date,
    *,
    by_inspector: bool,
    is_overtaken: Callable[[], bool] = lambda: False,
) -> Told:
    """Audit cases; `is_overtaken` is asked between them and between the steps.

    Whoever may read a case reads its name, so cases are called by their names. Raises `Overtaken`.
    """

    def check() -> None:
        if is_overtaken():
            raise Overtaken

    def one_by_one() -> Iterator[Case | Refused]:
        for case in cases:
            check()
            yield case

    with Corpus(judging.pack) as corpus:
        corpus.take_in(one_by_one(), judging=judging)
        found = judge_and_audit(corpus, judging.base, today, by_inspector=by_inspector, check=check)
        told = report(corpus, judging.base, found, Made(SOURCE, today, with_urns=True))
        return Told(told, found.cases, tuple(corpus.bad))
