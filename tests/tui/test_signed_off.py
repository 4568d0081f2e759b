"""A case that is signed off in the app: it says so when it is opened, and what has the sign-off lapse says that."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.case import JudgementRecorded, Sealed
from assistant.case.header import JudgementMade
from assistant.pack import Pack
from assistant.store.kinds import ReviewBegun, SignedOff
from assistant.tui.app import SccifApp
from tests.tui.conftest import SAFE, SIZES, VIEW, after, interview, place, screen_text
from tests.tui.screens import settled
from tests.tui.test_own_view import flat

SIGNED = "signed off by jb as reviewer on 2019-03-06"
BEFORE = f"The case is {SIGNED}: with this it is so no longer"
LAPSED = f"with this the case is no longer {SIGNED}"


@pytest.fixture
def signed(pack: Pack, folder: Path) -> Iterator[SccifApp]:
    """The app on a case that was judged, reviewed and signed off."""
    made = JudgementMade(decided="declined", reasons="as seen", by="jb", at=VIEW.at)
    begun = ReviewBegun(pack.digest, pack.framework.cited)
    yield from after(pack, folder, SAFE, Sealed(VIEW), JudgementRecorded(made), begun, SignedOff("reviewer"))


@pytest.mark.parametrize("size", SIZES)
async def test_it_opens_with_who_signed_off_and_when(signed: SccifApp, size: tuple[int, int]) -> None:
    async with signed.run_test(size=size) as pilot:
        await settled(signed, pilot)

        assert f"{SIGNED}; a change of the case has that lapse" in flat(screen_text(signed))
        assert "inspection, signed off" in flat(screen_text(signed))


async def test_the_first_change_says_that_the_sign_off_lapses_and_the_next_no_more(signed: SccifApp) -> None:
    async with signed.run_test(size=(80, 24)) as pilot:
        await settled(signed, pilot)
        interview(signed).go(place("experiences.progress_change"))
        assert SIGNED not in flat(screen_text(signed))
        await pilot.press("1")
        await settled(signed, pilot)
        assert LAPSED in flat(screen_text(signed))

        await pilot.press("2")
        await settled(signed, pilot)
        assert SIGNED not in flat(screen_text(signed))


async def test_the_case_review_that_is_stated_says_so_too(signed: SccifApp) -> None:
    async with signed.run_test(size=(80, 24)) as pilot:
        await settled(signed, pilot)
        await pilot.press("v", "1", *"children hurt", "ctrl+s")
        await settled(signed, pilot)
        assert BEFORE in flat(screen_text(signed))

        await pilot.press("y")
        await settled(signed, pilot)
        assert LAPSED in flat(screen_text(signed))


async def test_before_it_is_judged_anew_it_is_said_that_the_sign_off_lapses(signed: SccifApp) -> None:
    async with signed.run_test(size=(80, 24)) as pilot:
        await settled(signed, pilot)
        await pilot.press("j", "1", *"seen otherwise", "ctrl+s")
        await settled(signed, pilot)
        assert BEFORE in flat(screen_text(signed))

        await pilot.press("y")
        await settled(signed, pilot)
        assert LAPSED in flat(screen_text(signed))


async def test_a_paragraph_of_the_report_says_so_too(signed: SccifApp) -> None:
    async with signed.run_test(size=(120, 40)) as pilot:
        await settled(signed, pilot)
        await pilot.press("y")
        await settled(signed, pilot)
        assert f"{SIGNED}; what is written or told here has that lapse" in flat(screen_text(signed))

        await pilot.press("enter", *"By hand.", "ctrl+s")
        await settled(signed, pilot)

        assert LAPSED in flat(screen_text(signed))


async def test_a_query_of_quality_assurance_says_so_too(signed: SccifApp) -> None:
    async with signed.run_test(size=(120, 40)) as pilot:
        await settled(signed, pilot)
        await pilot.press("q", "k", *"why?", "ctrl+s")
        await settled(signed, pilot)

        assert LAPSED in flat(screen_text(signed))
