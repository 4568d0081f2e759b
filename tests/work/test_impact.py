"""Two packs held against each other: what differs, which cases that moves, and which changes move them."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from types import UnionType

import pytest

from assistant.case import Case
from assistant.pack import EvaluationRule, FindingRule, JudgementRule, Pack, load_pack
from assistant.reasoning import gather, meaning
from assistant.reasoning.codes import JUDGEMENT, RuleBase, of_area
from assistant.reasoning.compile import compile_rules
from assistant.reasoning.sweep import GROUND, reading_of
from assistant.reasoning.variants import variants, with_rule, without
from assistant.work.causes import TOGETHER, answers_read
from assistant.work.corpus.corpus import Corpus
from assistant.work.corpus.situations import situations
from assistant.work.impact import Impact, impact
from assistant.work.probes import with_probes
from assistant.work.rule_changes import KNOWLEDGE, Change, changes
from assistant.work.twins import twins
from tests.generated import random_case
from tests.packs import REAL, changed
from tests.small_cases import UNMOVED, Said, case_of

HELP, PLAN = "leaver-poor-help-where-sound", "leaver-poor-plan-where-sound"
CLEARLY = "area-declined-clearly"
LEFT: dict[str, Said] = UNMOVED | {
    "leaver:A.reason": "planned",
    "leaver:A.facilitated": "poor",
    "leaver:A.planning": "well",
}


def weighing(pack: Pack, *rules: str) -> Pack:
    """The pack in which these finding rules weigh strongly."""
    for name in rules:
        rule = pack.rules_by_id[name]
        assert isinstance(rule, FindingRule)
        pack = with_rule(
            pack, rule.model_copy(update={"find": rule.find.model_copy(update={"weight": "strong"})})
        )
    return pack


def impact_on(corpus: Corpus, new: Pack, cases: list[Case]) -> Impact:
    corpus.take_in(cases)
    return impact(changes(corpus.pack, new), corpus)


def test_a_pack_differs_from_itself_in_nothing(pack: Pack) -> None:
    found = changes(pack, load_pack(REAL))

    assert (found.rules, found.knowledge, found.apart) == ((), (), ())


def test_each_changed_rule_is_told_with_the_fields_that_differ(pack: Pack) -> None:
    reworded = pack.rules_by_id[PLAN].model_copy(update={"why": "Because."})
    new = without(with_rule(weighing(pack, HELP), reworded), "leaver-left-without-help")

    found = changes(pack, new)

    assert set(found.rules) == {
        Change(HELP, "changed", ("find.weight",)),
        Change(PLAN, "changed", ("why",)),
        Change("leaver-left-without-help", "removed"),
    }
    assert set(found.moving) == {HELP, "leaver-left-without-help"}


def test_a_gate_and_an_answer_that_changed_are_told_as_what_rules_read(pack: Pack, tmp_path: Path) -> None:
    text = (REAL / "knowledge" / "questions" / "leaver.yaml").read_text()
    gate = next(line for line in text.splitlines() if "asked_when" in line and text.count(line) == 1)
    new = load_pack(changed(REAL, tmp_path / "new", "knowledge/questions/leaver.yaml", gate + "\n", ""))

    found = changes(pack, new)

    assert len(found.knowledge) == 1
    assert "when it is asked has changed" in found.knowledge[0]
    assert found.moving == (KNOWLEDGE,)


def test_a_case_that_moves_is_pinned_to_its_rule_and_the_answers_it_read(pack: Pack) -> None:
    with Corpus(pack) as corpus:
        came = impact_on(corpus, weighing(pack, HELP, PLAN), [case_of(pack, UNMOVED), case_of(pack, LEFT)])
        moved = list(came.each())
        reads = answers_read(came.changes, dict(situations(corpus, [1]))[1], moved[0].moves)

    judgement = next(move for move in moved[0].moves if move.what == JUDGEMENT)
    assert [one.number for one in moved] == [1]
    assert (judgement.old, judgement.new, judgement.causes) == ("sustained", "declined", ((HELP,),))
    assert {(read.rule, str(read.at), read.answer) for read in reads} == {
        (HELP, "leaver:A.facilitated", "poor"),
        (HELP, "area:experiences.baseline_found", "sound"),
    }


def test_changes_each_of_which_is_enough_are_both_told(pack: Pack) -> None:
    both = case_of(pack, LEFT | {"leaver:A.planning": "poor"})

    with Corpus(pack) as corpus:
        came = impact_on(corpus, weighing(pack, HELP, PLAN), [both])
        judgement = next(move for move in next(came.each()).moves if move.what == JUDGEMENT)

    assert judgement.causes == ((HELP,), (PLAN,))


def test_changes_that_move_a_case_only_together_are_told_together(pack: Pack) -> None:
    clearly = pack.rules_by_id[CLEARLY]
    assert isinstance(clearly, EvaluationRule)
    (count,) = clearly.when
    asks_more = clearly.model_copy(update={"when": (count.model_copy(update={"at_least": 9}),)})
    old = with_rule(pack, asks_more)

    with Corpus(old) as corpus:
        came = impact_on(corpus, weighing(pack, HELP), [case_of(pack, LEFT)])
        judgement = next(move for move in next(came.each()).moves if move.what == JUDGEMENT)

    assert judgement.causes == ((CLEARLY, HELP),)


def test_every_case_that_moves_is_found_and_no_other(pack: Pack) -> None:
    cases = [replace(random_case(pack, number), id=f"case-{number}") for number in range(400)]
    new = without(weighing(pack, HELP, PLAN), "area-declined-clearly")

    with Corpus(pack) as corpus:
        came = impact_on(corpus, new, cases)
        moved = {one.number: one.moves for one in came.each()}

    bases = [compile_rules(one) for one in (pack, new)]
    for number, case in enumerate(cases):
        old_one, new_one = (meaning(base, gather(case, base.pack)).known.judgement.outcome for base in bases)
        told = [(move.old, move.new) for move in moved.get(number, ()) if move.what == JUDGEMENT]
        assert told == ([(old_one, new_one)] if old_one != new_one else []), case.id
    assert all(move.causes for moves in moved.values() for move in moves)


def test_in_the_database_the_causes_are_those_of_each_case_judged_alone(
    pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [replace(random_case(pack, number), id=f"case-{number}") for number in range(400)]
    new = without(weighing(pack, HELP, PLAN), CLEARLY)

    with Corpus(pack) as corpus:
        alone = list(impact_on(corpus, new, cases).each())
        monkeypatch.setattr("assistant.work.causes.ALONE", 0)
        together = list(impact(changes(pack, new), corpus).each())

    assert together == alone
    assert alone


@pytest.mark.parametrize("seed", range(4, 8))
def test_judged_by_both_packs_at_once_a_case_moves_as_judged_by_each_alone(pack: Pack, seed: int) -> None:
    new = changed_at_random(pack, seed)
    cases = [replace(random_case(pack, number), id=f"case-{number}") for number in range(300)]

    with Corpus(pack) as corpus:
        moved = {one.number: one.moves for one in impact_on(corpus, new, cases).each()}

    bases = [compile_rules(one) for one in (pack, new)]
    for number, case in enumerate(cases):
        one, other = (outcomes_of(base, case) for base in bases)
        told = {move.what: (move.old, move.new) for move in moved.get(number, ())}
        assert told == {what: (one[what], other[what]) for what in one if one[what] != other[what]}, case.id


@pytest.mark.parametrize("seed", range(4))
def test_the_causes_are_the_smallest_sets_that_move_a_case_whichever_rules_have_changed(
    pack: Pack, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    the_causes_are_the_smallest_sets(changed_at_random(pack, seed), pack, monkeypatch)


@pytest.mark.parametrize("seed", range(2))
def test_the_causes_are_the_smallest_sets_too_where_half_of_the_changed_rules_conclude(
    pack: Pack, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    finding = changed_at_random(pack, seed, 3, FindingRule)
    new = changed_at_random(finding, seed, 3, EvaluationRule | JudgementRule)

    the_causes_are_the_smallest_sets(new, pack, monkeypatch)


def the_causes_are_the_smallest_sets(new: Pack, pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every set of changes, put into the old pack and judged by alone, bears out what is told of 300 cases."""
    found = changes(pack, new)
    cases = [replace(random_case(pack, number), id=f"case-{number}") for number in range(300)]
    monkeypatch.setattr("assistant.work.causes.ALONE", 0)

    with Corpus(pack) as corpus:
        moved = {one.number: one.moves for one in impact_on(corpus, new, cases).each()}

    bases = {
        some: compile_rules(changed)
        for size in range(1, TOGETHER + 1)
        for some in combinations(found.moving, size)
        if (changed := found.with_some(some))
    }
    assert moved
    for number, moves in moved.items():
        came = {some: outcomes_of(base, cases[number]) for some, base in bases.items()}
        for move in moves:
            enough = [some for some in bases if came[some][move.what] == move.new]
            fewest = min(map(len, enough), default=0)
            assert move.causes == tuple(some for some in enough if len(some) == fewest), (number, move)


