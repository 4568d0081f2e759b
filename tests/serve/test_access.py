"""Who sees and does what through the screen: in the app and on the page Files, signed in as each role on a real server."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from assistant.case import Inspection, Seal, Sealed
from assistant.pack import Pack
from assistant.serve.desk import Desk
from assistant.store import Ledger
from assistant.store.kinds import ROLES, Assigned, Role
from assistant.tui.app import SccifApp
from assistant.tui.widgets.case_table import CaseTable
from assistant.work.keeping import begin, new_case
from tests.access import SCREEN, may
from tests.serve.test_files import sample
from tests.store.stores import Server, server
from tests.tui.conftest import own_state, paints_nothing  # noqa: F401  # fixtures that are used by themselves
from tests.tui.screens import settled
from tests.tui.shots import JUDGED, come_to

pytestmark = [pytest.mark.postgres, pytest.mark.long]
DAY = date(2019, 3, 5)
Purpose = Literal["inspection", "training"]
CHANGES: dict[str, tuple[str, list[str]]] = {
    "answers a question": ("answered", ["1"]),
    "keeps a note": ("note-added", ["n", "type:as seen", "ctrl+s"]),
    "says that a step of the timeline was taken": ("step-done", ["f6", "enter", "ctrl+s", "escape"]),
    "records the judgement": ("judgement-recorded", JUDGED),
    "states the inspector's view of the case review": (
        "case-review-stated",
        ["v", "1", "type:as seen", "ctrl+s", "y"],
    ),
    "states the RIM's view of the case review": (
        "case-review-stated",
        ["v", "3", "type:as seen", "ctrl+s", "y"],
    ),
    "tries other answers": ("trying-begun", ["f5", "1", "escape"]),
    "begins a review": ("review-begun", ["q", "b"]),
}
"""The keys of what changes a case that is open, and the kind of event that comes of it."""


@pytest.fixture(scope="module")
def team() -> Iterator[Server]:
    """Somebody of each role, and a colleague who begins cases."""
    with server() as made:
        for role in ROLES:
            made.sign_up(role, role)
        made.sign_up("colleague", "inspector", "trainer")
        yield made


def begun(team: Server, pack: Pack, role: Role | None, purpose: Purpose = "inspection") -> str:
    """A sealed case that a colleague began, given to a role as such, or to nobody."""
    case = replace(new_case(f"c-{secrets.token_hex(4)}"), purpose=purpose, inspection=Inspection(start=DAY))
    with closing(Ledger.open(team.of("colleague"))) as ledger:
        begin(ledger, case, pack)
        ledger.add(case.id, Sealed(Seal(judgement="declined", reasons="because")))
        if role:
            ledger.add(case.id, Assigned(team.account(role), role))
    return case.id


@dataclass
class App:
    """The app as a role sees it, driven by keys."""

    team: Server
    app: SccifApp
    pilot: Pilot[int]

    def events(self, case_id: str, kind: str) -> int:
        """How many events of a kind there are, asked of the database by who sees all."""
        with self.team.plain() as owner:
            told = "SELECT 1 FROM events WHERE case_id = %s AND kind = %s"
            return len(owner.execute(told, (case_id, kind)).fetchall())

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await settled(self.app, self.pilot)

    def finds(self, case_id: str) -> bool:
        """Whether the list has a case; the cursor is put on it."""
        table = self.app.screen.query_one(CaseTable)
        listed = [line.case_id for line in table.lines]
        if case_id in listed:
            table.cursor = listed.index(case_id)
        return case_id in listed

    async def opens(self, case_id: str) -> bool:
        """Whether a case can be opened, found in the list or not."""
        self.app.open_case(case_id)
        await settled(self.app, self.pilot)
        return self.app.session is not None and self.app.session.case.id == case_id


async def tried(seen: App, case: str, second: str, other: str) -> dict[str, bool]:
    """What of the table can be done in the app; on a second case what would find the draft of the first there."""
    done = {
        "finds a case of somebody else in the list": seen.finds(other),
        "finds the case in the list": seen.finds(case),
    }
    await seen.press("a")
    done["puts the case into the archive"] = seen.events(case, "archived") > 0
    new = f"{case}-new"
    await seen.press("n")
    seen.app.screen.query_one("#name", Input).value = new
    await seen.press("enter")
    done["begins an inspection"] = seen.events(new, "opened") > 0
    await seen.press("f10" if done["begins an inspection"] else "escape")
    done["opens a case of somebody else"] = await seen.opens(other)
    done["opens the case"] = await seen.opens(case)
    is_fresh = done["opens the case"]
    for name, (kind, keys) in CHANGES.items():
        at = second if name.startswith("states the RIM") else case
        before = seen.events(at, kind)
        # What was refused stands on the screen as not saved: what comes next is tried on a screen without it.
        if (is_fresh and at == case) or await seen.opens(at):
            await come_to(seen.app, seen.pilot, name, keys)
        done[name] = seen.events(at, kind) > before
        is_fresh = done[name] and at == case
    return done


def taken(desk: Desk, case: str, other: str) -> dict[str, bool]:
    """What of the table can be done on the page Files."""
    new = f"{case}-in"
    return {
        "brings an inspection in as a file": "brought"
        in desk.answer({"do": "bring", "name": "a.yaml", "text": sample(new).decode("latin-1")}),
        "takes a case of somebody else away as a file": "text" in desk.answer({"do": "case", "case": other}),
        "takes the case away as a file": "text" in desk.answer({"do": "case", "case": case}),
        "takes its calendar": "text" in desk.answer({"do": "calendar", "case": case}),
    }


@pytest.mark.parametrize("role", ROLES)
async def test_who_sees_and_does_what_through_the_screen(
    team: Server, pack: Pack, role: Role, tmp_path: Path
) -> None:
    other = begun(team, pack, None)
    purpose: Purpose = "training" if role in ("trainer", "trainee") else "inspection"
    case, second = (begun(team, pack, role, purpose) for _ in range(2))
    with closing(Ledger.open(team.of(role))) as ledger:
        app = SccifApp(pack, ledger)
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(app, pilot)
            done = await tried(App(team, app, pilot), case, second, other)
        done |= taken(Desk(ledger, pack, tmp_path), case, other)

    assert done == {name: role in may(cell) for name, cell in SCREEN.items()}
