"""Whether what the rules conclude is shown throughout, or after the own view is sealed: a setting of the store."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal

from assistant.case import Case
from assistant.problems import Problem, Refused
from assistant.store import Ledger
from assistant.store.settings import set_setting, setting
from assistant.work.training import SCENARIO

Reveal = Literal["live", "after_seal"]
_NAME = "reveal"


def reveal(ledger: Ledger) -> Reveal:
    """How the store has it; the own view first, unless it was set otherwise."""
    return "live" if setting(ledger, _NAME) == "live" else "after_seal"


def set_reveal(ledger: Ledger, how: Reveal) -> None:
    """Set it for every case of the store. Raises `Refused` where whoever is signed in may not."""
    set_setting(ledger, _NAME, how)


def reveal_of(ledger: Ledger, case: Case) -> Reveal:
    """How it is with one case: of a blind reading, or a trainee's, nothing that the rules conclude is shown before it is sealed."""
    comes_first = case.purpose == "blind" or case.evidence_id.startswith(SCENARIO)
    return "after_seal" if comes_first else reveal(ledger)


def covered_evidence(cases: Iterable[Case], how: Callable[[Case], Reveal]) -> frozenset[str]:
    """The evidence of which nothing may be told that the rules conclude: an own view of it is still to be sealed.

    INVARIANT: that holds of every reading of it (tests/work/test_firing_counts.py): what one comes to is nearly
    what another does.
    """
    return frozenset(case.evidence_id for case in cases if is_covered(case, how))


def is_covered(case: Case, how: Callable[[Case], Reveal]) -> bool:
    """Whether nothing may be told of what the rules conclude of this case yet: its own view is still to be sealed."""
    return case.sealed is None and how(case) == "after_seal"


def need_own_view(case: Case, how: Reveal, untold: str, wanted: str) -> None:
    """Raises `Refused` where an own view comes first and is not sealed yet, also where the case is judged.

    `untold` is what is not told until then, and `wanted` what to do once the view is sealed.
    """
    if is_covered(case, lambda _: how):
        what = f"your own view comes first, so {untold}"
        right = f"seal your view of it in the app, or with `sccif interview`, then {wanted}"
        raise Refused([Problem("use-own-view-first", what, right)])
