"""A trainee's answers never reach the cases of real inspections, on either database, whatever those are called."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.case import At, Case, Key, Seal, Sealed
from assistant.problems import Refused
from assistant.reasoning.what_if import Change
from assistant.store import Address, Ledger
from assistant.store.listing import training_cases
from assistant.work.corpus.reading import cases_kept
from assistant.work.keeping import begin
from assistant.work.lines import listed
from assistant.work.training.begin import reading_of, readings_kept, take_up, who
from assistant.work.training.drilled import Drilled, every_drilled, keep, read_drilled
from assistant.work.training.drills import Drill
from assistant.work.training.meeting import Outcome, agreed, hold, learned_in, meetings_kept
from tests.store.stores import Server
from tests.work.training.readings import judging, scenario

TABLE = scenario("three-at-the-table")
DRILL = Drill(
    TABLE.reading,
    (),
    "declined",
    Change(At(Key("area", "leadership"), "baseline_found"), "sound", "weakness"),
    "sustained",
    (),
)
CAME_TO = Outcome("sustained", "nothing moved", "read the log before the report")
SEAL = Sealed(Seal(judgement="declined", reasons="as I read it"))


def trained(ledger: Ledger) -> None:
    """A scenario begun and sealed, a drill answered, a meeting held."""
    pack = judging().pack
    mine = take_up(ledger, TABLE, pack)
    ledger.append(mine.case.id, mine.sequence, SEAL)
    keep(ledger, pack, DRILL, "improved")
    hold(ledger, pack, agreed(TABLE, [TABLE.reading, TABLE.reading]), CAME_TO)


def test_no_case_of_a_real_inspection_has_anything_of_it(address: Address) -> None:
    with Ledger.open(address) as ledger:
        pack, name = judging().pack, who(ledger)
        real = [reading_of(ledger, TABLE), f"drills.{name}", f"meeting.{TABLE.id}.{name}", "sc000001-2019-03"]
        for case_id in real:
            begin(ledger, replace(TABLE.reading, id=case_id, evidence_id=case_id, purpose="inspection"), pack)
        before = {case_id: ledger.head(case_id) for case_id in real}

        trained(ledger)

        assert {case_id: ledger.head(case_id) for case_id in real} == before
        assert not set(training_cases(ledger)) & set(real)
        assert len(training_cases(ledger)) == 3
        kept = [case.id for case in cases_kept(ledger) if isinstance(case, Case)]
        assert (
            sorted(kept)
            == sorted(line.case_id for line in listed(ledger, lambda: pack).lines)
            == sorted(real)
        )


def test_what_was_done_is_read_again_and_a_drill_counts_as_it_was_answered_first(address: Address) -> None:
    with Ledger.open(address) as ledger:
        trained(ledger)
        keep(ledger, judging().pack, DRILL, "declined")

        (drilled,) = read_drilled(ledger)
        assert drilled.on
        whole = Drilled(DRILL.digest, "leadership", "declined", "improved", who(ledger), drilled.on)
        assert drilled == whole
        assert list(every_drilled(ledger)) == [drilled]
        assert [case.id for case in readings_kept(ledger) if isinstance(case, Case)] == [
            reading_of(ledger, TABLE)
        ]
        (held,) = meetings_kept(ledger, TABLE)
        assert (held.judgement and held.judgement.decided, learned_in(held)) == ("sustained", CAME_TO.learned)


@pytest.mark.postgres
def test_a_trainee_sees_their_own_drills_a_trainer_everybodys_and_a_reviewer_keeps_none(
    own_schema: Server,
) -> None:
    anna, ben = (own_schema.sign_up(name, "trainee") for name in ("anna", "ben"))
    teacher, reviewer = own_schema.sign_up("teacher", "trainer"), own_schema.sign_up("reviewer", "reviewer")
    for address in (anna, ben):
        with Ledger.open(address) as ledger:
            trained(ledger)

    with Ledger.open(reviewer) as ledger, pytest.raises(Refused):
        keep(ledger, judging().pack, DRILL, "improved")
    seen = {}
    for address in (anna, teacher):
        with Ledger.open(address) as ledger:
            drills = [one.who for one in every_drilled(ledger) if isinstance(one, Drilled)]
            seen[ledger.actor] = len(drills), len(meetings_kept(ledger, TABLE))

    assert list(seen.values()) == [(1, 1), (2, 2)]
