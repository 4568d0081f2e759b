"""What lies ahead of a case: which question leads to one that cannot be asked yet."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from assistant.case import Answer, At, Case, Key, Record
from assistant.pack import Pack, load_pack
from assistant.work.ahead import way_to
from assistant.work.interview import gate

MANAGER = Key("manager")
TIMELY, VACANCY = At(MANAGER, "timely"), At(MANAGER, "vacancy")


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack()


def a_case(answer: Answer | None = None) -> Case:
    answers = MappingProxyType({"vacancy": answer} if answer else {})
    return Case("c", "c", records=MappingProxyType({MANAGER: Record(MANAGER, answers)}))


@pytest.mark.parametrize("answer", [None, Answer("uncertain", reason="two dates are told")])
def test_to_a_question_that_waits_leads_the_one_it_waits_for(pack: Pack, answer: Answer | None) -> None:
    assert way_to(a_case(answer), pack, TIMELY) == VACANCY


def test_a_question_that_is_asked_leads_to_itself(pack: Pack) -> None:
    assert way_to(a_case(Answer("answered", "open")), pack, TIMELY) == TIMELY


def test_the_way_to_every_question_that_waits_is_one_that_is_asked(pack: Pack) -> None:
    case = a_case()
    waiting = [
        At(MANAGER, name)
        for name in pack.questions["manager"]
        if gate(case, pack, At(MANAGER, name)) == "waiting"
    ]

    assert waiting
    assert {gate(case, pack, way_to(case, pack, at)) for at in waiting} == {"asked"}
