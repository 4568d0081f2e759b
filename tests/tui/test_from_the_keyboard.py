"""A whole inspection from the keyboard alone: begun, noted, coded, ended, sealed and judged."""

from __future__ import annotations

from assistant.tui.app import SccifApp
from assistant.tui.screens.ending import EndPage
from assistant.tui.screens.interview import Interview
from tests.tui.conftest import on_disk, place, screen_text
from tests.tui.screens import settled

POST = place("manager.post")
SEAL = ["2", "2", "2", "2", "2", "2", *"as it was", "ctrl+s", "y"]


async def test_an_inspection_is_begun_noted_coded_sealed_and_judged(listed: SccifApp) -> None:
    async with listed.run_test(size=(80, 24)) as pilot:
        await settled(listed, pilot)
        await pilot.press("n", *"sc000099-2020-01", "enter")
        await settled(listed, pilot)

        await pilot.press("f2", "n", *"nobody holds the post", "ctrl+s", "k", *"manager.post", "enter")
        await pilot.press("escape", "escape", "slash", *"manager.post", "enter", "3")
        await settled(listed, pilot)
        answer = on_disk(listed).answer(POST)
        assert answer is not None
        assert answer.supports == ("n1",)

        await pilot.press("w")
        await settled(listed, pilot)
        assert isinstance(listed.screen, EndPage)
        assert "s states your own view" in screen_text(listed)

        await pilot.press("s", *SEAL)
        await settled(listed, pilot)
        assert on_disk(listed).sealed is not None
        assert isinstance(listed.screen, Interview)
        assert "j to judge, e for why" in screen_text(listed)

        await pilot.press("j", "2", *"as it was", "ctrl+s", "y")
        await settled(listed, pilot)
        made = on_disk(listed).judgement
        assert made is not None
        assert made.decided == "sustained"
