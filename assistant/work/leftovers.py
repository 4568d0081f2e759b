"""The files beside the store that may still hold what was erased of a case: no order reaches them, people do."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from assistant.case import asides
from assistant.store import Event, Ledger
from assistant.store.kinds import Exported
from assistant.work.drafts import drafts_of
from assistant.work.training import draft_of_meeting


def leftovers(ledger: Ledger, case_id: str, events: Iterable[Event], erased: Collection[int]) -> list[str]:
    """Each file once, with its folder: what was exported, by these events, and what this account set aside or typed.

    A file that was exported before the first of the erased events happened cannot hold any of them.
    Of what an earlier version exported only the name is known. Files of other accounts and machines are
    theirs to find.
    """
    first = min(erased, default=0)
    exported = [
        str(Path(told.folder or "") / told.name)
        for event in events
        if isinstance(told := event.happened, Exported) and event.sequence > first
    ]
    # What is half typed of a meeting about the case, which may name what was said in it, is kept apart.
    places = (case_id, draft_of_meeting(case_id, ledger.actor))
    drafts = (drafts_of(ledger.database.name, place) for place in places)
    here = [*asides(case_id), *(path for path in drafts if path.exists())]
    return list(dict.fromkeys([*exported, *map(str, here)]))
