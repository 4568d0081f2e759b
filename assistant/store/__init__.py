"""The ledger of cases: what happened to each, appended and never changed, on SQLite or PostgreSQL."""

from assistant.store.address import Address, parse_address
from assistant.store.events import Event
from assistant.store.first_page import FirstPage, first_page
from assistant.store.ledger import Behind, Head, Ledger
from assistant.store.merging import Meeting, Merged, again, merge
from assistant.store.searching import Lines, Sought, mentions, read, refresh
from assistant.store.standing import Standing, Stated, standing_of
from assistant.store.summary import Days, Summary, summary_of
from assistant.store.verifying import Verified, verify, verify_case

__all__ = [
    "Address",
    "Behind",
    "Days",
    "Event",
    "FirstPage",
    "Head",
    "Ledger",
    "Lines",
    "Meeting",
    "Merged",
    "Sought",
    "Standing",
    "Stated",
    "Summary",
    "Verified",
    "again",
    "first_page",
    "mentions",
    "merge",
    "parse_address",
    "read",
    "refresh",
    "standing_of",
    "summary_of",
    "verify",
    "verify_case",
]
