"""Draws cases for quality assurance, on a server: at random, by the server itself, so that nobody picks them."""

from __future__ import annotations

from assistant.store.database import refuse
from assistant.store.kinds import Assigned, Role
from assistant.store.ledger import Ledger


def draw(ledger: Ledger, most: int) -> list[str]:
    """Draw sealed cases for whoever is signed in to review; each case's history says that it was drawn.

    Gives fewer where there are fewer, and what was drawn before where its history could not be written
    then. Raises `Refused` where whoever is signed in does not review.
    """
    rows = ledger.database.rows
    if not rows("SELECT is_a('reviewer') OR is_a('rim')")[0][0]:
        what = f"samples are drawn by who reviews, and `{ledger.actor}` has neither the role reviewer nor rim"
        right = f"ask whoever set the store up for it: `sccif admin give {ledger.actor} reviewer`"
        refuse("store-forbidden", what, right)
    rows("SELECT draw_sample(?)", (most,))
    role: Role = "reviewer" if rows("SELECT is_a('reviewer')")[0][0] else "rim"
    drawn = rows(
        "SELECT case_id FROM samples WHERE who = session_user AND is_drawn(case_id) ORDER BY drawn_at, case_id"
    )
    for (case_id,) in drawn:
        ledger.add(case_id, Assigned(ledger.actor, role, is_drawn=True))
    return [str(case_id) for (case_id,) in drawn]
