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
from assistant.reasoning.proofs.differing import equivalent
from assistant.reasoning.variants import Variant, variants
from tests.long.mutants import Trial, Tried, all_tried, first_broken, problems, report, with_rules
from tests.packs import TINY

pytestmark = pytest.mark.no_cover

EVERY = 40

SHOWN = "concludes the same in every case; only the rules shown for it differ, in cases too odd to be read as an example"
SURVIVORS: dict[str, str] = {
    "`urgent-review-for-several-concerns` counts findings whatever their weight in condition 1": SHOWN,
    "`area-declined-by-change` counts findings whatever their weight in condition 1": SHOWN,
    "`area-declined-by-several-changes` counts findings whatever their weight in condition 1": SHOWN,
    "`area-declined-by-level` counts findings whatever their weight in condition 1": SHOWN,
    "`area-improved-clearly` counts findings whatever their rests_on in condition 1": SHOWN,
}
"""The changes that nothing notices although they make a difference, each with its reason. All of them are
tried by `python -m tests.long.mutants`, those that make none left out."""


@pytest.fixture(scope="module")
def tried() -> list[Tried]:
    return all_tried(None, EVERY, "", equivalent, first_broken)


def test_each_change_is_noticed_or_known_to_survive_with_a_reason(tried: list[Tried]) -> None:
    survived = {one.what for one in tried if one.how == "survivor"}

    assert survived - set(SURVIVORS) == set()


def test_a_change_that_is_listed_is_noticed_by_nothing_and_makes_a_difference(pack: Pack) -> None:
    trial = Trial(read_pack(), equivalent)

    found = {one.what: trial.tried(one).how for one in variants(pack) if one.what in SURVIVORS}

    assert found == dict.fromkeys(SURVIVORS, "survivor")


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
    assert told[-3:] == [
        "2 changes in 3 s, 0 of which change nothing",
        "1 of the other 2 are noticed (50.0%)",
        "  survives: weight: `a` weighs `light`",
    ]
