"""What is typed quickly, or pasted by a terminal as keys, comes to what the same keys come to one by one."""

from __future__ import annotations

import asyncio

import pytest
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.widgets import TextArea

from assistant.tui.app import SccifApp
from assistant.tui.screens.confirming import Confirming
from assistant.tui.screens.interview import Interview
from assistant.tui.screens.judgement import Judgement
from assistant.tui.screens.sealing import Sealing
from assistant.tui.screens.writing import Writing
from tests.tui.conftest import Open, interview, on_disk, place, screen_text
from tests.tui.screens import settled

SENTENCE = "3 children, [AB] too, say so: 2 of them twice."


async def burst(app: SccifApp, pilot: Pilot[int], typed: str, *keys: str) -> None:
    """All of these at once, before the app has looked at the first of them."""
    for one in typed:
        app.post_message(events.Key(_character_to_key(one), one))
    for key in keys:
        app.post_message(events.Key(key, None))
    await pilot.pause()
    while app._typed or app._under_way:
        await pilot.pause()
    await settled(app, pilot)


def reasons(app: SccifApp) -> str:
    return app.screen.query_one("#reasons", TextArea).text


async def test_an_own_view_and_its_reasons_typed_at_once_are_all_there(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        before = on_disk(app)
        rows = 6

        await burst(app, pilot, f"s{'2' * rows}{SENTENCE}")

        assert isinstance(app.screen, Sealing)
        assert len(app.screen.places) == rows
        assert set(app.screen.view.values()) == {"sustained"}
        assert reasons(app) == SENTENCE
        assert on_disk(app) == before


async def test_a_judgement_with_its_reasons_typed_at_once_is_recorded(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(80, 24)) as pilot:
        await settled(sealed, pilot)

        await burst(sealed, pilot, f"j2{SENTENCE}")
        assert reasons(sealed) == SENTENCE
        await burst(sealed, pilot, "", "ctrl+s", "y")

        interview(sealed)
        made = on_disk(sealed).judgement
        assert made is not None
        assert (made.decided, made.reasons) == ("sustained", SENTENCE)


async def all_there(app: SccifApp) -> None:
    """A note that is typed at once with its key is all in its field, and nothing is answered."""
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        interview(app).go(place("leaver:A.planning"))
        before = on_disk(app).records

        await burst(app, pilot, f"n{SENTENCE}")

        assert isinstance(app.screen, Writing)
        assert app.screen.text == SENTENCE
        assert on_disk(app).records == before


async def test_a_note_typed_at_once_with_its_key_answers_nothing(opened: Open) -> None:
    await all_there(opened())


async def test_a_note_typed_while_its_dialogue_is_slow_to_come_is_all_there(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def slowly(screen: Interview, name: str, number: int | None = None) -> None:
        await asyncio.sleep(0.6)  # as on a machine that has much else to do
        action_act(screen, name, number)

    action_act = Interview.action_act
    monkeypatch.setattr(Interview, "action_act", slowly)

    await all_there(opened())


async def test_numbers_typed_at_once_after_a_screen_with_numbers_answer_nothing(opened: Open) -> None:
    app = opened(demo=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        await settled(app, pilot)
        at = place("manager.post")
        interview(app).go(at)
        before = on_disk(app).answer(at)

        await burst(app, pilot, "", "v", "escape", "2", "3", "2")

        assert on_disk(app).answer(at) == before


async def test_keys_go_on_after_one_that_closed_the_screen_it_came_to(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        interview(app).go(place("leaver:A.planning"))

        await burst(app, pilot, "n", "escape", "w", "escape", "n")

        assert isinstance(app.screen, Writing)


@pytest.mark.parametrize("text", ["Nothing yet", "yes and no", "say why"])
async def test_a_text_that_is_typed_on_over_a_box_answers_nothing(sealed: SccifApp, text: str) -> None:
    async with sealed.run_test(size=(80, 24)) as pilot:
        await settled(sealed, pilot)
        await burst(sealed, pilot, f"j2{SENTENCE}", "ctrl+s")
        before = on_disk(sealed)

        await burst(sealed, pilot, text)

        assert isinstance(sealed.screen, Confirming)
        assert on_disk(sealed) == before
        assert "letters answer nothing here" in screen_text(sealed)
        assert " y " not in screen_text(sealed)

        await pilot.press("y")
        assert isinstance(sealed.screen, Confirming)

        await pilot.press("escape")
        assert reasons(sealed) == SENTENCE
        assert on_disk(sealed) == before


async def test_a_judgement_that_is_taken_up_again_begins_at_the_choices(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(80, 24)) as pilot:
        await settled(sealed, pilot)
        await pilot.press("j", "2", *"seen twice", "escape", "j")
        await settled(sealed, pilot)
        assert "your draft is here; tab goes on to the reasons" in screen_text(sealed)

        await pilot.press("3")

        screen = sealed.screen
        assert isinstance(screen, Judgement)
        assert screen.chosen is screen.judgements[2]
        assert reasons(sealed) == "seen twice"


async def test_a_judgement_is_not_taken_back_unasked(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(80, 24)) as pilot:
        await settled(sealed, pilot)
        await pilot.press("j", "2", *"seen twice", "ctrl+s", "y")
        await settled(sealed, pilot)
        made = on_disk(sealed).judgement
        assert made is not None

        await pilot.press("ctrl+z")
        await settled(sealed, pilot)
        assert isinstance(sealed.screen, Confirming)
        assert "takes back the judgement that was recorded" in screen_text(sealed)
        assert on_disk(sealed).judgement == made

        await pilot.press("y")
        await settled(sealed, pilot)
        assert on_disk(sealed).judgement is None
