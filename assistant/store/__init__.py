"""The ledger of cases: what happened to each, appended and never changed, on SQLite or PostgreSQL."""

from assistant.store.address import Address, parse_address
from assistant.store.events import Event
from assistant.store.ledger import Behind, Head, Ledger
from assistant.store.merging import Meeting, Merged, merge
from assistant.store.searching import Sought, mentions, read, refresh
from assistant.store.standing import Standing, Stated, standing_of
from assistant.store.summary import Summary, summary_of
from assistant.store.verifying import Verified, verify

__all__ = [
    "Address",
    "Behind",
    "Event",
    "Head",
    "Ledger",
    "Meeting",
    "Merged",
    "Sought",
    "Standing",
    "Stated",
    "Summary",
    "Verified",
    "mentions",
    "merge",
    "parse_address",
    "read",
    "refresh",
    "standing_of",
    "summary_of",
    "verify",
]
