"""How long cases are kept before somebody looks whether they are to be erased. Nothing is erased by it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple

from assistant.problems import Problem
from assistant.store import Ledger
from assistant.store.listing import kept_cases
from assistant.store.settings import set_setting, setting

NAME = "retention-years"
LONGEST = 100


class Due(NamedTuple):
    """A case that is to be looked at."""

    case_id: str
    worked_at: str
    """When it was opened, or worked on last."""
    is_held: bool


def retention(ledger: Ledger) -> int | None:
    """The years that were set, None where none were."""
    return years_in(setting(ledger, NAME))


def years_in(value: str | None) -> int | None:
    """The years that a setting says, None where it says none that can be set."""
    years = int(value) if value and value.isdecimal() else 0
    return years if 0 < years <= LONGEST else None


def set_retention(ledger: Ledger, years: int | None) -> None:
    """Set the years, or take them back. Raises `Refused` where whoever is signed in may not."""
    set_setting(ledger, NAME, None if years is None else str(years))


def due(ledger: Ledger, years: int | None) -> list[Due]:
    """The cases on which nobody worked for so many years, the longest ago in front; none without a number."""
    if years is None:
        return []
    until = before(ledger.now(), years)
    found = [
        Due(one.case_id, one.worked_at or one.changed_at, one.is_held)
        for one in kept_cases(ledger)
        if not one.is_erased and (one.worked_at or one.changed_at) < until
    ]
    return sorted(found, key=lambda one: (one.worked_at, one.case_id))


def before(now: datetime, years: int) -> str:
    """The moment so many years ago, as events write it."""
    then = now.astimezone(UTC)
    try:
        moved = then.replace(year=then.year - years)
    except ValueError:  # 29 February
        moved = then.replace(year=then.year - years, day=28)
    return moved.isoformat(timespec="microseconds").replace("+00:00", "Z")


def none_set() -> Problem:
    """The warning where no time is set."""
    return Problem(
        "store-no-retention",
        "no time is set after which cases are looked at for erasure",
        "decide on one, then set it with `sccif admin retention --years N`",
    )
