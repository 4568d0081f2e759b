"""Every pair of colours on the way through a case passes WCAG AA in each theme; the theme is remembered.

The colours of the other screens are looked at with their pictures, in `test_snapshots`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.tui.themes import CONTRAST, IDS, LIGHT, THEMES
from assistant.work.configuration import remember_theme
from tests.tui.colours import poor_pairs
from tests.tui.conftest import Open
from tests.tui.screens import walk

# They go where other tests have been: measured again, they would take twice as long.
pytestmark = pytest.mark.no_cover


@pytest.mark.parametrize("demo,size", [(False, (80, 24)), (True, (120, 40))], ids=["open", "demo"])
async def test_every_pair_that_is_drawn_on_the_way_through_a_case_passes(
    opened: Open, demo: bool, size: tuple[int, int]
) -> None:
    app, poor = opened("oak", demo=demo), []
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        if demo:
            await pilot.press("3")
            await pilot.pause()
        async for name in walk(app, pilot):
            poor += await poor_pairs(app, pilot, name)
    assert not poor


def test_every_theme_has_a_name_for_people() -> None:
    assert set(IDS.values()) == {theme.name for theme in THEMES}


async def test_the_theme_chosen_last_is_there_at_the_next_start(opened: Open) -> None:
    app = opened("oak")
    async with app.run_test() as pilot:
        await pilot.press("f8")

    assert opened("oak").theme == LIGHT.name


def test_the_theme_of_the_configuration_wins_over_the_one_chosen_last(
    opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "config.toml"
    config.write_text('theme = "high-contrast"\n')
    monkeypatch.setenv("SCCIF_CONFIG", str(config))
    remember_theme("light")

    assert opened("oak").theme == CONTRAST.name
