"""A pack, cases to open, and what the screen says, for all tests of the app."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.case import At, Case, parse_at, read_case
from assistant.pack import Pack, load_pack
from assistant.tui.app import SccifApp
from assistant.tui.screens.interview import Interview

CASES = Path(__file__).parent / "cases"
SIZES = [(80, 24), (120, 40)]

Open = Callable[..., SccifApp]


@pytest.fixture(scope="session")
def pack() -> Pack:
    return load_pack()


@pytest.fixture(autouse=True)
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("TERM", "xterm-256color")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Copies of the test cases."""
    return Path(shutil.copytree(CASES, tmp_path / "cases"))


@pytest.fixture
def opened(pack: Pack, folder: Path) -> Open:
    """The app on a case as `open` starts it, or as `demo` does."""

    def open_(name: str = "oak", *, demo: bool = False) -> SccifApp:
        return SccifApp(pack, samples=folder) if demo else SccifApp(pack, case=folder / f"{name}.yaml")

    return open_


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
    assert app.session is not None
    return read_case(app.session.path, app.pack).case
