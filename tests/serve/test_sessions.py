"""When a session is over, by how long ago it was used, left and begun."""

from __future__ import annotations

import asyncio
import io
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.serve.log import Log
from assistant.serve.session import Session
from assistant.serve.sessions import Sessions
from assistant.serve.settings import Limits, Settings
from assistant.store import parse_address


@dataclass
class Standing:
    """As much of a session as tells whether it is over, in seconds before now."""

    used: float
    gone_since: float | None
    begun: float = 1000.0
    memory: int = 0
    is_over: bool = False

    def __post_init__(self) -> None:
        now = time.monotonic()
        self.used, self.begun = now - self.used, now - self.begun
        self.gone_since = None if self.gone_since is None else now - self.gone_since


@pytest.mark.parametrize(
    "used,gone,over",
    [
        pytest.param(400, None, None, id="a browser that shows it"),
        pytest.param(400, 400, "gone", id="left, and nothing since"),
        pytest.param(100, 100, None, id="left a moment ago"),
        pytest.param(400, 500, None, id="left for the plain form, which was used since"),
        pytest.param(4000, 5000, "idle", id="left for the plain form long ago"),
    ],
)
def test_who_goes_on_in_the_plain_form_is_not_gone(
    tmp_path: Path, used: float, gone: float | None, over: str | None
) -> None:
    settings = Settings(parse_address("postgresql://db.example/sccif"))
    sessions = Sessions(settings, Log(), tmp_path)

    assert sessions._why_over(Standing(used, gone, begun=6000)) == over  # type: ignore[arg-type]


async def test_a_person_who_signs_in_twice_at_once_has_no_more_sessions_than_one_may(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Session, "sign_in", let_in)
    monkeypatch.setattr(Session, "stop", stop)
    settings = Settings(parse_address("postgresql://db.example/sccif"), limits=Limits(each=1))
    sessions = Sessions(settings, Log(io.StringIO()), tmp_path)
    await sessions.begin("anna", "", "browser")

    await asyncio.gather(*(sessions.begin("anna", "", "browser") for _ in range(2)))

    assert len(sessions._held) == 1


async def let_in(self: Session, password: str | None) -> None:
    """Signing in without a process, which takes a moment."""
    await asyncio.sleep(0)


async def stop(self: Session) -> None:
    """Ending, which takes a moment too."""
    await asyncio.sleep(0)
