"""Double judging in the app: a blind reading is begun in the list, and a meeting about the readings held in the review."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

from textual.widgets import Input, TextArea

from assistant.case import Answer, Answered, Seal, Sealed
from assistant.store import Ledger
from assistant.store.kinds import ReviewBegun, Reviewed
from assistant.store.sqlite import Sqlite
from assistant.tui.app import SccifApp
from assistant.tui.screens.case_meeting import CaseMeeting
from assistant.tui.screens.cases import Cases
from assistant.tui.screens.interview import Interview
from assistant.tui.screens.review import ReviewScreen
from assistant.tui.widgets.case_table import CaseTable
from assistant.work.keeping import begin, new_case
from assistant.work.open_case import OpenCase
from assistant.work.review.readings import blind_reading
from tests.tui.conftest import VIEW, place, screen_text
from tests.tui.screens import settled
from tests.tui.test_own_view import flat

CHANGE = place("experiences.progress_change")


def read_blind(app: SccifApp, *, is_sealed: bool) -> None:
    """Somebody else reads the evidence of the case that is open, over a connection of their own."""
    assert app.session is not None
    database, case = app.ledger.database, app.session.case
    assert isinstance(database, Sqlite)
    with closing(Ledger(Sqlite(database.path, "mk"), app.ledger.now)) as ledger:
        mine = replace(new_case("second"), purpose="blind")
        kept = OpenCase(ledger, begin(ledger, blind_reading(case, mine, with_notes=True), app.pack), app.pack)
        seal = Seal(judgement="improved", areas=VIEW.areas, reasons="better", by="mk", at=VIEW.at)
        changes = [Answered(CHANGE, Answer("answered", "clearly_better"))]
        assert not kept.do([*changes, Sealed(seal)] if is_sealed else changes)


async def test_a_meeting_about_the_readings_of_a_case_is_held_and_said_in_its_review(
    sealed: SccifApp,
) -> None:
    async with sealed.run_test(size=(80, 24)) as pilot:
        await settled(sealed, pilot)
        read_blind(sealed, is_sealed=True)
        await pilot.press("q", "b", "m")
        await settled(sealed, pilot)
        assert isinstance(sealed.screen, CaseMeeting)
        assert "2 readings" in screen_text(sealed)
        assert "2 mk: ▲ improved" in sealed.screen.query_one("#to_read", TextArea).text
        await pilot.press("down", "2", "a")
        await settled(sealed, pilot)
        for name, text in {"judgement": "improved", "because": "both saw it", "learned": "date it"}.items():
            sealed.screen.query_one(f"#{name}", Input).value = text
        await pilot.press("ctrl+s")
        await settled(sealed, pilot)
        assert "said in the review" in screen_text(sealed)
        await pilot.press("escape")
        await settled(sealed, pilot)

        assert isinstance(sealed.screen, ReviewScreen)
        assert sealed.session is not None
        (said,) = [
            one.happened for one in sealed.session.kept.standing.events if isinstance(one.happened, Reviewed)
        ]
        assert (said.at, said.is_agreed) == ("judgement", False)
        assert "both saw it" in flat(screen_text(sealed))


async def test_a_reading_that_is_not_sealed_is_in_no_meeting_and_it_is_said_how_one_is_begun(
    sealed: SccifApp,
) -> None:
    async with sealed.run_test(size=(80, 24)) as pilot:
        await settled(sealed, pilot)
        read_blind(sealed, is_sealed=False)
        await pilot.press("q", "w")
        assert "w on it in the list of cases" in flat(screen_text(sealed))
        await pilot.press("m")
        await settled(sealed, pilot)

        assert "1 reading" in screen_text(sealed)
        assert "w in the list of cases begins a blind reading" in flat(screen_text(sealed))
        await pilot.press("escape", "b", "m")
        await settled(sealed, pilot)
        assert isinstance(sealed.screen, CaseMeeting)
        assert not sealed.screen.situation().has_case
        assert sealed.session is not None
        assert isinstance(sealed.session.kept.standing.events[-1].happened, ReviewBegun)


async def test_a_blind_reading_is_begun_in_the_list_with_its_notes_and_no_answer(listed: SccifApp) -> None:
    async with listed.run_test(size=(80, 24)) as pilot:
        await settled(listed, pilot)
        screen = listed.screen
        assert isinstance(screen, Cases)
        under = screen.query_one(CaseTable).under_cursor
        assert under is not None
        await pilot.press("w")
        assert f"the evidence of {under.case_id}" in flat(screen_text(listed))
        await pilot.press(*"second", "enter")
        await settled(listed, pilot)

        assert isinstance(listed.screen, Interview)
        assert listed.session is not None
        case = listed.session.case
        assert (case.id, case.purpose, case.evidence_id) == ("second", "blind", under.case_id)
        assert case.records == {}
        assert listed.session.is_covered


async def test_whoever_reads_the_evidence_blind_meets_about_it_once_their_own_view_is_sealed(
    sealed: SccifApp,
) -> None:
    async with sealed.run_test(size=(80, 24)) as pilot:
        await settled(sealed, pilot)
        assert sealed.session is not None
        case, mine = sealed.session.case, replace(new_case("mine"), purpose="blind")
        begin(sealed.ledger, blind_reading(case, mine, with_notes=True), sealed.pack)
        await pilot.press("q", "m")
        await settled(sealed, pilot)

        assert isinstance(sealed.screen, ReviewScreen)
        assert "your own view comes first" in flat(screen_text(sealed))