def test_cases_that_no_set_of_changes_tells_apart_are_tried_once_and_told_each(pack: Pack) -> None:
    left, both = case_of(pack, LEFT), case_of(pack, LEFT | {"leaver:A.planning": "poor"})

    new = weighing(pack, HELP, PLAN)

    with Corpus(pack) as corpus:
        came = impact_on(corpus, new, [left, both, left])
        tried_for = twins(changes(pack, new), corpus, [0, 1, 2])

    assert tried_for == {0: [0, 2], 1: [1]}
    assert came.moves[0] == came.moves[2] != came.moves[1]


def test_what_is_probed_of_another_pack_leaves_every_case_as_it_comes_out(pack: Pack) -> None:
    later = [rule.id for rule in pack.rules if isinstance(rule, EvaluationRule | JudgementRule)]
    base, probed = (compile_rules(one) for one in (pack, with_probes(pack, pack, later)))

    for number in range(100):
        case = random_case(pack, number)
        assert outcomes_of(probed, case) == outcomes_of(base, case), number


def changed_at_random(pack: Pack, seed: int, many: int = 6, kind: type | UnionType = object) -> Pack:
    """The pack with so many changes of its rules, of some kind or of any."""
    possible = [one for one in variants(pack) if isinstance(pack.rules_by_id[one.rule_id], kind)]
    for one in random.Random(seed).sample(possible, many):
        rule = one.pack.rules_by_id.get(one.rule_id)
        pack = with_rule(pack, rule) if rule else without(pack, one.rule_id)
    return pack


def outcomes_of(base: RuleBase, case: Case) -> Mapping[str, object]:
    """All that the meaning concludes of a case, by what a move says has moved."""
    known = meaning(base, gather(case, base.pack)).known
    return {
        JUDGEMENT: known.judgement.outcome,
        GROUND: known.ground,
        **{of_area(area): one.outcome for area, one in known.evaluations.items()},
        **{reading_of(one.reading): one.consider for one in known.case_review},
    }


def test_a_change_of_every_finding_rule_is_told(pack: Pack) -> None:
    finding = [rule.id for rule in pack.rules if isinstance(rule, FindingRule)]
    new = weighing(pack, *finding)
    assert len(changes(pack, new).rules) > 2 * 64

    with Corpus(pack) as corpus:
        found = impact_on(corpus, new, [case_of(pack, LEFT)])

    assert found.moves
    assert not found.unexplained
