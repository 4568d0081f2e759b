"""The report and a store that cannot be written: what did not reach it is said on the report itself, and kept."""

from __future__ import annotations

from datetime import date

import pytest
from textual.widgets import TextArea

from assistant.store.kinds import DraftSent
from assistant.tui.app import SccifApp
from assistant.tui.screens.report import ReportScreen
from tests.tui.conftest import on_disk, screen_text
from tests.tui.screens import settled
from tests.tui.test_report import MANAGER, put_on

BY_HAND = "By hand, says [AB]."


def writable(app: SccifApp, how: str) -> None:
    app.ledger.database.rows(f"PRAGMA query_only = {how}")


async def test_a_paragraph_that_did_not_reach_the_store_is_told_as_not_saved_until_it_does(
    sealed: SccifApp,
) -> None:
    async with sealed.run_test(size=(80, 24)) as pilot:
        await settled(sealed, pilot)
        await pilot.press("y")
        put_on(sealed, MANAGER)
        writable(sealed, "ON")
        await pilot.press("enter")
        sealed.screen.query_one(TextArea).text = BY_HAND
        await pilot.press("ctrl+s")
        await settled(sealed, pilot)

        assert isinstance(sealed.screen, ReportScreen)
        assert screen_text(sealed).count("NOT SAVED") == 2
        assert on_disk(sealed).passage(MANAGER) is None

        writable(sealed, "OFF")
        await pilot.press("ctrl+s")
        await settled(sealed, pilot)

        assert "NOT SAVED" not in screen_text(sealed)
        written = on_disk(sealed).passage(MANAGER)
        assert written is not None
        assert written.text == BY_HAND


async def test_a_comment_that_did_not_reach_the_store_is_kept_as_a_draft_and_told(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(120, 40)) as pilot:
        await settled(sealed, pilot)
        assert sealed.session is not None
        day = str(date(2019, 3, 20))
        sealed.session.kept.record(DraftSent(day, "draft.docx", "sha256:1", is_signed_off=False))
        await pilot.press("y", "m")
        writable(sealed, "ON")
        sealed.screen.query_one(TextArea).text = "It was not so."
        await pilot.press("ctrl+s")
        await settled(sealed, pilot)

        assert "NOT SAVED" in screen_text(sealed)
        writable(sealed, "OFF")
        await pilot.press("m")
        assert sealed.screen.query_one(TextArea).text == "It was not so."


@pytest.mark.parametrize("key", ["e", "y", "w"])
async def test_a_judgement_that_did_not_reach_the_store_is_told_where_it_was_opened(
    sealed: SccifApp, key: str
) -> None:
    async with sealed.run_test(size=(120, 40)) as pilot:
        await settled(sealed, pilot)
        await pilot.press(key)
        await settled(sealed, pilot)
        sealed.screen.do_judgement()  # type: ignore[attr-defined]  # all of these screens have it
        await pilot.pause()
        await pilot.press("2", *"because")
        writable(sealed, "ON")
        await pilot.press("ctrl+s", "y")
        await settled(sealed, pilot)

        assert "NOT SAVED" in screen_text(sealed)
        assert on_disk(sealed).judgement is None
