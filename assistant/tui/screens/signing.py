"""What is asked of whoever signs a case off: as what, and over what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.tui.screens.form import Form, Line
from assistant.tui.session import Session
from assistant.work.case_review import spelt
from assistant.work.naming import caution, typed_in
from assistant.work.review import saying
from assistant.work.review.points import Point, told_looked_at
from assistant.work.review.record import Review


def sign_off(session: Session, known: Sequence[Point], now: Review) -> Form:
    """As what one signs; where something holds it up, with the dissent. What is odd about it is said first."""
    holds = "; ".join(now.holds_up())
    about = f"{told_looked_at(known, now)}. " + (
        f"It is held up, and only the regulatory inspection manager may sign over it: {holds}"
        if holds
        else "Nothing holds it up."
    )
    warned = [*now.same_people(), *filter(None, [caution(session.pack, typed_in(session.case))])]

    def take(said: Mapping[str, str]) -> str:
        role = said["role"]
        if role not in saying.SIGNERS:
            raise ValueError("choose as what you sign")
        standing, by = session.kept.standing, session.kept.ledger.actor
        saying.need_signer(session.kept.ledger, standing.case.id, saying.SIGNERS[role])
        told = saying.signed_off(standing, known, saying.SIGNERS[role], said["dissent"], by=by)
        return session.say_in_review(told, "signed off")

    offered = [(spelt(name), name) for name in saying.SIGNERS]
    lines = [
        Line("role", "As", "choose what you sign as: enter, then the arrows", choices=offered),
        Line("dissent", "Dissent, where it is signed over what holds it up", ""),
    ]
    return Form("Sign off", "\n".join([*(f"! {one}" for one in warned), about]), lines, take)
