"""The connections to the server: few from one address, and none that takes for ever to say what it wants."""

from __future__ import annotations

import asyncio
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


class Connections:
    """Counts them, and makes the protocol of each."""

    def __init__(self, settings: Settings, log: Log, http: Factory) -> None:
        self._settings, self._log, self._http = settings, log, http
        self._open: Counter[str] = Counter()

    def __call__(self) -> asyncio.Protocol:
        """The protocol of one more connection."""
        return _Guarded(self._http(), self)

    def take(self, address: str) -> bool:
        """One more from an address; False where it may have no more, or the server has no room."""
        limits, proxy = self._settings.limits, self._settings.proxy
        is_proxy = proxy is not None and address in proxy.addresses
        if self._open.total() >= limits.connections or (
            not is_proxy and self._open[address] >= limits.connections_each
        ):
            self.refuse(address, "too-many-connections")
            return False
        self._open[address] += 1
        return True

    def give_back(self, address: str) -> None:
        """One less."""
        self._open[address] -= 1
        if not self._open[address]:
            del self._open[address]

    def refuse(self, address: str, why: str) -> None:
        """Write down that a connection is cut."""
        self._log.tell("refused", why=why, by=self._log.mark(address))

    @property
    def most(self) -> int:
        """Bytes that one request may be, unless it asks to become a line to the app: each has a connection of its own."""
        return self._settings.limits.upload * _BEYOND

    @property
    def header(self) -> float:
        """Seconds that the head of a request may take."""
        return self._settings.limits.header


class _Guarded(asyncio.Protocol):
    """One connection, which is cut unless the whole head of a request comes soon."""

    def __init__(self, http: asyncio.Protocol, connections: Connections) -> None:
        self._http, self._connections = http, connections
        self._address: str | None = None
        self._deadline: asyncio.TimerHandle | None = None
        self._head = b""
        self._taken: int | None = 0
        """What came in; None on a line to the app, which goes on and on."""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """It begins."""
        address = str((transport.get_extra_info("peername") or ("",))[0])
        if not isinstance(transport, asyncio.Transport):
            raise TypeError("HTTP needs a stream")
        if not self._connections.take(address):
            transport.abort()
            return
        self._address, self._transport = address, transport
        self._http.connection_made(transport)
        loop = asyncio.get_running_loop()
        self._deadline = loop.call_later(self._connections.header, self._cut, transport)

    def _cut(self, transport: asyncio.Transport) -> None:
        self._connections.refuse(self._address or "", "slow-head")
        transport.abort()

    def data_received(self, data: bytes) -> None:
        """More of it."""
        if self._address is None or self._transport is None:
            return
        if self._deadline is not None:
            self._head += data[: _LONGEST_HEAD - len(self._head)]
            if _END_OF_HEAD in self._head:
                self._deadline.cancel()
                self._deadline = None
                if _UPGRADE in self._head.lower():
                    self._taken = None
                self._head = b""
        if self._taken is not None:
            self._taken += len(data)
            if self._taken > self._connections.most:
                self._connections.refuse(self._address, "too-much")
                self._transport.abort()
                return
        self._http.data_received(data)

    def eof_received(self) -> bool | None:
        """The other side says no more."""
        return self._http.eof_received() if self._address is not None else None

    def connection_lost(self, exc: Exception | None) -> None:
        """It is over."""
        if self._deadline is not None:
            self._deadline.cancel()
        if self._address is not None:
            self._connections.give_back(self._address)
            self._http.connection_lost(exc)

    def pause_writing(self) -> None:
        """The other side takes nothing more for now."""
        self._http.pause_writing()

    def resume_writing(self) -> None:
        """It takes more again."""
        self._http.resume_writing()
