"""A case to its end by keyboard alone: judged, reported, written into a file, queried, replied to, signed off."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from assistant.tui.app import SccifApp
from tests.tui.conftest import SIZES, screen_text
from tests.tui.shots import JUDGED, come_to

CLEAR = ["end", *["backspace"] * 40]


async def press(app: SccifApp, pilot: Pilot[int], *keys: str) -> None:
    await come_to(app, pilot, "to the end", keys)


@pytest.mark.parametrize("size", SIZES)
async def test_a_case_is_judged_reported_reviewed_and_signed_off(
    sealed: SccifApp, size: tuple[int, int], tmp_path: Path
) -> None:
    path = tmp_path / "report.docx"
    async with sealed.run_test(size=size) as pilot:
        await press(sealed, pilot, *JUDGED)
        await press(sealed, pilot, "y", "x", *CLEAR, f"type:{path}", "tab", "type:yes", "ctrl+s", "escape")
        await press(sealed, pilot, "q", "b", "a", "k", "type:who says so?", "ctrl+s", "r", "type:two notes")
        await press(sealed, pilot, "ctrl+s", "a", "s", "enter", "enter")
        signed = screen_text(sealed)
        await press(sealed, pilot, "escape", "y")

        assert path.stat().st_size
        assert "signed off by jb as reviewer" in " ".join(signed.split())
        assert sealed.session is not None
        kinds = [event.row.kind for event in sealed.ledger.events(sealed.session.case.id)]
        assert [one for one in kinds if one in OF_THE_END] == OF_THE_END


OF_THE_END = [
    "judgement-recorded",
    "exported",
    "review-begun",
    "reviewed",
    "queried",
    "replied",
    "reviewed",
    "signed-off",
]
