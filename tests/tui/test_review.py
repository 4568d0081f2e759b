"""Quality assurance in the app, by keyboard: begun, points agreed, asked about and not agreed, a reply, the sign-off."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from assistant.store import Ledger
from assistant.store.kinds import Queried, Replied, ReviewBegun, Reviewed, SignedOff
from assistant.store.sqlite import Sqlite
from assistant.tui.app import SccifApp
from assistant.tui.screens.interview import Interview
from assistant.tui.screens.review import ReviewScreen
from assistant.tui.screens.writing import Writing
from assistant.tui.widgets.titled import Titled
from tests.tui.conftest import by_another, place, screen_text
from tests.tui.screens import settled
from tests.tui.shots import JUDGED, come_to
from tests.tui.test_own_view import flat

OF_REVIEW = (ReviewBegun, Reviewed, Queried, Replied, SignedOff)


def screen_of(app: SccifApp) -> ReviewScreen:
    assert isinstance(app.screen, ReviewScreen)
    return app.screen


def put_on(app: SccifApp, at: str) -> None:
    screen = screen_of(app)
    number = next(number for number, point in enumerate(screen.points) if point.at == at)
    screen.query_one("#points", OptionList).highlighted = number


def kept(app: SccifApp) -> list[object]:
    """What of the review is in the ledger."""
    assert app.session is not None
    events = app.ledger.events(app.session.case.id)
    return [event.happened for event in events if isinstance(event.happened, OF_REVIEW)]


@asynccontextmanager
async def judged(app: SccifApp, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Pilot[int]]:
    """The app on the screen, once a judgement was recorded."""
    async with app.run_test(size=size) as pilot:
        await come_to(app, pilot, "review", [*JUDGED, "q"])
        yield pilot


async def press(app: SccifApp, pilot: Pilot[int], *keys: str) -> None:
    await come_to(app, pilot, "review", keys)


async def test_before_the_own_view_is_sealed_there_is_none(unsealed: SccifApp) -> None:
    async with unsealed.run_test(size=(80, 24)) as pilot:
        await settled(unsealed, pilot)
        await press(unsealed, pilot, "q")

        assert isinstance(unsealed.screen, Interview)
        assert "not before your own view is sealed" in screen_text(unsealed)


@pytest.mark.parametrize("key", ["a", "k", "d", "s"])
async def test_before_a_review_is_begun_its_keys_say_how_to_begin(sealed: SccifApp, key: str) -> None:
    async with judged(sealed, (80, 24)) as pilot:
        await press(sealed, pilot, key)
        assert "begin the review first: b" in screen_text(sealed)
        await press(sealed, pilot, "b")

        assert "begin the review first" not in screen_text(sealed)
        assert [type(one) for one in kept(sealed)] == [ReviewBegun]


async def test_keys_for_which_there_is_nothing_say_so(sealed: SccifApp) -> None:
    async with judged(sealed, (80, 24)) as pilot:
        await press(sealed, pilot, "b", "r")
        assert "no query about this point is open" in screen_text(sealed)
        await press(sealed, pilot, "ctrl+z")
        assert "an agreement alone is taken back" in screen_text(sealed)
        await press(sealed, pilot, "ctrl+s")

        assert "nothing waits to be saved" in screen_text(sealed)


async def test_an_agreement_by_a_slip_is_taken_back_and_one_person_doing_it_all_is_told(
    sealed: SccifApp,
) -> None:
    async with judged(sealed, (80, 24)) as pilot:
        await press(sealed, pilot, "b", "a")
        assert "^z takes it back" in screen_text(sealed)
        assert "reviewed by the same person who judged (jb)" in screen_text(sealed)
        await press(sealed, pilot, "ctrl+z")

        assert kept(sealed)[1:] == [Reviewed("judgement", True), Reviewed("judgement", None)]
        assert screen_of(sealed).point == screen_of(sealed).points[0]
        assert "0 of" in screen_text(sealed)
        await press(sealed, pilot, "s", "y", "ctrl+s")
        told = " ".join(screen_text(sealed).split())
        assert "! reviewed by the same person who judged (jb)" in told
        assert "choose as what you sign" in told
        await press(sealed, pilot, "escape", "k", "type:since when?", "ctrl+s", "s", "enter", "down", "enter")
        await press(sealed, pilot, "ctrl+s")
        assert "has no reply" in screen_text(sealed)
        assert not any(isinstance(one, SignedOff) for one in kept(sealed))


async def test_who_does_not_agree_says_why_and_the_words_stay_where_they_are_missing(
    sealed: SccifApp,
) -> None:
    async with judged(sealed) as pilot:
        await press(sealed, pilot, "b", "d", "ctrl+s")
        assert isinstance(sealed.screen, Writing)
        assert "say in words" in screen_text(sealed)

        await press(sealed, pilot, "type:too mild", "ctrl+s")

        assert kept(sealed)[-1] == Reviewed("judgement", is_agreed=False, text="too mild")
        assert "does not agree about judgement" in screen_text(sealed)


async def test_who_looked_at_nothing_is_asked_before_a_sign_off(sealed: SccifApp) -> None:
    async with judged(sealed, (80, 24)) as pilot:
        await press(sealed, pilot, "b", "s")
        assert "0 of 128 points looked at. A sign-off says that you stand behind the case." in flat(
            screen_text(sealed)
        )
        await press(sealed, pilot, "n")
        assert isinstance(sealed.screen, ReviewScreen)
        await press(sealed, pilot, "s", "y", "enter", "down", "enter", "ctrl+s")

        signed = kept(sealed)[-1]
        assert isinstance(signed, SignedOff)
        assert (signed.role, signed.looked_at) == ("reviewer", 0)


async def test_what_looks_like_a_name_is_asked_about_in_what_is_said_and_in_the_case_review(
    sealed: SccifApp,
) -> None:
    asked = "“Jane Smith” looks like a name: write a label or a role instead."
    async with judged(sealed, (80, 24)) as pilot:
        await press(sealed, pilot, "b", "k", "type:What did Jane Smith say?", "ctrl+s")
        assert f"kept: query; {asked}" in " ".join(screen_text(sealed).split())
        await press(sealed, pilot, "escape", "v", "1", "type:Jane Smith was hurt", "ctrl+s", "y")
        await settled(sealed, pilot)

        assert f"stated; {asked}" in " ".join(screen_text(sealed).split())


async def test_the_regulatory_inspection_manager_signs_over_it_with_the_dissent(sealed: SccifApp) -> None:
    async with judged(sealed) as pilot:
        await press(sealed, pilot, "b", "d", "type:too mild", "ctrl+s", "s")
        assert "1 of 128 points looked at. It is held up" in flat(screen_text(sealed))
        sealed.screen.query_one("#role", Titled).value = "rim"
        sealed.screen.query_one("#dissent", Input).value = "it is enough"
        await press(sealed, pilot, "ctrl+s")

        signed = kept(sealed)[-1]
        assert isinstance(signed, SignedOff)
        assert (signed.role, signed.dissent, signed.looked_at) == ("rim", "it is enough", 1)


async def test_a_case_that_changed_meanwhile_is_told_and_not_signed_off(sealed: SccifApp) -> None:
    async with judged(sealed) as pilot:
        await press(sealed, pilot, "b")
        by_another(sealed, place("experiences.progress_change"), "clearly_better")
        await press(sealed, pilot, "a", "s", "enter", "down", "enter", "ctrl+s")

        assert "the case has changed since the review began" in " ".join(screen_text(sealed).split())
        assert not any(isinstance(one, SignedOff) for one in kept(sealed))


async def test_what_somebody_asked_meanwhile_is_not_signed_over(sealed: SccifApp) -> None:
    async with judged(sealed) as pilot:
        await press(sealed, pilot, "b", "s", "y")
        database = sealed.ledger.database
        assert isinstance(database, Sqlite)
        assert sealed.session is not None
        with closing(Ledger(Sqlite(database.path, "mk"), sealed.ledger.now)) as ledger:
            ledger.add(sealed.session.case.id, Queried("judgement", "why?"))
        await press(sealed, pilot, "enter", "down", "enter", "ctrl+s")
        assert "somebody wrote to the case meanwhile" in screen_text(sealed)
        await press(sealed, pilot, "ctrl+s")

        assert "has no reply" in screen_text(sealed)
        assert not any(isinstance(one, SignedOff) for one in kept(sealed))


async def test_nobody_replies_to_their_own_query_and_a_reply_of_somebody_else_is_seen_at_once(
    sealed: SccifApp,
) -> None:
    async with judged(sealed) as pilot:
        await press(sealed, pilot, "b", "k", "type:since when?", "ctrl+s", "r")
        assert isinstance(sealed.screen, ReviewScreen)
        assert "is your own" in screen_text(sealed)
        database = sealed.ledger.database
        assert isinstance(database, Sqlite)
        assert sealed.session is not None
        case = sealed.session.case.id
        (asked,) = [one for one in sealed.ledger.events(case) if isinstance(one.happened, Queried)]
        with closing(Ledger(Sqlite(database.path, "mk"), sealed.ledger.now)) as ledger:
            ledger.add(case, Replied(asked.sequence, "since May"))
        await press(sealed, pilot, "s")

        assert "Nothing holds it up" in screen_text(sealed)


async def test_enter_goes_to_the_question_of_an_answer_and_nowhere_from_a_decision(sealed: SccifApp) -> None:
    async with judged(sealed) as pilot:
        await press(sealed, pilot, "enter")
        assert isinstance(sealed.screen, ReviewScreen)
        put_on(sealed, "experiences.progress_change")
        await press(sealed, pilot, "enter")

        assert isinstance(sealed.screen, Interview)
        assert sealed.screen.place == place("experiences.progress_change")


async def test_n_goes_to_the_next_point_of_which_nothing_was_said(sealed: SccifApp) -> None:
    async with judged(sealed) as pilot:
        await press(sealed, pilot, "b", "a", "a", "home", "n")

        point = screen_of(sealed).point
        assert point is not None
        assert point.at == screen_of(sealed).points[2].at


async def test_what_is_half_written_is_there_again_however_it_was_left(sealed: SccifApp) -> None:
    async with judged(sealed) as pilot:
        await press(sealed, pilot, "b", "k", "type:first line\nsecond line", "escape")
        assert not any(isinstance(one, Queried) for one in kept(sealed))
        await press(sealed, pilot, "k", "ctrl+s")

        assert kept(sealed)[-1] == Queried("judgement", "first line\nsecond line")


async def test_at_eighty_columns_the_keys_name_the_next_open_point(sealed: SccifApp) -> None:
    async with judged(sealed, (80, 24)) as pilot:
        await press(sealed, pilot, "b")

        assert "n next open" in screen_text(sealed).splitlines()[-1]
