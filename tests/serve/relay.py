"""A line that can be cut: passes bytes on between a browser and the server, until it drops all of them."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Relay:
    """Listens on a port and passes on to another."""

    def __init__(self, port: int, to: int) -> None:
        self._to = to
        self._ends: list[socket.socket] = []
        self._listening = socket.create_server(("127.0.0.1", port))

    def run(self) -> None:
        """Take connections until it is closed."""
        with suppress(OSError):
            while True:
                near, _ = self._listening.accept()
                far = socket.create_connection(("127.0.0.1", self._to))
                self._ends += [near, far]
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=_pass_on, args=(one, other), daemon=True).start()

    def drop(self) -> None:
        """Cut every connection there is; new ones are taken."""
        ends, self._ends = self._ends, []
        for one in ends:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def close(self) -> None:
        """No more."""
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self.drop()


def _pass_on(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while more := one.recv(1 << 16):
            other.sendall(more)
        other.shutdown(socket.SHUT_WR)


@contextmanager
def relay(port: int, to: int) -> Iterator[Relay]:
    """A line from a port of this machine to another."""
    made = Relay(port, to)
    running = threading.Thread(target=made.run)
    running.start()
    try:
        yield made
    finally:
        made.close()
        running.join()
