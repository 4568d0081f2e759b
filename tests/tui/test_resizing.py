"""A terminal may be resized at any moment: nothing fails, and back at its size the screen is as it was."""

from __future__ import annotations

import pytest

from assistant.pack import Pack
from tests.tui.conftest import Open, screen_text
from tests.tui.screens import settled, walk
from tests.tui.shots import DECISIONS, LISTS, SHOTS, come_to, prepare

pytestmark = pytest.mark.no_cover

SIZE = (80, 24)
ODD = [(20, 5), (200, 60), (99, 24), (100, 8), (31, 60), (120, 40), (61, 13)]
PICTURES = [
    *((shot, "opened") for shot in ("samples", "note", "inbox-writing", "finding", "details", "sealing")),
    *((shot, "listed") for shot in ("cases", "cases-filtered", "cases-empty", "diary", "meeting")),
    *((shot, "sealed") for shot in ("judgement", "case-review", "timeline-late")),
]


@pytest.mark.parametrize("shot,made_by", PICTURES, ids=[shot for shot, _ in PICTURES])
async def test_a_screen_comes_back_as_it_was_from_any_size(
    request: pytest.FixtureRequest, pack: Pack, monkeypatch: pytest.MonkeyPatch, shot: str, made_by: str
) -> None:
    prepare(shot, pack, monkeypatch)
    made = request.getfixturevalue(made_by)
    if shot in SHOTS:
        demo, keys = SHOTS[shot]
        app = made(demo=demo)
    else:
        app, keys = made, (LISTS | DECISIONS)[shot]

    async with app.run_test(size=SIZE) as pilot:
        await come_to(app, pilot, shot, keys)
        before = screen_text(app)
        for size in ODD:
            await pilot.resize_terminal(*size)
        await pilot.resize_terminal(*SIZE)
        await settled(app, pilot)

        assert screen_text(app) == before


TINY = [(1, 1), (1, 24), (4, 8), (5, 8), (19, 24), (80, 4), (2, 2), (1, 1)]


@pytest.mark.parametrize(
    "keys",
    [[], ["ctrl+p"], ["f2", "n"], ["slash"], ["s"]],
    ids=["question", "palette", "note", "find", "own view"],
)
async def test_in_a_tiny_window_only_that_is_told_and_all_comes_back_when_it_grows(
    opened: Open, keys: list[str]
) -> None:
    app = opened("hostile")
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        await pilot.press(*keys)
        await settled(app, pilot)
        before = screen_text(app)
        for size in TINY:
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert "Too small: 20×5" in screen_text(app)
            await pilot.press("1")
        await pilot.resize_terminal(*SIZE)
        await settled(app, pilot)

        assert screen_text(app) == before


async def test_an_app_that_is_started_in_a_tiny_window_is_there_once_it_grows(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(1, 1)) as pilot:
        await settled(app, pilot)
        assert "Too small: 20×5" in screen_text(app)

        await pilot.resize_terminal(*SIZE)
        await settled(app, pilot)
        assert "oak-2019-03" in screen_text(app)
        assert "Too small" not in screen_text(app)


@pytest.mark.parametrize("demo", [False, True], ids=["open", "demo"])
async def test_every_screen_of_a_case_outlives_any_size(opened: Open, demo: bool) -> None:
    app = opened("oak", demo=demo)
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        if demo:
            await pilot.press("3")
        number = 0
        async for name in walk(app, pilot):
            number += 1
            for size in (ODD[number % len(ODD)], ODD[(number + 3) % len(ODD)], SIZE):
                await pilot.resize_terminal(*size)
            await settled(app, pilot)
            assert app.is_running, name
            assert screen_text(app).strip(), name
