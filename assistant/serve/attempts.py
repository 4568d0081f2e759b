"""Slows whoever tries passwords: each failure makes the next attempt wait longer, and nothing is asked meanwhile."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple


class Pace(NamedTuple):
    """How many failures are free, and the longest wait after more of them (seconds)."""

    free: int
    longest: float


_PACES = {"both": Pace(3, 900), "address": Pace(10, 900), "account": Pace(20, 60)}
"""An account tried from everywhere is slowed least: whoever it belongs to must still get in."""
_MOST = 20_000
"""So many names are remembered; the one that failed longest ago is forgotten first."""
_FORGET = 3600.0


@dataclass
class _Failures:
    count: int
    last: float


class Attempts:
    """What failed lately, by account, by address and by both together."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._failed: OrderedDict[tuple[str, ...], _Failures] = OrderedDict()

    def wait(self, account: str, address: str) -> float:
        """Seconds until the next attempt is looked at; 0 where it is looked at now."""
        now = self._clock()
        return max(self._wait(kind, key, now) for kind, key in _keys(account, address))

    def begin(self, account: str, address: str) -> None:
        """An attempt counts as failed from its beginning, so that many at once do not slip through."""
        now = self._clock()
        for _, key in _keys(account, address):
            known = self._failed.pop(key, None)
            count = known.count if known and now - known.last < _FORGET else 0
            self._failed[key] = _Failures(count + 1, now)
        while len(self._failed) > _MOST:
            self._failed.popitem(last=False)

    def succeeded(self, account: str, address: str) -> None:
        """The attempt that was begun was right: what this person failed here is forgotten, and the rest is one less."""
        for kind, key in _keys(account, address):
            known = self._failed.get(key)
            if known is None:
                continue
            known.count -= 1
            if kind == "both" or known.count <= 0:
                del self._failed[key]

    def _wait(self, kind: str, key: tuple[str, ...], now: float) -> float:
        known = self._failed.get(key)
        pace = _PACES[kind]
        if known is None or known.count < pace.free or now - known.last >= _FORGET:
            return 0
        span = min(pace.longest, 2.0 ** min(known.count - pace.free, 12))
        return max(0.0, known.last + span - now)


def _keys(account: str, address: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (
        ("both", ("both", account, address)),
        ("address", ("address", address)),
        ("account", ("account", account)),
    )
