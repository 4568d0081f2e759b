"""What would change a judgement: the fewest answers, the nearest ones, and every smallest set."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.case import At, Case, Key
from assistant.pack import Pack, load_pack
from assistant.reasoning import Judging, gather, meaning
from assistant.reasoning.evidence import OPEN
from assistant.reasoning.solve import Overtaken
from assistant.reasoning.solving.held import Held
from assistant.reasoning.what_if import Searched, WhatIf, what_if, with_answers
from tests.generated import Shape, random_case
from tests.packs import TINY, changed
from tests.small_cases import PRESUMED, UNMOVED, case_of


def sets(judging: Judging, case: Case, *targets: str, limit: int = 50) -> dict[str, list[dict[str, str]]]:
    """For each judgement the sets found, each as its places with the answers."""
    found: dict[str, list[dict[str, str]]] = {}
    for step in what_if(judging, judging.solver, judging.judge(case), targets or None, limit=limit):
        if isinstance(step, WhatIf):
            found.setdefault(step.judgement, []).append({str(one.at): one.then for one in step.changes})
    return found


def test_one_answer_is_enough_to_decline_and_the_nearest_one_is_told(judging: Judging, pack: Pack) -> None:
    found = sets(judging, case_of(pack, UNMOVED), "declined")

    # At risk is enough where the baseline was sound; at serious risk lies a step beyond.
    assert {"protection.safe_now": "at_risk"} in found["declined"]
    assert {"protection.safety_change": "somewhat_worse"} in found["declined"]


def test_no_set_holds_another(judging: Judging, pack: Pack) -> None:
    found = sets(judging, case_of(pack, UNMOVED), limit=40)

    assert found.keys() == {"declined", "improved"}
    for of_judgement in found.values():
        for one, other in itertools.permutations([set(changes) for changes in of_judgement], 2):
            assert not one < other


def test_sets_come_smallest_first(judging: Judging, pack: Pack) -> None:
    found = sets(judging, case_of(pack, UNMOVED), limit=40)

    assert found.keys() == {"declined", "improved"}
    for of_judgement in found.values():
        sizes = [len(changes) for changes in of_judgement]
        assert sizes == sorted(sizes)


def test_a_presumed_decline_is_lifted_by_recorded_reasons_or_by_another_state_of_the_post(
    judging: Judging, pack: Pack
) -> None:
    found = sets(judging, case_of(pack, PRESUMED), "sustained")["sustained"]

    assert {"manager.application": "submitted"} in found
    assert {"manager.rebuttal": "recorded"} in found


def test_facts_and_choices_that_could_not_be_otherwise_never_vary(judging: Judging, pack: Pack) -> None:
    for seed in range(12):
        for of_judgement in sets(judging, random_case(pack, seed, Shape(records=1)), limit=10).values():
            for changes in of_judgement:
                for place in changes:
                    record, question = place.split(".")
                    asked = pack.questions[record.split(":")[0]][question]
                    assert asked.kind == "scale" or (asked.kind == "choice" and asked.varies), place


def test_every_set_was_judged_on_the_engine_and_leads_where_it_says(judging: Judging, pack: Pack) -> None:
    steps = list(what_if(judging, judging.solver, judging.judge(case_of(pack, UNMOVED)), limit=5))

    assert sum(isinstance(step, WhatIf) for step in steps) == 10
    for step in steps:
        if isinstance(step, WhatIf):
            assert step.judged.engine == judging.engine
            assert step.judged.known.judgement.outcome == step.judgement


def test_an_open_answer_is_said_to_be_open(judging: Judging, pack: Pack) -> None:
    case = case_of(pack, UNMOVED | {"protection.safe_now": None})

    changes = [
        change
        for step in what_if(judging, judging.solver, judging.judge(case), ["declined"], limit=50)
        if isinstance(step, WhatIf)
        for change in step.changes
    ]

    assert {change.now for change in changes if change.at == At(Key("protection"), "safe_now")} == {OPEN}


def test_the_end_of_a_search_says_whether_there_may_be_more(judging: Judging, pack: Pack) -> None:
    judged = judging.judge(case_of(pack, UNMOVED))

    few = list(what_if(judging, judging.solver, judged, ["declined"], limit=1))
    none = list(what_if(judging, judging.solver, judged, ["none"], limit=1))

    assert few[-1] == Searched("declined", 1, is_reachable=True, is_whole=False, size=1)
    # Whether a judgement is due is a fact of the inspection, so no answer leads there.
    due = Held(matters=True, alone=(At(Key("home"), "judgement_due"),))
    assert none == [Searched("none", 0, is_reachable=False, is_whole=True, size=0, held=due)]


def test_choices_that_never_vary_are_named_where_one_of_them_keeps_a_judgement_from_coming_out(
    judging: Judging, pack: Pack
) -> None:
    case = case_of(pack, UNMOVED)

    (ended,) = what_if(judging, judging.solver, judging.judge(case), ["withheld"])

    assert isinstance(ended, Searched)
    assert not ended.is_reachable
    assert {at.question for at in ended.held.alone} == {"reported"}
    for at in ended.held.alone:
        without_reason = {at: "no", at._replace(question="exceptional_reason"): "none"}
        assert outcome(judging, with_answers(case, without_reason)) == "withheld"


def test_choices_that_never_vary_are_not_blamed_for_what_no_answer_brings_about(
    tmp_path: Path,
) -> None:
    # No rule concludes it: where nothing grows the plot is warned about instead.
    pack = changed(TINY, tmp_path / "pack", "rules/later.yaml", "conclude: give_back", "conclude: warn")
    judging = Judging(load_pack(pack), "meaning")

    (ended,) = what_if(
        judging, judging.solver, judging.judge(random_case(judging.pack, 1, Shape(records=1))), ["give_back"]
    )

    assert isinstance(ended, Searched)
    assert ended.held == Held(matters=False)


def test_a_search_that_is_overtaken_ends(judging: Judging, pack: Pack) -> None:
    search = what_if(
        judging,
        judging.solver,
        judging.judge(case_of(pack, UNMOVED)),
        ["declined"],
        is_overtaken=lambda: True,
    )

    with pytest.raises(Overtaken):
        list(search)

    assert sets(judging, case_of(pack, UNMOVED), "declined", limit=1)["declined"]


@pytest.fixture(scope="module")
def tiny() -> Judging:
    return Judging(load_pack(TINY), "meaning")


@pytest.mark.parametrize("seed", range(25))
def test_every_smallest_set_is_found_and_no_other(tiny: Judging, seed: int) -> None:
    case = random_case(tiny.pack, seed, Shape(records=1, answered=0.8 if seed % 3 == 0 else 1.0))

    found = sets(tiny, case, limit=500)

    here = outcome(tiny, case)
    for target, one in tiny.pack.judgements.items():
        if target != here and one.scale is not None:
            tried = smallest_sets(tiny, case, target, most=3)
            assert {frozenset(changes) for changes in found.get(target, []) if len(changes) <= 3} == tried


def smallest_sets(judging: Judging, case: Case, target: str, most: int) -> set[frozenset[str]]:
    """Every smallest set of at most so many places, found by trying all of them."""
    found: set[frozenset[str]] = set()
    ways = {str(at): (at, values) for at, values in may_be_otherwise(judging.pack, case)}
    for size in range(1, most + 1):
        for places in itertools.combinations(ways, size):
            if any(one <= set(places) for one in found):
                continue
            for values in itertools.product(*(ways[place][1] for place in places)):
                given = {ways[place][0]: value for place, value in zip(places, values, strict=True)}
                if outcome(judging, with_answers(case, given)) == target:
                    found.add(frozenset(places))
                    break
    return found


def may_be_otherwise(pack: Pack, case: Case) -> Iterator[tuple[At, list[str]]]:
    evidence = gather(case, pack)
    for records in evidence.records.values():
        for record in records:
            for name in record.values:
                question = pack.questions[record.key.record][name]
                at = At(record.key, name)
                answer = case.answer(at)
                if question.kind == "scale" or question.varies:
                    yield at, [one.id for one in question.answers if not answer or one.id != answer.value]


def outcome(judging: Judging, case: Case) -> str:
    return meaning(judging.base, gather(case, judging.pack)).known.judgement.outcome
