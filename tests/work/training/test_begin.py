"""Each trainee's reading of a scenario is their own, and one that was erased is neither read nor gone on with."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.case import NoteAdded, NoteChanged, NoteRemoved, Seal
from assistant.case.header import Note
from assistant.problems import Refused
from assistant.store import Ledger, parse_address
from assistant.store.erasing import erase
from assistant.work.open_case import OpenCase
from assistant.work.training.begin import (
    is_begun,
    need_own_view_of,
    only_after_own_view,
    reading_of,
    readings_kept,
    take_up,
)
from tests.work.training.readings import judging, scenario

TABLE = "three-at-the-table"


def opened(folder: Path, who: str) -> Ledger:
    return Ledger.open(parse_address(str(folder / "ledger.sqlite")), who)


@pytest.mark.parametrize(
    "one, other",
    [("anna.müller", "anna.m-ller"), ("a" * 40 + "1", "a" * 40 + "2"), ("anna.müller", "anna.möller")],
)
def test_no_trainee_takes_up_the_reading_of_another_whose_name_is_nearly_the_same(
    tmp_path: Path, one: str, other: str
) -> None:
    with closing(opened(tmp_path, one)) as ledger:
        begun = take_up(ledger, scenario(TABLE), judging().pack).case

    with closing(opened(tmp_path, other)) as ledger:
        assert not is_begun(ledger, scenario(TABLE))
        assert take_up(ledger, scenario(TABLE), judging().pack).case.id != begun.id

    with closing(opened(tmp_path, one)) as ledger:
        assert take_up(ledger, scenario(TABLE), judging().pack).case.id == begun.id


def test_a_name_that_can_stand_in_a_cases_name_stands_in_it_as_it_is(tmp_path: Path) -> None:
    with closing(opened(tmp_path, "anna.m-ller")) as ledger:
        assert reading_of(ledger, scenario(TABLE)) == f"scenario.{TABLE}.anna.m-ller"


def test_a_reading_that_was_erased_is_no_longer_kept_and_can_be_begun_again(tmp_path: Path) -> None:
    with closing(opened(tmp_path, "anna")) as ledger:
        first = take_up(ledger, scenario(TABLE), judging().pack).case
        erase(ledger, first.id, "O-1", "asked for")

        assert list(readings_kept(ledger)) == []
        assert not is_begun(ledger, scenario(TABLE))
        again = take_up(ledger, scenario(TABLE), judging().pack).case

        assert again.id != first.id
        assert is_begun(ledger, scenario(TABLE))
        assert list(readings_kept(ledger)) == [again]
        erase(ledger, again.id, "O-2", "asked for again")
        assert take_up(ledger, scenario(TABLE), judging().pack).case.id not in (first.id, again.id)


def test_on_one_machine_others_readings_are_told_once_ones_own_view_is_sealed(tmp_path: Path) -> None:
    one = scenario(TABLE)
    with closing(opened(tmp_path, "anna")) as ledger:
        theirs = take_up(ledger, one, judging().pack).case
    with closing(opened(tmp_path, "bea")) as ledger:
        with pytest.raises(Refused) as refused:
            need_own_view_of(ledger, one)
        assert [problem.code for problem in refused.value.problems] == ["use-own-view-first"]
        need_own_view_of(ledger, one, if_begun=True)
        assert only_after_own_view(ledger, [theirs]) == ()

        mine = take_up(ledger, one, judging().pack).case
        assert only_after_own_view(ledger, [theirs, mine]) == (mine,)
        sealed = replace(mine, sealed=Seal(judgement="sustained", reasons="as read", by="bea"))
        assert only_after_own_view(ledger, [theirs, sealed]) == (theirs, sealed)


def test_the_documents_of_a_scenario_stay_as_they_are_and_own_notes_do_not(tmp_path: Path) -> None:
    with closing(opened(tmp_path, "anna")) as ledger:
        kept = OpenCase(ledger, take_up(ledger, scenario(TABLE), judging().pack), judging().pack)
        passage = kept.case.notes[0]
        own = Note(id="own", date=passage.date, text="my own")

        for change in (NoteChanged(passage.model_copy(update={"text": "x"})), NoteRemoved(passage.id)):
            assert [problem.code for problem in kept.do([change])] == ["scenario-passage"]

        assert kept.do([NoteAdded(own)]) == kept.do([NoteRemoved("own")]) == ()
        assert kept.case.notes[0] == passage
