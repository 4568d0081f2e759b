"""Who is signed in: begins sessions, finds them by what a browser holds, and ends those that are over."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
import time
from dataclasses import dataclass, field
from pathlib import Path

from assistant.serve.log import Log
from assistant.serve.session import Session
from assistant.serve.settings import Settings


class Full(Exception):
    """Raised where no more sessions may begin now."""


@dataclass(frozen=True, slots=True)
class Held:
    """A session, and what its browser has to know of it."""

    session: Session
    who: str
    browser: str
    """A mark of where it was begun from, and in which browser."""
    form_token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    """Stands in each form of its pages; a form without it is another site's."""
    number: str = field(default_factory=lambda: secrets.token_hex(4))
    """Its name in the log; it opens nothing."""


class Sessions:
    """All sessions of the server, by the digest of the secret that a browser holds."""

    def __init__(self, settings: Settings, log: Log, folder: Path) -> None:
        self._settings, self._log, self._folder = settings, log, folder
        self._held: dict[bytes, Held] = {}
        self._beginning: list[str] = []
        self._is_ending = False

    async def begin(self, who: str, password: str | None, browser: str) -> str:
        """Sign somebody in; the secret for their browser, which was never used before.

        Raises `Full` where there is no room, and `NotSignedIn` where the store does not let them in.
        """
        limits = self._settings.limits
        at_once = [*self._beginning, *(one.who for one in self._held.values())]
        if len(at_once) >= limits.sessions or self._is_ending:
            raise Full
        self._beginning.append(who)
        try:
            session = Session(self._settings, who, self._folder / _folder_name(who))
            await session.sign_in(password)
            session.touch()
            secret = secrets.token_urlsafe(32)
            held = Held(session, who, browser)
            # Counted at every moment, as beginning or as held: others sign in while this one waits.
            self._held[_digest(secret)] = held
        finally:
            self._beginning.remove(who)
        await self._make_room(who)
        self._log.tell("signed-in", session=held.number, account=self._log.mark(who))
        return secret

    async def _make_room(self, who: str) -> None:
        """End what a person left longest ago, where they have more than one may."""
        theirs = sorted(
            (one for one in self._held.values() if one.who == who), key=lambda one: one.session.used
        )
        while len(theirs) > self._settings.limits.each:
            await self.end(theirs.pop(0), "signed-in-elsewhere")

    def find(self, secret: str | None, browser: str) -> Held | None:
        """The session that a browser's secret opens, where it is this browser that it was given to."""
        held = self._held.get(_digest(secret)) if secret else None
        if held is None or held.session.is_over:
            return None
        if not hmac.compare_digest(held.browser, browser):
            # Not ended: whoever copied the secret would end another's work with it.
            self._log.tell("refused", why="session-of-another-browser", session=held.number)
            return None
        return held

    async def end(self, held: Held, why: str) -> None:
        """End a session, whatever it does at the moment."""
        for key, one in list(self._held.items()):
            if one is held:
                del self._held[key]
                self._log.tell("ended", why=why, session=held.number, memory=held.session.memory)
                await held.session.stop()

    async def sweep(self) -> None:
        """End every session that is idle, gone, too old, too large, or whose process ended by itself."""
        over = [(held, why) for held in self._held.values() if (why := self._why_over(held.session))]
        await asyncio.gather(*(self.end(held, why) for held, why in over))

    async def end_all(self) -> None:
        """End every session, as the server does; none begins any more."""
        self._is_ending = True
        await asyncio.gather(*(self.end(held, "server-ends") for held in self._held.values()))

    def _why_over(self, session: Session) -> str | None:
        limits, now = self._settings.limits, time.monotonic()
        if session.is_over:
            return "process-ended"
        if (session.memory or 0) > limits.memory:
            return "memory"
        if now - session.begun > limits.longest:
            return "longest"
        if now - session.used > limits.idle:
            return "idle"
        # Whoever left the app and goes on in the plain form is not gone.
        since = session.gone_since
        return "gone" if since is not None and session.used <= since and now - since > limits.grace else None


def _digest(secret: str) -> bytes:
    """What is looked up: how long it takes tells nothing of the secret."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).digest()


def _folder_name(who: str) -> str:
    """The folder of somebody, which never depends on how a name is spelled for a file system."""
    return hashlib.sha256(who.encode("utf-8", "replace")).hexdigest()[:32]
