"""The properties hold of the shipped rules, and a rule base that breaks one is shown by a case that can be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

import pytest

from assistant.case import case_from, to_text
from assistant.document import parse
from assistant.pack import Answers, CaseReviewRule, FindingRule, JudgementRule, Pack, Rule
from assistant.reasoning import Judging, Known
from assistant.reasoning.proofs import Broken, Progress, Proof
from assistant.reasoning.proofs.every import prove
from assistant.work.proving import recall
from tests.long.scales import with_scale_reversed


def proofs(pack: Pack, *ids: str) -> dict[str, Proof]:
    """What becomes of the pack's properties, or of those named."""
    wanted = tuple(one for one in pack.properties if not ids or one.id in ids)
    judging = Judging(replace(pack, properties=wanted), "meaning")
    return {step.id: step for step in prove(judging, lambda _: ()) if isinstance(step, Proof)}


def with_rules(pack: Pack, change: Callable[[Rule], Rule | None]) -> Pack:
    """The pack with each rule changed, or left out where the change is None."""
    rules = tuple(rule for one in pack.rules if (rule := change(one)) is not None)
    return replace(pack, rules=rules, rules_by_id=MappingProxyType({rule.id: rule for rule in rules}))


def without(pack: Pack, *ids: str) -> Pack:
    return with_rules(pack, lambda rule: None if rule.id in ids else rule)


def known(pack: Pack, text: str) -> Known:
    """What a pack makes of a case file."""
    return Judging(pack, "meaning").judge(case_from(parse(text, "counter-example"), pack).case).known


def only(proof: Proof) -> Broken:
    assert not proof.holds
    return proof.broken[0]


def test_every_property_of_the_shipped_rules_is_proved(pack: Pack) -> None:
    broken = [f"{one.id}: {way.what}" for one in proofs(pack).values() for way in one.broken]

    assert broken == []


def test_what_is_written_down_beside_the_shipped_rules_is_of_these_rules(pack: Pack) -> None:
    """Where this fails, run `sccif rules prove --record`."""
    proved = recall(pack)

    assert proved is not None
    assert [one.id for one in proved.properties] == [one.id for one in pack.properties]
    assert proved.broken == ()


SCALES = [
    ("experiences", "progress_change"),
    ("protection", "safe_now"),
    ("leaver", "facilitated"),
    ("incident", "harm"),
    ("requirement", "effect_unmet"),
    ("manager", "timely"),
]


@pytest.mark.parametrize("record, question", SCALES, ids=str)
def test_a_scale_the_wrong_way_round_breaks_worse_is_never_better(
    pack: Pack, record: str, question: str
) -> None:
    turned = with_scale_reversed(pack, record, question)

    way = only(proofs(turned, "worse-is-never-better")["worse-is-never-better"])

    assert f"`{record}.{question}` is one step worse" in way.what
    assert "goes from" in way.what


def test_its_counter_example_is_two_case_files_that_judge_as_it_says(pack: Pack) -> None:
    turned = with_scale_reversed(pack, "protection", "safety_change")

    way = only(proofs(turned, "worse-is-never-better")["worse-is-never-better"])

    assert way.case is not None
    assert way.after is not None
    before, after = (known(turned, to_text(case, turned)) for case in (way.case, way.after))
    assert before.evaluations["protection"].outcome == "sustained"
    assert after.evaluations["protection"].outcome == "improved"
    assert "the area protection goes from `sustained` to `improved`" in way.what


def test_without_the_presumption_a_home_caught_by_it_is_not_declined(pack: Pack) -> None:
    broken = without(pack, "declined-by-manager-presumption")

    way = only(proofs(broken, "presumption-declines")["presumption-declines"])

    assert way.case is not None
    assert known(broken, to_text(way.case, broken)).judgement.outcome != "declined"
    assert any(place.startswith("manager.") for place in way.unusual)


def test_that_a_question_does_not_apply_is_out_of_the_ordinary_where_the_case_depends_on_it(
    pack: Pack,
) -> None:
    """Whatever is answered to a question, this property says nothing: only its not applying breaks it."""
    asked = [one.id for one in pack.questions["protection"]["complaints"].answers]
    answered = Answers.model_validate({"answers": {"protection.complaints": asked}})
    floor = next(one for one in pack.properties if one.id == "floor-declines")
    changed = replace(pack, properties=(floor.model_copy(update={"when": (), "unless": (answered,)}),))

    way = only(proofs(changed)["floor-declines"])

    assert way.unusual == ("protection.complaints: not applicable",)


def test_a_question_that_is_not_asked_is_nothing_out_of_the_ordinary(pack: Pack) -> None:
    """What stands behind a gate that an ordinary answer closes."""
    floor = next(one for one in pack.properties if one.id == "floor-declines")
    changed = replace(pack, properties=(floor.model_copy(update={"when": ()}),))

    way = only(proofs(changed)["floor-declines"])

    assert way.unusual == ()


