"""A pack, cases to open, and what the screen says, for all tests of the app."""

from __future__ import annotations

import itertools
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from rich.console import RenderableType
from textual._compositor import Compositor
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, TextArea

from assistant.case import (
    Answer,
    Answered,
    At,
    Case,
    JudgementRecorded,
    Key,
    Seal,
    Sealed,
    parse_at,
)
from assistant.case.header import JudgementMade
from assistant.pack import Pack, load_pack
from assistant.store import Ledger, parse_address, read
from assistant.store.kinds import Happening
from assistant.store.migrate import migrate
from assistant.store.sqlite import Sqlite
from assistant.tui import beside, samples_in
from assistant.tui.app import SccifApp
from assistant.tui.in_turn import InTurn
from assistant.tui.screens.interview import Interview
from assistant.work.keeping import import_file
from assistant.work.open_case import OpenCase
from assistant.work.proving import Kept, KeptBroken, Proved
from assistant.work.training.begin import take_up
from assistant.work.training.reading import scenario_named

CASES = Path(__file__).parent / "cases"
FIXTURES = Path(__file__).parents[1] / "fixtures" / "cases"
DECLINED = FIXTURES / "declined.yaml"
UNEVENLY = Answer("answered", "unevenly")
SIZES = [(80, 24), (120, 40)]

TABLE = "three-at-the-table"

Open = Callable[..., SccifApp]


@pytest.fixture(scope="session")
def pack() -> Pack:
    return load_pack()


@pytest.fixture(autouse=True)
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()


