"""A reason can be taken away again, and a sample that cannot be read ends nothing."""

from __future__ import annotations

from textual.widgets import TextArea

from assistant.tui.screens.interview import Interview
from assistant.tui.screens.samples import Samples
from tests.tui.conftest import Open, interview, on_disk, place, screen_text

PLANNING = place("leaver:A.planning")


async def test_a_reason_that_is_emptied_is_taken_away(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        interview(app).go(PLANNING)
        await pilot.press("2", "b", *"why", "ctrl+s", "b")
        app.screen.query_one("#text", TextArea).text = ""
        await pilot.press("ctrl+s")
        await pilot.pause()

        assert isinstance(app.screen, Interview)
        answer = on_disk(app).answer(PLANNING)
        assert answer is not None
        assert answer.reason is None


async def test_a_sample_that_was_spoilt_meanwhile_is_said_in_the_list(opened: Open) -> None:
    app = opened(demo=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, Samples)
        app.ledger.database.rows("DROP TRIGGER payloads_stay")
        app.ledger.database.rows("UPDATE payloads SET content = '{'")
        await pilot.press("1")
        await pilot.pause()

        assert isinstance(app.screen, Samples)
        assert "cannot be opened" in screen_text(app)