def test_without_the_floor_a_home_at_it_is_not_declined(pack: Pack) -> None:
    broken = without(
        pack,
        "declined-at-the-floor",
        "area-declined-at-the-floor",
        "declined-for-children",
        "declined-for-children-clearly",
    )

    way = only(proofs(broken, "floor-declines")["floor-declines"])

    assert way.case is not None
    assert known(broken, to_text(way.case, broken)).judgement.outcome != "declined"


def test_a_rule_that_never_fires_is_named(pack: Pack) -> None:
    def change(rule: Rule) -> Rule:
        if isinstance(rule, FindingRule) and rule.id == "children-say-clearly-worse":
            both = {"children_say": ("clearly_worse",), "children_view_now": ("good",)}
            return rule.model_copy(update={"when": both, "unless": {"children_view_now": ("good",)}})
        return rule

    ways = proofs(with_rules(pack, change), "no-rule-is-idle")["no-rule-is-idle"].broken

    assert [way.what for way in ways] == ["rule `children-say-clearly-worse` fires in no case"]


def test_a_pack_that_counts_nothing_can_be_proved_too(pack: Pack) -> None:
    def change(rule: Rule) -> Rule | None:
        if isinstance(rule, FindingRule):
            return rule
        return rule.model_copy(update={"when": ()}) if getattr(rule, "otherwise", False) else None

    found = proofs(with_rules(pack, change), "no-rule-is-idle")["no-rule-is-idle"]

    assert not found.holds


def test_a_rule_that_changes_nothing_is_named_unless_it_only_explains(pack: Pack) -> None:
    twin = pack.rules_by_id["declined-for-children-in-both"].model_copy(update={"id": "a-twin"})
    said = twin.model_copy(update={"explanatory": True})

    for extra, expected in ((twin, 2), (said, 1)):
        rules = (*pack.rules, extra)
        both = replace(pack, rules=rules, rules_by_id=MappingProxyType({one.id: one for one in rules}))
        ways = proofs(both, "no-rule-is-idle")["no-rule-is-idle"].broken
        # Each of the two stands without the other.
        assert sum("every case comes to the same" in way.what for way in ways) == expected


def test_a_pack_without_its_last_rule_comes_to_no_conclusion(pack: Pack) -> None:
    broken = without(pack, "sustained-otherwise")

    way = only(proofs(broken, "one-conclusion")["one-conclusion"])

    assert way.what.startswith("the judgement comes to no conclusion")


def test_a_judgement_that_nothing_leads_to_is_said_to_be_out_of_reach(pack: Pack) -> None:
    def change(rule: Rule) -> Rule | None:
        is_improved = isinstance(rule, JudgementRule) and rule.conclude == "improved"
        return None if is_improved else rule

    found = proofs(with_rules(pack, change), "improved-from-strength", "declined-from-strength")

    assert only(found["improved-from-strength"]).what == "there is no such case"
    assert found["declined-from-strength"].holds


def test_a_rule_that_needs_three_records_is_not_called_idle(pack: Pack) -> None:
    several = pack.rules_by_id["urgent-review-for-several-concerns"]
    assert isinstance(several, CaseReviewRule)
    (count,) = several.when
    more = several.model_copy(update={"when": (count.model_copy(update={"at_least": 3}),)})

    found = proofs(with_rules(pack, lambda rule: more if rule.id == more.id else rule), "no-rule-is-idle")

    assert found["no-rule-is-idle"].holds


def test_worse_is_never_better_is_not_claimed_of_a_rule_that_reads_another_record_s_scale(pack: Pack) -> None:
    def change(rule: Rule) -> Rule:
        if isinstance(rule, FindingRule) and rule.id == "leaver-left-out":
            return rule.model_copy(update={"when": {**rule.when, "protection.safe_now": ("at_risk",)}})
        return rule

    way = only(proofs(with_rules(pack, change), "worse-is-never-better")["worse-is-never-better"])

    assert "cannot be proved of rule `leaver-left-out`" in way.what


def test_an_evaluation_that_no_rule_concludes_of_an_area_is_named(pack: Pack) -> None:
    broken = without(pack, "area-improved-clearly", "area-improved-with-support")

    ways = proofs(broken, "every-outcome-is-reached")["every-outcome-is-reached"].broken

    assert "the area partnership is `improved` in no case" in [way.what for way in ways]
    assert "the judgement is `improved` in no case" in [way.what for way in ways]


def test_a_property_of_the_text_is_proved_by_the_check_it_names(pack: Pack) -> None:
    wanted = tuple(one for one in pack.properties if one.by)
    asked: list[str] = []

    def check(name: str) -> tuple[()]:
        asked.append(name)
        return ()

    list(prove(Judging(replace(pack, properties=wanted), "meaning"), check))

    assert asked == [name for one in wanted for name in one.by]


def test_long_proofs_say_how_far_they_have_come(pack: Pack) -> None:
    wanted = tuple(one for one in pack.properties if one.kind == "monotone")
    steps = list(prove(Judging(replace(pack, properties=wanted), "meaning"), lambda _: ()))

    progress = [step for step in steps if isinstance(step, Progress)]
    assert [step.done for step in progress] == list(range(progress[0].of))
    assert isinstance(steps[-1], Proof)
