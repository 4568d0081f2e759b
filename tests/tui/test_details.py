"""The head of a case is told in the app: URN, dates, inspector and what is compared with."""

from __future__ import annotations

from datetime import date

from textual.widgets import Input, Select

from assistant.case import Baseline, Inspection
from assistant.tui.screens.details import Details
from assistant.tui.screens.interview import Interview
from tests.tui.conftest import Open, on_disk, screen_text
from tests.tui.test_own_view import flat


async def test_what_is_told_is_on_disk_and_undone_in_one_step(opened: Open) -> None:
    app = opened("fresh")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        before = on_disk(app)
        await pilot.press("f3")
        for name, value in {
            "urn": "SC000077",
            "inspector": "jb",
            "start": "2019-03-05",
            "end": "2019-03-06",
            "last_full_inspection": "2018-05",
            "grade": "good",
            "last_inspection": "2018-12-04",
        }.items():
            app.screen.query_one(f"#{name}", Input).value = value
        app.screen.query_one(Select).value = "last_inspection"
        await pilot.press("ctrl+s")
        await pilot.pause()

        after = on_disk(app)
        assert isinstance(app.screen, Interview)
        assert after.urn == "SC000077"
        assert after.inspection == Inspection(start=date(2019, 3, 5), end=date(2019, 3, 6), inspector="jb")
        assert after.baseline == Baseline(
            last_full_inspection="2018-05",
            grade="good",
            last_inspection=date(2018, 12, 4),
            used="last_inspection",
        )
        # All of it is told, not the first line alone.
        assert app.session is not None
        assert "SC000077" in app.session.said
        assert "2019-03-05" in app.session.said

        await pilot.press("ctrl+z")
        assert on_disk(app) == before


async def test_a_day_that_is_none_is_said_and_what_was_typed_stays(opened: Open) -> None:
    app = opened("fresh")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("f3")
        app.screen.query_one("#start", Input).value = "5 March"
        await pilot.press("ctrl+s")

        assert isinstance(app.screen, Details)
        assert "write it as 2019-03-05" in screen_text(app)
        assert app.screen.query_one("#start", Input).value == "5 March"


async def test_all_that_is_wrong_is_said_at_once_by_the_labels_of_the_lines(opened: Open) -> None:
    app = opened("fresh")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("f3")
        for name, value in {"urn": "7 elms", "start": "5 March", "end": "soon"}.items():
            app.screen.query_one(f"#{name}", Input).value = value
        await pilot.press("ctrl+s")

        told = screen_text(app)
        assert "Home's URN: “7 elms” is not a unique reference number" in told
        assert "First day of the inspection: write it as 2019-03-05" in told
        assert "Last day: write it as 2019-03-05" in told
        assert app.screen.query_one("#urn", Input).has_focus


async def test_a_baseline_without_its_date_is_said(opened: Open) -> None:
    app = opened("fresh")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("f3")
        app.screen.query_one("#last_full_inspection", Input).value = ""
        app.screen.query_one("#last_inspection", Input).value = "2018-12-04"
        app.screen.query_one(Select).value = "last_full_inspection"
        await pilot.press("ctrl+s")

        assert isinstance(app.screen, Details)
        assert "“Last full inspection” has no date" in flat(screen_text(app))


async def test_nothing_changed_writes_nothing(opened: Open) -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert app.session is not None
        before = app.session.kept.standing.sequence
        await pilot.press("f3", "ctrl+s")
        await pilot.pause()

        assert isinstance(app.screen, Interview)
        assert app.session.kept.standing.sequence == before


async def test_a_baseline_after_the_first_day_is_refused_at_its_line(opened: Open) -> None:
    app = opened("fresh")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        before = on_disk(app)
        await pilot.press("f3")
        app.screen.query_one("#start", Input).value = "2019-03-05"
        app.screen.query_one("#last_full_inspection", Input).value = "2023-07-10"
        await pilot.press("ctrl+s")

        assert isinstance(app.screen, Details)
        assert "is not before this one's first day" in flat(screen_text(app))
        assert app.screen.query_one("#last_full_inspection", Input).has_focus
        assert on_disk(app) == before


async def test_baseline_and_first_day_move_to_later_days_together(opened: Open) -> None:
    app = opened("fresh")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for full, start in (("2018-05", "2019-03-05"), ("2020-05", "2021-03-05"), ("2018-05", "2019-03-05")):
            await pilot.press("f3")
            app.screen.query_one("#start", Input).value = start
            app.screen.query_one("#last_full_inspection", Input).value = full
            await pilot.press("ctrl+s")
            await pilot.pause()

            after = on_disk(app)
            assert after.baseline
            assert after.inspection
            assert (after.baseline.date_used(), str(after.inspection.start)) == (full, start)
