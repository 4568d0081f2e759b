"""What somebody has who is signed in: a process of their own, and the browser that looks at it."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import sys
import time
from asyncio.subprocess import Process
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from aiohttp import web
from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

from assistant.serve.driver import MODES
from assistant.serve.line import written
from assistant.serve.memory import held, watch
from assistant.serve.settings import Settings

PATIENCE = 10.0
"""Seconds a process has to end in order."""
ANSWERING = 180.0
"""Seconds in which a process answers anything; one that does not hangs, and is ended."""
_SIGNING_IN = 60.0
"""Seconds one has to sign in: on a Monday at nine everybody does, and all of them have to get in."""
_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "TZ", "PYTHONPATH", "VIRTUAL_ENV", "COVERAGE_PROCESS_CONFIG")
"""What a process is given of the server's environment: nothing in it says who somebody is."""
_LARGEST = 64 * 1024 * 1024
_WIDTHS, _HEIGHTS = (20, 400), (8, 160)
CRASHED = 70
"""How the app ends by an error of its own (`assistant.tui.app`)."""
ELSEWHERE, LEFT = 4001, 4002
"""Why a browser is let go: it was opened in another one, or the app was left."""
OVER = {"problems": ["The session has ended. Sign in again."]}
"""What is answered for a process that has ended."""


