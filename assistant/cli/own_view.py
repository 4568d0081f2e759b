"""Asks for one's own view of a scenario before another's reading is told, where there is a store that could hold one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.cli.store import ledger_at

if TYPE_CHECKING:
    from assistant.work.training.model import Scenario


def need_own_view_in(store: str | None, scenario: Scenario) -> None:
    """Raises `Refused` where one's own reading is begun in the store, and no view of it is sealed yet.

    Files tell of others' readings without a store, so there need not be one.
    """
    from assistant.store import parse_address
    from assistant.work.training.begin import need_own_view_of

    if parse_address(store).is_there:
        with ledger_at(store, "read") as ledger:
            need_own_view_of(ledger, scenario, if_begun=True)
