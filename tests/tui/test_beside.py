"""Work beside the screen: what is old is dropped, leaving ends it, and what fails is said and harms nothing."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from assistant.case import Answer, Answered, Case
from assistant.reasoning import Judged, Judging, Onward
from assistant.tui.app import SccifApp
from assistant.tui.beside import Proven
from assistant.tui.screens.cases import Cases
from assistant.tui.screens.interview import Interview
from assistant.tui.widgets.bars import KeyBar
from assistant.work import ahead as looking
from assistant.work.ahead import Ahead, look_ahead
from tests.tui.conftest import SIZES, Open, interview, place, screen_text
from tests.tui.screens import settled

SOON = 20.0
"""Seconds after which a test gives up on a thread."""


class Held:
    """Looks ahead as the app does, and holds each result back until it is let go."""

    def __init__(self) -> None:
        self.begun: list[tuple[Case, threading.Event]] = []
        self.came = threading.Event()
        self.ended = threading.Semaphore(0)

    def __call__(self, judging: Judging, judged: Judged, is_overtaken: Callable[[], bool]) -> Ahead:
        del is_overtaken
        go_on = threading.Event()
        self.begun.append((judged.case, go_on))
        self.came.set()
        try:
            assert go_on.wait(SOON)
            return look_ahead(judging, judged)
        finally:
            self.ended.release()

    async def another(self, count: int) -> threading.Event:
        while len(self.begun) < count:
            self.came.clear()
            if len(self.begun) < count:
                assert await asyncio.to_thread(self.came.wait, SOON)
        return self.begun[count - 1][1]

    async def end(self) -> None:
        assert await asyncio.to_thread(self.ended.acquire, timeout=SOON)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Held]:
    held = Held()
    monkeypatch.setattr(looking, "look_ahead", held)
    yield held
    for _, go_on in held.begun:
        go_on.set()


def answered(app: SccifApp, value: str) -> None:
    screen = interview(app)
    screen.answer(place("protection.safe_now"), Answer("answered", value))


async def test_what_is_possible_is_shown_at_once_and_confirmed_after(opened: Open, held: Held) -> None:
    app = opened(demo=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("3")
        go_on = await held.another(1)
        await pilot.pause()
        assert "still possible · being confirmed…" in screen_text(app)
        assert "being worked out…" in screen_text(app)

        go_on.set()
        await settled(app, pilot)
        assert "still possible · confirmed" in screen_text(app)
        assert "◇ marks" in screen_text(app)


async def test_an_answer_that_comes_late_never_takes_the_place_of_a_newer_one(
    opened: Open, held: Held
) -> None:
    app = opened(demo=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("3")
        older = await held.another(1)
        answered(app, "safe")
        newer = await held.another(2)
        assert app.session is not None

        newer.set()
        await held.end()
        await settled(app, pilot)
        shown = app.session.ahead
        older.set()
        await held.end()
        await settled(app, pilot)

        assert shown is not None
        assert app.session.ahead is shown
        assert shown.judged.case is app.session.case


async def test_what_was_found_for_a_case_as_it_was_is_not_kept(opened: Open) -> None:
    app = opened(demo=True)
    async with app.run_test() as pilot:
        await pilot.press("3")
        await settled(app, pilot)
        session = app.session
        assert session is not None
        before = session.ahead
        assert before is not None

        session.do(Answered(place("protection.safe_now"), Answer("answered", "safe")))

        assert session.ahead is None
        assert not session.confirm(before)
        assert not session.judged.is_confirmed


async def test_work_is_told_that_it_is_overtaken(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Callable[[], bool]] = []

    def look(judging: Judging, judged: Judged, is_overtaken: Callable[[], bool]) -> Ahead:
        asked.append(is_overtaken)
        return look_ahead(judging, judged)

    monkeypatch.setattr(looking, "look_ahead", look)
    app = opened(demo=True)
    async with app.run_test() as pilot:
        await pilot.press("3")
        await settled(app, pilot)
        assert not asked[0]()

        answered(app, "safe")
        await settled(app, pilot)
        assert [is_overtaken() for is_overtaken in asked] == [True, False]


@pytest.mark.parametrize("keys", [["f10"], ["ctrl+q"]], ids=["back to the samples", "quit"])
async def test_leaving_while_something_is_at_work_ends_cleanly(
    opened: Open, held: Held, keys: list[str]
) -> None:
    app = opened(demo=True)
    async with app.run_test() as pilot:
        await pilot.press("3")
        go_on = await held.another(1)
        await pilot.press(*keys)
        go_on.set()
        await held.end()
        await pilot.pause()

    assert app.return_code in (0, None)
    assert app._exception is None


async def test_news_that_come_while_the_screens_are_taken_down_are_not_drawn(
    listed: SccifApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    came: list[bool] = []

    def hand_over(_: KeyBar) -> None:
        if not listed.is_running:
            listed.on_proven(Proven(None))
            came.append(True)

    monkeypatch.setattr(KeyBar, "on_unmount", hand_over, raising=False)
    async with listed.run_test() as pilot:
        await pilot.pause()
        assert isinstance(listed.screen, Cases)
    assert came


@pytest.mark.parametrize("size", SIZES)
async def test_what_fails_is_said_and_the_app_goes_on(
    opened: Open, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    def fail(*_: object) -> Ahead:
        raise ZeroDivisionError

    monkeypatch.setattr(looking, "look_ahead", fail)
    app = opened(demo=True)
    async with app.run_test(size=size) as pilot:
        await pilot.press("3")
        await settled(app, pilot)
        assert "confirming what is possible failed" in screen_text(app)

        await pilot.press("p")
        assert "still possible · not confirmed" in screen_text(app)
        await pilot.press("escape", "o")
        assert isinstance(app.screen, Interview)


async def test_the_question_that_matters_most_is_one_key_away(opened: Open) -> None:
    app = opened(demo=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("3")
        await settled(app, pilot)
        assert app.session is not None
        assert app.session.ahead is not None
        first = app.session.ahead.first[0].at
        text = screen_text(app)
        assert "Ask next" in text
        assert "◇" in text

        await pilot.press("g")
        assert interview(app).place == first


async def test_where_the_question_to_ask_next_waits_for_another_that_one_is_asked_first(
    opened: Open,
) -> None:
    app = opened(demo=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("3")
        interview(app).go(place("manager.vacancy"))
        await pilot.press("delete")
        await settled(app, pilot)
        assert app.session is not None
        ahead = app.session.ahead
        assert ahead is not None
        waits = Onward(place("manager.steps"), (("none", ("declined",)),), matters=True)
        app.session.confirm(replace(ahead, first=(waits,)))

        interview(app).show_news()
        await pilot.press("left", "g")
        assert "and by its answer" in screen_text(app)
        assert interview(app).place == place("manager.vacancy")
        assert "waits for its answer" in screen_text(app)


async def test_while_the_own_view_comes_first_nothing_is_worked_out_and_no_key_leads_there(
    opened: Open,
) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        before = interview(app).place
        await pilot.press("g", "e")
        app.look()
        app.search()
        await settled(app, pilot)

        assert app.session is not None
        assert interview(app).place == before
        assert app.generation == app.searching == 0
        assert not app.session.judged.is_confirmed
        assert not app.session.matters
