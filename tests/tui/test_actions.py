"""Keys, footer, help and palette come from one registry."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.case import Sealed
from assistant.tui.actions import ACTIONS, of_context
from assistant.tui.app import SccifApp
from assistant.tui.screens.adding import Adding
from assistant.tui.screens.base import Acting
from assistant.tui.screens.case_review import CaseReview
from assistant.tui.screens.cases import Cases
from assistant.tui.screens.confirming import Confirming
from assistant.tui.screens.consensus import Consensus
from assistant.tui.screens.danger import Danger
from assistant.tui.screens.details import Details
from assistant.tui.screens.diary import Diary
from assistant.tui.screens.drills import Drills
from assistant.tui.screens.ending import EndPage
from assistant.tui.screens.explanation import Explanation
from assistant.tui.screens.finding import Finding
from assistant.tui.screens.help import Help
from assistant.tui.screens.interview import Interview
from assistant.tui.screens.judgement import Judgement
from assistant.tui.screens.linking import Linking
from assistant.tui.screens.meeting import Met
from assistant.tui.screens.naming import Naming
from assistant.tui.screens.notes import Notes
from assistant.tui.screens.paragraph import Paragraphs
from assistant.tui.screens.progress import Progress
from assistant.tui.screens.proofs import ProofsScreen
from assistant.tui.screens.report import ReportScreen
from assistant.tui.screens.review import ReviewScreen
from assistant.tui.screens.rules import RulesScreen
from assistant.tui.screens.samples import Samples
from assistant.tui.screens.sealing import Sealing
from assistant.tui.screens.training import Training
from assistant.tui.screens.trying import Trying
from assistant.work.interview import Closing
from tests.tui.conftest import VIEW, Open, interview, place, read_by, screen_text
from tests.tui.screens import settled, shown, walk
from tests.tui.test_own_view import flat

UNSAFE = {"ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m", "ctrl+n", "ctrl+t", "ctrl+w"}
SCREENS: list[type[Acting[Any]]] = [
    Interview,
    Samples,
    Explanation,
    Sealing,
    Help,
    Danger,
    Confirming,
    Adding,
    Cases,
    Details,
    Diary,
    Met,
    Naming,
    ProofsScreen,
    ReportScreen,
    ReviewScreen,
    RulesScreen,
    Judgement,
    CaseReview,
    EndPage,
    Finding,
    Linking,
    Notes,
    Paragraphs,
    Training,
    Drills,
    Progress,
    Consensus,
    Trying,
]


def test_ids_are_unique_and_keys_are_safe() -> None:
    ids = [action.id for action in ACTIONS]
    keys = {key for action in ACTIONS for key in action.keys.split(",")}

    assert len(ids) == len(set(ids))
    assert not keys & UNSAFE
    assert not [key for key in keys if "shift" in key]


@pytest.mark.parametrize("screen", SCREENS, ids=lambda one: one.__name__)
def test_every_action_of_a_screen_can_be_done_there(screen: type[Acting[Any]]) -> None:
    missing = [action.id for action in of_context(screen.CONTEXT) if not hasattr(screen, f"do_{action.id}")]

    assert not missing


@pytest.mark.painted
async def test_the_palette_offers_what_is_valid_now_and_no_picture_of_the_case(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        interview(app).go(place("leaver:A.planning"))
        await pilot.press("ctrl+p")
        await shown(app, pilot, "does not apply")
        text = screen_text(app)

        assert "own view" in text
        for word in ("explanation", "Screenshot", "screenshot", "open again", "Maximize"):
            assert word not in text


async def test_the_palette_does_what_it_names(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        interview(app).go(place("leaver:A.planning"))
        await pilot.press("ctrl+p", *"take back")
        await app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()

        assert app.session is not None
        assert app.session.case.answer(place("leaver:A.planning")) is None


async def test_help_lists_every_action_of_the_screen(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 120)) as pilot:
        await pilot.pause()
        await pilot.press("f1")
        await pilot.pause()
        text = screen_text(app)

        now, _, later = text.partition("Keys that do nothing here just now")
        assert "own view" in now
        assert "open again" in later
        assert all(action.label in text for action in of_context("interview"))


@pytest.mark.parametrize(
    "keys,expected",
    [
        (["n"], "a text Enter begins a line"),
        (["n", "tab"], "Source (a drop-down) Enter opens it"),
        (["f3"], "Home's URN (a line) Enter goes on to the next field"),
        (["t"], "a page"),
        (["slash"], "a line"),
    ],
    ids=["a text", "a drop-down", "a line", "a page", "finding"],
)
async def test_help_in_a_dialogue_begins_with_what_has_the_keys_and_what_is_typed_stays(
    opened: Open, keys: list[str], expected: str
) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        interview(app).go(place("leaver:A.planning"))
        await pilot.press(*keys)
        await pilot.pause()
        below = app.screen
        before = screen_text(app)
        await pilot.press("f1")
        await pilot.pause()
        assert f"now: {expected}" in flat(screen_text(app))

        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is below
        assert screen_text(app) == before


@pytest.mark.parametrize(
    "where,told", [("leaver:A.planning", " 1–9 enter take "), ("manager.vacant_since", " enter write ")]
)
async def test_the_footer_on_a_question_says_what_enter_does(opened: Open, where: str, told: str) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        interview(app).go(place(where))
        await pilot.pause()

        assert told in screen_text(app).splitlines()[-1]


async def test_the_footer_on_a_section_says_what_enter_does(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        interview(app).go(Closing("resident"))
        await pilot.pause()

        assert " enter take " in screen_text(app).splitlines()[-1]


async def test_the_own_view_stands_in_the_footer_of_a_small_terminal_until_it_is_sealed(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()

        assert " s own view " in screen_text(app).splitlines()[-1]


async def test_the_way_back_stands_in_the_footer_of_a_small_terminal_on_every_screen_that_has_one(
    sealed: SccifApp,
) -> None:
    async with sealed.run_test(size=(80, 24)) as pilot:
        await settled(sealed, pilot)
        async for name in walk(sealed, pilot):
            screen = sealed.screen
            if isinstance(screen, Acting) and any(one.id == "back" for one in screen.valid()):
                assert "esc back" in screen_text(sealed), name


async def test_training_and_its_meetings_say_how_to_go_back(listed: SccifApp) -> None:
    read_by(listed, "jb")
    read_by(listed, "mk")
    async with listed.run_test(size=(80, 24)) as pilot:
        await settled(listed, pilot)
        for key in ("t", "m"):
            await pilot.press(key)
            await settled(listed, pilot)
            assert "esc back" in screen_text(listed)


async def test_f10_goes_from_the_report_and_the_review_to_the_list_of_cases(listed: SccifApp) -> None:
    case = listed.ledger.heads()[0].case_id
    listed.ledger.append(case, listed.ledger.head(case).sequence, Sealed(VIEW))
    async with listed.run_test(size=(80, 24)) as pilot:
        await settled(listed, pilot)
        for key in ("y", "q"):
            listed.open_case(case)
            await settled(listed, pilot)
            await pilot.press("e", key)
            await settled(listed, pilot)
            assert isinstance(listed.screen, (ReportScreen, ReviewScreen))
            await pilot.press("f10")
            await settled(listed, pilot)

            assert isinstance(listed.screen, Cases)
            assert listed.session is None


async def test_a_click_in_the_footer_does_what_the_key_does(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        column = screen_text(app).splitlines()[-1].index("outline")
        await pilot.click("#keys", offset=(column, 0))

        assert interview(app).has_class("-outline")


async def test_a_click_on_an_answer_takes_it(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        at = place("leaver:A.planning")
        interview(app).go(at)
        await pilot.pause()
        await pilot.click("#choices", offset=(10, 0))
        await pilot.pause()

        assert app.session is not None
        answer = app.session.case.answer(at)
        assert answer is not None
        assert answer.value == "well"


async def test_where_the_app_was_opened_on_one_case_the_way_to_the_list_is_told(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)

        await pilot.press("f10")

        assert "begins with the list of cases" in screen_text(app)
