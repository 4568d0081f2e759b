"""The list of cases as it stands now: each line brought up to its last event, with what is left to ask."""

from __future__ import annotations

from collections.abc import Callable

from assistant.pack import Pack
from assistant.problems import Refused
from assistant.store import Ledger, Standing, Summary, refresh, summary_of
from assistant.work.keeping import asked, pack_named


def listed(ledger: Ledger, at_hand: Callable[[], Pack]) -> list[Summary]:
    """The line of every case that may be read, the one changed last in front.

    Lines that are behind are worked out anew, by the pack at hand, which is loaded only then, or as it
    was kept. A case that was erased, or may not be read, has no line.
    """
    packs: dict[str, Pack] = {}
    refresh(ledger, lambda standing: summary_of(standing, _asked(ledger, standing, packs, at_hand)))
    return ledger.summaries()


def _asked(
    ledger: Ledger, standing: Standing, packs: dict[str, Pack], at_hand: Callable[[], Pack]
) -> int | None:
    if standing.pack not in packs:
        try:
            packs[standing.pack] = pack_named(ledger, standing.pack, at_hand())
        except Refused:
            return None
    return asked(standing.case, packs[standing.pack])
