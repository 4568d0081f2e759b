"""A variant differs from its pack in one rule, and every one of them can be judged by."""

from __future__ import annotations

from collections import Counter

import pytest

from assistant.pack import FindingRule, JudgementRule, Pack
from assistant.reasoning import compile_rules
from assistant.reasoning.variants import KINDS, Variant, dropping, only, variants, without, without_unless


@pytest.fixture(scope="module")
def made(tiny_pack: Pack) -> list[Variant]:
    return list(variants(tiny_pack))


def said(made: list[Variant], rule: str) -> list[tuple[str, str]]:
    """The kinds of change to one rule, and what is said of each after the rule's name."""
    return [(one.kind, one.what.removeprefix(f"`{rule}` ")) for one in made if one.rule_id == rule]


def test_every_change_of_a_finding_rule_is_made_once(made: list[Variant]) -> None:
    assert said(made, "weeds-where-fine") == [
        ("rule deleted", "is deleted"),
        ("when dropped", "no longer asks for `weeds`"),
        ("when dropped", "no longer asks for `part.soil.said`"),
        ("when widened", "accepts `clean` too for `weeds`"),
        ("when narrowed", "no longer accepts `some` for `weeds`"),
        ("when narrowed", "no longer accepts `full` for `weeds`"),
        ("when widened", "accepts `poor` too for `part.soil.said`"),
        ("when widened", "accepts `nothing` too for `part.soil.said`"),
        ("weight", "weighs `light`"),
        ("weight", "weighs `ruled`"),
        ("direction", "has the direction `forward`"),
        ("direction", "has the direction `still`"),
        ("direction", "has the direction `alarm`"),
        ("rests_on", "rests on `compared`"),
        ("rests_on", "rests on `unsaid`"),
        ("rests_on", "rests on `crop`"),
        ("rests_on", "rests on `today`"),
    ]


def test_every_change_of_a_rule_that_counts_is_made_once(made: list[Variant]) -> None:
    assert said(made, "part-worse") == [
        ("rule deleted", "is deleted"),
        ("when dropped", "no longer asks for condition 1"),
        ("when narrowed", "asks for 2 at least in condition 1"),
        ("when widened", "counts findings whatever their direction in condition 1"),
        ("unless deleted", "is defeated by nothing"),
        ("unless narrowed", "asks for 2 at least in condition 1, in what defeats it"),
        ("unless widened", "counts findings whatever their direction in condition 1, in what defeats it"),
        ("conclusion", "concludes `passed_over`"),
        ("conclusion", "concludes `better`"),
        ("conclusion", "concludes `alike`"),
    ]


def test_a_judgement_is_drawn_from_other_areas_and_on_another_ground(made: list[Variant]) -> None:
    found = said(made, "prize-for-soil")

    assert ("when narrowed", "asks for 2 at least in condition 1") in found
    assert ("when widened", "accepts `worse` too in condition 1") in found
    assert ("when widened", "counts among all areas in condition 1") in found
    assert ("when widened", "counts the area `water` too in condition 1") in found
    # No more than none of something: what counts more of it holds less often.
    assert ("when widened", "allows 1 in condition 2") in found
    assert ("when narrowed", "accepts `alike` too in condition 2") in found
    assert [told for kind, told in found if kind == "ground"] == ["has no ground", "has the ground `mixed`"]


def test_a_case_review_is_turned_round(made: list[Variant]) -> None:
    found = said(made, "meeting-after-giving-back")

    assert ("when widened", "accepts `warn` too in condition 1") in found
    assert ("consider", "does not have a case review considered") in found


def test_the_last_word_of_a_stage_is_kept_and_keeps_its_conclusion(made: list[Variant]) -> None:
    kinds = {one.kind for one in made if one.rule_id in ("part-alike", "kept")}

    assert kinds == {"ground"}


def test_a_variant_differs_from_its_pack_in_one_rule(tiny_pack: Pack, made: list[Variant]) -> None:
    for variant in made:
        differing = {rule.id for rule in tiny_pack.rules if variant.pack.rules_by_id.get(rule.id) != rule}

        assert differing == {variant.rule_id}, variant.what
        assert set(variant.pack.reads) <= set(tiny_pack.reads)
        assert {rule.id: rule for rule in variant.pack.rules} == dict(variant.pack.rules_by_id)


def test_no_two_variants_of_a_rule_are_the_same(made: list[Variant]) -> None:
    rules = Counter(repr(one.pack.rules_by_id.get(one.rule_id, one.rule_id)) for one in made)

    assert rules.most_common(1)[0][1] == 1


def test_every_variant_compiles(made: list[Variant]) -> None:
    for variant in made:
        assert compile_rules(variant.pack).pack is variant.pack


def test_the_shipped_pack_is_changed_in_every_way_but_one(pack: Pack) -> None:
    # No rule of it is defeated by several conditions together.
    assert {one.kind for one in variants(pack)} == set(KINDS) - {"unless dropped"}


def test_the_variants_of_a_pack_come_one_at_a_time_in_the_order_of_its_rules(pack: Pack) -> None:
    made = variants(pack)

    first = [next(made).rule_id for _ in range(3)]

    assert first == [pack.rules[0].id] * 3


def test_a_finding_rule_without_its_only_condition_accepts_every_answer(tiny_pack: Pack) -> None:
    rule = tiny_pack.rules_by_id["soil-same"]

    dropped = dropping(tiny_pack, rule, "when", "moved")

    assert isinstance(dropped, FindingRule)
    assert dropped.when == {"moved": ("richer", "same", "poorer", "ruined")}


def test_a_condition_is_taken_out_by_its_name(tiny_pack: Pack) -> None:
    finding, later = tiny_pack.rules_by_id["weeds-new"], tiny_pack.rules_by_id["prize-for-soil"]
    assert isinstance(later, JudgementRule)

    one = dropping(tiny_pack, finding, "when", "weeds")
    other = dropping(tiny_pack, later, "when", "1")

    assert isinstance(one, FindingRule)
    assert list(one.when) == ["part.soil.said"]
    assert isinstance(other, JudgementRule)
    assert other.when == later.when[1:]


def test_a_rule_can_be_had_alone_left_out_or_with_nothing_against_it(tiny_pack: Pack) -> None:
    rule = tiny_pack.rules_by_id["part-worse"]

    assert only(tiny_pack, rule).rules == (rule,)
    assert rule not in without(tiny_pack, rule.id).rules
    assert without_unless(rule).unless == ()
