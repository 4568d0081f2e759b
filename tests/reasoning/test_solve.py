"""What is still possible, exactly: outcomes that no way of answering gives are not in it."""

from __future__ import annotations

import gc
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
import z3

from assistant.case import Case
from assistant.pack import Pack, load_pack
from assistant.reasoning import Judging, explain
from assistant.reasoning.solve import Overtaken
from assistant.reasoning.solving.deciding import Undecided, can_be
from tests.generated import Shape, random_case
from tests.packs import TINY, changed
from tests.small_cases import UNMOVED, case_of


def test_a_case_of_which_one_judgement_is_possible_is_left_as_it_is(judging: Judging, pack: Pack) -> None:
    judged = judging.judge(case_of(pack, UNMOVED))

    confirmed = judging.confirm(judged)

    assert confirmed.certain == judged.certain
    assert confirmed.proposal == judged.proposal
    assert confirmed.is_confirmed


def test_what_two_open_answers_cannot_be_at_once_is_no_longer_possible(judging: Judging, pack: Pack) -> None:
    """The meaning takes each condition for itself; some of what it leaves open no answers give."""
    tighter = [
        seed
        for seed in range(120)
        if (judged := judging.live(random_case(pack, seed))).certain != judging.confirm(judged).certain
    ]

    assert tighter


@pytest.fixture
def split(tmp_path: Path) -> Judging:
    """A pack in which every answer to one open question leads to the same judgement, each by a rule of its own."""
    either = """  - id: better-either-way
    stage: judgement
    when: [{answers: {plot.kind: [half]}}]
    conclude: give_back
    ground: seen
    say: "Half of it"
    cites: "1"
    basis: interpretation
    why: "For this test."

"""
    pack = changed(
        TINY,
        tmp_path,
        "rules/later.yaml",
        "rules:\n",
        "rules:\n"
        + either
        + either.replace("better-either-way", "better-the-other-way").replace("[half]", "[full]"),
    )
    return Judging(load_pack(pack), "meaning")


def test_what_every_way_of_answering_leads_to_is_proposed_although_no_rule_fires_for_it_yet(
    split: Judging,
) -> None:
    case = replace(
        random_case(split.pack, 3, Shape(records=0, best=1.0)),
        complete=frozenset(kind.id for kind in split.pack.sections),
    )
    records = {
        key: replace(
            record,
            answers={
                name: one for name, one in record.answers.items() if (key.record, name) != ("plot", "kind")
            },
        )
        for key, record in case.records.items()
    }
    judged = split.judge(replace(case, records=records))

    confirmed = split.confirm(judged)

    assert judged.known.judgement.outcome != "give_back"
    assert len(judged.certain.possible) > 1
    assert confirmed.certain.possible == ("give_back",)
    assert (confirmed.proposal.judgement, confirmed.proposal.standing) == ("give_back", "settled")
    assert confirmed.proposal.ground is None
    root = explain(confirmed)[0]
    assert split.pack.judgements["give_back"].label in root.text
    assert [node.text.startswith("However the open questions are answered") for node in root.children] == [
        True
    ]


def test_work_that_is_overtaken_ends(judging: Judging) -> None:
    judged = judging.live(Case(id="empty", evidence_id="empty"))

    with pytest.raises(Overtaken):
        judging.confirm(judged, lambda: True)

    assert judging.confirm(judged).certain.possible  # and nothing of it is left behind


def test_threads_that_ask_at_once_get_what_one_gets_while_memory_is_cleaned_up(
    judging: Judging, pack: Pack
) -> None:
    cases = [judging.live(random_case(pack, seed)) for seed in range(60)]
    alone = [judging.confirm(judged).certain for judged in cases]
    done = threading.Event()

    def clean() -> None:
        while not done.wait(0.002):
            gc.collect()

    # What the tests before left alive is not gone through again each time: only what is made from here on.
    gc.freeze()
    cleaner = threading.Thread(target=clean)
    cleaner.start()
    try:
        with ThreadPoolExecutor(4) as pool:
            together = list(pool.map(lambda judged: judging.confirm(judged).certain, cases))
    finally:
        done.set()
        cleaner.join()
        gc.unfreeze()

    assert together == alone


def test_a_question_that_z3_gives_up_on_never_passes_for_a_no() -> None:
    solver = z3.Solver()
    solver.set("rlimit", 1)
    numbers = [z3.Int(f"n{place}") for place in range(12)]
    solver.add(z3.Sum([one * one * one for one in numbers]) == 12_345_678_901, *(one > 7 for one in numbers))

    with pytest.raises(Undecided):
        can_be(solver)


def test_where_z3_gives_up_the_reading_of_the_meaning_stands(
    judging: Judging, pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    def give_up(*_: object) -> bool:
        raise Undecided("timeout")

    judged = judging.live(case_of(pack, UNMOVED | {"protection.safety_change": None}))
    monkeypatch.setattr("assistant.reasoning.solve.can_be", give_up)

    assert judging.confirm(judged) is judged
    assert [str(one.at) for one in judging.ask(judged)] == ["protection.safety_change"]


def test_only_so_many_ways_of_writing_the_rules_down_are_kept(judging: Judging, pack: Pack) -> None:
    solver = judging.solver
    for sections in range(1, 15):
        solver.written({kind.id: 5 for place, kind in enumerate(pack.sections) if sections & (1 << place)})

    assert len(solver._written) <= 12