@pytest.fixture(autouse=True)
def begins_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What works beside the screen leaves no moment to whoever types: nobody does before a test goes on."""
    monkeypatch.setattr(beside, "FIRST", 0)


@pytest.fixture(autouse=True)
def paints_nothing(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """An app under test has no terminal: what it would paint between two keys goes nowhere, and is left out.

    A picture of the screen, and its text, are rendered when a test asks for them. A test of what painting
    brings about is marked `painted`.
    """
    whole = Compositor.render_update

    def render_update(
        compositor: Compositor,
        full: bool = False,
        screen_stack: list[Screen[object]] | None = None,
        simplify: bool = False,
    ) -> RenderableType | None:
        if full or screen_stack:  # what lies behind a dialogue is told to it by painting
            return whole(compositor, full, screen_stack, simplify)
        compositor._dirty_regions.clear()
        return None

    if not request.node.get_closest_marker("painted"):
        monkeypatch.setattr(Compositor, "render_update", render_update)


@pytest.fixture(autouse=True)
def every_key_has_its_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    """When a test goes on, no key that it pressed waits any more."""
    press = Pilot.press

    async def pressed(pilot: Pilot[object], *keys: str) -> None:
        await press(pilot, *keys)
        has_waited = False
        while isinstance(pilot.app, InTurn) and pilot.app.is_running and pilot.app.waits:
            has_waited = True
            await pilot.pause()
        if has_waited:
            await pilot.pause()

    monkeypatch.setattr(Pilot, "press", pressed)


@pytest.fixture(autouse=True)
def cursors_stand_still(monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture does not depend on when it is taken."""
    for field in (TextArea, Input):
        monkeypatch.setattr(field.cursor_blink, "_default", False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Copies of the test cases."""
    return Path(shutil.copytree(CASES, tmp_path / "cases"))


@pytest.fixture
def opened(pack: Pack, folder: Path) -> Iterator[Open]:
    """The app on a case as `open` starts it, or as `demo` does."""

    def open_(name: str = "oak", *, demo: bool = False) -> SccifApp:
        ledger = Ledger.open(parse_address(str(folder / "ledger.sqlite")))
        ledgers.append(ledger)
        if demo:
            return SccifApp(pack, ledger, samples=samples_in(folder, ledger, pack))
        return SccifApp(pack, ledger, case=import_file(ledger, folder / f"{name}.yaml", pack).case.id)

    ledgers: list[Ledger] = []
    yield open_
    for ledger in ledgers:
        ledger.close()


@pytest.fixture
def listed(pack: Pack, folder: Path) -> Iterator[SccifApp]:
    """The app on a ledger with three cases, read on an afternoon in March 2019."""
    minutes = itertools.count()

    def now() -> datetime:
        return datetime(2019, 3, 5, 16, 10, tzinfo=UTC) + timedelta(minutes=next(minutes))

    with closing(Ledger(Sqlite(folder / "ledger.sqlite", "jb"), now)) as ledger:
        migrate(ledger.database)
        samples_in(folder, ledger, pack)
        ledger.database.name = "jb's own ledger"
        yield SccifApp(pack, ledger)


SAFE = Answered(At(Key("protection"), "immediate_action"), Answer("answered", "taken", reason="A was moved"))
VIEW = Seal(
    judgement="sustained",
    areas={"experiences": "sustained", "leadership": "declined", "protection": "sustained"},
    reasons="The children are cared for, and [AB] says so; the post is the one thing that slipped.",
    by="jb",
    at=datetime(2019, 3, 6, 16, 10, tzinfo=UTC),
)


@pytest.fixture
def sealed(pack: Pack, folder: Path) -> Iterator[SccifApp]:
    """The app on a case that declined, sealed as sustained, with one answer changed since."""
    yield from after(pack, folder, SAFE, Sealed(VIEW), Answered(place("partnership.working"), UNEVENLY))


@pytest.fixture
def unsealed(pack: Pack, folder: Path) -> Iterator[SccifApp]:
    """The app on the same case before its view was sealed, with a judgement that came with it."""
    made = JudgementMade(decided="improved", reasons="judged elsewhere")
    yield from after(pack, folder, SAFE, JudgementRecorded(made))


def after(pack: Pack, folder: Path, *changes: Happening, file: Path = DECLINED) -> Iterator[SccifApp]:
    """The app on the case in a file after these changes, in March 2019."""
    minutes = itertools.count()

    def now() -> datetime:
        return datetime(2019, 3, 6, 16, 10, tzinfo=UTC) + timedelta(minutes=next(minutes))

    with closing(Ledger(Sqlite(folder / "ledger.sqlite", "jb"), now)) as ledger:
        migrate(ledger.database)
        case = import_file(ledger, file, pack).case.id
        for change in changes:
            ledger.append(case, ledger.head(case).sequence, change)
        yield SccifApp(pack, ledger, case=case)


def by_another(app: SccifApp, at: At, value: str) -> None:
    """Somebody else answers a question meanwhile, over a connection of their own."""
    assert app.session is not None
    database = app.ledger.database
    assert isinstance(database, Sqlite)
    with closing(Ledger(Sqlite(database.path, "mk"), app.ledger.now)) as ledger:
        other = OpenCase(ledger, read(ledger, app.session.case.id), app.pack)
        assert not other.do([Answered(at, Answer("answered", value))])
        assert other.is_saved


def breaks(monkeypatch: pytest.MonkeyPatch, pack: Pack, case: str | None = None) -> Kept:
    """As though proving had found that the rules break a property; a case that shows it is any text."""
    whole = case or (CASES / "fresh.yaml").read_text(encoding="utf-8")
    way = KeptBroken("a home with a child at the protection floor is sustained", ("area:x.y: no",), whole)
    known = [Kept(one.id, one.says, True, 3) for one in pack.properties]
    place = next(number for number, one in enumerate(known) if one.id == "floor-declines")
    known[place] = replace(known[place], holds=False, broken=(way,))
    told = Proved(pack.digest, "z3", tuple(known))
    monkeypatch.setattr("assistant.work.proving.recall", lambda _: told)
    return known[place]


def seal_scenario(app: SccifApp, scenario: str) -> None:
    """Seal one's own view of a scenario, as the sealing screen does."""
    one = scenario_named(app.pack, scenario)
    kept = OpenCase(app.ledger, take_up(app.ledger, one, app.pack), app.pack)
    view = Seal(judgement="declined", areas=VIEW.areas, reasons="[AB] it is worse [/x]", by="jb", at=VIEW.at)
    assert kept.do([Sealed(view)]) == ()


def read_by(app: SccifApp, whose: str, *said: tuple[str, str], is_sealed: bool = True) -> None:
    """Somebody answers a scenario as its authors do, but for what is said here; without a value not at all."""
    database, scenario = app.ledger.database, scenario_named(app.pack, TABLE)
    assert isinstance(database, Sqlite)
    otherwise = dict(said)
    with closing(Ledger(Sqlite(database.path, whose), app.ledger.now)) as ledger:
        kept = OpenCase(ledger, take_up(ledger, scenario, app.pack), app.pack)
        answers = [
            (at, replace(one, value=otherwise.get(str(at), one.value))) for at, one in scenario.asked()
        ]
        assert not kept.do([Answered(at, answer) for at, answer in answers if answer.value])
        view = Seal(judgement="sustained", reasons="as I read it", by=whose, at=ledger.now())
        assert not is_sealed or not kept.do([Sealed(view)])
        assert kept.is_saved


def screen_text(app: SccifApp) -> str:
    """Everything that stands on the screen."""
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())


def interview(app: SccifApp) -> Interview:
    screen = app.screen
    assert isinstance(screen, Interview)
    return screen


def place(text: str) -> At:
    at = parse_at(text)
    assert at is not None
    return at


def on_disk(app: SccifApp) -> Case:
    """The case as somebody else would read it from the ledger now."""
    assert app.session is not None
    database = app.ledger.database
    assert isinstance(database, Sqlite)
    with closing(Ledger(Sqlite(database.path))) as ledger:
        return read(ledger, app.session.case.id).case
