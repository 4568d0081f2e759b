"""durable-rules and the meaning come to the same conclusions, to the letter."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.case import Case
from assistant.pack import Pack
from assistant.reasoning import Judging, gather, meaning
from tests.generated import Shape, random_case, smallest

pytest.importorskip("durable.engine")


def disagree(judging: Judging, case: Case) -> bool:
    evidence = gather(case, judging.pack)
    assert judging.judge_on is not None
    return judging.judge_on.run(evidence) != meaning(judging.base, evidence).known


def assert_agree(judging: Judging, case: Case) -> None:
    if disagree(judging, case):
        few = smallest(case, lambda smaller: disagree(judging, smaller))
        answers = {
            str(key): {name: answer.value for name, answer in record.answers.items()}
            for key, record in few.records.items()
        }
        pytest.fail(f"run and meaning disagree on {answers}, closed {sorted(few.complete | few.sampled)}")


@settings(max_examples=2_500)
@given(seed=st.integers(0, 2**32))
def test_run_and_meaning_agree_on_any_case(judging: Judging, pack: Pack, seed: int) -> None:
    assert_agree(judging, random_case(pack, seed))


@settings(max_examples=20)
@given(seed=st.integers(0, 2**32))
def test_they_agree_on_two_hundred_records_whether_few_rules_fire_or_many(
    judging: Judging, pack: Pack, seed: int
) -> None:
    rng = random.Random(seed)
    shape = Shape(
        records=60, best=rng.choice([0.0, 1.0]), worst=rng.choice([0.0, 0.9]), answered=rng.choice([0.7, 1.0])
    )

    assert_agree(judging, random_case(pack, seed, shape))
