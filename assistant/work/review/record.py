"""The record of a review: who began it when and by which rules, what was said of each point, and what holds it up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from assistant.store import Event, Standing
from assistant.store.kinds import Queried, Replied, ReviewBegun, Reviewed, SignedOff

Verdict = Literal["agreed", "queried", "not agreed"]


@dataclass(frozen=True, slots=True)
class Said:
    """What quality assurance said of a point."""

    event: Event
    at: str
    verdict: Verdict
    text: str | None
    replies: tuple[Event, ...] = ()
    """For a query, what was answered."""
    is_before: bool = False
    """Whether it was said of the case as it stood before it changed and the review was begun anew."""
    is_open: bool = False
    """Whether it is a query to which nobody else replied, and about whose point nothing was agreed since."""


@dataclass(frozen=True, slots=True)
class Review:
    """A review as it stands."""

    begun: Event | None
    """When it was begun last; None where it never was."""
    said: tuple[Said, ...]
    """All that was said, in order."""
    changed: tuple[Event, ...]
    """What changed in the case after that, and stands."""
    signed_off: tuple[Event, ...]

    @property
    def by_rules(self) -> ReviewBegun | None:
        """By which rules and framework it is made."""
        return self.begun.happened if self.begun and isinstance(self.begun.happened, ReviewBegun) else None

    @property
    def last(self) -> Mapping[str, Said]:
        """What was said last of each point."""
        return {one.at: one for one in self.said}

    @property
    def open_queries(self) -> tuple[Said, ...]:
        """The queries that have no reply."""
        return tuple(one for one in self.said if one.is_open)

    @property
    def not_agreed(self) -> tuple[Said, ...]:
        """The points that were not agreed, and not agreed since: neither a query nor a reply lifts that."""
        verdicts = {one.at: one for one in self.said if one.verdict != "queried"}
        return tuple(one for one in verdicts.values() if one.verdict == "not agreed")

    @property
    def looked_at(self) -> frozenset[str]:
        """The points of which something was said since the review was begun last."""
        return frozenset(one.at for one in self.said if not one.is_before)

    def holds_up(self) -> Iterator[str]:
        """What stands in the way of a sign-off without dissent, each in words without a full stop."""
        for one in self.open_queries:
            yield f"the query of event {one.event.sequence} about {one.at} has no reply"
        for one in self.not_agreed:
            yield f"event {one.event.sequence} does not agree about {one.at}"
        if self.changed:
            numbers = ", ".join(str(event.sequence) for event in self.changed)
            yield f"the case has changed since the review began (event {numbers})"


def review(standing: Standing) -> Review:
    """The review of a case, from its events. Pure."""
    begun = next((one for one in reversed(standing.events) if isinstance(one.happened, ReviewBegun)), None)
    since = begun.sequence if begun else standing.sequence
    return Review(
        begun,
        tuple(_said(standing, since if begun else 0)),
        standing.changed_since(since),
        tuple(event for event in standing.events if isinstance(event.happened, SignedOff)),
    )


def told_sign_off(event: Event) -> str:
    """Who signed off, as what, and over which dissent; empty for another event."""
    told = event.happened
    if not isinstance(told, SignedOff):
        return ""
    who = "regulatory inspection manager" if told.role == "rim" else told.role
    return f"signed off by {event.row.actor} as {who}" + (
        f", with dissent: {told.dissent}" if told.dissent else ""
    )


def _said(standing: Standing, since: int) -> Iterator[Said]:
    replies: dict[int, list[Event]] = {}
    agreed: dict[str, int] = {}
    for event in standing.events:
        if isinstance(told := event.happened, Replied):
            replies.setdefault(told.query, []).append(event)
        elif isinstance(told, Reviewed) and told.is_agreed:
            agreed[told.at] = event.sequence
    for event in standing.events:
        before = event.sequence < since
        match event.happened:
            case Reviewed(at=at, is_agreed=is_agreed, text=text):
                yield Said(event, at, "agreed" if is_agreed else "not agreed", text, is_before=before)
            case Queried(at=at, text=text):
                told_back = tuple(replies.get(event.sequence, ()))
                # INVARIANT: who asks does not reply to themselves (tests/work/review/test_review.py).
                others = any(reply.row.actor != event.row.actor for reply in told_back)
                is_open = not others and agreed.get(at, 0) < event.sequence
                yield Said(event, at, "queried", text, told_back, before, is_open)
