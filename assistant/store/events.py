"""One event of a case, and the chain that binds it to those before it.

An event holds a digest of its payload, salted so that what was erased cannot be guessed from it, and
a hash over itself and the event before (the hash chain of S. Haber and W. S. Stornetta, How to
time-stamp a digital document, Journal of Cryptology 3, 1991).
"""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from assistant.store.codec import canonical, from_json, to_json
from assistant.store.kinds import Happening, kind_of

BEGINNING = ""
"""What stands for the event before the first."""


class Row(NamedTuple):
    """An event as it stands in its table: everything but what it tells."""

    case_id: str
    sequence: int
    """From 1, without a gap."""
    at: str
    """`2026-03-05T16:10:00.123456Z`."""
    actor: str
    kind: str
    digest: str
    previous: str
    hash: str

    def expected_hash(self) -> str:
        """The hash over all the rest. INVARIANT: it is `hash` (`assistant.store.verifying_case`)."""
        return _sha256(canonical(self[:-1]))


class Payload(NamedTuple):
    """What an event tells, in a table of its own: it may have to be erased when the event stays."""

    case_id: str
    sequence: int
    salt: str
    content: str

    def digest(self) -> str:
        """The salted digest of the content."""
        return _sha256(f"{self.salt}\n{self.content}")


@dataclass(frozen=True, slots=True)
class Event:
    """An event as it is read: its row and what happened, None where that was erased, or is hidden."""

    row: Row
    happened: Happening | None
    is_hidden: bool = False
    """Whether the server does not show what happened to who is signed in."""

    @property
    def sequence(self) -> int:
        """Its number within the case, from 1."""
        return self.row.sequence

    @property
    def at(self) -> datetime:
        """When it was written."""
        return datetime.fromisoformat(self.row.at)


def chained(
    case_id: str, after: int, previous: str, actor: str, happened: tuple[Happening, ...], at: datetime
) -> list[tuple[Row, Payload]]:
    """The rows that tell what happened, each bound to the one before; all written at one moment, by one actor."""
    when = at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    made: list[tuple[Row, Payload]] = []
    for sequence, one in enumerate(happened, after + 1):
        payload = Payload(case_id, sequence, secrets.token_hex(16), canonical(to_json(one)))
        row = Row(case_id, sequence, when, actor, kind_of(one), payload.digest(), previous, "")
        row = row._replace(hash=row.expected_hash())
        made.append((row, payload))
        previous = row.hash
    return made


def event_of(row: Row, content: str | None) -> Event:
    """The event in a row, with the content of its payload, None where it was erased. Raises `ValueError`."""
    try:
        return Event(row, None if content is None else from_json(row.kind, json.loads(content)))
    except RecursionError as error:
        raise ValueError(f"what event {row.sequence} tells is nested too deeply") from error


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
