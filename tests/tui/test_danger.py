"""What may mean danger stops everything else until it is said what was done, and no word of it is lost."""

from __future__ import annotations

import pytest
from textual.widgets import Input, Static

from assistant.case import Answer, Answered
from assistant.pack import Pack
from assistant.problems import Problem
from assistant.tui.app import SccifApp
from assistant.tui.screens.danger import Danger
from assistant.tui.screens.interview import Interview
from assistant.tui.widgets.bars import DangerBar
from assistant.work.acting import told_before
from tests.tui.conftest import Open, interview, on_disk, place, screen_text

SAFE = place("protection.safe_now")
CHILD = place("leaver:A.planning")
ACTION = place("protection.immediate_action")
TAKEN = Answer("answered", "taken", "what was done: moved; who was told: police; when: noon")


def problem(app: SccifApp) -> str:
    return str(app.screen.query_one("#problem", Static).render())


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
        assert "Say why nobody has to act now" in problem(app)

        await pilot.press(*"gone", "ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, Interview)
        assert on_disk(app).answer(ACTION) == Answer("answered", "not_needed", "gone")


async def test_what_is_pasted_with_control_characters_is_kept_as_printable_text(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        interview(app).go(SAFE)
        await pilot.press("4", "3")
        app.screen.query_one("#left", Input).value = "\x1b[31mduty"
        await pilot.press("ctrl+s")
        await pilot.pause()

        assert isinstance(app.screen, Interview)
        answer = on_disk(app).answer(ACTION)
        assert answer is not None
        assert answer.reason == "who or what is outstanding: duty"


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
        assert app.session.drafts.get(f"{ACTION} left") == "duty"


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


async def test_no_such_child_beside_a_child_at_risk_is_asked_about_at_once_and_stands_on_the_bar(
    opened: Open,
) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert app.session is not None
        assert not app.session.do(Answered(ACTION, TAKEN))
        interview(app).go(SAFE)
        await pilot.press("4", "1")
        assert "At risk of serious harm. Yet “No such child”: is this right?" in problem(app)
        assert app.screen.query_one("#why", Input).value == ""  # what was done is no reason for it

        await pilot.press(*"moved out", "ctrl+s")
        await pilot.pause()
        bar = " ".join(str(interview(app).query_one(DangerBar).render()).split())
        assert "(f4)" in bar
        assert "Yet “No such child”: is this right?" in bar

        await pilot.press("f4", "2")
        await pilot.pause()
        assert app.screen.query_one("#done", Input).value == "moved"  # nothing that was told is lost


async def test_of_what_is_not_yet_done_the_bar_names_what_is_outstanding_and_not_what_was_done(
    opened: Open,
) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        interview(app).go(SAFE)
        await pilot.press("4", "3", *"duty team", "enter", *"told the lead", "ctrl+s")
        await pilot.pause()

        bar = str(interview(app).query_one(DangerBar).render())
        assert "Outstanding: duty team" in bar
        assert "told the lead" not in bar


@pytest.mark.parametrize(
    "when, is_asked",
    [("today", True), ("Now", True), ("yesterday 14:30", True), ("today, 27 Nov 14:30", False)],
)
async def test_a_day_that_says_nothing_tomorrow_is_asked_for_in_place(
    opened: Open, when: str, *, is_asked: bool
) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        interview(app).go(SAFE)
        await pilot.press("4", "2", "a", "enter", "b", "enter")
        app.screen.query_one("#when", Input).value = when
        await pilot.press("ctrl+s")
        await pilot.pause()

        assert isinstance(app.screen, Danger) == is_asked
        if is_asked:
            assert "as 27 Nov 2026 14:30" in problem(app)
            assert app.screen.query_one("#when", Input).value == when


async def test_the_question_in_its_section_opens_the_same_form(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert app.session is not None
        assert not app.session.do(Answered(ACTION, TAKEN))
        interview(app).go(ACTION)
        await pilot.press("b")
        await pilot.pause()

        assert isinstance(app.screen, Danger)
        assert app.screen.query_one("#told", Input).value == "police"


@pytest.mark.parametrize("reason", ["rang them; left word", "who was told: a; b; when: now"])
def test_an_earlier_reason_loses_no_word(pack: Pack, reason: str) -> None:
    question = pack.questions[ACTION.key.record][ACTION.question]
    said = " ".join(told_before(question, Answer("answered", "taken", reason)).values())

    assert all(word in said for word in reason.rsplit(": ", 1)[-1].split("; "))