class NotSignedIn(Exception):
    """Raised where the store did not let somebody in; carries the code of why."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class Session(AppService):
    """One person's, with the process that is signed in as them.

    The name and the secrets by which a browser is known belong to `Sessions`; here is what it may reach.
    """

    def __init__(self, settings: Settings, who: str, folder: Path) -> None:
        super().__init__(
            "",
            write_bytes=self._to_browser,
            write_str=self._tell_browser,
            close=self._let_go,
            download_manager=DownloadManager(),
        )
        self.settings, self.who, self.folder = settings, who, folder
        self.begun = self.used = time.monotonic()
        self.gone_since: float | None = None
        """Since when no browser looks; None while one does, or before the first."""
        self.is_shown = False
        self.status: int | None = None
        """How the app ended last."""
        self._browser: web.WebSocketResponse | None = None
        self._line: asyncio.StreamWriter | None = None
        self._watched: int | None = None
        self._attaching, self._asking = asyncio.Lock(), asyncio.Lock()
        self._answers: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    # The process

    async def sign_in(self, password: str | None) -> None:
        """Begin the process, and have it sign in. Raises `NotSignedIn` where it cannot, and then nothing is left of it."""
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                self._process = await self._begin(theirs)
            reader, self._line = await asyncio.open_unix_connection(sock=ours, limit=_LARGEST)
            self._line.write(
                written(
                    {
                        "store": self.settings.store.given,
                        "who": self.who,
                        "password": password,
                        "pack": str(self.settings.pack) if self.settings.pack else None,
                        "folder": str(self.folder),
                    }
                )
            )
            async with asyncio.timeout(_SIGNING_IN):
                said = json.loads(await reader.readline() or b"{}")
        except (TimeoutError, OSError, ValueError) as error:
            if self._line is None:
                ours.close()
            await self.stop()
            raise NotSignedIn("store-unreachable") from error
        except asyncio.CancelledError:  # the server ends
            if self._process is not None and self._process.returncode is None:
                self._process.kill()
            raise
        if said.get("signed_in") != self.who:
            await self.stop()
            raise NotSignedIn(str((said.get("refused") or [{}])[0].get("code", "store-unreachable")))
        self._task = asyncio.create_task(self._attend(reader))

    async def _begin(self, end: socket.socket) -> Process:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        kept = str(self.folder)
        environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
        environment |= {
            "HOME": kept,
            "XDG_STATE_HOME": kept,
            "XDG_CONFIG_HOME": kept,
            "XDG_DATA_HOME": kept,
            "TEXTUAL_DRIVER": "assistant.serve.driver:Driver",
            "TEXTUAL_COLOR_SYSTEM": "truecolor",
            "TERM": "xterm-256color",
        }
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",  # nothing is imported from the folder it works in
            "-m",
            "assistant.serve.process",
            str(end.fileno()),
            str(self.settings.limits.memory),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=environment,
            pass_fds=(end.fileno(),),
            cwd=kept,
        )
        self._stdin, self._watched = process.stdin, watch(process.pid)
        return process

    @property
    def is_over(self) -> bool:
        """Whether its process has ended."""
        return self._process is None or self._process.returncode is not None

    @property
    def standing(self) -> str:
        """How the app stands: `running`, `left`, `failed`, or `new` where it was not opened yet."""
        if self.is_shown:
            return "running"
        if self.status is None:
            return "new"
        return "failed" if self.status == CRASHED else "left"

    @property
    def memory(self) -> int | None:
        """So many bytes its process holds now; None where it has ended, or the system does not say."""
        return held(self._watched)

    async def stop(self) -> None:
        """End the process: in order, and if that takes too long at once. Does nothing where it has ended."""
        process = self._process
        if self._line is not None:
            self._line.close()
        if process is not None and process.returncode is None:
            try:
                if self._line is None:
                    process.kill()
                async with asyncio.timeout(PATIENCE):
                    await process.wait()
            except TimeoutError:
                with suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
        watched, self._watched = self._watched, None
        if watched is not None:
            os.close(watched)
        await self._let_go()
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    async def _attend(self, reader: asyncio.StreamReader) -> None:
        await asyncio.gather(self._pump(), self._listen(reader))

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        try:
            while said := await reader.readline():
                told = json.loads(said)
                if "left" in told:
                    self.is_shown, self.status = False, int(told["left"])
                    await self._let_go(LEFT)
                elif "answer" in told:
                    self._answers.put_nowait(told["answer"])
        except ConnectionError:
            return  # it ended with something unread
        finally:
            self._answers.put_nowait(OVER)

    async def _pump(self) -> None:
        """Pass on what the app draws, as often as one begins, for as long as the process lives."""
        process = self._process
        if process is None or process.stdout is None:
            raise LookupError("there is no process")
        output = process.stdout
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                kind = await output.readexactly(1)
                if kind == b"_":  # an app begins: `__GANGLION__`
                    await output.readline()
                    continue
                size = int.from_bytes(await output.readexactly(4), "big")
                if size > _LARGEST:
                    break
                told = await output.readexactly(size)
                if kind == b"D":
                    await self.on_data(told)
        await self._let_go()

    async def ask(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """What the process answers: one thing at a time, beside the app and without waiting for it."""
        async with self._asking:
            self.touch()
            if self._line is None or self.is_over:
                return OVER
            try:
                self._line.write(written({"ask": asked}))
                async with asyncio.timeout(ANSWERING):
                    await self._line.drain()
                    answer = await self._answers.get()
            except ConnectionError:
                return OVER
            except TimeoutError:
                # What it might answer later would be taken for the answer to the next.
                if self._process is not None and not self.is_over:
                    self._process.kill()
                return OVER
            if answer == OVER:
                self._answers.put_nowait(OVER)  # whoever asks after this one is told so, too
            return answer

    # The browser

    async def attach(self, browser: web.WebSocketResponse, width: int, height: int) -> None:
        """Show the app to a browser: as it stands where one is running, or else anew. Another one is let go."""
        async with self._attaching:
            await self._let_go(ELSEWHERE)
            self._browser, self.gone_since = browser, None
            self.touch()
            if self.is_shown:
                await self._to_browser(MODES.encode())
                await self.set_terminal_size(width, height)
                await self.send_meta({"type": "repaint"})
                return
            self.is_shown = True
            if self._line is not None:
                self._line.write(written({"show": [_within(width, _WIDTHS), _within(height, _HEIGHTS)]}))

    def detach(self, browser: web.WebSocketResponse) -> None:
        """A browser is gone; the app waits for it, or for another."""
        if self._browser is browser:
            self._browser, self.gone_since = None, time.monotonic()

    def touch(self) -> None:
        """Something was done with it."""
        self.used = time.monotonic()

    async def send_bytes(self, data: bytes) -> bool:
        """Keys, for the app."""
        self.touch()
        return await super().send_bytes(data) if self.is_shown else False

    async def set_terminal_size(self, width: int, height: int) -> None:
        """The size of the browser's terminal, within what a screen can be."""
        await super().set_terminal_size(_within(width, _WIDTHS), _within(height, _HEIGHTS))

    async def _to_browser(self, drawn: bytes) -> None:
        if self._browser is not None:
            with suppress(ConnectionError, RuntimeError):
                await self._browser.send_bytes(drawn)

    async def _tell_browser(self, told: str) -> None:
        if self._browser is not None:
            with suppress(ConnectionError, RuntimeError):
                await self._browser.send_str(told)

    async def _let_go(self, code: int = 1000) -> None:
        browser, self._browser = self._browser, None
        if browser is not None:
            self.gone_since = time.monotonic()
            with suppress(ConnectionError, RuntimeError):
                await browser.close(code=code)


def _within(said: Any, least_and_most: tuple[int, int]) -> int:
    least, most = least_and_most
    return min(max(said, least), most) if isinstance(said, int) else least
