"""A note that waits for its answer is linked to that answer and to no other."""

from __future__ import annotations

from textual.widgets import Select

from tests.tui.conftest import Open, interview, on_disk, place, screen_text

FACILITATED = place("leaver:A.facilitated")


async def test_a_waiting_note_waits_again_when_the_answer_is_undone(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        interview(app).go(FACILITATED)
        await pilot.press("n", *"alone", "ctrl+s", "2", "ctrl+z")
        assert app.session is not None
        assert app.session.waiting(FACILITATED) == [("n4", "supports")]

        await pilot.press("1")
        answer = on_disk(app).answer(FACILITATED)
        assert answer is not None
        assert answer.supports == ("n4",)


async def test_the_id_of_a_note_that_was_undone_is_not_given_to_another(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        interview(app).go(FACILITATED)
        await pilot.press("n", *"alone", "ctrl+s", "ctrl+z")
        interview(app).go(place("leaver:A.planning"))
        await pilot.press("n", *"other", "ctrl+s")
        assert on_disk(app).notes[-1].id == "n5"

        interview(app).go(FACILITATED)
        await pilot.press("2")
        answer = on_disk(app).answer(FACILITATED)
        assert answer is not None
        assert answer.supports == ()


async def test_an_id_that_waits_is_not_given_after_another_start_either(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        interview(app).go(FACILITATED)
        await pilot.press("n", *"alone", "ctrl+s", "ctrl+z")
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert app.session is not None
        assert app.session.next_note() == "n5"


async def test_a_note_on_an_open_question_may_be_linked_to_neither(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert app.session is not None
        at = FACILITATED
        assert app.session.case.answer(at) is None
        interview(app).go(at)
        await pilot.press("n", *"seen")
        assert "Once answered" in screen_text(app)
        app.screen.query_one("#how", Select).value = "neither"
        await pilot.press("ctrl+s")
        await pilot.pause()

        assert on_disk(app).notes[-1].text == "seen"
        assert not app.session.waiting(at)
