"""Drills stand at a border of the rules, come again for a seed and never for a person, and more of those misjudged."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import islice
from pathlib import Path
from types import MappingProxyType

import pytest

from assistant.case import At, Key, NoteAdded
from assistant.case.header import Note
from assistant.pack import load_pack
from assistant.problems import Refused
from assistant.reasoning import Judging, flags
from assistant.reasoning.what_if import with_answers
from assistant.store import Ledger, parse_address
from assistant.work.training.drilled import Drilled, chosen, keep, read_drilled
from assistant.work.training.drills import Drill, drills, told
from tests.packs import TINY

MANY = 20


@cache
def judging() -> Judging:
    return Judging(load_pack(), "meaning")


@cache
def made(seed: int) -> tuple[Drill, ...]:
    return tuple(islice(drills(judging(), seed), MANY))


def comes_to(drill: Drill, *otherwise: tuple[At, str]) -> str:
    return judging().live(with_answers(drill.case, dict(otherwise))).known.judgement.outcome


@pytest.mark.parametrize("drill", made(1), ids=lambda drill: drill.digest)
def test_one_answer_given_otherwise_tips_a_drill(drill: Drill) -> None:
    assert comes_to(drill) == drill.judgement
    assert comes_to(drill, (drill.tips.at, drill.tips.then)) == drill.to != drill.judgement
    assert drill.tips.at in drill.told
    answer = drill.case.answer(drill.tips.at)
    assert answer
    assert answer.value == drill.tips.now


def test_the_same_seed_makes_the_same_drills_and_another_makes_others() -> None:
    again = tuple(islice(drills(judging(), 1), 5))

    assert [drill.digest for drill in again] == [drill.digest for drill in made(1)[:5]]
    assert len({drill.digest for drill in made(1)}) == MANY
    assert {drill.digest for drill in made(2)} != {drill.digest for drill in made(1)}


def test_drills_of_every_judgement_on_the_scale_are_made() -> None:
    assert {drill.judgement for drill in made(1)} == {"improved", "sustained", "declined"}


def test_a_drill_is_told_in_the_words_of_the_questions_and_what_areas_share_is_told_once() -> None:
    pack = judging().pack
    drill = next(one for one in made(1) if len(told(pack, one)) < len(one.told))

    lines = told(pack, drill)

    tipping = pack.questions[drill.tips.at.key.record][drill.tips.at.question]
    assert tipping.ask in {line.ask for line in lines}
    assert sum("baseline inspection find" in line.ask for line in lines) == 1


def test_a_drill_that_somebody_had_never_comes_to_them_again() -> None:
    had = [Drilled(drill.digest, drill.area, drill.judgement, drill.judgement) for drill in made(1)[:10]]

    new = list(chosen(iter(made(1)), had, 10, seed=1))

    assert {drill.digest for drill in new} & {one.digest for one in had} == set()
    assert len({drill.digest for drill in new}) == 10


def test_more_of_a_kind_come_once_it_was_misjudged() -> None:
    counted = Counter(drill.area for drill in made(3))
    kind = counted.most_common()[0][0]
    misjudged = [Drilled(f"old{number}", kind, "declined", "sustained") for number in range(9)]
    well = [
        Drilled(f"well{number}", other, "declined", "declined") for other in counted for number in range(9)
    ]

    def of_the_kind(before: list[Drilled]) -> int:
        drawn = (chosen(iter(made(3)), before, MANY // 4, seed) for seed in range(10))
        return sum(drill.area == kind for some in drawn for drill in some)

    assert of_the_kind([*misjudged, *well]) > of_the_kind(well)


def test_what_was_answered_is_kept_in_words_and_a_note_in_others_is_passed_over(tmp_path: Path) -> None:
    pack, (first, last) = judging().pack, made(1)[:2]
    with Ledger.open(parse_address(str(tmp_path / "ledger.sqlite")), "anna") as ledger:
        assert read_drilled(ledger) == ()
        keep(ledger, pack, first, "sustained")
        ledger.add("drills.anna", NoteAdded(Note(id="n1", text="drill well")))
        keep(ledger, pack, last, last.judgement)
        kept = read_drilled(ledger)

    assert [(one.digest, one.said, one.who) for one in kept] == [
        (first.digest, "sustained", "anna"),
        (last.digest, last.judgement, "anna"),
    ]
    assert kept[1].is_same


def test_where_no_other_drill_can_be_made_it_is_told_and_not_looked_for_without_end() -> None:
    small = Judging(load_pack(TINY), "meaning")
    found = list[Drill]()

    with pytest.raises(Refused) as refused:
        found.extend(drills(small, 1))

    assert found
    assert [problem.code for problem in refused.value.problems] == ["drill-none"]


def test_a_pack_without_another_judgement_on_its_scale_has_no_drills() -> None:
    small = load_pack(TINY)
    off = {name: one.model_copy(update={"scale": None}) for name, one in small.judgements.items()}

    with pytest.raises(Refused) as refused:
        next(drills(Judging(replace(small, judgements=MappingProxyType(off)), "meaning"), 1))

    assert [problem.code for problem in refused.value.problems] == ["drill-none"]


def test_fewer_drills_are_chosen_where_fewer_are_made() -> None:
    assert len(list(chosen(iter(made(1)[:2]), (), 5, seed=1))) == 2


def test_no_two_children_of_a_drill_have_one_label() -> None:
    for drill in made(1):
        labels = [
            key.label
            for key in drill.case.records
            if key.added and key.record not in {"incident", "requirement"}
        ]
        assert len(labels) == len(set(labels))


def test_the_home_that_a_drill_begins_from_is_told_by_its_baselines() -> None:
    asked = {at.question for drill in made(1) for at in drill.told if at.key == Key("area", "experiences")}

    assert "baseline_found" in asked


def test_no_drill_tells_what_the_pack_would_ask_about(judging: Judging) -> None:
    checks = {check.id for check in judging.pack.evidence.checks}

    for drill in islice(drills(judging, 1), 20):
        assert not checks & {flag.kind for flag in flags(judging.live(drill.case))}
