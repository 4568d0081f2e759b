"""Our kind of textual-serve's server: nobody reaches a page or the app but by a session of their own."""

from __future__ import annotations

import asyncio
import signal
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from aiohttp import WSCloseCode, web
from textual_serve.server import Server, to_int

from assistant.problems import Problem, Refused
from assistant.serve import file_pages, form_pages
from assistant.serve.attempts import Attempts
from assistant.serve.connections import Connections
from assistant.serve.guards import Guards, Handler, is_same
from assistant.serve.held import HELD
from assistant.serve.log import Log
from assistant.serve.memory import NOT_SEEN, is_seen
from assistant.serve.pages import page, static_file
from assistant.serve.session import NotSignedIn
from assistant.serve.sessions import Full, Sessions
from assistant.serve.settings import Settings

_SWEEP = 1.0
_AT_ONCE = 4
"""So many may be signing in at the same moment; the others wait for their turn."""
_LINGERING = 2.0
"""Seconds in which somebody who sends on after a refusal may still read it."""
_SHUTTING = 5.0
"""Seconds that requests have to end in order when the server does."""
_PASTED = 512 * 1024
_UNKNOWN = 128 * 1024
"""So many bytes are read of what somebody without a session filled in, to give it back to them."""
_OPEN = ("/sign-in", "/static/{name}")
"""What is there without a session."""
_NOT_IN = (
    "You could not be signed in. Check account and password; if they are right, ask whoever keeps the store."
)
"""One thing for every reason that might tell a stranger which accounts there are; the log has the reason."""
_NOT_USABLE = {
    "store-not-set-up": "You are known, but the store is not set up for you: ask whoever keeps it.",
    "store-forbidden": "You are known, but have no role in this store: ask whoever keeps it.",
    "serve-not-a-person": "This account is no person's. Sign in with an account of your own.",
}


