"""durable-rules and the meaning come to the same conclusions, to the letter."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.case import Case
from assistant.pack import Pack, load_pack
from assistant.reasoning import Judging, gather, meaning
from tests.generated import Shape, random_case, smallest
from tests.packs import TINY, changed

pytestmark = pytest.mark.no_cover

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


@pytest.fixture(scope="module")
def tiny() -> Judging:
    return Judging(load_pack(TINY), "durable-rules")


@settings(max_examples=500)
@given(seed=st.integers(0, 2**32))
def test_they_agree_on_a_pack_of_another_field(tiny: Judging, seed: int) -> None:
    assert_agree(tiny, random_case(tiny.pack, seed))


ODD = {
    "what defeats a rule is two counts, one of them from both sides": (
        "unless: [{findings: {direction: forward}, at_least: 1}]",
        (
            "unless: [{findings: {direction: back}, at_least: 2, at_most: 3}, "
            "{findings: {direction: forward}, at_least: 1}, {answers: {plot.kind: [half]}}]"
        ),
    ),
    "a count of records from both sides": (
        "when: [{findings: {direction: still, rests_on: compared}, at_least: 1}]",
        "when: [{findings: {record: bed}, at_least: 1, at_most: 2, distinct: records}]",
    ),
}


@pytest.fixture(scope="module", params=ODD)
def odd(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Judging:
    old, new = ODD[request.param]
    pack = changed(TINY, tmp_path_factory.mktemp("odd"), "rules/later.yaml", old, new)
    return Judging(load_pack(pack), "durable-rules")


@settings(max_examples=200)
@given(seed=st.integers(0, 2**32))
def test_they_agree_on_rules_of_unusual_shapes(odd: Judging, seed: int) -> None:
    assert_agree(odd, random_case(odd.pack, seed))


def test_they_agree_on_an_empty_case_of_a_pack_whose_findings_come_from_sections_alone(
    tmp_path: Path,
) -> None:
    shutil.copytree(TINY, tmp_path / "pack")
    rules = tmp_path / "pack" / "rules" / "findings.yaml"
    before, *each = rules.read_text().split("  - id: ")
    rules.write_text(before + "".join("  - id: " + one for one in each if "for: bed" in one))

    judging = Judging(load_pack(tmp_path / "pack"), "durable-rules")

    assert_agree(judging, Case(id="empty", evidence_id="empty"))
