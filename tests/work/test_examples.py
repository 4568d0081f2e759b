"""Examples pin every rule from both sides, and say what came out otherwise and where."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.pack import Pack, load_pack
from assistant.problems import Problem, Refused
from assistant.reasoning import Evidence, Judging, Known, meaning
from assistant.work.examples import ExampleResult, example_case, run_examples
from tests.packs import REAL, TINY, changed, text_at

EXAMPLES = "rules/examples/all.yaml"
BASE = {"ground.moved": "same", "bed:*.use": "crop", "bed:*.bore": "enough"}


def told(pack_at: Path) -> list[Problem]:
    pack = load_pack(pack_at)
    return [one for result in run_examples(pack, Judging(pack, "meaning")) for one in result.problems]


@pytest.mark.parametrize("engine", ["durable-rules", "meaning"])
def test_every_rule_of_the_shipped_pack_has_an_example_that_comes_out(engine: str) -> None:
    if engine == "durable-rules":
        pytest.importorskip("durable.engine")
    pack = load_pack()

    results = run_examples(pack, Judging(pack, engine))  # type: ignore[arg-type]

    assert [str(one) for result in results for one in result.problems] == []
    assert {result.rule for result in results if result.passed} == set(pack.rules_by_id)


@pytest.mark.parametrize("base", ["ordinary", "sound", "strong", "weak"])
def test_a_base_is_a_complete_home_in_which_nothing_moved(base: str) -> None:
    from assistant.pack.read import read_examples

    pack = load_pack()
    judging = Judging(pack, "meaning")
    bases = {name: given for file, _ in read_examples(REAL) for name, given in file.bases.items()}

    judged = judging.judge(example_case(pack, bases[base]))

    assert judged.evidence.complete(pack)
    assert (judged.proposal.judgement, judged.proposal.ground) == ("sustained", "evidence")
    assert not any(reading.consider for reading in judged.known.case_review)


def test_a_new_record_starts_from_what_the_base_keeps_for_its_type() -> None:
    pack = load_pack(TINY)

    case = example_case(pack, BASE, {"bed:B2.bore": "nothing"})

    (bed,) = case.of_type("bed")
    assert {name: answer.value for name, answer in bed.answers.items()} == {"use": "crop", "bore": "nothing"}


def test_nothing_takes_an_answer_out_and_words_stand_for_what_is_no_answer() -> None:
    pack = load_pack(TINY)

    case = example_case(
        pack, BASE, {"ground.moved": None, "bed:B1.bore": "not_applicable", "ground.weeds": "uncertain"}
    )

    states = {
        f"{key}.{name}": answer.state
        for key, record in case.records.items()
        for name, answer in record.answers.items()
    }
    assert states == {"bed:B1.use": "answered", "bed:B1.bore": "not_applicable", "ground.weeds": "uncertain"}


@pytest.mark.parametrize(
    "old, new, code, at, says",
    [
        (
            "  - rule: flooding\n",
            "  - rule: drowning\n",
            "example-unknown",
            "drowning",
            "there is no such rule",
        ),
        (
            "  - rule: flooding\n    base: plain\n",
            "  - rule: flooding\n    base: bare\n",
            "example-unknown",
            "bare",
            "there is no base `bare`",
        ),
        (
            "  - rule: flooding\n    base: plain\n    given: {water.care: flooding}",
            "  - rule: flooding\n    base: plain\n    given: {water.cares: flooding}",
            "example-unknown",
            "{water.cares: flooding}",
            "there is no question `water.cares`",
        ),
        (
            "  - rule: flooding\n    base: plain\n    given: {water.care: flooding}",
            "  - rule: flooding\n    base: plain\n    given: {water.care: raining}",
            "example-unknown",
            "{water.care: raining}",
            "`raining` is no answer to `water.care`",
        ),
        (
            "  - rule: bed-bare\n    base: plain\n    given: {bed:B1.bore: nothing}",
            "  - rule: bed-bare\n    base: plain\n    given: {bed.bore: nothing}",
            "example-unknown",
            "{bed.bore: nothing}",
            "`bed.bore` does not name one record",
        ),
        (
            "  - rule: flooding\n    base: plain\n    given: {water.care: flooding}",
            "  - rule: flooding\n    base: plain\n    given: {water.care: well}",
            "example-failed",
            "{water.care: well}",
            "the rule should fire in the example and does not",
        ),
        (
            "  - rule: flooding\n    base: plain\n    given: {water.care: flooding}\n    expect: {judgement: give_back",
            "  - rule: flooding\n    base: plain\n    given: {water.care: flooding}\n    expect: {judgement: keep",
            "example-failed",
            "keep",
            "judgement should be `keep` and came to `give_back`, resting on `given-back`",
        ),
    ],
)
def test_an_example_that_does_not_come_out_says_what_came_and_where(
    tmp_path: Path, old: str, new: str, code: str, at: str, says: str
) -> None:
    pack = changed(TINY, tmp_path, EXAMPLES, old, new)

    found = [one for one in told(pack) if one.code == code]

    assert found, told(pack)
    assert says in found[0].what
    assert text_at(pack, found[0]).startswith(at)


FLOODING = "  - rule: flooding\n"


def flooding(*changes: str) -> tuple[str, str]:
    """The example of the rule `flooding`, and the same with parts of it replaced."""
    text = (TINY / EXAMPLES).read_text()
    start = text.index(FLOODING)
    old = text[start : text.index("  - rule:", start + 5)]
    new = old
    for change in changes:
        part, other = change.split(" => ")
        assert part in new
        new = new.replace(part, other, 1)
    return old, new


@pytest.mark.parametrize(
    "change, field, says",
    [
        ("ground: seen => ground: mixed", "expect.ground", "ground should be `mixed` and came to `seen`"),
        (
            "rests_on: [given-back] => rests_on: [given-back, warned]",
            "expect.rests_on",
            "rests on should be `given-back`, `warned` and came to `given-back`",
        ),
        (
            "areas: {water: worse} => areas: {water: alike}",
            "expect.areas.water",
            "areas.water should be `alike` and came to `worse`",
        ),
        (
            "case_review: true => case_review: false",
            "expect.case_review",
            "case review should be not considered and came to considered",
        ),
        (
            "given: {water.care: badly} => given: {water.care: flooding}",
            "near_miss.given",
            "the rule should not fire in the near miss and does",
        ),
    ],
)
def test_each_part_of_what_is_expected_is_compared(
    tmp_path: Path, change: str, field: str, says: str
) -> None:
    old, new = flooding(change)

    found = told(changed(TINY, tmp_path, EXAMPLES, old, new))

    assert (field, says) in [
        ((one.where.field or "").split("].")[1], one.what.removeprefix("example of `flooding`: "))
        for one in found
    ]


def test_a_rule_without_an_example_is_named_at_its_own_place(tmp_path: Path) -> None:
    old, _ = flooding()

    (found,) = told(changed(TINY, tmp_path, EXAMPLES, old, ""))

    assert found.code == "rule-no-example"
    assert "rule `flooding` has no example" in found.what
    assert text_at(tmp_path, found).startswith("id: flooding")


class Wrong:
    """An engine that finds nothing at all."""

    name = "wrong 1.0"

    def __init__(self, judging: Judging) -> None:
        self.judging = judging

    def run(self, evidence: Evidence) -> Known:
        return replace(meaning(self.judging.base, evidence).known, findings=())


def test_an_engine_that_parts_from_the_meaning_is_told_of() -> None:
    pack: Pack = load_pack(TINY)
    judging = Judging(pack, "meaning")
    judging.judge_on = Wrong(judging)

    found = [one for result in run_examples(pack, judging) for one in result.problems]

    assert any(
        "the engine and the meaning disagree: in findings, areas or case review" in one.what for one in found
    )


class Failing(Wrong):
    """An engine that reports an error."""

    def run(self, evidence: Evidence) -> Known:
        raise Refused([Problem("engine-failed", "it broke", "mend it")])


def test_an_engine_that_fails_is_told_of_and_the_other_examples_go_on() -> None:
    pack = load_pack(TINY)
    judging = Judging(pack, "meaning")
    judging.judge_on = Failing(judging)

    results: list[ExampleResult] = run_examples(pack, judging)

    assert {one.code for result in results for one in result.problems} == {"engine-failed"}
    assert not any(result.passed for result in results)