class TeamServer(Server):
    """Serves the app to a team whose store is on a PostgreSQL server."""

    def __init__(self, settings: Settings, folder: Path, log: Log) -> None:
        super().__init__("", settings.host, settings.port, public_url=settings.public_url)
        self.settings, self._log = settings, log
        self.sessions = Sessions(settings, log, folder)
        self._guards = Guards(settings, log)
        self._attempts = Attempts(time.monotonic)
        self._turns = asyncio.Semaphore(_AT_ONCE)
        self._cookie = "__Host-sccif" if settings.is_secure else "sccif"

    async def run(self, is_up: Callable[[str], None]) -> None:
        """Serve until the process is told to end. Raises `Refused` where it cannot listen."""
        ending = asyncio.Event()
        for told in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(told, ending.set)
        runner = web.AppRunner(
            await self._make_app(),
            handle_signals=False,
            access_log=None,
            lingering_time=_LINGERING,
            shutdown_timeout=_SHUTTING,
        )
        await runner.setup()
        sweeping = asyncio.create_task(self._sweep())
        listening: asyncio.Server | None = None
        try:
            listening = await self._listen(runner)
            is_up(self._address(listening.sockets[0]))
            if not is_seen():
                self._log.tell("no-limit", why=NOT_SEEN)
            await ending.wait()
        finally:
            # Closed and not waited for: from Python 3.12 on that would last as long as a browser stays.
            if listening is not None:
                listening.close()
            sweeping.cancel()
            await self.sessions.end_all()
            await runner.cleanup()
            await self.sessions.end_all()  # whoever was signing in when it began to end
            self._log.tell("server-ended")

    async def _listen(self, runner: web.AppRunner) -> asyncio.Server:
        if runner.server is None:
            raise LookupError("the runner is set up, so it has a server")
        http = runner.server
        connections = Connections(self.settings, self._log, http, self.settings.tls())
        try:
            return await asyncio.get_running_loop().create_server(
                connections, self.settings.host.strip("[]"), self.settings.port
            )
        except OSError as error:
            what = f"it cannot listen on {self.settings.host}, port {self.settings.port}: {error.strerror}"
            right = "give another --port, or an address of this machine as --host"
            raise Refused([Problem("serve-setting", what, right)]) from error

    def _address(self, listening: socket.socket) -> str:
        scheme = "https" if self.settings.cert else "http"
        return self.settings.public_url or f"{scheme}://{self.host}:{listening.getsockname()[1]}"

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(_SWEEP)
            with suppress(OSError):
                await self.sessions.sweep()

    async def _make_app(self) -> web.Application:
        app = web.Application(
            middlewares=[self._guards.check, self._check_session], client_max_size=self.settings.limits.upload
        )
        app.add_routes(
            [
                web.get("/sign-in", self.show_sign_in),
                web.post("/sign-in", self.sign_in),
                web.post("/sign-out", self.sign_out),
                web.get("/static/{name}", static_file),
                web.get("/", self.show_app),
                web.get("/ws", self.handle_websocket),
                web.get("/standing", self.tell_standing),
                *file_pages.routes(),
                *form_pages.routes(),
            ]
        )
        app.on_response_prepare.append(self._guards.dress)
        return app

    # Signing in and out

    @web.middleware
    async def _check_session(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Let nobody on without a session; a form without its token is another site's."""
        resource = request.match_info.route.resource
        held = self.sessions.find(request.cookies.get(self._cookie), self._guards.browser(request))
        if held is not None:
            request[HELD] = held
        if resource is None or resource.canonical not in _OPEN:
            if held is None:
                if request.method == "GET" and (request.path == "/" or request.path.startswith("/form")):
                    raise web.HTTPSeeOther("/sign-in")
                if form_pages.is_form(request) and (request.content_length or 0) <= _UNKNOWN:
                    problem = "The session has ended, so nothing of this was kept. Sign in again."
                    return form_pages.kept([problem], await self._form(request), 401)
                return web.Response(status=401, text="Sign in first.\n")
            if request.method == "POST" and not is_same(await self._token(request), held.form_token):
                self._log.tell("refused", why="form-token", status=403, session=held.number)
                problem = "This form is not of your session. Load the page again."
                if form_pages.is_form(request):
                    return form_pages.kept([problem], await self._form(request), 403)
                return web.Response(status=403, text=f"{problem}\n")
        return await handler(request)

    async def _token(self, request: web.Request) -> str:
        return str((await self._form(request)).get("token", ""))

    async def _form(self, request: web.Request) -> dict[str, str]:
        """What was sent with a form, within the time that a form may take."""
        try:
            async with asyncio.timeout(self.settings.limits.header * 3):
                return await form_pages.typed(request)
        except TimeoutError:
            self._log.tell("refused", why="slow-body", status=408, by=self._log.mark(request.remote or ""))
            raise web.HTTPRequestTimeout from None

    async def show_sign_in(self, request: web.Request) -> web.StreamResponse:
        """The page on which somebody signs in."""
        if HELD in request:
            raise web.HTTPSeeOther("/")
        return self._sign_in_page(request)

    def _sign_in_page(self, request: web.Request, status: int = 200, problem: str = "") -> web.Response:
        return page("sign_in", status, person=self._guards.person(request), problem=problem)

    def _slowed(self, request: web.Request, wait: float, marks: dict[str, str]) -> web.Response:
        self._log.tell("refused", why="too-many-attempts", status=429, **marks)
        seconds = int(wait) + 1
        told = f"Too many attempts failed. Try again in {seconds} seconds."
        slowed = self._sign_in_page(request, 429, told)
        slowed.headers["Retry-After"] = str(seconds)
        return slowed

    async def sign_in(self, request: web.Request) -> web.StreamResponse:
        """Sign somebody in: as whom the proxy names, or by their account and password in the store."""
        form = await self._form(request)
        named = self._guards.person(request)
        who, password = named or form.get("account", ""), None if named else form.get("password", "")
        address = request.remote or ""
        if not who.strip() or not who.isprintable() or len(who.encode()) > 63 or password == "":
            return self._sign_in_page(request, 400, "Write your account and your password.")
        marks = {"account": self._log.mark(who), "by": self._log.mark(address)}
        try:
            # Asked before the turn, so that whoever is slowed takes none, and in it, when those before have ended:
            # many who sign in at once from one office have not failed.
            if password is not None and (wait := self._attempts.wait(who, address)):
                return self._slowed(request, wait, marks)
            async with self._turns:
                if password is not None:
                    if wait := self._attempts.wait(who, address):
                        return self._slowed(request, wait, marks)
                    self._attempts.begin(who, address)
                secret = await self.sessions.begin(who, password, self._guards.browser(request))
        except Full:
            self._log.tell("refused", why="full", status=503, **marks)
            if password is not None:
                self._attempts.succeeded(who, address)
            told = "There is no room for one more session now. Sign out of another one, or try again later."
            return self._sign_in_page(request, 503, told)
        except NotSignedIn as refused:
            self._log.tell("refused", why="not-signed-in", code=refused.code, status=401, **marks)
            return self._sign_in_page(request, 401, _NOT_USABLE.get(refused.code, _NOT_IN))
        self._attempts.succeeded(who, address)
        if HELD in request:
            await self.sessions.end(request[HELD], "signed-in-anew")
        answer = web.HTTPSeeOther(form_pages.PATHS if form.get("to") == "form" else "/")
        answer.set_cookie(
            self._cookie, secret, httponly=True, samesite="Strict", secure=self.settings.is_secure, path="/"
        )
        return answer

    async def sign_out(self, request: web.Request) -> web.StreamResponse:
        """End the session, and have the browser forget all of it."""
        await self.sessions.end(request[HELD], "signed-out")
        answer = web.HTTPSeeOther("/sign-in")
        answer.del_cookie(
            self._cookie, httponly=True, samesite="Strict", secure=self.settings.is_secure, path="/"
        )
        answer.headers["Clear-Site-Data"] = '"cache", "storage"'
        return answer

    # The app

    async def show_app(self, request: web.Request) -> web.StreamResponse:
        """The page with the app in it."""
        held = request[HELD]
        held.session.touch()
        return page("app", who=held.who, token=held.form_token)

    async def tell_standing(self, request: web.Request) -> web.StreamResponse:
        """How the app stands, for a page that lost it."""
        return web.json_response({"app": request[HELD].session.standing})

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """The line between a browser and its app; it may break off and be taken up again."""
        session = request[HELD].session
        browser = web.WebSocketResponse(heartbeat=15, max_msg_size=_PASTED, compress=False)
        await browser.prepare(request)
        width, height = (to_int(request.query.get(name, ""), 80) for name in ("width", "height"))
        await session.attach(browser, width, height)
        try:
            await self._process_messages(browser, session)
        except (ValueError, TypeError, AssertionError, LookupError, AttributeError):
            # What the library takes apart without looking: not what its own script would send.
            self._log.tell("refused", why="message", session=request[HELD].number)
            await browser.close(code=WSCloseCode.UNSUPPORTED_DATA)
        finally:
            session.detach(browser)
        return browser
