"""Single changes of the shipped rules are noticed by `rules check` or `rules test`: one in forty, always the same ones.

All of them are tried by `python -m tests.long.mutants`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import pytest

from assistant.pack import Pack
from assistant.pack.checks import check_pack
from assistant.pack.read import PackFiles, read_pack
from assistant.pack.resolve import resolve
from assistant.pack.resolve_rules import rule_problems
from assistant.reasoning.variants import Variant, variants
from tests.long.mutants import Trial, Tried, all_tried, problems, report, with_rules
from tests.packs import TINY

EVERY = 40

MISSING = "an example is missing: there are cases that come out otherwise"
AREA_ONLY = "every case tried comes out alike; other rules are shown for an area, which no example states"
ALIKE = "every case tried comes out alike, down to the rules shown"
SURVIVORS: dict[str, str] = {
    "`slip-harmed-children` weighs `some`": AREA_ONLY,
    "`area-declined-by-level` counts findings whatever their rests_on in condition 1": AREA_ONLY,
    "`area-improved-with-support` counts findings whatever their weight in condition 3": AREA_ONLY,
    "`newcomer-account-good-where-weak` weighs `strong`": AREA_ONLY,
    # Where the baseline was better than silent a milder twin fires for the same record, which counts once.
    "`incident-manager-response-baseline-silent` accepts `strong` too for `area.protection.baseline_found`": ALIKE,
    "`incident-follow-up-baseline-silent` accepts `strong` too for `area.protection.baseline_found`": ALIKE,
    "`incident-follow-up-baseline-silent` accepts `sound` too for `area.protection.baseline_found`": ALIKE,
    "`leaver-unplanned-though-time` accepts `sound` too for `area.experiences.baseline_found`": ALIKE,
    # An area of children that has declined declines the home, which comes before.
    "`sustained-decline-not-enough` counts among all areas in condition 1": ALIKE,
    # No rule counts its finding: it only explains.
    "`manager-appointed-and-applied` weighs `strong`": ALIKE,
    # Steadiness supports a judgement only where nothing has become worse.
    "`partnership-unchanged` accepts `somewhat_worse` too for `partnership_change`": ALIKE,
    "`declined-for-children-clearly` counts findings whatever their area in condition 2": MISSING,
    "`declined-through-process-and-children` counts the area `leadership` too in condition 1, in what defeats it": MISSING,
    "`improved-beside-a-slip` counts the area `requirements` too in condition 1": MISSING,
    "`improved-beside-a-slip` accepts `not_reported` too in condition 2": MISSING,
    "`leaver-poor-help-where-sound` has the direction `concern`": MISSING,
    "`nobody-in-charge-baseline-silent` has the direction `concern`": MISSING,
    "`newcomer-not-matched-baseline-silent` has the direction `concern`": MISSING,
}
"""The changes known to be noticed by nothing, each with a reason. Cases were tried by chance, not proved."""


@pytest.fixture(scope="module")
def tried() -> list[Tried]:
    return all_tried(every=EVERY)


def test_each_change_is_noticed_or_known_to_survive_with_a_reason(tried: list[Tried]) -> None:
    survived = {one.what for one in tried if one.how == "survivor"}

    assert survived - set(SURVIVORS) == set()


def test_no_change_is_listed_that_no_longer_survives(tried: list[Tried]) -> None:
    noticed = {one.what: (one.how, one.by) for one in tried if one.how != "survivor"}

    assert {what: noticed.get(what) for what in SURVIVORS if what in noticed} == {}


def test_a_listed_change_is_one_that_is_tried(tried: list[Tried]) -> None:
    assert set(SURVIVORS) <= {one.what for one in tried}


# The program itself, on a pack small enough to try everything


@pytest.fixture(scope="module")
def tiny() -> PackFiles:
    return read_pack(TINY)


@pytest.fixture(scope="module")
def made(tiny: PackFiles) -> list[Variant]:
    return list(variants(resolve(tiny)))


def whole_check(files: PackFiles, variant: Variant) -> Iterator[str]:
    """What every check finds in every rule of a variant, by code."""
    changed = with_rules(files, variant.pack)
    references = chain.from_iterable(
        rule_problems(variant.pack, file, document) for file, document in changed.rules
    )
    for one in (*references, *check_pack(changed, variant.pack)):
        if one.severity == "error" and one.code != "pack-duplicate-id":
            yield one.code


def test_the_parts_of_the_check_that_are_left_out_would_have_found_nothing(
    tiny: PackFiles, made: list[Variant]
) -> None:
    for variant in made:
        quick = {one.code for one in problems(tiny, variant)}

        assert quick == set(whole_check(tiny, variant)), variant.what


def test_what_noticed_a_change_is_told(tiny: PackFiles, made: list[Variant]) -> None:
    trial = Trial(tiny)

    found = {one.what: one for one in map(trial.tried, made)}

    for what, how, by in (
        ("`soil-richer` weighs `light`", "check", "rule-never"),
        ("`soil-poorer` has the direction `still`", "outcome", "examples[1].rule"),
        ("`bed-resting` accepts `crop` too for `use`", "firing", "examples[6].near_miss"),
        ("`bed-resting` is deleted", "no rule", "example-unknown"),
        ("`soil-poorer` weighs `light`", "survivor", ""),
    ):
        assert found[what].how == how
        assert found[what].by.endswith(by)


def test_only_survivors_are_asked_whether_they_change_anything_and_then_for_proofs(tiny: PackFiles) -> None:
    asked: list[Pack] = []
    proved: list[Pack] = []

    def is_even(_: Pack, variant: Pack) -> bool:
        asked.append(variant)
        return len(asked) % 2 == 0

    def prove(variant: Pack) -> str | None:
        proved.append(variant)
        return "monotone" if len(proved) == 1 else None

    alone = [one for one in all_tried(TINY) if one.how == "survivor"]
    trial = Trial(tiny, is_even, prove)
    helped = [trial.tried(variant) for variant in variants(trial.pack)]

    assert len(asked) == len(alone)
    assert len(proved) == len(alone) - len(alone) // 2
    assert [one.by for one in helped if one.how == "proof"] == ["monotone"]
    assert sum(one.how == "equivalent" for one in helped) == len(alone) // 2


def test_several_processes_find_what_one_does() -> None:
    assert all_tried(TINY, every=5, jobs=2) == all_tried(TINY, every=5)


def test_survivors_are_told_of_one_a_line_after_the_counts() -> None:
    found = [
        Tried("weight", "a", "`a` weighs `light`", "survivor", ""),
        Tried("weight", "b", "`b` weighs `light`", "check", "rule-change"),
    ]

    told = list(report(found, 3.2))

    assert told[1].split() == ["weight", "2", "1", "1"]
    assert told[2].split() == ["in", "all", "2", "1", "1"]
    assert told[-2:] == ["1 survivors of 2 in 3 s", "  weight: `a` weighs `light`"]
