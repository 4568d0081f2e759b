"""What changed since the seal, how a judgement stands to the proposal, and what the readings follow."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.case import (
    Answer,
    Answered,
    At,
    Case,
    Change,
    Cleared,
    JudgementRecorded,
    Key,
    Note,
    NoteAdded,
    Seal,
    Sealed,
    read_case,
)
from assistant.case.header import JudgementMade
from assistant.pack import Pack
from assistant.reasoning import Judging
from assistant.store import Ledger, Standing, parse_address, read
from assistant.store.kinds import CaseReviewStated, Undone
from assistant.work.case_review import readings, stated_by, told_state
from assistant.work.deciding import (
    Changed,
    by_and_at,
    judgement_made,
    relation,
    since,
    told_beside,
    told_since,
)
from assistant.work.keeping import begin

CASES = Path(__file__).parents[1] / "fixtures" / "cases"
WORKING = At(Key("partnership"), "working")
POST = At(Key("manager"), "post")
MOSTLY, UNEVENLY, WELL = (Answer("answered", value) for value in ("mostly", "unevenly", "well"))
SEAL = Sealed(Seal(judgement="sustained", reasons="seen on the visit"))
MADE = JudgementRecorded(JudgementMade(decided="declined", reasons="as seen"))


@pytest.fixture(scope="module")
def meaning(pack: Pack) -> Judging:
    return Judging(pack, "meaning")


@pytest.fixture
def declined(pack: Pack) -> Case:
    return read_case(CASES / "declined.yaml", pack).case


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(Ledger.open(parse_address(str(tmp_path / "ledger.sqlite")), "jb")) as opened:
        yield opened


def after(ledger: Ledger, case: Case, pack: Pack, *changes: Change) -> Standing:
    """The case as it stands after these changes, each a step of its own."""
    standing = begin(ledger, case, pack)
    for change in changes:
        standing = standing.then(ledger.append(case.id, standing.sequence, change))
    return standing


def test_nothing_is_since_a_seal_that_is_not_there(ledger: Ledger, declined: Case, pack: Pack) -> None:
    standing = after(ledger, declined, pack, Answered(WORKING, UNEVENLY))

    assert since(standing, standing.case, pack, Sealed) is None


def test_an_answer_changed_after_the_seal_stands_as_it_was_and_is(
    ledger: Ledger, declined: Case, pack: Pack
) -> None:
    standing = after(ledger, declined, pack, SEAL, Answered(WORKING, UNEVENLY), Cleared(POST))

    found = since(standing, standing.case, pack, Sealed)

    assert found is not None
    assert found.answers == (
        Changed(POST, Answer("answered", "vacant"), None),
        Changed(WORKING, MOSTLY, UNEVENLY),
    )


def test_what_was_changed_before_the_seal_or_back_again_is_no_change(
    ledger: Ledger, declined: Case, pack: Pack
) -> None:
    unevenly = Answered(WORKING, UNEVENLY)
    standing = after(ledger, declined, pack, unevenly, SEAL, Answered(WORKING, WELL), unevenly)

    found = since(standing, standing.case, pack, Sealed)

    assert found is not None
    assert not found


def test_a_change_that_was_taken_back_is_no_change(ledger: Ledger, declined: Case, pack: Pack) -> None:
    standing = after(
        ledger, declined, pack, SEAL, Answered(WORKING, UNEVENLY), NoteAdded(Note(id="n9", text="x"))
    )
    standing = standing.then(ledger.append(declined.id, standing.sequence, Undone((3, 4))))

    found = since(standing, standing.case, pack, Sealed)

    assert found is not None
    assert not found


def test_a_note_after_the_seal_is_a_change_of_another_kind(
    ledger: Ledger, declined: Case, pack: Pack
) -> None:
    standing = after(ledger, declined, pack, SEAL, NoteAdded(Note(id="n9", text="x")))

    found = since(standing, standing.case, pack, Sealed)

    assert found is not None
    assert (found.answers, found.others) == ((), 1)


def test_a_seal_that_came_with_the_file_is_before_all_that_was_done_here(
    ledger: Ledger, declined: Case, pack: Pack
) -> None:
    standing = after(ledger, replace(declined, sealed=SEAL.seal), pack, Answered(WORKING, UNEVENLY))

    found = since(standing, standing.case, pack, Sealed)

    assert found is not None
    assert found.answers == (Changed(WORKING, MOSTLY, UNEVENLY),)


def test_what_changed_since_it_was_judged_is_told_apart(ledger: Ledger, declined: Case, pack: Pack) -> None:
    standing = after(ledger, declined, pack, SEAL, Answered(WORKING, UNEVENLY), MADE, Answered(WORKING, WELL))

    found = since(standing, standing.case, pack, JudgementRecorded)

    assert found is not None
    assert found.answers == (Changed(WORKING, UNEVENLY, WELL),)


@pytest.mark.parametrize("decided, expected", [("declined", "agreement"), ("sustained", "departure")])
def test_a_judgement_that_is_not_the_proposal_is_a_departure(
    declined: Case, meaning: Judging, decided: str, expected: str
) -> None:
    judged = meaning.live(declined)

    made = judgement_made(judged, decided, " as seen ", "mk", datetime(2019, 3, 6, tzinfo=UTC))

    assert relation(judged, decided) == expected
    assert (made.departure, made.by, made.reasons) == (expected == "departure", "jb", "as seen")


def test_while_nothing_is_proposed_a_judgement_neither_agrees_nor_departs(meaning: Judging) -> None:
    judged = meaning.live(Case("empty", "empty"))

    assert relation(judged, "declined") == "unproposed"


def test_a_judgement_that_changes_the_sealed_view_says_so(declined: Case, meaning: Judging) -> None:
    judged = meaning.live(replace(declined, sealed=SEAL.seal))

    assert told_beside(judged, "declined") == (
        "as proposed; it changes the sealed view, sustained effectiveness"
    )


@pytest.mark.parametrize(
    "decided, was_departure, told",
    [
        ("declined", False, "no departure, when it was made or now"),
        ("declined", True, "a departure when it was made, and none now"),
        (
            "improved",
            True,
            "a departure when it was made and now: proposed is declined in effectiveness",
        ),
        (
            "improved",
            False,
            "no departure when it was made, and one now: proposed is declined in effectiveness",
        ),
    ],
)
def test_whether_a_judgement_departs_is_told_of_then_and_of_now(
    declined: Case, meaning: Judging, decided: str, was_departure: bool, told: str
) -> None:
    made = JudgementMade(decided=decided, departure=was_departure, reasons="as seen")

    assert told_since(meaning.live(declined), made) == told


def test_where_nothing_is_proposed_any_more_a_judgement_tells_what_it_was(meaning: Judging) -> None:
    made = JudgementMade(decided="declined", departure=True, reasons="as seen")

    told = told_since(meaning.live(Case("empty", "empty")), made)

    assert told == "a departure when it was made; nothing to compare with is proposed now"


def test_a_judgement_that_was_no_departure_is_beside_nothing_where_nothing_is_proposed(
    meaning: Judging,
) -> None:
    made = JudgementMade(decided="declined", departure=False, reasons="as seen")

    told = told_since(meaning.live(Case("empty", "empty")), made)

    assert told == "nothing to compare with is proposed now"


def test_whom_the_case_names_stands_beside_the_account_that_recorded_it() -> None:
    at = datetime(2019, 3, 6, 16, 10, tzinfo=UTC)

    assert by_and_at("ko", "root", at) == "ko, recorded by the account root, 2019-03-06 16:10 UTC"
    assert by_and_at("ko", "ko", None) == "ko"
    assert by_and_at("ko", None, None) == "ko, as its file says"
    assert by_and_at(None, "root", None) == "recorded by the account root"


def test_the_readings_follow_the_judgement_once_one_is_recorded(declined: Case, meaning: Judging) -> None:
    made = JudgementMade(decided="sustained", departure=True, reasons="as seen")

    before = readings(meaning, meaning.live(declined))
    found = readings(meaning, meaning.live(replace(declined, judgement=made)))

    assert (before.after, [one.is_considered for one in before.each]) == (None, [True, True])
    assert (found.after, [one.is_considered for one in found.each]) == ("sustained", [False, True])
    assert found.each[1].because == ("There is a grave cause for concern, whatever the direction of change",)


def test_the_last_statement_of_inspector_and_rim_stands(ledger: Ledger, declined: Case, pack: Pack) -> None:
    standing = after(ledger, declined, pack)
    for told in (
        CaseReviewStated("rim", is_held=True, reasons="at once"),
        CaseReviewStated("inspector", is_held=True, reasons="grave"),
        CaseReviewStated("inspector", is_held=False, reasons="looked at again"),
    ):
        ledger.append(declined.id, ledger.head(declined.id).sequence, told)

    standing = read(ledger, declined.id)

    assert told_state(standing) == "inspector: not held · RIM: held"
    stated = stated_by(standing, "inspector")
    assert stated is not None
    assert (stated.told.reasons, stated.event.sequence) == ("looked at again", 4)
