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

from assistant.case import Inspection, JudgementRecorded, Seal, Sealed
from assistant.case.header import JudgementMade
from assistant.pack import Pack
from assistant.serve.desk import Desk
from assistant.store import Ledger
from assistant.store.kinds import ROLES, Assigned, Happening, Queried, ReviewBegun, Role
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
    "writes the report into a file": ("exported", ["y", "x", "tab", "type:yes", "ctrl+s", "escape"]),
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
    "seals the own view": ("sealed", ["s", *["1"] * 8, "type:as seen", "ctrl+s", "y"]),
    "agrees in a review": ("reviewed", ["q", "down", "a"]),
    "asks a query": ("queried", ["q", "down", "k", "type:since when?", "ctrl+s"]),
    "replies to a query": ("replied", ["q", "r", "type:since May", "ctrl+s"]),
    **{
        f"signs off as {name}": (
            "signed-off",
            ["q", "s", "y", "enter", *["down"] * number, "enter", "ctrl+s"],
        )
        for number, name in enumerate(("a reviewer", "the RIM", "a trainer"), 1)
    },
}
"""The keys of what changes a case that is open, and the kind of event that comes of it."""
AT: dict[str, str] = {
    "states the RIM": "second",
    "seals": "not sealed",
    "agrees": "queried",
    "asks": "queried",
    "replies": "queried",
    "signs off": "reviewed",
}
"""The case on which something is tried that cannot be on the first, by how its name begins."""


@pytest.fixture(scope="module")
def team() -> Iterator[Server]:
    """Somebody of each role."""
    with server() as made:
        for role in ROLES:
            made.sign_up(role, role)
        yield made


def begun(team: Server, pack: Pack, role: Role | None, *told: Happening, training: bool = False) -> str:
    """A case with what happened to it, begun by a colleague and given to a role as such, or to nobody."""
    purpose: Purpose = "training" if training else "inspection"
    case = replace(new_case(f"c-{secrets.token_hex(4)}"), purpose=purpose, inspection=Inspection(start=DAY))
    with closing(Ledger.open(team.owner)) as ledger:
        begin(ledger, case, pack)
        for one in told:
            ledger.add(case.id, one)
        if role:
            ledger.add(case.id, Assigned(team.account(role), role))
    return case.id


def cases(team: Server, pack: Pack, role: Role) -> dict[str, str]:
    """The cases on which a role tries what it can do: how far each has come."""
    sealed = Sealed(Seal(judgement="declined", reasons="because"))
    made = JudgementRecorded(JudgementMade(decided="declined", reasons="because"))
    looked = ReviewBegun(pack.digest, "as given")
    come: dict[str, list[Happening]] = {
        "first": [sealed],
        "second": [sealed],
        "not sealed": [],
        "queried": [sealed, made, looked, Queried("judgement", "since when?")],
        "reviewed": [sealed, made, looked],
    }
    training = role in ("trainer", "trainee")
    return {name: begun(team, pack, role, *told, training=training) for name, told in come.items()}


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


async def tried(seen: App, mine: dict[str, str], other: str, folder: Path) -> dict[str, bool]:
    """What of the table can be done in the app."""
    case = mine["first"]
    done = {
        "finds a case of somebody else in the list": seen.finds(other),
        "finds the case in the list": seen.finds(case),
    }
    await seen.press("a")
    done["puts the case into the archive"] = seen.events(case, "archived") > 0
    new, path = f"{case}-new", folder / "brought.yaml"
    path.write_bytes(sample(f"{case}-path"))
    begins = {"begins an inspection": ("n", new), "brings an inspection in by its path": ("i", str(path))}
    for name, (key, written) in begins.items():
        await seen.press(key)
        seen.app.screen.query_one("#name", Input).value = written
        await seen.press("enter")
        done[name] = seen.events(f"{case}-path" if key == "i" else new, "opened") > 0
        await seen.press("f10" if done[name] else "escape")
    done["opens a case of somebody else"] = await seen.opens(other)
    done["opens the case"] = await seen.opens(case)
    is_fresh = done["opens the case"]
    for name, (kind, keys) in CHANGES.items():
        at = next((mine[which] for start, which in AT.items() if name.startswith(start)), case)
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
    sees = len(desk.answer({"do": "list"})["cases"])
    audit = desk.answer({"do": "audit"})
    return {
        "takes an audit of the inspections that they see, and of no other": f"<h1>Audit of {sees} cases</h1>"
        in audit.get("text", ""),
        "brings an inspection in as a file": "brought"
        in desk.answer({"do": "bring", "name": "a.yaml", "text": sample(new).decode("latin-1")}),
        "takes a case of somebody else away as a file": "text" in desk.answer({"do": "case", "case": other}),
        "takes the case away as a file": "text" in desk.answer({"do": "case", "case": case}),
        "takes its calendar": "text" in desk.answer({"do": "calendar", "case": case}),
        "takes its report": "text"
        in desk.answer({"do": "report", "case": case, "kind": "md", "even_so": True}),
        "takes its explanation": "text" in desk.answer({"do": "explanation", "case": case}),
    }


@pytest.mark.parametrize("role", ROLES)
async def test_who_sees_and_does_what_through_the_screen(
    team: Server, pack: Pack, role: Role, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # where the report is written
    other, mine = begun(team, pack, None), cases(team, pack, role)
    with closing(Ledger.open(team.of(role))) as ledger:
        app = SccifApp(pack, ledger)
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(app, pilot)
            done = await tried(App(team, app, pilot), mine, other, tmp_path)
        done |= taken(Desk(ledger, pack), mine["first"], other)

    assert done == {name: role in may(cell) for name, cell in SCREEN.items()}
