"""Judges the cases of a store by the rules at hand and by new ones, for a screen: nothing is told of covered views."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from assistant.case import Case
from assistant.pack import Pack
from assistant.problems import Problem, Refused
from assistant.reasoning import Judging
from assistant.reasoning.solve import Overtaken
from assistant.work.audit.shapes import Report
from assistant.work.corpus.corpus import Corpus
from assistant.work.impact import impact
from assistant.work.impact_report import report
from assistant.work.proving import proved, warnings
from assistant.work.reveal import Reveal, covered_evidence
from assistant.work.rule_changes import changes


@dataclass(frozen=True, slots=True)
class Shown:
    """The cases of which it may be told what rules make of them."""

    shown: tuple[Case, ...]
    covered: int
    """How many others there are, whose own view comes first."""
    problems: tuple[Problem, ...]
    """What is wrong with those that could not be read."""


def shown(cases: Iterable[Case | Refused], how: Callable[[Case], Reveal]) -> Shown:
    """The cases without those whose own view comes first, and without any other reading of the same evidence."""
    read: list[Case] = []
    problems: list[Problem] = []
    for case in cases:
        if isinstance(case, Refused):
            problems.extend(case.problems)
        else:
            read.append(case)
    covered = covered_evidence(read, how)
    left = tuple(case for case in read if case.evidence_id not in covered)
    return Shown(left, len(read) - len(left), tuple(problems))


def impact_of(old: Pack, new: Pack, cases: Shown, is_overtaken: Callable[[], bool] = lambda: False) -> Report:
    """What new rules come to over the cases that are shown. Raises `Overtaken` once `is_overtaken`."""

    def check() -> None:
        if is_overtaken():
            raise Overtaken

    found = changes(old, new)
    broken = warnings(new, proved(Judging(new, "meaning"))) if found.rules or found.knowledge else []
    check()
    with Corpus(old) as corpus:
        corpus.take_in(cases.shown)
        check()
        came = impact(found, corpus)
        check()
        return report(came, cases.covered, [one.what for one in broken])
