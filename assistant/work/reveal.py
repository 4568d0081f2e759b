"""Whether what the rules conclude is shown throughout, or after the own view is sealed: a setting of the store."""

from __future__ import annotations

from typing import Literal

from assistant.case import Case
from assistant.store import Ledger
from assistant.store.settings import set_setting, setting

Reveal = Literal["live", "after_seal"]
_NAME = "reveal"


def reveal(ledger: Ledger) -> Reveal:
    """How the store has it; the own view first, unless it was set otherwise."""
    return "live" if setting(ledger, _NAME) == "live" else "after_seal"


def set_reveal(ledger: Ledger, how: Reveal) -> None:
    """Set it for every case of the store. Raises `Refused` where whoever is signed in may not."""
    set_setting(ledger, _NAME, how)


def reveal_of(ledger: Ledger, case: Case) -> Reveal:
    """How it is with one case: a blind reading is never shown what the rules conclude before it is sealed."""
    return "after_seal" if case.purpose == "blind" else reveal(ledger)
