"""The examples as cases: each twice, and none left out that a changed rule would bring out otherwise."""

from __future__ import annotations

import pytest

from assistant.pack import Pack
from assistant.reasoning import Judging
from assistant.reasoning.variants import variants, without
from assistant.work.halves import Half, Pinned, halves
from assistant.work.stated import FieldPath, Outcome, stated


@pytest.fixture(scope="module")
def both(tiny_pack: Pack) -> tuple[Half, ...]:
    return halves(tiny_pack)


def outcomes(pack: Pack, examples: tuple[Half, ...]) -> list[dict[FieldPath, Outcome]]:
    """What each example states, by the rules of a pack."""
    judging = Judging(pack, "meaning")
    return [stated(half.expect, judging.live(half.case)) for half in examples]


def test_an_example_is_two_cases_the_near_miss_second(both: tuple[Half, ...]) -> None:
    first = both[:4]

    assert [(half.rule, half.is_near_miss) for half in first] == [
        ("soil-richer", False),
        ("soil-richer", True),
        ("soil-poorer", False),
        ("soil-poorer", True),
    ]
    assert all(half.where.line for half in both)


def test_only_what_an_example_states_is_told(tiny_pack: Pack, both: tuple[Half, ...]) -> None:
    # The near miss of `soil-better` names no ground.
    half = next(half for half in both if half.rule == "soil-better" and half.is_near_miss)

    assert stated(half.expect, Judging(tiny_pack, "meaning").live(half.case)) == {
        ("judgement",): "keep",
        ("rests_on",): frozenset({"kept"}),
        ("areas", "soil"): "alike",
        ("case_review",): False,
    }


def test_the_examples_passed_over_would_have_come_out_alike(tiny_pack: Pack, both: tuple[Half, ...]) -> None:
    pinned, before = Pinned(tiny_pack, both), outcomes(tiny_pack, both)

    for variant in variants(tiny_pack):
        differs = pinned.differing(variant.pack, variant.rule_id) is not None

        assert differs == (outcomes(variant.pack, both) != before), variant.what


def test_an_example_of_the_rule_itself_is_told_before_others(tiny_pack: Pack, both: tuple[Half, ...]) -> None:
    half = Pinned(tiny_pack, both).differing(without(tiny_pack, "warned"), "warned")

    assert half is not None
    assert half.rule == "warned"


def test_a_rule_that_is_gone_misfires_nowhere(tiny_pack: Pack, both: tuple[Half, ...]) -> None:
    assert Pinned(tiny_pack, both).misfiring(without(tiny_pack, "bed-bare"), "bed-bare") is None
