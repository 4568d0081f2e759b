"""Says what a store holds that a backup of it does not, before the one is put in the place of the other."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from assistant.document import lies_at
from assistant.store.database import refuse
from assistant.store.ledger import Head
from assistant.store.sqlite_file import ERRORS, fail, reading_uri, version_in


class Newer(NamedTuple):
    """A case that went on after a backup was made."""

    case_id: str
    events: int
    """How many events of it the backup does not hold."""


def newer(heads: Iterable[Head], backup: Path) -> list[Newer]:
    """The cases whose heads are ahead of what a backup holds, or differ from it. Raises `Refused`."""
    if lies_at(backup) != "file":
        refuse("file-missing", f"there is no file {backup}", "name the file that `sccif backup` wrote")
    if not version_in(backup):
        refuse("store-damaged", f"there is no store in {backup}", "name the file that `sccif backup` wrote")
    try:
        with closing(sqlite3.connect(reading_uri(backup), uri=True)) as connection:
            rows = connection.execute("SELECT case_id, sequence, hash FROM events").fetchall()
    except ERRORS as error:
        fail(error, backup)
    there = {(case_id, sequence): hash_ for case_id, sequence, hash_ in rows}
    last: dict[str, int] = {}
    for case_id, sequence, _ in rows:
        last[case_id] = max(last.get(case_id, 0), sequence)
    found = []
    for head in heads:
        ahead = head.sequence - last.get(head.case_id, 0)
        # A case that went another way since is as much lost as one that went on.
        differs = ahead <= 0 and there.get((head.case_id, head.sequence)) != head.hash
        if ahead > 0 or differs:
            found.append(Newer(head.case_id, max(ahead, 1)))
    return found
