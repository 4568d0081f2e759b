"""The first page of the list of cases: what is seen of a long one before anybody looks further."""

from __future__ import annotations

from typing import NamedTuple

from assistant.store.ledger import Ledger
from assistant.store.summary import COLUMNS, Summary

PAGE = 200
"""More lines than any terminal has."""


class FirstPage(NamedTuple):
    """The cases changed last that are not archived, and how many there are of all."""

    lines: list[Summary]
    total: int
    """Of every case that may be read, archived or not."""
    archived: int
    urgent: int
    """In how many that are not archived somebody may be in danger and what was done is still to be told."""

    @property
    def unread(self) -> int:
        """How many cases that are not archived come after these."""
        return self.total - self.archived - len(self.lines)


def first_page(ledger: Ledger) -> FirstPage | None:
    """The first page, the one changed last in front.

    None where the list is to be read whole (`refresh`): it is no longer than a page, or some line of it is
    behind the events or was not worked out. Raises `Refused` where the store cannot be read.
    """
    rows = ledger.database.rows
    ((count, worked_out, archived, urgent),) = rows(
        "SELECT count(*), count(is_urgent), coalesce(sum(is_archived), 0), "
        "coalesce(sum(is_urgent * (1 - is_archived)), 0) FROM summaries"
    )
    if count <= PAGE or worked_out < count or ledger.behind():
        return None
    # In order by their names alone first: to sort whole lines takes twice as long.
    in_order = "ORDER BY changed_at DESC, case_id"
    found = rows(
        f"SELECT {', '.join(COLUMNS)} FROM summaries WHERE case_id IN "
        f"(SELECT case_id FROM summaries WHERE is_archived = 0 {in_order} LIMIT ?) {in_order}",
        (PAGE,),
    )
    return FirstPage([Summary.of(row) for row in found], int(count), int(archived), int(urgent))
