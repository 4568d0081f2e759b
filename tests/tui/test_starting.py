"""What the app does at its start, and what it leaves for later."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from textual.css.stylesheet import Stylesheet

from assistant.cli.app import starting
from assistant.tui.screens.interview import Interview
from assistant.tui.themes import IDS
from assistant.work.configuration import remember_theme
from tests.tui.conftest import Open, screen_text
from tests.tui.screens import settled


@pytest.fixture
def not_frozen() -> Iterator[None]:
    """What an app has frozen is garbage like any other for the tests that follow."""
    yield
    gc.unfreeze()


@pytest.mark.parametrize("theme", list(IDS))
async def test_the_styles_are_parsed_once_whatever_theme_the_app_begins_with(
    opened: Open, monkeypatch: pytest.MonkeyPatch, theme: str
) -> None:
    again: list[Stylesheet] = []
    monkeypatch.setattr(Stylesheet, "reparse", again.append)
    remember_theme(theme)

    app = opened()
    async with app.run_test() as pilot:
        await pilot.pause()

    assert app.theme == IDS[theme]
    assert again == []


@pytest.mark.usefixtures("not_frozen")
async def test_garbage_is_looked_for_again_when_the_app_stands(opened: Open) -> None:
    app = opened()
    with starting():
        before = gc.isenabled()
        async with app.run_test() as pilot:
            await pilot.pause()

            assert not before
            assert gc.isenabled()
            assert gc.get_freeze_count()


def test_garbage_is_looked_for_again_where_no_app_comes_to_stand() -> None:
    with pytest.raises(LookupError), starting():
        raise LookupError

    assert gc.isenabled()


@pytest.mark.parametrize("is_changed", [True, False], ids=["changed", "as-written"])
async def test_a_case_that_was_changed_behind_the_ledgers_back_is_opened_and_that_is_said(
    opened: Open, is_changed: bool
) -> None:
    app = opened()
    if is_changed:
        app.ledger.database.rows("DROP TRIGGER events_stay")
        app.ledger.database.rows("UPDATE events SET actor = 'eve'")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)

        assert isinstance(app.screen, Interview)
        told = " ".join(screen_text(app).split())
        assert ("event 1 is not what its hash says" in told) is is_changed
