"""Other answers tried on the screen: side by side, taken back, and nothing of them saved."""

from __future__ import annotations

from contextlib import closing

import pytest
from textual.widgets import OptionList

from assistant.case import to_json_text
from assistant.store import Ledger, verify
from assistant.store.events import Event
from assistant.store.kinds import TryingBegun, TryingEnded
from assistant.store.sqlite import Sqlite
from assistant.tui.app import SccifApp
from assistant.tui.screens.danger import Danger
from assistant.tui.screens.explanation import Explanation
from assistant.tui.screens.interview import Interview
from assistant.tui.screens.judgement import Judgement
from assistant.tui.screens.trying import Trying
from tests.tui.conftest import SIZES, Open, by_another, interview, on_disk, place, screen_text
from tests.tui.screens import press, settled
from tests.tui.test_own_view import flat

POST, TIMELY = place("manager.post"), place("manager.timely")


def trying(app: SccifApp) -> Trying:
    screen = app.screen
    assert isinstance(screen, Trying)
    return screen


def happened(app: SccifApp) -> list[Event]:
    """The events of the case, as somebody else would read them from the ledger now."""
    assert app.session is not None
    database = app.ledger.database
    assert isinstance(database, Sqlite)
    with closing(Ledger(Sqlite(database.path))) as ledger:
        return ledger.events(app.session.case.id)


def drafts(app: SccifApp) -> dict[str, str]:
    assert app.session is not None
    kept = app.session.drafts
    return {name: kept.get(name) for name in kept.places()}


# Nothing is saved


@pytest.mark.parametrize("size", SIZES)
async def test_the_case_and_its_ledger_are_as_before_but_for_what_says_that_it_was_tried(
    sealed: SccifApp, size: tuple[int, int]
) -> None:
    async with sealed.run_test(size=size) as pilot:
        await settled(sealed, pilot)
        await press(sealed, pilot, "e")
        text = to_json_text(on_disk(sealed), sealed.pack)
        before, kept = happened(sealed), drafts(sealed)

        await press(
            sealed, pilot, "f5", "1", "2", "u", "right", "2", "right", "1", "delete", "left", "3", "escape"
        )

        after = happened(sealed)
        assert isinstance(sealed.screen, Explanation)
        assert after[: len(before)] == before
        begun, ended = after[len(before) :]
        assert begun.happened == TryingBegun()
        assert isinstance(ended.happened, TryingEnded)
        assert to_json_text(on_disk(sealed), sealed.pack) == text
        assert drafts(sealed) == kept
        assert verify(sealed.ledger).problems == ()


async def test_the_ledger_tells_how_many_answers_were_tried_and_nothing_else_of_them(
    sealed: SccifApp,
) -> None:
    async with sealed.run_test(size=(120, 40)) as pilot:
        await settled(sealed, pilot)
        interview(sealed).go(POST)
        await press(sealed, pilot, "f5", "1", "2", "a", "right", "u", "escape")

        assert [event.happened for event in happened(sealed)[-2:]] == [TryingBegun(), TryingEnded(2)]
        assert "2 answers tried, nothing saved; the case is as it was" in screen_text(sealed)


async def test_leaving_the_app_from_there_writes_down_that_it_ended(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(120, 40)) as pilot:
        await settled(sealed, pilot)
        interview(sealed).go(POST)
        await press(sealed, pilot, "f5", "1", "ctrl+q")

    assert happened(sealed)[-1].happened == TryingEnded(1)
    assert sealed.return_code == 0


