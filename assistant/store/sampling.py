"""Draws cases for quality assurance, on a server: at random, by the server itself, so that nobody picks them."""

from __future__ import annotations

from assistant.store.kinds import Assigned, Role
from assistant.store.ledger import Ledger


def draw(ledger: Ledger, most: int) -> list[str]:
    """Draw sealed cases for whoever is signed in to review; each case's history says that it was drawn.

    Gives fewer where there are fewer. Raises `Refused` where whoever is signed in does not review.
    """
    drawn = [str(row[0]) for row in ledger.database.rows("SELECT draw_sample(?)", (most,))]
    role: Role = "reviewer" if ledger.database.rows("SELECT is_a('reviewer')")[0][0] else "rim"
    for case_id in drawn:
        assigned = Assigned(ledger.actor, role, is_drawn=True)
        ledger.append(case_id, ledger.head(case_id).sequence, assigned)
    return drawn
