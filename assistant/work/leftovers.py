"""The files beside the store that may still hold what was erased of a case: no order reaches them, people do."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from assistant.case import asides
from assistant.store import Event, Ledger
from assistant.store.kinds import Exported
from assistant.work.drafts import drafts_of


def leftovers(ledger: Ledger, case_id: str, events: Iterable[Event]) -> list[str]:
    """Each file once, with its folder: what was exported, by these events, and what this account set aside or typed.

    Of what an earlier version exported only the name is known. Files of other accounts and machines are
    theirs to find.
    """
    exported = [
        str(Path(told.folder or "") / told.name)
        for event in events
        if isinstance(told := event.happened, Exported)
    ]
    drafts = drafts_of(ledger.database.name, case_id)
    here = [*asides(case_id), *([drafts] if drafts.exists() else [])]
    return list(dict.fromkeys([*exported, *map(str, here)]))
