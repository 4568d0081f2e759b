"""What other rules move, on the screen: their folder is asked for, and what is wrong with it is said there."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from assistant.pack import Pack
from assistant.reasoning import Judging
from assistant.tui.app import SccifApp
from assistant.tui.screens.impact import ImpactScreen
from assistant.tui.screens.rules import RulesScreen
from assistant.work.corpus.generating import generated
from assistant.work.keeping import begin
from assistant.work.proving import Proved
from assistant.work.reveal import set_reveal
from tests.packs import REAL, changed
from tests.tui.conftest import SIZES, screen_text
from tests.tui.screens import settled
from tests.tui.shots import EACH_LOOK
from tests.work.test_impact_of_store import RULE, WEIGHT, poorly_helped

Compare = Callable[..., bool]


@pytest.fixture(autouse=True)
def nothing_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the new rules owe is proved in tests/work/test_impact_of_store.py; here it would take most of the time."""
    monkeypatch.setattr("assistant.work.impact_of_store.proved", lambda _: Proved("", "z3", ()))


@pytest.fixture
def many(listed: SccifApp, pack: Pack) -> SccifApp:
    """The app on a ledger in which what rules conclude may be seen, with thirty-five constructed cases."""
    set_reveal(listed.ledger, "live")
    helped = [poorly_helped(pack, f"helped-{number}") for number in range(5)]
    for case in [*generated(Judging(pack, "meaning"), 30, 3), *helped]:
        begin(listed.ledger, case, pack)
    return listed


@pytest.fixture
def heavier(tmp_path: Path) -> Path:
    return changed(REAL, tmp_path / "new", "rules/leavers.yaml", WEIGHT, WEIGHT.replace("some", "strong", 1))


@asynccontextmanager
async def asked(app: SccifApp, folder: Path, size: tuple[int, int]) -> AsyncIterator[Pilot[int]]:
    """The app after the folder was typed and kept."""
    async with app.run_test(size=size) as pilot:
        await settled(app, pilot)
        await pilot.press("f9", "m")
        await settled(app, pilot)
        app.screen.query_one(Input).value = str(folder)
        await pilot.press("enter")
        await settled(app, pilot)
        yield pilot


@pytest.mark.parametrize("size", SIZES)
async def test_what_differs_and_what_moves_is_a_key_away(
    many: SccifApp, heavier: Path, size: tuple[int, int]
) -> None:
    async with asked(many, heavier, size) as pilot:
        assert isinstance(many.screen, ImpactScreen)
        assert "5 of 38 cases move" in screen_text(many)
        assert RULE in screen_text(many)
        await pilot.press("2")
        await pilot.pause()
        assert "5 of 38, 13%" in screen_text(many)
        await pilot.press("3")
        await pilot.pause()
        assert "helped-0" in screen_text(many)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(many.screen, RulesScreen)


async def test_a_folder_that_is_no_rule_base_is_refused_where_it_was_typed(
    many: SccifApp, tmp_path: Path
) -> None:
    async with asked(many, tmp_path / "nothing", (80, 24)) as pilot:
        assert "[pack-missing]" in screen_text(many)
        assert many.screen.query_one(Input).value == str(tmp_path / "nothing")

        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(many.screen, RulesScreen)


async def test_cases_whose_own_view_comes_first_are_left_out(listed: SccifApp, heavier: Path) -> None:
    async with asked(listed, heavier, (120, 40)):
        assert "No case was judged" in screen_text(listed)
        assert "Left out until their own view is sealed: 3" in screen_text(listed)


@pytest.mark.painted
@pytest.mark.no_cover
@EACH_LOOK
@pytest.mark.parametrize("page", ["1", "2", "3"])
def test_impact(
    snap_compare: Compare, many: SccifApp, heavier: Path, page: str, size: tuple[int, int], theme: str
) -> None:
    many.theme = theme

    async def before(pilot: Pilot[Any]) -> None:
        await settled(many, pilot)
        await pilot.press("f9", "m")
        await settled(many, pilot)
        many.screen.query_one(Input).value = str(heavier)
        await pilot.press("enter")
        await settled(many, pilot)
        await pilot.press(page)
        await settled(many, pilot)

    assert snap_compare(many, terminal_size=size, run_before=before)
