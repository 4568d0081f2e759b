"""What is pasted is kept as printable text, and a fact that cannot be kept stays in its field."""

from __future__ import annotations

import pytest

from assistant.tui.screens import tasks
from assistant.tui.screens.interview import Interview
from assistant.tui.screens.writing import Writing
from assistant.tui.screens.written import Written
from assistant.tui.session import Session
from tests.tui.conftest import Open, interview, on_disk, place


@pytest.mark.parametrize("size", [(120, 40)])
async def test_a_note_pasted_with_a_form_feed_is_kept(opened: Open, size: tuple[int, int]) -> None:
    app = opened()
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        interview(app).go(place("leaver:A.planning"))
        await pilot.press("n")
        assert isinstance(app.screen, Writing)
        app.screen.query_one("#text").text = "one\x0ctwo\x1b"  # type: ignore[attr-defined]
        await pilot.press("ctrl+s")
        await pilot.pause()

        assert isinstance(app.screen, Interview)
        assert on_disk(app).notes[-1].text == "one\ntwo\ufffd"


async def test_a_text_fact_is_checked_as_the_case_would_check_it(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        session = app.session
        assert isinstance(session, Session)
        at = next(
            place(f"{kind}.{question.id}")
            for kind, questions in session.pack.questions.items()
            if session.pack.record_types[kind].many == "one"
            for question in questions.values()
            if question.kind == "fact" and question.fact == "text"
        )

        assert list(tasks.fact_task(session, at).check(Written("\x1b")))