async def test_a_step_can_be_taken_back_after_trying_as_before(opened: Open) -> None:
    app = opened(demo=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(app, pilot, "3")
        interview(app).go(POST)
        was = on_disk(app).answer(POST)
        await press(app, pilot, "2", "f5", "1", "escape", "ctrl+z")

        assert on_disk(app).answer(POST) == was


async def test_a_proposal_that_is_only_tried_is_not_told_to_have_been_shown(opened: Open) -> None:
    app = opened(demo=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(app, pilot, "3")
        interview(app).go(POST)
        before = len(happened(app))
        await press(app, pilot, "f5", "1", "right", "1", "escape")

        assert [event.row.kind for event in happened(app)[before:]] == ["trying-begun", "trying-ended"]


# When


@pytest.mark.parametrize("size", SIZES)
async def test_before_the_seal_nothing_is_tried_and_it_is_said_why(
    unsealed: SccifApp, size: tuple[int, int]
) -> None:
    async with unsealed.run_test(size=size) as pilot:
        await settled(unsealed, pilot)
        before = happened(unsealed)
        await press(unsealed, pilot, "f5")

        assert isinstance(unsealed.screen, Interview)
        assert "once your own view is sealed" in flat(screen_text(unsealed))
        assert happened(unsealed) == before


async def test_where_somebody_is_in_danger_what_was_done_comes_first(opened: Open) -> None:
    app = opened(demo=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(app, pilot, "3")
        interview(app).go(place("protection.safe_now"))
        await press(app, pilot, "3")
        assert isinstance(app.screen, Danger)
        await press(app, pilot, "escape", "f5")

        assert isinstance(app.screen, Danger)


async def test_it_is_opened_from_the_judgement_with_the_reasons_half_written(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(80, 24)) as pilot:
        await settled(sealed, pilot)
        await press(sealed, pilot, "j", "2", *"the post", "f5")
        assert not trying(sealed).trial.answers
        await press(sealed, pilot, "escape")

        assert isinstance(sealed.screen, Judgement)
        assert "the post" in screen_text(sealed)


async def test_it_begins_at_the_question_under_the_cursor_of_the_explanation(opened: Open) -> None:
    app = opened(demo=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(app, pilot, "3", "e", "4")
        explanation = app.screen
        assert isinstance(explanation, Explanation)
        under = explanation.place()
        assert under is not None
        await press(app, pilot, "f5")

        assert trying(app).at == under


# What is seen


@pytest.mark.painted  # also behind a dialogue
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("keys", [[], ["1"], ["tab"], ["1", "tab"], ["1", "tab", "tab"], ["slash"]])
async def test_that_nothing_is_saved_stands_there_all_the_time_in_words(
    opened: Open, size: tuple[int, int], keys: list[str]
) -> None:
    app = opened(demo=True)
    async with app.run_test(size=size) as pilot:
        await press(app, pilot, "3")
        interview(app).go(POST)
        await press(app, pilot, "f5", *keys)

        assert "NOTHING IS SAVED" in screen_text(app).splitlines()[0]


async def test_what_is_recorded_and_tried_stand_side_by_side(opened: Open) -> None:
    app = opened(demo=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(app, pilot, "3")
        interview(app).go(POST)
        await press(app, pilot, "f5", "1")

        text = flat(screen_text(app))
        assert "Leadership ▼ declined ≠ ■ sustained" in text
        assert "2 would go" in text
        assert "← as recorded" in text
        assert "Answered otherwise: 1" in text


@pytest.mark.parametrize("size", SIZES)
async def test_both_proposals_are_seen_at_once_when_an_answer_is_tried(
    sealed: SccifApp, size: tuple[int, int]
) -> None:
    async with sealed.run_test(size=size) as pilot:
        await settled(sealed, pilot)
        interview(sealed).go(POST)
        await press(sealed, pilot, "f5", "1")

        text = flat(screen_text(sealed))
        assert ("recorded ▼ declined" if size[0] < 100 else "judgement ▼ declined") in text


async def test_the_case_as_it_is_tried_is_confirmed_beside_the_screen(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(120, 40)) as pilot:
        await settled(sealed, pilot)
        interview(sealed).go(POST)
        await press(sealed, pilot, "f5", "1")

        assert trying(sealed).trial.tried.is_confirmed
        assert "being confirmed" not in screen_text(sealed)


async def test_a_number_answers_no_question_that_is_not_seen(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(80, 24)) as pilot:
        await settled(sealed, pilot)
        interview(sealed).go(POST)
        await press(sealed, pilot, "f5", "tab", "1")
        assert not trying(sealed).trial.answers
        assert "Who holds the manager's post today?" in flat(screen_text(sealed))

        await press(sealed, pilot, "1")
        assert list(trying(sealed).trial.answers) == [POST]


# Taking back


async def test_one_is_taken_back_and_all_are(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(80, 24)) as pilot:
        await settled(sealed, pilot)
        interview(sealed).go(POST)
        await press(sealed, pilot, "f5", "1", "right", "u", "right", "u")
        screen = trying(sealed)
        assert len(screen.trial.answers) == 3

        await press(sealed, pilot, "delete")
        assert len(screen.trial.answers) == 2
        await press(sealed, pilot, "tab", "delete")
        assert len(screen.trial.answers) == 1
        await press(sealed, pilot, "a")

        assert screen.trial.tried is screen.trial.recorded
        assert "Nothing is answered otherwise yet" in screen_text(sealed)


async def test_enter_in_the_list_goes_to_the_question(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(80, 24)) as pilot:
        await settled(sealed, pilot)
        interview(sealed).go(POST)
        await press(sealed, pilot, "f5", "1", "right", "right", "tab", "enter")

        assert trying(sealed).at == POST


async def test_the_answer_that_is_recorded_takes_the_change_back(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(120, 40)) as pilot:
        await settled(sealed, pilot)
        interview(sealed).go(POST)
        answer = on_disk(sealed).answer(POST)
        assert answer is not None
        labels = [one.id for one in sealed.pack.questions["manager"]["post"].answers]
        await press(sealed, pilot, "f5", "1", str(labels.index(str(answer.value)) + 1))

        assert not trying(sealed).trial.answers


async def test_a_fact_is_not_tried_and_it_is_said_why(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(120, 40)) as pilot:
        await settled(sealed, pilot)
        interview(sealed).go(POST)
        await press(sealed, pilot, "f5", "slash", *"vacant_since", "enter", "enter")

        assert not trying(sealed).trial.answers
        assert "no rule reads one" in screen_text(sealed)


async def test_what_somebody_else_records_meanwhile_is_followed(sealed: SccifApp) -> None:
    async with sealed.run_test(size=(120, 40)) as pilot:
        await settled(sealed, pilot)
        interview(sealed).go(POST)
        await press(sealed, pilot, "f5", "1", "right", "u")
        by_another(sealed, POST, "registered")
        await press(sealed, pilot, "t", "escape")
        screen = trying(sealed)

        assert len(screen.query_one("#tried", OptionList).options) == len(screen.trial.answers)


async def test_a_number_that_is_typed_beside_the_question_tries_nothing(opened: Open) -> None:
    app = opened(demo=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("3")
        interview(app).go(place("manager.post"))
        await pilot.press("f5", "tab", "1")
        await settled(app, pilot)

        assert isinstance(app.screen, Trying)
        assert not app.screen.trial.answers
        assert "a number answers the question" in screen_text(app)
