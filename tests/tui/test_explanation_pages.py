"""The four pages of the explanation: why, why not, what would change it, and what each answer moves."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot

from assistant.reasoning import what_if as searching
from assistant.reasoning.what_if import Searched, WhatIf
from assistant.tui.app import SccifApp
from assistant.tui.screens.explanation import Explanation
from assistant.tui.screens.help_of_screens import OWN_KEYS
from assistant.tui.widgets import outline
from assistant.tui.widgets.changes import Moves, Sets
from assistant.tui.widgets.explained import MEANT, SIGNS, STATES
from assistant.work.otherwise import ending
from tests.tui.conftest import SIZES, Open, interview, screen_text
from tests.tui.screens import settled
from tests.tui.test_own_view import flat


@asynccontextmanager
async def page(
    opened: Open, number: str, size: tuple[int, int] = (120, 40)
) -> AsyncIterator[tuple[SccifApp, Pilot[int]]]:
    """The app on a page of the explanation of a sample, with everything worked out."""
    app = opened(demo=True)
    async with app.run_test(size=size) as pilot:
        await pilot.press("3", "e", number)
        await settled(app, pilot)
        yield app, pilot


@pytest.mark.parametrize("size", SIZES)
async def test_each_page_has_a_number_and_tab_turns_to_the_next(opened: Open, size: tuple[int, int]) -> None:
    async with page(opened, "1", size) as (app, pilot):
        assert "▸1 Why" in screen_text(app)

        for key, title, said in (
            ("2", "▸2 Why not", "≠"),
            ("3", "▸3 What would change it", "instead of"),
            ("tab", "▸4 What each answer moves", "answers tried move"),
            ("tab", "▸1 Why", "◆"),
        ):
            await pilot.press(key)
            await settled(app, pilot)
            assert title in screen_text(app)
            assert said in screen_text(app)


@pytest.mark.parametrize("size", SIZES)
async def test_beside_a_tree_stands_the_step_under_its_own_cursor_when_its_page_is_turned_to(
    opened: Open, size: tuple[int, int]
) -> None:
    async with page(opened, "1", size) as (app, pilot):
        before = beside(app)

        await pilot.press("2", "down")
        await settled(app, pilot)
        assert beside(app) != before
        await pilot.press("1")
        await settled(app, pilot)

        assert beside(app) == before


@pytest.mark.parametrize("size", SIZES)
async def test_the_signs_of_a_tree_are_told_whole_and_a_line_that_is_cut_says_so(
    opened: Open, size: tuple[int, int]
) -> None:
    async with page(opened, "1", size) as (app, _):
        lines = screen_text(app).splitlines()
        tree = app.screen.query_one("#why").region

        assert lines[0].endswith("I interpretation")
        cut = [line[: tree.right] for line in lines[tree.y : tree.bottom] if "…" in line[: tree.right]]
        assert cut
        assert all(line.rstrip(" ▇▆▅▄▃▂▁█").endswith("…") for line in cut)


def told_of(context: str) -> str:
    """What the help of a screen says of its signs."""
    return next(told for lead, _, told in OWN_KEYS[context] if lead == "signs")


def test_every_sign_in_front_of_a_step_has_its_meaning_in_the_help_and_no_other_has() -> None:
    signs = {*SIGNS.values(), *(sign for sign, _ in STATES.values())}

    assert set(MEANT) == signs
    assert all(f"{sign} {MEANT[sign]}" in told_of("explanation") for sign in signs)


def test_every_sign_in_the_outline_has_its_meaning_in_the_help() -> None:
    signs = {*outline.SIGNS.values(), *outline.CLOSED.values(), outline.MATTERS}

    assert all(f"{sign} " in told_of("interview") for sign in signs)


async def test_the_help_of_the_explanation_names_arrows_and_enter(opened: Open) -> None:
    async with page(opened, "1", (80, 24)) as (app, pilot):
        await pilot.press("f1")
        await settled(app, pilot)

        text = screen_text(app)
        assert "↑ ↓" in text
        assert "enter" in text
        for _ in range(3):
            await pilot.press("pagedown")
            await settled(app, pilot)
            text += screen_text(app)
        assert "Framework, related paragraph, or interpretation" in flat(text)


def beside(app: SccifApp) -> str:
    """What stands beside the tree."""
    area = app.screen.query_one("#detail").region
    return "\n".join(line[area.x : area.right] for line in screen_text(app).split("\n")[area.y : area.bottom])


async def test_sets_are_told_in_short_lines_with_how_the_search_ended(opened: Open) -> None:
    async with page(opened, "3", (120, 200)) as (app, _):
        text = flat(screen_text(app))

        assert re.search(
            r"“[^”]*” instead of (“[^”]*”|open) = \w+ [\w ]*\((settled|provisional|on what)", text
        )
        assert app.session is not None
        assert app.session.otherwise is not None
        ends = [
            ending(app.session.pack, one) for one in app.session.otherwise.found if isinstance(one, Searched)
        ]
        assert len(ends) == 2
        assert all(end in text for end in ends)
        assert "searching" not in text


async def test_sets_stand_there_while_the_search_goes_on(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The search is ended after its first set, so what it said so far is all there is."""
    search = searching.what_if

    def cut(*given: object, **named: object) -> Iterator[WhatIf | Searched]:
        yield next(search(*given, **named))  # type: ignore[arg-type]
        raise ZeroDivisionError

    monkeypatch.setattr(searching, "what_if", cut)
    async with page(opened, "3") as (app, _):
        text = flat(screen_text(app))

        assert "the search FAILED" in text
        assert "the search for changes failed (ZeroDivisionError)" in text
        assert "instead of" in text


@pytest.mark.parametrize("number,kind", [("3", Sets), ("4", Moves)])
@pytest.mark.parametrize("key", ["g", "enter"])
async def test_a_line_leads_to_its_question(
    opened: Open, number: str, kind: type[Sets | Moves], key: str
) -> None:
    async with page(opened, number) as (app, pilot):
        at = app.screen.query_one(kind).place()
        assert at is not None

        await pilot.press(key)
        await settled(app, pilot)
        assert interview(app).place == at


async def test_an_answer_in_the_tree_leads_to_its_question(opened: Open) -> None:
    async with page(opened, "2") as (app, pilot):
        screen = explanation(app)
        for _ in range(40):
            if screen.place() is not None:
                break
            await pilot.press("down", "enter", "down")
        at = screen.place()
        assert at is not None

        await pilot.press("g")
        assert interview(app).place == at


async def test_a_change_of_the_case_begins_the_search_anew(opened: Open) -> None:
    app = opened(demo=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("3")
        await pilot.press("1", "e", "3")
        await settled(app, pilot)
        assert app.session is not None
        before = app.session.otherwise

        await pilot.press("ctrl+z")
        await settled(app, pilot)
        after = app.session.otherwise
        assert before is not None
        assert after is not None
        assert after is not before
        assert after.is_done


async def test_a_search_that_was_left_begins_anew_and_a_finished_one_is_kept(opened: Open) -> None:
    app = opened(demo=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("3", "e", "3", "escape")
        await settled(app, pilot)
        await pilot.press("e", "3")
        await settled(app, pilot)
        assert app.session is not None
        whole = app.session.otherwise
        assert whole is not None
        assert whole.is_done

        await pilot.press("escape", "e", "3")
        assert app.session.otherwise is whole


def explanation(app: SccifApp) -> Explanation:
    screen = app.screen
    assert isinstance(screen, Explanation)
    return screen
