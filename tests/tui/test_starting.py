"""What the app does at its start, and what it leaves for later."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from rich.console import RenderableType
from textual._compositor import LayoutUpdate
from textual.app import App
from textual.css.stylesheet import Stylesheet
from textual.screen import Screen

from assistant.cli.app import starting
from assistant.tui import beside
from assistant.tui.app import OTHER_SCREENS
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


async def test_a_case_that_cannot_be_opened_ends_the_app_with_what_is_wrong(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened()
    app.case_id = "elsewhere"
    told: list[str] = []
    leave = app.exit

    def exit_(result: int, *, message: str) -> None:
        told.append(message)
        leave(result, message=message)

    monkeypatch.setattr(app, "exit", exit_)
    async with app.run_test() as pilot:
        await pilot.pause()

    assert app.return_value == 2
    assert ["elsewhere" in one for one in told] == [True]
    assert not app.is_running
    assert app.session is None


@pytest.mark.painted
async def test_the_whole_screen_is_painted_once(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    painted: list[RenderableType | None] = []
    display = App._display

    def keep(app: App[int], screen: Screen[object], renderable: RenderableType | None) -> None:
        painted.append(renderable)
        display(app, screen, renderable)

    monkeypatch.setattr(App, "_display", keep)
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)

    whole = [isinstance(one, LayoutUpdate) for one in painted if one is not None]
    assert whole[0]
    assert whole.count(True) == 1


async def test_the_styles_of_the_other_screens_are_read_when_the_first_of_them_comes(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        at_first = app.stylesheet.has_source(str(OTHER_SCREENS))
        await pilot.press("f1")
        await settled(app, pilot)

        assert not at_first
        assert app.screen.styles.align == ("center", "bottom")


async def test_what_works_beside_the_screen_leaves_the_first_moments_to_whoever_types(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []
    monkeypatch.setattr(beside, "FIRST", 0.2)
    monkeypatch.setattr(beside, "time", SimpleNamespace(sleep=slept.append, monotonic=time.monotonic))
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)

    assert slept.count(0.2) == 2  # proving, and verifying the case


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
