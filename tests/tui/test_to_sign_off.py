"""One case from its judgement to the sign-off, by the keys of two people alone: reported, written, asked about, replied to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from docx import Document

from assistant.case import Sealed
from assistant.pack import Pack
from assistant.store import Ledger, Standing, read
from assistant.store.sqlite import Sqlite
from assistant.tui.app import SccifApp
from tests.tui.conftest import SAFE, VIEW, after, screen_text
from tests.tui.shots import come_to

CASE = "sc000001-2019-03"


@pytest.fixture
def theirs(pack: Pack, folder: Path) -> Iterator[SccifApp]:
    """The app of the inspector, on a case whose own view is sealed."""
    yield from after(pack, folder, SAFE, Sealed(VIEW))


async def pressed(app: SccifApp, *keys: str) -> str:
    """What stands on a screen of the smallest size once somebody opened the case and pressed these keys."""
    async with app.run_test(size=(80, 24)) as pilot:
        await come_to(app, pilot, "to-sign-off", keys)
        return " ".join(screen_text(app).split())


@contextmanager
def opened_by(who: str, app: SccifApp, pack: Pack) -> Iterator[SccifApp]:
    """The app on the same case for somebody at work in the same store."""
    database = app.ledger.database
    assert isinstance(database, Sqlite)
    with closing(Ledger(Sqlite(database.path, who), app.ledger.now)) as ledger:
        yield SccifApp(pack, ledger, case=CASE)


def standing(app: SccifApp) -> Standing:
    return read(app.ledger, CASE)


async def test_a_case_is_judged_reported_written_reviewed_with_a_query_and_a_reply_and_signed_off_by_keys(
    theirs: SccifApp, pack: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = standing(theirs).sequence
    judged = ["j", "2", "type:The post stood empty.", "ctrl+s", "y"]
    await pressed(theirs, *judged, "y", "x", "tab", "type:yes", "ctrl+s")
    with opened_by("mk", theirs, pack) as mk:
        asked = await pressed(mk, "q", "b", "k", "type:since when?", "ctrl+s")
    with opened_by("jb", theirs, pack) as jb:
        replied = await pressed(jb, "q", "r", "type:since May", "ctrl+s")
    with opened_by("mk", theirs, pack) as mk:
        signed = await pressed(mk, "q", "a", "s", "enter", "down", "enter", "ctrl+s")

    now = standing(theirs)
    came = [(one.row.actor, type(one.happened).__name__) for one in now.events if one.sequence > before]
    assert came == [
        ("jb", "ProposalShown"),
        ("jb", "JudgementRecorded"),
        ("jb", "Exported"),
        ("mk", "ReviewBegun"),
        ("mk", "Queried"),
        ("jb", "Replied"),
        ("mk", "Reviewed"),
        ("mk", "SignedOff"),
    ]
    assert "has no reply" in asked
    assert "has no reply" not in replied
    assert "signed off by mk as reviewer" in signed
    assert "same person" not in signed
    assert now.state == "signed off"
    told = [paragraph.text for paragraph in Document(str(tmp_path / f"{CASE}.docx")).paragraphs]
    assert any("sustained effectiveness. The post stood empty." in text for text in told), told
