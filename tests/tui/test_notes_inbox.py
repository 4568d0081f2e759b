"""The inbox of notes: written child by child, linked later to any number of answers, and never lost."""

from __future__ import annotations

import pytest
from textual.widgets import Input, OptionList, Select, TextArea

from assistant.tui.app import SccifApp
from assistant.tui.screens.interview import Interview
from assistant.tui.screens.linking import Linking
from assistant.tui.screens.notes import Notes
from assistant.tui.screens.type_ahead import MOST
from tests.tui.conftest import Open, interview, on_disk, place, screen_text
from tests.tui.screens import settled

PLANNING, FACILITATED = place("leaver:A.planning"), place("leaver:A.facilitated")


async def test_a_note_is_written_with_its_source_child_and_day_and_is_not_linked(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("f2", "n", *"bags in the hall")
        app.screen.query_one("#source", Select).value = "child"
        app.screen.query_one("#child", Select).value = "B"
        await pilot.press("ctrl+s")
        await pilot.pause()

        note = on_disk(app).notes[-1]
        assert (note.id, note.text, note.source, note.child) == ("n4", "bags in the hall", "child", "B")
        assert str(note.date) == "2019-03-06"
        assert "1 not linked" in screen_text(app)
        assert "? not linked" in screen_text(app)


async def test_what_looks_like_a_name_is_asked_about_when_the_note_is_kept(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("f2", "n", *"Jane Smith (mother of A) says no", "ctrl+s")
        await pilot.pause()

        assert on_disk(app).notes[-1].text == "Jane Smith (mother of A) says no"
        assert "kept; “Jane Smith” looks like a name: write a label or a role instead." in screen_text(app)


async def test_an_empty_day_shows_an_example_that_says_it_is_one(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("f2", "n")
        app.screen.query_one("#day", Input).value = ""
        await pilot.pause()

        assert "e.g. 2019-03-05" in screen_text(app)


async def test_a_note_is_linked_to_several_answers_from_its_own_side(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("f2", "n", *"the rota", "ctrl+s", "k", *"leaver:A.planning", "enter", "enter")
        await pilot.press(*["backspace"] * 20, *"manager.post", "enter")
        await pilot.pause()
        assert isinstance(app.screen, Linking)

        case = on_disk(app)
        planning, post = case.answer(PLANNING), case.answer(place("manager.post"))
        assert planning is not None
        assert post is not None
        assert "n4" in planning.contradicts
        assert "n4" in post.supports

        await pilot.press("escape")
        await pilot.pause()
        assert "0 not linked" in screen_text(app)


async def test_a_note_that_is_linked_to_a_question_without_an_answer_waits_for_it(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("f2", "k", *"leaver:A.facilitated", "enter", "escape")
        await pilot.pause()
        assert "once it is answered" in screen_text(app)

        await pilot.press("escape")
        interview(app).go(FACILITATED)
        await pilot.press("2")
        answer = on_disk(app).answer(FACILITATED)
        assert answer is not None
        assert answer.supports == ("n3",)


async def test_a_note_that_waits_can_be_taken_from_its_question_again(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("f2", "k", *"leaver:A.facilitated", "enter", "enter", "enter", "escape")
        await pilot.pause()

        assert app.session is not None
        assert app.session.waiting(FACILITATED) == []


async def test_a_note_is_written_anew_and_keeps_its_links(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("f2", "down", "enter", *" Twice.", "ctrl+s")
        await pilot.pause()

        case = on_disk(app)
        note, planning = case.note("n2"), case.answer(PLANNING)
        assert note is not None
        assert note.text == "B says that nobody told [B] when A would go. Twice."
        assert note.source == "child"
        assert planning is not None
        assert planning.contradicts == ("n2",)

        await pilot.press("ctrl+z")
        before = on_disk(app).note("n2")
        assert before is not None
        assert before.text == "B says that nobody told [B] when A would go."


@pytest.mark.parametrize(
    "keys,titles",
    [(["f2", "n"], ["Source", "About child", "Date"]), (["n"], ["Source", "The answer", "Date"])],
    ids=["a note", "a note on an answer"],
)
async def test_every_field_beside_a_note_says_what_it_holds(
    opened: Open, keys: list[str], titles: list[str]
) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        interview(app).go(PLANNING)
        await pilot.press(*keys)
        await pilot.pause()

        assert [title for title in titles if f"─ {title} ─" not in screen_text(app)] == []


async def test_a_note_is_taken_out_only_when_nothing_is_linked_to_it(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("f2", "d")
        await pilot.pause()
        assert "take the links away first" in screen_text(app)
        assert len(on_disk(app).notes) == 3

        await pilot.press("n", *"alone", "ctrl+s", "d")
        assert len(on_disk(app).notes) == 3
        await pilot.press("ctrl+z")
        assert on_disk(app).notes[-1].text == "alone"


async def test_the_filter_narrows_the_list_as_one_types_and_escape_shows_all_again(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("f2", "slash", *"discharge")
        await pilot.pause()
        assert "Notes: 1 of 3" in screen_text(app)
        assert app.screen.query_one("#inbox", OptionList).option_count == 1

        await pilot.press("enter", "escape")
        await pilot.pause()
        assert "Notes: 3" in screen_text(app)
        assert isinstance(app.screen, Notes)


async def test_from_a_note_one_goes_to_an_answer_it_is_linked_to(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("f2", "down", "g")
        await pilot.pause()

        assert isinstance(app.screen, Interview)
        assert app.screen.place == PLANNING


async def test_what_looks_like_a_name_is_warned_about_as_it_is_typed_and_kept_all_the_same(
    opened: Open,
) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("f2", "n", *"Kayleigh said no")
        await pilot.pause()
        assert "“Kayleigh” looks like a name" in screen_text(app)

        await pilot.press("ctrl+s")
        assert on_disk(app).notes[-1].text == "Kayleigh said no"


async def test_a_note_half_written_is_there_when_one_comes_back(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("f2", "n", *"half a no", "escape", "n", *"te", "ctrl+s")

        assert on_disk(app).notes[-1].text == "half a note"


async def test_nothing_is_written_or_linked_while_what_was_done_about_a_danger_is_not_told(
    opened: Open,
) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        interview(app).go(place("protection.safe_now"))
        await pilot.press("3", "escape", "f2", "n")
        await pilot.pause()

        assert app.screen.CONTEXT == "danger"  # type: ignore[attr-defined]
        assert len(on_disk(app).notes) == 3


async def test_what_is_refused_of_a_scenarios_passage_is_told_and_stays_as_a_draft(listed: SccifApp) -> None:
    async with listed.run_test(size=(120, 40)) as pilot:
        await settled(listed, pilot)
        await pilot.press("t", "enter")
        await settled(listed, pilot)
        await pilot.press("f2", "enter")
        listed.screen.query_one(TextArea).text = "It was otherwise."
        await pilot.press("ctrl+s")
        await settled(listed, pilot)

        assert "is a passage of the scenario" in screen_text(listed)
        await pilot.press("enter")
        assert listed.screen.query_one(TextArea).text == "It was otherwise."


async def test_a_link_that_is_taken_back_leaves_the_cursor_on_no_other_question(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("f2", "k")
        screen = app.screen
        assert isinstance(screen, Linking)
        assert len(screen.found) > MOST
        last = screen.found[-1]
        screen.draw_at(last)

        assert screen.query_one("#finds", OptionList).highlighted is None
