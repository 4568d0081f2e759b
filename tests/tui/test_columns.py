"""On a narrow screen one column is shown, and no key answers a question that is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.conftest import Open, interview, on_disk, place

PLANNING = place("leaver:A.planning")


@pytest.mark.parametrize("column", ["p", "o"])
async def test_a_number_answers_a_hidden_question_only_once_it_was_gone_back_to(
    opened: Open, column: str
) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        interview(app).go(PLANNING)
        before = on_disk(app).answer(PLANNING)

        await pilot.press(column, "1", "1")
        await pilot.pause()
        assert on_disk(app).answer(PLANNING) == before

        await pilot.press("escape", "1")
        await pilot.pause()
        after = on_disk(app).answer(PLANNING)
        assert after is not None
        assert after.value == "well"


async def test_work_that_the_store_does_not_take_is_put_into_a_file_and_told(
    opened: Open, tmp_path: Path
) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        session = app.session
        assert session is not None
        app.ledger.database.rows("PRAGMA query_only = ON")
        interview(app).go(PLANNING)

        await pilot.press("1")
        await pilot.press("2")
        await pilot.pause()

        kept = list((tmp_path / "state" / "sccif" / "unsaved").iterdir())
        assert len(kept) == 1
        assert "planning: {answer: adequate" in kept[0].read_text()
        assert session.trouble is not None
        assert str(kept[0]) in session.trouble.right
