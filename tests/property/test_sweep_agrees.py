"""A sweep in the database comes to what the meaning says of every case, to the letter."""

from __future__ import annotations

import pytest

from assistant.case import Case
from assistant.pack import Pack, load_pack
from assistant.reasoning import gather, meaning
from assistant.reasoning.codes import RuleBase
from assistant.reasoning.compile import compile_rules
from assistant.reasoning.sweep import sweep
from assistant.work.corpus.corpus import Corpus
from tests.generated import Shape, random_case
from tests.packs import TINY

pytestmark = pytest.mark.no_cover

CASES = 20_000


def assert_agree(base: RuleBase, cases: list[Case]) -> None:
    with Corpus(base.pack) as corpus:
        corpus.take_in(cases)
        corpus.judge(sweep(base), keep=True)
        for case, known in zip(cases, corpus.known(base), strict=True):
            assert known == meaning(base, gather(case, base.pack)).known, case.id


@pytest.mark.parametrize("part", range(4))
def test_on_twenty_thousand_generated_cases(pack: Pack, part: int) -> None:
    base = compile_rules(pack)
    numbers = range(part * CASES // 4, (part + 1) * CASES // 4)
    assert_agree(base, [random_case(pack, number) for number in numbers])


def test_on_cases_of_many_records(pack: Pack) -> None:
    shape = Shape(records=60, best=0.2, worst=0.5)
    assert_agree(compile_rules(pack), [random_case(pack, number, shape) for number in range(200)])


def test_on_a_pack_with_other_outcomes_areas_and_records() -> None:
    tiny = load_pack(TINY)
    assert_agree(compile_rules(tiny), [random_case(tiny, number) for number in range(2_000)])


def test_with_more_rules_on_a_record_than_one_mask_holds(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.reasoning.sweeping.masks.WORD", 5)
    assert_agree(compile_rules(pack), [random_case(pack, number) for number in range(500)])
