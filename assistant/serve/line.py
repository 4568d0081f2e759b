"""The line between the server and a person's process: JSON, one object a line, on a socket that nobody else has."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator, Mapping
from typing import Any


class Line:
    """The process's end of it."""

    def __init__(self, end: socket.socket) -> None:
        self._reading, self._end = end.makefile("rb"), end
        self._lock = threading.Lock()

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """What the server says, until it is gone."""
        for text in self._reading:
            said = json.loads(text)
            if isinstance(said, dict):
                yield said

    def give(self, said: Mapping[str, Any]) -> None:
        """Say something to the server, from any thread; dropped where it is gone."""
        with self._lock:
            try:
                self._end.sendall(written(said))
            except OSError:
                return


def written(said: Mapping[str, Any]) -> bytes:
    """A message as it goes over the line."""
    return json.dumps(said).encode("ascii") + b"\n"
