"""Double judging: another reading of the same evidence is told of once it is sealed, with what to talk of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.case import Case, Sealed
from assistant.pack import Pack
from assistant.reasoning import Judging
from assistant.store import Ledger, parse_address, read
from assistant.store.erasing import erase
from assistant.work.keeping import begin
from assistant.work.review.readings import Reading, other_readings
from tests.small_cases import UNMOVED, case_of
from tests.work.test_firing_counts import SEAL

HELPED = "leaver:A.facilitated"


@pytest.fixture
def ledger(tmp_path: Path, pack: Pack) -> Iterator[Ledger]:
    """A ledger with a case, and a blind reading of its evidence in which a leaver was poorly helped."""
    with closing(Ledger.open(parse_address(str(tmp_path / "ledger.sqlite")))) as opened:
        begin(opened, named(pack, "first", "well"), pack)
        begin(opened, replace(named(pack, "second", "poor"), purpose="blind"), pack)
        begin(opened, replace(named(pack, "another", "poor"), evidence_id="elsewhere"), pack)
        yield opened


def named(pack: Pack, name: str, helped: str) -> Case:
    return replace(case_of(pack, UNMOVED | {HELPED: helped}), id=name, evidence_id="oak")


def told(ledger: Ledger, judging: Judging) -> list[Reading]:
    return list(other_readings(ledger, read(ledger, "first"), judging.base))


def test_nothing_is_told_of_a_reading_before_it_is_sealed(ledger: Ledger, judging: Judging) -> None:
    assert told(ledger, judging) == []


def test_once_it_is_sealed_what_differs_is_told_with_the_rules_that_it_moves(
    ledger: Ledger, judging: Judging
) -> None:
    ledger.append("second", 1, Sealed(SEAL))

    (reading,) = told(ledger, judging)

    assert reading.standing.case.id == "second"
    assert [str(one) for one in reading.differs[0].places] == [HELPED, HELPED]
    assert reading.differs[0].answers == ("well", "poor")
    assert reading.differs[0].rules == ("leaver-poor-help-where-sound",)


def test_two_children_who_were_mixed_up_are_told(ledger: Ledger, pack: Pack, judging: Judging) -> None:
    for name, one, other in (("third", "poor", "well"), ("fourth", "well", "poor")):
        said = UNMOVED | {HELPED: one, "leaver:B.facilitated": other}
        begin(ledger, replace(case_of(pack, said), id=name, evidence_id="ash"), pack)
    ledger.append("fourth", 1, Sealed(SEAL))

    (reading,) = other_readings(ledger, read(ledger, "third"), judging.base)

    assert {item.answers for item in reading.differs} == {("poor", "well"), ("well", "poor")}


def test_a_reading_that_was_erased_is_passed_over(ledger: Ledger, judging: Judging) -> None:
    ledger.append("second", 1, Sealed(SEAL))
    erase(ledger, "second", "o1", "asked for")

    assert told(ledger, judging) == []
