"""What may mean danger stops everything else until it is said what was done, and no word of it is lost."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from assistant.case import Answer, Answered
from assistant.problems import Problem
from assistant.tui.screens.danger import Danger
from assistant.tui.screens.interview import Interview
from assistant.work.acting import told_before
from tests.tui.conftest import Open, interview, on_disk, place, screen_text

SAFE = place("protection.safe_now")
CHILD = place("leaver:A.planning")
ACTION = place("protection.immediate_action")
TAKEN = Answer("answered", "taken", "what was done: moved; who was told: police; when: noon")


async def test_a_second_immediate_answer_opens_the_dialogue_though_something_was_done(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert app.session is not None
        assert not app.session.do(Answered(SAFE, Answer("answered", "at_risk")), Answered(ACTION, TAKEN))
        interview(app).go(SAFE)
        await pilot.press("4")
        await pilot.pause()

        assert isinstance(app.screen, Danger)


async def test_nothing_needed_beside_an_immediate_answer_asks_why(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        interview(app).go(SAFE)
        await pilot.press("4", "1", "ctrl+s")
        assert "say why nothing was needed" in screen_text(app)

        await pilot.press(*"gone", "ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, Interview)
        assert on_disk(app).answer(ACTION) == Answer("answered", "not_needed", "what was done: gone")


async def test_what_is_pasted_with_control_characters_is_kept_as_printable_text(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        interview(app).go(SAFE)
        await pilot.press("4", "3")
        app.screen.query_one("#done", Input).value = "\x1b[31mduty"
        await pilot.press("ctrl+s")
        await pilot.pause()

        assert isinstance(app.screen, Interview)
        answer = on_disk(app).answer(ACTION)
        assert answer is not None
        assert answer.reason == "what was done: duty"


async def test_drafts_stay_where_the_answer_is_refused(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        interview(app).go(SAFE)
        await pilot.press("4", "3", *"duty")
        assert app.session is not None
        refused = Problem("case-answer-form", "it is refused", "write it anew")
        monkeypatch.setattr(app.session, "do", lambda *_: (refused,))
        await pilot.press("ctrl+s")
        await pilot.pause()

        assert isinstance(app.screen, Danger)
        assert "it is refused" in screen_text(app)
        assert app.session.drafts.get(f"{ACTION} done") == "duty"


@pytest.mark.parametrize("keys", [["u"], ["x"], ["n"], ["b"], ["d"], ["delete"]], ids=lambda keys: keys[0])
async def test_nothing_else_is_changed_until_it_is_said_what_was_done(opened: Open, keys: list[str]) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        interview(app).go(SAFE)
        await pilot.press("4", "escape")
        before = on_disk(app)
        interview(app).go(CHILD)
        await pilot.press(*keys)
        await pilot.pause()

        assert isinstance(app.screen, Danger)
        assert on_disk(app) == before


async def test_what_caused_the_stop_can_be_changed_noted_and_undone(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        interview(app).go(SAFE)
        await pilot.press("4", "escape", "n", *"seen", "ctrl+s")
        await pilot.pause()
        assert on_disk(app).notes[-1].text == "seen"

        await pilot.press("ctrl+z", "1")
        await pilot.pause()
        assert on_disk(app).answer(SAFE) == Answer("answered", "safe")
        assert isinstance(app.screen, Interview)


async def test_what_was_told_before_stands_in_the_fields(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert app.session is not None
        assert not app.session.do(Answered(ACTION, TAKEN))
        interview(app).go(SAFE)
        await pilot.press("4", "2", *" too", "ctrl+s")
        await pilot.pause()

        answer = on_disk(app).answer(ACTION)
        assert answer is not None
        assert answer.reason == "what was done: moved too; who was told: police; when: noon"


@pytest.mark.parametrize("reason", ["rang them; left word", "who was told: a; b; when: now"])
def test_an_earlier_reason_loses_no_word(reason: str) -> None:
    said = " ".join(told_before(reason).values())

    assert all(word in said for word in reason.rsplit(": ", 1)[-1].split("; "))
