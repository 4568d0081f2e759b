"""The connections to the server: few from one address, and none that takes for ever to say what it wants."""

from __future__ import annotations

import asyncio
import ssl
from collections import Counter
from collections.abc import Callable

from assistant.serve.log import Log
from assistant.serve.settings import Settings

Factory = Callable[[], asyncio.Protocol]
_END_OF_HEAD = b"\r\n\r\n"
_LONGEST_HEAD = 64 * 1024
_UPGRADE = b"\r\nupgrade:"
_BEYOND = 4
"""So many times what may come in is taken before the line is cut: who sends little too much still reads why not."""
_TOLD_AGAIN = 10.0
"""Seconds until it is written down again that connections are cut for the same reason: a flood fills no log."""


class Connections:
    """Counts them, from before any TLS is spoken on, and makes the protocol of each."""

    def __init__(
        self, settings: Settings, log: Log, http: Factory, tls: ssl.SSLContext | None = None
    ) -> None:
        self.tls = tls
        self._settings, self._log, self._http = settings, log, http
        self._open: Counter[str] = Counter()
        self._asking: dict[_Guarded, None] = {}
        """Those that did not say what they want yet, the one that has been there longest first."""
        self._untold: Counter[str] = Counter()

    def __call__(self) -> asyncio.Protocol:
        """The protocol of one more connection."""
        return _Guarded(self._http(), self)

    def take(self, one: _Guarded, address: str) -> bool:
        """One more from an address; False where it may have no more, or the server has no room.

        Where it has none, whoever has been longest in saying what they want makes room.
        """
        limits, proxy = self._settings.limits, self._settings.proxy
        is_proxy = proxy is not None and proxy.is_at(address)
        is_full = self._open.total() >= limits.connections
        if (is_full and not self._asking) or (
            not is_proxy and self._open[address] >= limits.connections_each
        ):
            self.refuse(address, "too-many-connections")
            return False
        if is_full:
            slowest = next(iter(self._asking))
            self.has_asked(slowest)
            slowest.cut("too-many-connections")
        self._open[address] += 1
        self._asking[one] = None
        return True

    def has_asked(self, one: _Guarded) -> None:
        """It said what it wants, or is not waited for any more."""
        self._asking.pop(one, None)

    def give_back(self, one: _Guarded, address: str) -> None:
        """One less."""
        self.has_asked(one)
        self._open[address] -= 1
        if not self._open[address]:
            del self._open[address]

    def refuse(self, address: str, why: str) -> None:
        """Write down that a connection is cut; of many at once how many they were, a little later."""
        if why in self._untold:
            self._untold[why] += 1
            return
        self._untold[why] = 0
        self._log.tell("refused", why=why, by=self._log.mark(address))
        asyncio.get_running_loop().call_later(_TOLD_AGAIN, self._tell_more, why)

    def _tell_more(self, why: str) -> None:
        if times := self._untold.pop(why):
            self._untold[why] = 0
            self._log.tell("refused", why=why, times=times)
            asyncio.get_running_loop().call_later(_TOLD_AGAIN, self._tell_more, why)

    @property
    def most(self) -> int:
        """Bytes that one request may be, unless it asks to become a line to the app: each has a connection of its own."""
        return self._settings.limits.upload * _BEYOND

    @property
    def header(self) -> float:
        """Seconds that shaking hands may take, and then the head of a request."""
        return self._settings.limits.header


class _Guarded(asyncio.Protocol):
    """One connection, which is cut unless it shakes hands and the whole head of a request comes soon."""

    def __init__(self, http: asyncio.Protocol, connections: Connections) -> None:
        self._http, self._connections = http, connections
        self._address: str | None = None
        self._deadline: asyncio.TimerHandle | None = None
        self._head = b""
        self._taken: int | None = 0
        """What came in; None on a line to the app, which goes on and on."""
        self._transport: asyncio.Transport | None = None
        self._shaking: asyncio.Task[None] | None = None
        self._is_begun = False
        self._early = b""
        """What came in with the last of the handshake."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """It begins."""
        address = str((transport.get_extra_info("peername") or ("",))[0])
        if not isinstance(transport, asyncio.Transport):
            raise TypeError("HTTP needs a stream")
        if not self._connections.take(self, address):
            transport.abort()
            return
        self._address, self._transport = address, transport
        tls = self._connections.tls
        if tls is None:
            self._begin(transport)
        else:
            self._shaking = asyncio.get_running_loop().create_task(self._shake(transport, tls))

    async def _shake(self, transport: asyncio.Transport, tls: ssl.SSLContext) -> None:
        """Begin to speak TLS on a connection that is counted already."""
        header = self._connections.header
        try:
            shaken = await asyncio.get_running_loop().start_tls(
                transport, self, tls, server_side=True, ssl_handshake_timeout=header
            )
        except OSError:  # no TLS, a version of it that is not spoken here, too slow, or gone
            self.cut("no-handshake")
            return
        if shaken is not None and self._address is not None:
            self._transport = shaken
            self._begin(shaken)

    def _begin(self, transport: asyncio.Transport) -> None:
        self._is_begun = True
        self._http.connection_made(transport)
        loop = asyncio.get_running_loop()
        self._deadline = loop.call_later(self._connections.header, self.cut, "slow-head")
        early, self._early = self._early, b""
        if early:
            self.data_received(early)

    def cut(self, why: str) -> None:
        """End it, and write down why, where that was not done."""
        if self._address is not None and self._transport is not None:
            self._connections.refuse(self._address, why)
            self._transport.abort()

    def data_received(self, data: bytes) -> None:
        """More of it."""
        if self._address is None:
            return
        if not self._is_begun:
            self._early += data
            return
        if self._deadline is not None:
            self._head += data[: _LONGEST_HEAD - len(self._head)]
            if _END_OF_HEAD in self._head:
                self._deadline.cancel()
                self._deadline = None
                self._connections.has_asked(self)
                if _UPGRADE in self._head.lower():
                    self._taken = None
                self._head = b""
        if self._taken is not None:
            self._taken += len(data)
            if self._taken > self._connections.most:
                self.cut("too-much")
                return
        self._http.data_received(data)

    def eof_received(self) -> bool | None:
        """The other side says no more."""
        return self._http.eof_received() if self._is_begun else None

    def connection_lost(self, exc: Exception | None) -> None:
        """It is over."""
        if self._deadline is not None:
            self._deadline.cancel()
        if self._address is None:
            return
        self._connections.give_back(self, self._address)
        self._address = None
        if self._is_begun:
            self._http.connection_lost(exc)

    def pause_writing(self) -> None:
        """The other side takes nothing more for now."""
        self._http.pause_writing()

    def resume_writing(self) -> None:
        """It takes more again."""
        self._http.resume_writing()
