"""Coverage tells which conditions the examples depend on, and nothing of what they merely run."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.pack import Pack, load_pack
from assistant.problems import Refused
from assistant.work.coverage import Coverage, Side, coverage
from tests.packs import TINY, changed

EXAMPLES, FINDINGS = "rules/examples/all.yaml", "rules/findings.yaml"
ALWAYS_MISSING = {
    # Weeds are never full where last year's letter spoke of them.
    Side("weeds-new", "when", "part.soil.said", "fails"),
    # A warning comes before a prize, whatever is said of the prize.
    Side("prize-for-soil", "when", "2", "fails"),
    # Whoever floods others alarms them, and that alone brings the meeting.
    Side("meeting-after-giving-back", "when", "1", "holds"),
}


def example(rule: str) -> str:
    """The whole text of the first example of a rule."""
    text = (TINY / EXAMPLES).read_text()
    start = text.index(f"  - rule: {rule}\n")
    return text[start : text.index("  - rule: ", start + 5)]


def of(pack: Path) -> Coverage:
    return coverage(load_pack(pack))


def test_a_side_that_no_example_depends_on_is_missing() -> None:
    assert set(of(TINY).missing) == ALWAYS_MISSING


def test_without_its_example_exactly_that_side_of_a_rule_is_missing_too(tmp_path: Path) -> None:
    pack = changed(TINY, tmp_path, EXAMPLES, example("soil-poorer"), "")

    missing = of(pack).missing

    assert set(missing) - ALWAYS_MISSING == {Side("soil-poorer", "when", "moved", "holds")}


def test_with_a_near_miss_of_another_kind_exactly_the_way_of_failing_is_missing_too(tmp_path: Path) -> None:
    pack = changed(
        TINY, tmp_path, EXAMPLES, "given: {ground.weeds: clean}", "given: {part:soil.said: nothing}"
    )

    missing = of(pack).missing

    assert set(missing) - ALWAYS_MISSING == {Side("weeds-where-fine", "when", "weeds", "fails")}


def test_what_an_example_does_not_state_it_does_not_cover(tmp_path: Path) -> None:
    stated = "areas: {water: passed_over}"
    pack = changed(TINY, tmp_path, EXAMPLES, stated, "areas: {soil: alike}")

    missing = of(pack).missing

    assert set(missing) - ALWAYS_MISSING == {Side("not-walked", "when", "1", "holds")}


def test_a_covered_side_tells_by_which_example() -> None:
    covered = of(TINY)

    where = covered.sides[Side("part-worse", "unless", "1", "holds")]

    assert where is not None
    assert where.line is not None
    lines = (TINY / EXAMPLES).read_text().splitlines()
    assert lines[where.line - 1].strip() == "given: {ground.moved: richer}"
    assert lines[where.line - 2].strip() == "near_miss:"


def test_one_of_several_conditions_of_unless_fails_with_effect_only_where_the_others_hold(
    tmp_path: Path,
) -> None:
    rule = "    when: {moved: [wasted]}\n"
    unless = "    unless: {care: [badly, flooding], part.water.said: [poor]}\n"
    pack = changed(TINY, tmp_path, FINDINGS, rule, rule + unless)
    examples = pack / EXAMPLES
    given = "given: {water.moved: wasted}"
    examples.write_text(
        examples.read_text().replace(given, "given: {water.moved: wasted, water.care: badly}")
    )

    covered = coverage(load_pack(pack), "water-wasted")

    assert covered.missing == (
        Side("water-wasted", "unless", "care", "holds"),
        Side("water-wasted", "unless", "care", "fails"),
        Side("water-wasted", "unless", "part.water.said", "holds"),
    )


def test_a_rule_that_only_explains_has_nothing_to_cover() -> None:
    pack = load_pack(TINY)
    assert pack.rules_by_id["bed-resting"].explanatory

    covered = of(TINY)

    assert covered.of_rule("bed-resting") == ()
    assert {side.rule for side in covered.sides} == {
        rule.id for rule in pack.rules if (rule.when or rule.unless) and not rule.explanatory
    }


def test_sides_are_told_by_rule_and_by_paragraph() -> None:
    covered = of(TINY)

    assert covered.of_paragraph("7/meeting") == (
        *covered.of_rule("meeting-after-giving-back"),
        *covered.of_rule("meeting-on-alarm"),
    )
    assert len(covered.of_rule("part-worse")) == 4


def test_a_side_is_put_into_words() -> None:
    covered = of(TINY)

    told = [covered.phrase(side) for side in covered.missing]

    assert told == [
        "What did last year's letter say? “Nothing” [part.soil.said]",
        "no area evaluated worse",
        "the judgement is the plot is given back",
    ]


def test_the_presumption_of_the_shipped_pack_is_covered_both_ways_round(pack: Pack) -> None:
    covered = coverage(pack, "declined-by-manager-presumption")

    assert len(covered.sides) == 4
    assert covered.missing == ()


@pytest.mark.parametrize(
    "old, new",
    [
        ("  - rule: flooding\n", "  - rule: drowning\n"),
        ("  - rule: flooding\n    base: plain\n", "  - rule: flooding\n    base: bare\n"),
        ('    given: {part:water.walked: "no"}', "    given: {part:water.walked: maybe}"),
    ],
)
def test_examples_that_name_what_is_not_there_are_refused_with_their_place(
    tmp_path: Path, old: str, new: str
) -> None:
    pack = changed(TINY, tmp_path, EXAMPLES, old, new)

    with pytest.raises(Refused) as refused:
        of(pack)

    assert [one.code for one in refused.value.problems] == ["example-unknown"]
    assert refused.value.problems[0].where.line
