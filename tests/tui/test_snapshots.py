"""What the screens look like, small and dark, wide and light. Look at each before it is reset."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from assistant.pack import Pack
from assistant.tui.app import SccifApp
from tests.tui.colours import poor_pairs
from tests.tui.conftest import SIZES, Open
from tests.tui.shots import DECISIONS, EACH_LOOK, LISTS, SHOTS, come_to, prepare

Compare = Callable[..., bool]
Size = tuple[int, int]

# They go where other tests have been: measured again, they would take twice as long.
pytestmark = [pytest.mark.painted, pytest.mark.no_cover]


@pytest.fixture
def pictured(snap_compare: Compare) -> Compare:
    """Compares what the app shows after the keys of a picture with how it was; its colours pass in each theme."""

    def compare(app: SccifApp, shot: str, keys: list[str], size: Size, theme: str) -> bool:
        poor: list[str] = []

        async def before(pilot: Pilot[Any]) -> None:
            await come_to(app, pilot, shot, keys)
            if size == SIZES[0]:  # the same colours are drawn at any size
                poor.extend(await poor_pairs(app, pilot, shot))
                app.theme = theme
                await pilot.pause()

        app.theme = theme
        is_as_it_was = snap_compare(app, terminal_size=size, run_before=before)
        assert not poor
        return is_as_it_was

    return compare


@EACH_LOOK
@pytest.mark.parametrize("shot", SHOTS)
def test_screen(
    pictured: Compare,
    opened: Open,
    pack: Pack,
    monkeypatch: pytest.MonkeyPatch,
    shot: str,
    size: Size,
    theme: str,
) -> None:
    demo, keys = SHOTS[shot]
    prepare(shot, pack, monkeypatch)

    assert pictured(opened(demo=demo), shot, keys, size, theme)


@EACH_LOOK
@pytest.mark.parametrize("shot", LISTS)
def test_list(pictured: Compare, listed: SccifApp, shot: str, size: Size, theme: str) -> None:
    assert pictured(listed, shot, LISTS[shot], size, theme)


@EACH_LOOK
@pytest.mark.parametrize("shot", DECISIONS)
def test_decision(
    pictured: Compare,
    sealed: SccifApp,
    pack: Pack,
    monkeypatch: pytest.MonkeyPatch,
    shot: str,
    size: Size,
    theme: str,
) -> None:
    prepare(shot, pack, monkeypatch)

    assert pictured(sealed, shot, DECISIONS[shot], size, theme)
