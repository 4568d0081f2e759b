"""The scenarios that come along, and readings of them made otherwise, for the tests of training."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from types import MappingProxyType

from assistant.case import Answer, Case, JudgementMade, Record, parse_at
from assistant.pack import load_pack
from assistant.reasoning import Judging
from assistant.work.training.model import Scenario
from assistant.work.training.reading import read_scenarios


@cache
def judging() -> Judging:
    return Judging(load_pack(), "meaning")


@cache
def every_scenario() -> tuple[Scenario, ...]:
    return tuple(read_scenarios(judging().pack))


def scenario(name: str) -> Scenario:
    return next(one for one in every_scenario() if one.id == name)


def with_answers(case: Case, decided: str, **said: str) -> Case:
    """A reading with other answers, by place with two underscores for the dot, and another judgement."""
    records = dict(case.records)
    for place, value in said.items():
        at = parse_at(place.replace("__", "."))
        assert at
        answer = Answer("uncertain", None, "not seen") if value == "uncertain" else Answer("answered", value)
        answers = {**records[at.key].answers, at.question: answer}
        records[at.key] = Record(at.key, MappingProxyType(answers))
    made = JudgementMade(decided=decided, reasons="as I read it")
    return replace(case, records=MappingProxyType(records), judgement=made)
