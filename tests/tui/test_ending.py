"""The page that ends the interview, and finding places: from the keyboard, and before the seal without a leak."""

from __future__ import annotations

from textual.widgets import OptionList

from assistant.tui.screens.ending import EndPage
from assistant.tui.screens.explanation import Explanation
from assistant.tui.screens.interview import Interview
from assistant.tui.screens.sealing import Sealing
from assistant.work.interview import places
from tests.tui.conftest import Open, interview, on_disk, place, screen_text


async def test_the_page_says_what_is_left_and_which_key_seals(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("w")
        await pilot.pause()
        text = screen_text(app)

        assert "19 of 67 core questions are answered" in text
        assert "s states your own view and seals it" in text
        assert "Core questions without an answer  48" in text
        assert "and 40 more" in text

        await pilot.press("s")
        await pilot.pause()
        assert isinstance(app.screen, Sealing)


async def test_what_is_not_shown_at_first_is_shown_by_enter(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("w")
        await pilot.pause()
        left = app.screen.query_one("#left", OptionList)
        before = left.option_count
        more = "more:Core questions without an answer"
        left.highlighted = left.get_option_index(more)
        await pilot.press("enter")
        await pilot.pause()

        assert left.option_count == before + 39
        assert "and 40 more" not in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, Interview)


async def test_enter_goes_to_what_is_under_the_cursor(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("w", "down", "enter")
        await pilot.pause()

        assert isinstance(app.screen, Interview)
        assert str(app.screen.place) == "area:leadership.slip_found"


async def test_after_the_last_question_comes_the_end(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        session = app.session
        assert session is not None
        interview(app).go(list(places(session.case, session.pack))[-1])
        await pilot.press("right")
        await pilot.pause()

        assert isinstance(app.screen, EndPage)


async def test_once_the_view_is_sealed_the_page_names_the_key_that_judges(opened: Open) -> None:
    app = opened(demo=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("3", "w")
        await pilot.pause()
        text = screen_text(app)

        assert "j records your judgement" in text
        assert "own view" not in text


async def test_a_view_that_is_sealed_from_the_page_shows_the_proposal_at_once(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("w", "s", *"123423", *"because", "ctrl+s", "y")
        await pilot.pause()
        text = screen_text(app)

        assert isinstance(app.screen, Interview)
        assert "Proposal" in text
        assert "own view sealed" in text
        assert "j to judge, e for why" in text


async def test_once_the_view_is_sealed_the_page_leads_to_the_explanation(opened: Open) -> None:
    app = opened(demo=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("3", "w")
        await pilot.pause()
        assert "e explanation" in screen_text(app)

        await pilot.press("e")
        await pilot.pause()
        assert isinstance(app.screen, Explanation)


async def test_a_note_that_is_linked_to_nothing_leads_to_the_notes(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("f2", "n", *"alone", "ctrl+s", "escape", "w")
        await pilot.pause()
        left = app.screen.query_one("#left", OptionList)
        page = app.screen
        assert isinstance(page, EndPage)
        name = next(name for name, one in page.left.items() if one.note == "n4")
        left.highlighted = left.get_option_index(name)
        await pilot.press("enter")
        await pilot.pause()

        assert app.screen.CONTEXT == "notes"  # type: ignore[attr-defined]


async def test_a_question_is_found_by_part_of_its_words_or_its_name(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for words in ("holds manag post", "manager.post"):
            interview(app).go(place("leaver:A.planning"))
            await pilot.press("slash", *words, "enter")
            await pilot.pause()
            assert interview(app).place == place("manager.post")


async def test_an_answer_is_found_as_one_types_and_is_on_disk(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        interview(app).go(place("leaver:A.planning"))
        await pilot.press("slash", *"planned well", "enter")

        answer = on_disk(app).answer(place("leaver:A.planning"))
        assert answer is not None
        assert answer.value == "well"


async def test_words_that_nothing_has_are_said_to_find_nothing(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("slash", *"zebra", "enter")
        await pilot.pause()

        assert "Nothing has these words" in screen_text(app)


async def test_the_paragraph_is_one_key_away(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        interview(app).go(place("leaver:A.planning"))
        await pilot.press("t")
        await pilot.pause()

        assert app.session is not None
        cited = app.session.pack.questions["leaver"]["planning"].cites[0]
        assert app.session.pack.paragraphs[cited].title in screen_text(app)
