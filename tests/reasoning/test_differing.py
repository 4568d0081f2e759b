"""Two rule bases are held against each other: whether they ever conclude differently, and in which case."""

from __future__ import annotations

from assistant.pack import FindingRule, Pack
from assistant.reasoning import Judging, compile_rules
from assistant.reasoning.proofs.cases import as_case
from assistant.reasoning.proofs.differing import Pair, equivalent
from assistant.reasoning.variants import variants, with_rule, without
from tests.generated import Shape, random_case


def test_a_pack_is_equivalent_to_itself(pack: Pack) -> None:
    assert equivalent(pack, pack)


def test_a_rule_that_only_explains_makes_no_difference(pack: Pack) -> None:
    assert equivalent(pack, without(pack, "dip-recovered"))


def test_a_rule_that_weighs_makes_one(pack: Pack) -> None:
    assert not equivalent(pack, without(pack, "lasting-harm"))


def test_resting_on_other_rules_is_a_difference_although_the_same_is_concluded(pack: Pack) -> None:
    base, other = compile_rules(pack), compile_rules(without(pack, "declined-for-children-in-both"))
    pair = Pair(base, other)

    assert pair.can_be(pair.shows)


def test_the_case_found_comes_out_differently_by_the_two(pack: Pack) -> None:
    rule = pack.rules_by_id["leaver-left-out"]
    assert isinstance(rule, FindingRule)
    lighter = with_rule(
        pack, rule.model_copy(update={"find": rule.find.model_copy(update={"weight": "strong"})})
    )
    pair = Pair(compile_rules(pack), compile_rules(lighter), slots=1)

    found = pair.nearest({}, pair.differs)

    assert found is not None
    case = as_case(pack, "differs", found)
    one, other = (Judging(each, "meaning").live(case).known for each in (pack, lighter))
    assert one.judgement != other.judgement or one.evaluations != other.evaluations


def test_what_is_called_equivalent_comes_out_alike_in_every_case_tried(tiny_pack: Pack) -> None:
    cases = [random_case(tiny_pack, seed, Shape()) for seed in range(150)]
    judging = Judging(tiny_pack, "meaning")
    before = [judging.live(case).known for case in cases]

    same = 0
    for variant in variants(tiny_pack):
        changed = Judging(variant.pack, "meaning")
        after = [changed.live(case).known for case in cases]
        is_alike = all(
            one.judgement.outcome == other.judgement.outcome
            and set(one.judgement.rests_on) == set(other.judgement.rests_on)
            and one.ground == other.ground
            and one.case_review == other.case_review
            and {area: (each.outcome, set(each.rests_on)) for area, each in one.evaluations.items()}
            == {area: (each.outcome, set(each.rests_on)) for area, each in other.evaluations.items()}
            for one, other in zip(before, after, strict=True)
        )

        if equivalent(tiny_pack, variant.pack):
            same += 1
            assert is_alike, variant.what
    assert same
