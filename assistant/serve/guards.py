"""What every request passes before anything is done with it, and what every answer carries."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Awaitable, Callable

from aiohttp import web

from assistant.serve.log import Log
from assistant.serve.settings import Settings

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_BODY = 64 * 1024
"""So many bytes any form may have, but for one that brings files in."""
UPLOADS = "/files/bring"
_WRITTEN, _FORMS = 1024 * 1024, "/form/"
"""So many a page of the plain form: two of the longest texts, each letter of them as twelve bytes."""
_IN_VAIN = {401: "no-session", 404: "not-there", 422: "input"}
_READS = ("GET", "HEAD")
_HEADERS = {
    # xterm.js writes its colours and sizes into style elements; nothing else is inline, and nothing is from elsewhere.
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # `no-referrer` would hide from us too that a form is ours: browsers then send `Origin: null`.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cache-Control": "no-store",
    "Server": "sccif",
}


class Guards:
    """Refuses what our own pages in a person's own browser would never send."""

    def __init__(self, settings: Settings, log: Log) -> None:
        self._settings, self._log = settings, log

    def refusal(self, request: web.Request) -> tuple[int, str] | None:
        """Why a request is refused, with the status that says so; None where it is not."""
        settings, said = self._settings, request.headers
        if settings.proxy and not settings.proxy.is_at(request.remote):
            return 403, "not-from-the-proxy"
        if settings.proxy and self.person(request) is None:
            return 403, "nobody-named"
        if said.getall("Host", []) not in [[host] for host in settings.hosts]:
            return 421, "host"
        if "Upgrade" in said or request.method not in _READS:
            is_ours = said.get("Sec-Fetch-Site", "none") in ("same-origin", "none")
            if said.get("Origin") not in settings.origins or not is_ours:
                return 403, "origin"
        if request.method not in (*_READS, "POST"):
            return 405, "method"
        if (request.content_length or 0) > self._largest(request.path):
            return 413, "too-large"
        if request.method == "POST" and request.content_length is None:
            return 411, "no-length"
        return None

    def _largest(self, path: str) -> int:
        if path == UPLOADS:
            return self._settings.limits.upload
        return _WRITTEN if path.startswith(_FORMS) else _BODY

    def person(self, request: web.Request) -> str | None:
        """Whom a trusted proxy names; None where there is no proxy, or it names nobody, or several."""
        proxy = self._settings.proxy
        if proxy is None:
            return None
        named = request.headers.getall(proxy.header, [])
        name = named[0] if len(named) == 1 else ""
        return name if 0 < len(name.encode()) < 64 and name.isprintable() else None

    def browser(self, request: web.Request) -> str:
        """A mark of the browser that asks: where from, which, and whom a proxy names in it."""
        address = "proxied" if self._settings.proxy else request.remote or ""
        told = "\n".join((address, request.headers.get("User-Agent", ""), self.person(request) or ""))
        return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()

    @web.middleware
    async def check(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Refuse, and write down that it was; or go on."""
        if found := self.refusal(request):
            status, why = found
            self._log.tell(
                "refused",
                why=why,
                status=status,
                method=request.method,
                by=self._log.mark(request.remote or ""),
            )
            return web.Response(status=status, text=f"This request is refused ({why}).\n")
        try:
            answer = await handler(request)
        except web.HTTPException as raised:
            self._tell_of(request, raised.status)
            raise
        self._tell_of(request, answer.status)
        return answer

    def _tell_of(self, request: web.Request, status: int) -> None:
        """Write down what was asked for in vain; never what it was."""
        if status in _IN_VAIN and not (
            status == 401 and request.path == "/sign-in"
        ):  # told with its reason there
            by = self._log.mark(request.remote or "")
            self._log.tell("refused", why=_IN_VAIN[status], status=status, method=request.method, by=by)

    async def dress(self, _: web.Request, response: web.StreamResponse) -> None:
        """Give an answer its headers. Each ends its connection, so that none is held open by asking slowly."""
        for name, said in _HEADERS.items():
            response.headers.setdefault(name, said)
        response.headers["Server"] = _HEADERS["Server"]
        if self._settings.is_secure:
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        if not isinstance(response, web.WebSocketResponse):
            response.force_close()
            response.headers["Connection"] = "close"  # written before this, by what was known then


def is_same(one: str, other: str) -> bool:
    """Whether two secrets are the same, in a time that tells nothing of them."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))
