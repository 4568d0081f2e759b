"""Somebody at work in a browser, played over the websocket: answers by chance, and knows what they were told is saved."""

from __future__ import annotations

import asyncio
import random
import re
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TypeVar

import aiohttp

from assistant.case import Answer, Answered, At, Case, apply
from assistant.case.describe import describe
from assistant.pack import Pack
from assistant.work.interview import Closing, Place, is_immediate, neighbour, places
from assistant.work.keeping import new_case
from tests.serve.team import token_in

_SIGNS = re.compile(r"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|[@-Z\\-_])")
"""What moves the cursor and colours: what is left is what is read."""
_SHOWN = 14
"""So much of a question is seen in the outline, however deep it stands there."""
FIRST = 4
"""So many keys begin a session: two that begin a case, the one that opens it, and the first in it."""
_KEPT = 400
_SIZE = "width=240&height=45"
_RIGHT, _LEFT = "\x1b[C", "\x1b[D"
Said = TypeVar("Said")


class Stuck(Exception):
    """Raised where something was waited for, and did not come: who waited, how long, for what."""


@dataclass
class Sitting:
    """One person with one case of their own; `case` is what the store must hold of it."""

    url: str
    account: str
    password: str
    case: Case
    pack: Pack
    chance: random.Random
    limit: float
    """Seconds that anything may take before it counts as lost."""
    answered: list[Answered] = field(default_factory=list)
    """What was shown as saved, in its order."""
    first: list[float] = field(default_factory=list)
    """Seconds from each of the first keys to the paint that showed what it did."""
    waits: list[float] = field(default_factory=list)
    """The same of each key after them."""
    lost_lines: int = 0
    _painted: str = ""
    _http: aiohttp.ClientSession | None = None

    @classmethod
    def of(
        cls, url: str, account: str, password: str, case_id: str, pack: Pack, seed: int, limit: float
    ) -> Sitting:
        """Of a case that is yet to be begun."""
        return cls(url, account, password, new_case(case_id), pack, random.Random(seed), limit)

    async def begin(self) -> None:
        """Sign in, open the app and begin the case. Raises `Stuck`."""
        self._http = aiohttp.ClientSession(
            headers={"Origin": self.url, "User-Agent": self.account},
            cookie_jar=aiohttp.CookieJar(unsafe=True),
            timeout=aiohttp.ClientTimeout(total=4 * self.limit),
        )
        form = {"account": self.account, "password": self.password}
        answer = await self._in_time(self._http.post(f"{self.url}/sign-in", data=form), "signing in", 4)
        self._page = await answer.text()
        if "/sign-out" not in self._page:
            raise Stuck(f"{self.account} was not signed in ({answer.status}): {self._page[-_KEPT:]}")
        await self._open_line()
        await self._seen("begin a case", "the list of cases", 4)
        await self._press("n", "Begin a case")
        await self._press(self.case.id, self.case.id)
        first = next(iter(places(self.case, self.pack)))
        assert isinstance(first, At)
        self.place = first
        await self._press("\r", self._shown_at(first))

    async def work(self, is_over: Callable[[], bool], pace: float) -> None:
        """Answer and go about until it is over, so many seconds between two keys on the whole."""
        while not is_over():
            await self.look_on(min(self.chance.expovariate(1 / pace), 3 * pace))
            if self.chance.random() < 0.01:
                await self.lose_line()
            choices = self._choices()
            if choices and self.chance.random() < 0.6:
                await self._answer(self.chance.choice(choices))
            else:
                await self._move()

    async def look_on(self, seconds: float) -> None:
        """Press nothing for so long; whatever is painted meanwhile is taken, and the server hears that one is there."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while not self._line.closed:
                    await self._line.receive()

    async def lose_line(self) -> None:
        """The line drops in the middle, and comes back to the same question."""
        await self._line.close()
        await self._open_line()
        await self._seen(self._shown_at(self.place), "the same question after a lost line")
        self.lost_lines += 1

    async def sign_out(self) -> None:
        """By the button on the page."""
        assert self._http
        form = {"token": token_in(self._page)}
        await self._in_time(self._http.post(f"{self.url}/sign-out", data=form), "signing out")

    async def close(self) -> None:
        """Close the browser."""
        if self._http:
            await self._http.close()

    # Keys, and what they do

    def _choices(self) -> list[str]:
        """The answers that may be given here and change something, without anything being asked back."""
        question = self.pack.questions[self.place.key.record][self.place.question]
        if question.kind == "fact" or question.outstanding:
            return []
        now = self.case.answer(self.place)
        return [
            one.id
            for one in question.answers
            if not one.reason
            and (now is None or now.value != one.id)
            and not is_immediate(question, Answer("answered", one.id))
        ]

    async def _answer(self, name: str) -> None:
        question = self.pack.questions[self.place.key.record][self.place.question]
        change = Answered(self.place, Answer("answered", name))
        number = next(at for at, one in enumerate(question.answers, 1) if one.id == name)
        await self._press(str(number), describe(change, self.pack))
        self.case = apply(self.case, change)
        self.answered.append(change)

    async def _move(self) -> None:
        """To the question before or after; what lies behind the areas has no question yet."""
        ways: list[tuple[str, Place | None]] = [
            (_RIGHT, neighbour(self.case, self.pack, self.place, 1)),
            (_LEFT, neighbour(self.case, self.pack, self.place, -1)),
        ]
        key, to = self.chance.choice([one for one in ways if isinstance(one[1], At)])
        assert to is not None
        assert not isinstance(to, Closing)
        self.place = to
        await self._press(key, self._shown_at(to))

    def _shown_at(self, at: At) -> str:
        """How the outline shows that a question is in front."""
        return f"▸ {self.pack.questions[at.key.record][at.question].ask[:_SHOWN]}"

    async def _press(self, key: str, shown: str) -> None:
        """A key, and the paint that shows what it did."""
        self._painted = ""
        begun = time.monotonic()
        await self._in_time(self._line.send_json(["stdin", key]), f"sending the key {key!r}")
        await self._seen(shown, f"the key {key!r} to show {shown!r}")
        waits = self.first if len(self.first) < FIRST else self.waits
        waits.append(time.monotonic() - begun)

    # The line

    async def _open_line(self) -> None:
        assert self._http
        self._painted = ""
        way = f"{self.url}/ws?{_SIZE}"
        self._line = await self._in_time(self._http.ws_connect(way), "the line to the app", 4)

    async def _seen(self, text: str, what: str, times: float = 1) -> None:
        """Wait until a text was painted."""
        await self._in_time(self._paints(text), what, times)

    async def _paints(self, text: str) -> None:
        while text not in self._painted:
            message = await self._line.receive()
            if message.type is aiohttp.WSMsgType.BINARY:
                self._painted += _SIGNS.sub("", message.data.decode("utf-8", "replace"))
            elif message.type is not aiohttp.WSMsgType.TEXT:
                raise Stuck(f"{self.account}: the line ended ({message.type.name}, {message.data})")
            if "NOT SAVED" in self._painted:
                raise Stuck(f"{self.account}: an answer was not saved: {self._painted[-_KEPT:]}")

    async def _in_time(self, doing: Awaitable[Said], what: str, times: float = 1) -> Said:
        limit = self.limit * times
        try:
            async with asyncio.timeout(limit):
                return await doing
        except TimeoutError:
            last = " ".join(self._painted.split())[-_KEPT:]
            raise Stuck(f"{self.account} waited {limit:.0f} s for {what}; painted last: {last!r}") from None
