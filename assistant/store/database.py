"""The few things the ledger asks of a database, and what each of the two says in its own way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Literal, NoReturn, Protocol

from assistant.problems import Problem, Refused

Dialect = Literal["sqlite", "postgres"]
Values = Sequence[str | int | None]
Wanted = Literal["made", "there", "read"]
"""For what a store is opened: `made`, to be written, and made where it is not there; `there`, to be written, and refused
where it is not there; `read`, also where it may not be written."""


class Taken(Exception):
    """Raised where the row that was to be written is there already: somebody was quicker."""


class Lost(Refused):
    """Raised where the connection broke off: whether the last transaction was taken in is not known."""

    def __init__(self, name: str) -> None:
        what = f"the connection to the store {name} broke off"
        right = "try again when the server is back; what was being written may be there or not, so look at it first"
        super().__init__([Problem("store-unreachable", what, right)])


class Database(Protocol):
    """A connection to a store. SQL is written with `?` for each value."""

    dialect: Dialect
    name: str
    """What it is called in messages; never with a password."""
    may_write: bool
    """Whether the system lets it be written; a server says so only when it is written to."""

    @property
    def actor(self) -> str:
        """Who is signed in."""
        ...

    def rows(self, sql: str, values: Values = ()) -> list[tuple[Any, ...]]:
        """The rows a statement gives; none for one that gives none."""
        ...

    def many(self, sql: str, values: Iterable[Values]) -> None:
        """A statement for each of these values."""
        ...

    def script(self, sql: str) -> None:
        """Several statements, as a migration holds them."""
        ...

    def now(self) -> datetime:
        """The moment by the one clock that all who write to the store have: on a server its own."""
        ...

    def writing(self) -> AbstractContextManager[None]:
        """A transaction that writes: all of it is on the disk when it ends, or nothing.

        Raises `Taken`, `Lost`, or `Refused` with what stands in the way.
        """
        ...

    def reading(self) -> AbstractContextManager[None]:
        """A transaction that sees everything as it was at its beginning."""
        ...

    def again(self) -> Database:
        """Another connection to the same store, for a thread of its own. Raises `Refused`."""
        ...

    def close(self) -> None:
        """End the connection."""
        ...


def refuse(code: str, what: str, right: str, cause: BaseException | None = None) -> NoReturn:
    """Raises `Refused` with one problem of the store."""
    raise Refused([Problem(code, what, right)]) from cause


def not_text(error: UnicodeEncodeError) -> NoReturn:
    """Raises `Refused`: half a character, or a byte of a file's name, was given for a text."""
    right = "write it again: a part of a character is no text"
    refuse("file-not-utf8", "what was given for the store is not text", right, error)


def told_by_ledger(message: str, name: str, cause: BaseException) -> None:
    """Raises what a trigger of the ledger says, in words for a person; does nothing with other messages."""
    _, found, said = message.partition("ledger: ")
    if not found:
        return
    said = said.splitlines()[0].strip()
    if said == "taken":
        raise Taken from cause
    if said == "held":
        right = "lift the hold first, if the order allows it"
        refuse("store-held", "the case is under a legal hold, so nothing of it is erased", right, cause)
    if said == "known":
        what = (
            "it cannot be read blind by somebody who began, was given or drew another reading of its evidence"
        )
        refuse("store-not-blind", what, "give it to somebody who has not read that evidence", cause)
    refuse("store-append-only", f"{name} refuses it: {said}", "write a new event instead", cause)
