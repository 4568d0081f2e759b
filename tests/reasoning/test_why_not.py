"""Why another judgement is not concluded: the nearest rules, and how their conditions stand."""

from __future__ import annotations

import json
from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.case import Case
from assistant.pack import load_pack
from assistant.reasoning import Judging, Node, as_json, why_not
from tests.generated import random_case
from tests.packs import TINY
from tests.small_cases import PRESUMED, UNMOVED, Said, case_of

seeds = st.integers(0, 2**32)

ALMOST: dict[str, Said] = UNMOVED | {"experiences.progress_change": "clearly_better"}
"""A home one area short of improved."""


def trees(judging: Judging, case: Case) -> dict[str | None, Node]:
    judged = judging.live(case)
    return {root.outcome: root for root in why_not(judged, judging.supposing(judged))}


def tree(judging: Judging, answers: dict[str, Said], judgement: str) -> Node:
    return trees(judging, case_of(judging.pack, answers))[judgement]


def below(node: Node, kind: str) -> list[Node]:
    return [child for child in node.children if child.kind == kind]


def rule(root: Node, name: str) -> Node:
    return next(node for node in root.children if node.rule == name)


def test_a_home_one_answer_short_of_improved_says_exactly_that(judging: Judging) -> None:
    root = tree(judging, ALMOST, "improved")

    nearest = root.children[0]
    (failing,) = [one for one in nearest.children if one.state == "fails"]
    assert nearest.rule == "improved-and-felt"
    assert failing.text == "fails: at least 2 areas evaluated improved (1 found)"


def test_below_a_count_of_areas_stand_the_nearest_areas_and_the_answer_each_lacks(judging: Judging) -> None:
    root = tree(judging, ALMOST, "improved")
    (failing,) = [one for one in root.children[0].children if one.state == "fails"]

    areas = below(failing, "nearest")
    (evaluation,) = areas[0].children
    (count,) = [one for one in evaluation.children if one.state == "fails"]
    finding = below(count, "nearest")[0]
    (test,) = finding.children

    assert len(areas) <= 3
    assert evaluation.text.endswith("1 fails, 3 hold")
    assert finding.rule == "leadership-clearly-better"
    assert str(test.at) == "leadership.leadership_change"
    assert test.state == "fails"
    assert test.text.startswith("fails: Leadership:")


def test_what_a_failing_count_already_counts_stands_below_it(judging: Judging) -> None:
    root = tree(judging, ALMOST, "improved")
    (failing,) = [one for one in root.children[0].children if one.state == "fails"]

    assert [node.id.split()[-1] for node in below(failing, "area")] == ["experiences"]


def test_what_is_too_many_is_shown_as_what_it_is(judging: Judging) -> None:
    answers = ALMOST | {
        "leadership.leadership_change": "clearly_worse",
        "partnership.partnership_change": "clearly_worse",
    }

    root = tree(judging, answers, "improved")

    too_many = next(
        one for one in rule(root, "improved-and-felt").children if one.text.startswith("fails: no area")
    )
    assert too_many.text == "fails: no area evaluated declined (2 found)"
    assert [node.kind for node in too_many.children] == ["area", "area"]


def test_a_rule_that_fires_behind_an_earlier_outcome_says_what_stands_before_it(judging: Judging) -> None:
    root = tree(judging, UNMOVED | {"protection.safe_now": "serious_risk"}, "sustained")

    last = rule(root, "sustained-otherwise")
    assert root.text.endswith("a rule for it fires, but declined in effectiveness stands before it")
    assert last.text.endswith("fires, but declined in effectiveness stands before it")


def test_a_rule_that_is_defeated_says_by_what(judging: Judging) -> None:
    answers = PRESUMED | {"manager.rebuttal": "recorded"}

    presumed = rule(tree(judging, answers, "declined"), "declined-by-manager-presumption")

    counted, defeat = presumed.children
    assert counted.state == "holds"
    assert defeat.state == "fails"
    assert defeat.text.startswith("fails: it is defeated: The manager's post: ")
    assert (
        "? Recorded (defeats it: “Recorded” or “Recorded, and the regulatory inspection manager (RIM) agrees”)"
        in defeat.text
    )
    assert [str(node.at) for node in defeat.children] == ["manager.rebuttal"]


def test_what_is_open_is_told_apart_from_what_fails(judging: Judging) -> None:
    root = tree(judging, UNMOVED | {"protection.safety_change": None}, "declined")

    nearest = root.children[0]
    (condition,) = nearest.children
    assert root.text.endswith("what is open may still lead to it")
    assert nearest.state == condition.state == "open"
    assert condition.text.endswith("(none found so far, up to 1 possible)")


def test_a_section_that_is_not_closed_may_bring_any_number(judging: Judging) -> None:
    root = trees(judging, case_of(judging.pack, UNMOVED, closed=False))["declined"]

    assert any("any number possible" in one.text for node in root.children for one in node.children)


def test_the_concluded_judgement_is_the_only_one_left_out(judging: Judging) -> None:
    found = trees(judging, case_of(judging.pack, UNMOVED))

    assert list(found) == [name for name in judging.pack.judgements if name != "sustained"]


def test_it_is_told_in_json_with_what_to_ask_next(judging: Judging) -> None:
    judged = judging.live(case_of(judging.pack, ALMOST | {"leadership.leadership_change": None}))

    told = json.loads(json.dumps(as_json(judged, judging.ask(judged), judging.supposing(judged))))

    improved = next(one for one in told["why_not"] if one["judgement"] == "improved")
    assert told["next"]["question"] == "leadership.leadership_change"
    assert told["next"]["leaves"]["clearly_better"] == ["improved"]
    assert improved["rules"][0]["conditions"][0]["state"] == "holds"
    assert told["sections"] == []
    assert told["sensitive"]["tried"] > len(told["sensitive"]["moving"]) > 0


def nodes(roots: dict[str | None, Node]) -> Iterator[Node]:
    for root in roots.values():
        yield from root.walk()


@settings(max_examples=30, deadline=None)
@given(seed=seeds)
def test_the_nearest_rule_stands_first_and_every_node_has_a_place_of_its_own(
    judging: Judging, seed: int
) -> None:
    roots = trees(judging, random_case(judging.pack, seed))

    for root in roots.values():
        failing = [[one.state for one in node.children].count("fails") for node in root.children]
        assert failing == sorted(failing)
    found = [node.id for root in roots.values() for node in root.walk() if node.kind in ("rule", "condition")]
    assert len(found) == len(set(found))


@settings(max_examples=100, deadline=None)
@given(seed=seeds)
def test_a_rule_has_the_state_that_its_conditions_come_to(judging: Judging, seed: int) -> None:
    order = ["fails", "open", "holds"]
    for root in trees(judging, random_case(judging.pack, seed)).values():
        for node in root.children:
            states = [str(one.state) for one in node.children]
            assert node.state == min(states, key=order.index, default="holds")


def test_another_pack_tells_it_in_its_own_words() -> None:
    judging = Judging(load_pack(TINY), "meaning")

    root = tree(judging, {"ground.moved": "same", "water.care": "well"}, "give_back")

    (ruled,) = root.children
    (count,) = ruled.children
    (flooding,) = below(count, "nearest")
    assert root.text == "x the plot is given back: no rule for it fires"
    assert count.text == "fails: at least one finding with ruled (none found)"
    assert [label for label, _ in count.words] == ["ruled"]
    assert flooding.text == "The water comes near the finding “Other plots stand in water”: 1 fails"
